# ruff: noqa: N802, N815  # SymPy finds a method by the name of the class that it prints
"""A printer with which SymPy's `lambdify` evaluates `.sympy`: `lambdify(args, e.sympy, printer=NumPyPrinter())`.

Imports SymPy, not NumPy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import reduce
from typing import Any

import sympy
from sympy.printing.numpy import NumPyPrinter as SymPyNumPyPrinter

from bpsym.errors import InputError

SETTINGS = {"fully_qualified_modules": False, "inline": True, "allow_unknown_functions": True}
"""Those with which `lambdify` makes its own printers."""


STAND_IN = re.compile(r"_*Dummy_\d+")
"""What `lambdify` puts, as a scalar, in place of an argument whose name is no identifier."""


class NumPyPrinter(SymPyNumPyPrinter):  # type: ignore[misc]  # SymPy has no types
    """SymPy's printer for NumPy, with what that lacks: elementwise maps, Hadamard powers, traces, sums, sizes.

    Arrays have two dimensions, vectors are columns. An unknown function f is called by its name, its derivatives as
    `f_prime`, `f_prime2`: give them in `modules`.

    Args:
        arguments: matrices that the function will be given. Sizes are read off these and those in the expression, so a
            broadcast or a matrix of ones needs one that has its size.
        settings: those of SymPy's printer.
    """

    def __init__(self, arguments: Iterable[Any] = (), settings: dict[str, Any] | None = None) -> None:
        super().__init__(SETTINGS | (settings or {}))
        self._arguments = [argument for argument in arguments if isinstance(argument, sympy.MatrixSymbol)]
        self._sizes: dict[Any, Any] = {}

    def doprint(self, expr: Any, assign_to: Any = None) -> Any:
        """The NumPy source of an expression.

        Raises:
            InputError: a name is no identifier, a size is unknown, or a derivative is not carried out.
        """
        inside = expr.atoms(sympy.MatrixSymbol) if isinstance(expr, sympy.Basic) else set()
        if any(STAND_IN.fullmatch(symbol.name) for symbol in getattr(expr, "free_symbols", ())):
            raise InputError(f"an argument of {expr} has a name that is no Python identifier; substitute one that is")
        self._sizes = {}
        for A in [*sorted(inside, key=str), *self._arguments]:
            sources = {size: sympy.Symbol(f"{A.name}.shape[{axis}]") for axis, size in enumerate(A.shape)}
            self._sizes |= {size: source for size, source in sources.items() if size.is_Symbol}
        return super().doprint(expr, assign_to)

    def _shape(self, *shape: Any) -> str:
        return f"({', '.join(map(self._size, shape))},)"

    def _size(self, size: Any) -> str:
        unknown = size.free_symbols - self._sizes.keys()
        if unknown:
            names = ", ".join(sorted(map(str, unknown)))
            raise InputError(f"no matrix has the size {names}; name one that has: NumPyPrinter([X, ...])")
        return str(size.xreplace(self._sizes))

    def _call(self, name: str, *arguments: str) -> str:
        return f"{self._module_format(f'{self._module}.{name}')}({', '.join(arguments)})"

    def _print_ElementwiseApplyFunction(self, expr: Any) -> str:
        function, body = expr.function, self._print(expr.expr)
        if not function.expr.free_symbols:
            return f"({self._print(function.expr)} + 0*({body}))"
        return f"(lambda {self._print(function.variables[0])}: {self._print(function.expr)})({body})"

    def _print_FunctionDerivative(self, expr: Any) -> str:
        call, order = expr.args
        return f"{call.func.__name__}_prime{order if order > 1 else ''}({self._print(call.args[0])})"

    def _print_MatMul(self, expr: Any) -> str:
        coefficient, factors = expr.as_coeff_matrices()
        product = " @ ".join(f"({self._print(factor)})" for factor in factors)
        return product if coefficient == 1 else f"({self._print(coefficient)})*({product})"

    def _print_MatAdd(self, expr: Any) -> str:
        return " + ".join(f"({self._print(term)})" for term in expr.args)

    def _print_Transpose(self, expr: Any) -> str:
        return f"({self._print(expr.arg)}).T"

    def _print_HadamardPower(self, expr: Any) -> str:
        # NumPy refuses whole numbers to a negative whole power.
        exponent = sympy.Float(expr.exp) if expr.exp.is_negative else expr.exp
        return f"({self._print(expr.base)})**({self._print(exponent)})"

    def _print_Trace(self, expr: Any) -> str:
        return self._call("trace", self._print(expr.arg))

    def _print_Total(self, expr: Any) -> str:
        return self._call("sum", self._print(expr.args[0]))

    def _print_SquaredNorm(self, expr: Any) -> str:
        return self._call("sum", f"({self._print(expr.args[0])})**2")

    def _print_SumRows(self, expr: Any) -> str:
        return self._call("sum", self._print(expr.args[0]), "axis=0", "keepdims=True")

    def _print_SumColumns(self, expr: Any) -> str:
        return self._call("sum", self._print(expr.args[0]), "axis=1", "keepdims=True")

    def _print_BroadcastRows(self, expr: Any) -> str:
        return self._call("broadcast_to", self._print(expr.args[0]), self._shape(*expr.shape))

    _print_BroadcastColumns = _print_BroadcastRows

    def _print_Filled(self, expr: Any) -> str:
        return self._call("full", self._shape(*expr.shape), self._print(expr.args[0]))

    def _print_OneMatrix(self, expr: Any) -> str:
        return self._call("ones", self._shape(*expr.shape))

    def _print_ZeroMatrix(self, expr: Any) -> str:
        return self._call("zeros", self._shape(*expr.shape))

    def _print_Identity(self, expr: Any) -> str:
        return self._call("eye", self._size(expr.shape[0]))

    def _print_Determinant(self, expr: Any) -> str:
        return self._call("linalg.det", self._print(expr.arg))

    def _print_Inverse(self, expr: Any) -> str:
        return self._call("linalg.inv", self._print(expr.arg))

    def _print_DiagMatrix(self, expr: Any) -> str:
        return self._call("diagflat", self._print(expr.args[0]))

    def _print_DiagonalOf(self, expr: Any) -> str:
        return f"{self._call('diag', self._print(expr.args[0]))}[:, None]"

    def _print_KroneckerProduct(self, expr: Any) -> str:
        text: str = reduce(lambda left, right: self._call("kron", left, right), map(self._print, expr.args))
        return text

    def _print_Vec(self, expr: Any) -> str:
        return f"({self._print(expr.args[0])}).T.reshape(-1, 1)"

    def _print_MatrixPartial(self, expr: Any) -> str:
        raise InputError(f"the derivative {expr} has no value of its own; substitute the right side of its equation")

    _print_OtherPartial = _print_MatrixPartial
    _print_MatrixContract = _print_MatrixPartial
    _print_OtherContract = _print_MatrixPartial
