"""SymPy classes for what SymPy lacks: sums, broadcasts, and derivatives that are not carried out.

Use them in SymPy expressions like its own: `Total(HadamardProduct(E, E)) / 2`, `X*W + BroadcastRows(b, m)`.
Imports SymPy: reached through `sympy_door` only.
"""

from __future__ import annotations

from typing import Any

import sympy
from sympy.matrices.expressions.matexpr import MatrixExpr


class MatrixNode(MatrixExpr):  # type: ignore[misc]  # SymPy has no types
    """A matrix of SymPy; `doit`, substitution and `as_explicit` work as for SymPy's own."""


class ScalarNode(sympy.Expr):  # type: ignore[misc]  # SymPy has no types
    """A scalar of SymPy, or something with four indices that is only scaled and added."""

    is_commutative = True


class FunctionDerivative(ScalarNode):
    """The derivative of an unknown function where the function is taken: f(x), n stand for the n-th derivative at x.

    Not `Derivative(f(x), x)`: SymPy composes maps by putting formulas in place of x, which that refuses; nor `Subs`,
    which `lambdify` takes out of the map.
    """

    def as_subs(self) -> Any:
        """The same in SymPy's own words."""
        call, order = self.args
        x = sympy.Dummy("x", real=True)
        return sympy.Subs(sympy.Derivative(call.func(x), (x, order)), x, call.args[0])

    def _latex(self, printer: Any) -> str:
        call, order = self.args
        primes = "'" * int(order)
        return rf"{call.func.__name__}{primes}\left({printer._print(call.args[0])}\right)"


class SumRows(MatrixNode):
    """The sum over rows: (m, n) -> (1, n)."""

    @property
    def shape(self) -> tuple[Any, Any]:
        """(1, n)."""
        return (sympy.Integer(1), self.args[0].shape[1])

    def _entry(self, i: Any, j: Any, **kwargs: Any) -> Any:
        return _add_up(lambda k: self.args[0][k, j], self.args[0].shape[0])


class SumColumns(MatrixNode):
    """The sum over columns: (m, n) -> (m, 1)."""

    @property
    def shape(self) -> tuple[Any, Any]:
        """(m, 1)."""
        return (self.args[0].shape[0], sympy.Integer(1))

    def _entry(self, i: Any, j: Any, **kwargs: Any) -> Any:
        return _add_up(lambda k: self.args[0][i, k], self.args[0].shape[1])


class BroadcastRows(MatrixNode):
    """A row in each of m rows: (1, n), m -> (m, n)."""

    @property
    def shape(self) -> tuple[Any, Any]:
        """(m, n)."""
        return (self.args[1], self.args[0].shape[1])

    def _entry(self, i: Any, j: Any, **kwargs: Any) -> Any:
        return self.args[0][0, j]


class BroadcastColumns(MatrixNode):
    """A column in each of n columns: (m, 1), n -> (m, n)."""

    @property
    def shape(self) -> tuple[Any, Any]:
        """(m, n)."""
        return (self.args[0].shape[0], self.args[1])

    def _entry(self, i: Any, j: Any, **kwargs: Any) -> Any:
        return self.args[0][i, 0]


class Filled(MatrixNode):
    """The matrix with the same scalar in every entry: s, m, n -> (m, n).

    Not `OneMatrix`: SymPy turns a product of two of them into the number m, and sizes are no numbers in our language.
    """

    @property
    def shape(self) -> tuple[Any, Any]:
        """(m, n)."""
        return (self.args[1], self.args[2])

    def _entry(self, i: Any, j: Any, **kwargs: Any) -> Any:
        return self.args[0]


class Total(ScalarNode):
    """The sum of all entries: (m, n) -> scalar."""

    def doit(self, **hints: Any) -> Any:
        """The sum itself where the matrix is explicit (SymPy calls `doit` in every product, so only there)."""
        A = self.args[0].doit(**hints) if hints.get("deep", True) else self.args[0]
        return sympy.Add(*A.flat()) if isinstance(A, sympy.MatrixBase) else self.func(A)


class SquaredNorm(ScalarNode):
    """The sum of the squares of all entries: (m, n) -> scalar."""

    def doit(self, **hints: Any) -> Any:
        """The sum itself where the matrix is explicit."""
        A = self.args[0].doit(**hints) if hints.get("deep", True) else self.args[0]
        return sympy.Add(*(a**2 for a in A.flat())) if isinstance(A, sympy.MatrixBase) else self.func(A)


class Vec(MatrixNode):
    """The columns below one another: (m, n) -> (m n, 1)."""

    @property
    def shape(self) -> tuple[Any, Any]:
        """(m n, 1)."""
        rows, columns = self.args[0].shape
        return (rows * columns, sympy.Integer(1))

    def _entry(self, i: Any, j: Any, **kwargs: Any) -> Any:
        rows = self.args[0].shape[0]
        return self.args[0][i % rows, i // rows]


class Entry(ScalarNode):
    """One entry of something with more than two indices; args: of, and the indices from 0."""


class Array(ScalarNode):
    """Something with more than two indices, by its entries; args: a Lambda of the indices from 0, and the sizes."""


class MatrixPartial(MatrixNode):
    """∂ of / ∂ wrt where that is a matrix; args: of, wrt, rows, columns."""

    @property
    def shape(self) -> tuple[Any, Any]:
        """(rows, columns)."""
        return (self.args[2], self.args[3])

    def _latex(self, printer: Any) -> str:
        return _fraction(printer, *self.args[:2])


class OtherPartial(ScalarNode):
    """∂ of / ∂ wrt where that is a scalar or has four indices; args: of, wrt."""

    def _latex(self, printer: Any) -> str:
        return _fraction(printer, *self.args)


class MatrixContract(MatrixNode):
    """A cotangent pulled back by a derivative of four indices; args: left, right, rows, columns."""

    @property
    def shape(self) -> tuple[Any, Any]:
        """(rows, columns)."""
        return (self.args[2], self.args[3])


class OtherContract(ScalarNode):
    """The product of two derivatives of four indices; args: left, right."""


def _add_up(term: Any, count: Any) -> Any:
    """The sum of term(0), ..., term(count - 1); a `Sum` where the count is no number."""
    if isinstance(count, sympy.Integer):
        return sympy.Add(*(term(k) for k in range(int(count))))
    k = sympy.Dummy("k", integer=True)
    return sympy.Sum(term(k), (k, 0, count - 1))


def _fraction(printer: Any, of: Any, wrt: Any) -> str:
    return rf"\frac{{\partial {printer._print(of)}}}{{\partial {printer._print(wrt)}}}"
