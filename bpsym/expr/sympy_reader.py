"""From SymPy's expressions to ours. Imports SymPy: reached through `sympy_door` only."""

from __future__ import annotations

from functools import reduce
from typing import Any

import sympy
from sympy.matrices.expressions.applyfunc import ElementwiseApplyFunction

from bpsym.errors import InputError, UnsupportedError
from bpsym.expr import sympy_node
from bpsym.expr.broadcast import broadcast_over_columns, broadcast_over_rows, fill, ones
from bpsym.expr.derivative import contract, partial
from bpsym.expr.diagonal import diagonal, diagonal_part
from bpsym.expr.dimension import ONE
from bpsym.expr.kronecker import kronecker_product, vec
from bpsym.expr.leaf import Symbol, constant, identity, symbol, zero
from bpsym.expr.linear import add, scale, transpose
from bpsym.expr.node import Expr
from bpsym.expr.product import divide, hadamard, matmul
from bpsym.expr.reduction import squared_norm, sum_over_columns, sum_over_rows, total, trace
from bpsym.expr.square import determinant, inverse
from bpsym.expr.sympy_dimension import read_dimension
from bpsym.expr.sympy_entries import spread
from bpsym.expr.sympy_function import T
from bpsym.expr.sympy_indexed import INDEX_READERS
from bpsym.expr.sympy_power import power
from bpsym.expr.sympy_scalar import SCALAR_READERS, Read, Reader, minus_last

WAYS_OUT = {
    "MutableDenseMatrix": "write a MatrixSymbol and give the numbers where the formula is evaluated",
}
"""Name of a SymPy class -> what to write instead."""


def read(given: Any) -> Expr:
    """The expression that a SymPy object stands for; recursive in the depth of the SymPy expression, as SymPy is.

    Raises:
        ShapeError: parts do not fit (SymPy accepts any symbolic shapes).
        UnsupportedError: it contains a node that our language does not have; the message names it.
        InputError: it is no SymPy object.
    """
    if isinstance(given, int):
        return constant(given)
    if not isinstance(given, sympy.Basic | sympy.MatrixBase):
        raise InputError(f"expected a SymPy expression, found {given!r} of type {type(given).__name__}")
    for kind in type(given).__mro__:
        if kind in READERS:
            return READERS[kind](read, given)
    name = type(given).__name__
    way_out = WAYS_OUT.get(name, "see bpsym.expr for the nodes that there are")
    raise UnsupportedError(f"SymPy's {name} in {given} is outside the language; {way_out}")


def _symbol(read: Read, given: Any) -> Expr:
    return symbol(given.name, *map(read_dimension, given.shape))


def _matmul(read: Read, product: Any) -> Expr:
    coefficient, factors = product.as_coeff_matrices()
    body = reduce(matmul, map(read, factors))
    return body if coefficient == 1 else scale(read(coefficient), body)


def _matpow(read: Read, power: Any) -> Expr:
    if not (isinstance(power.exp, sympy.Integer) and power.exp != 0):
        raise UnsupportedError(f"the power {power} is outside the language; write an integer as exponent")
    base = read(power.base) if power.exp > 0 else inverse(read(power.base))
    return reduce(matmul, [base] * abs(int(power.exp)))


def _hadamard(read: Read, product: Any) -> Expr:
    """A Hadamard product, a quotient where SymPy has the power -1."""
    below = [part for part in product.args if isinstance(part, sympy.HadamardPower) and part.exp == -1]
    above = [read(part) for part in product.args if part not in below]
    top = reduce(hadamard, above) if above else ones(*map(read_dimension, product.shape))
    return divide(top, reduce(hadamard, [read(part.base) for part in below])) if below else top


def _map(read: Read, given: Any) -> Expr:
    function = given.function
    return spread(read, function.expr.xreplace({function.variables[0]: T}), read(given.expr))


def _diagonal(read: Read, given: Any) -> Expr:
    """A diagonal matrix; SymPy makes one of a row as well, and writes diag(vᵀ) as diag(v)."""
    body = read(given.args[0])
    return diagonal(body if body.columns == ONE else transpose(body))


def _trace(read: Read, given: Any) -> Expr:
    body = read(given.arg)
    return body if body.is_scalar else trace(body)


def _partial(read: Read, given: Any) -> Expr:
    wrt = read(given.args[1])
    if not isinstance(wrt, Symbol):
        raise UnsupportedError(f"cannot differentiate by {given.args[1]}; give it a name in a definition of its own")
    return partial(read(given.args[0]), wrt)


READERS: dict[type[Any], Reader] = {
    **SCALAR_READERS,
    **INDEX_READERS,
    sympy.MatrixSymbol: _symbol,
    sympy.Identity: lambda read, given: identity(read_dimension(given.shape[0])),
    sympy.ZeroMatrix: lambda read, given: zero(*map(read_dimension, given.shape)),
    sympy.OneMatrix: lambda read, given: ones(*map(read_dimension, given.shape)),
    sympy.MatAdd: lambda read, given: reduce(add, map(read, minus_last(given.args))),
    sympy.MatMul: _matmul,
    sympy.MatPow: _matpow,
    sympy.Transpose: lambda read, given: transpose(read(given.arg)),
    sympy.Trace: _trace,
    sympy.HadamardProduct: _hadamard,
    sympy.HadamardPower: lambda read, given: power(read(given.base), given.exp),
    ElementwiseApplyFunction: _map,
    sympy.Inverse: lambda read, given: inverse(read(given.arg)),
    sympy.Determinant: lambda read, given: determinant(read(given.arg)),
    sympy.DiagMatrix: _diagonal,
    sympy.DiagonalMatrix: lambda read, given: diagonal(diagonal_part(read(given.args[0]))),
    sympy.DiagonalOf: lambda read, given: diagonal_part(read(given.args[0])),
    sympy.KroneckerProduct: lambda read, given: reduce(kronecker_product, map(read, given.args)),
    sympy_node.Vec: lambda read, given: vec(read(given.args[0])),
    sympy_node.Filled: lambda read, given: fill(read(given.args[0]), *map(read_dimension, given.shape)),
    sympy_node.Total: lambda read, given: total(read(given.args[0])),
    sympy_node.SquaredNorm: lambda read, given: squared_norm(read(given.args[0])),
    sympy_node.SumRows: lambda read, given: sum_over_rows(read(given.args[0])),
    sympy_node.SumColumns: lambda read, given: sum_over_columns(read(given.args[0])),
    sympy_node.BroadcastRows: lambda read, given: broadcast_over_rows(
        read(given.args[0]), read_dimension(given.args[1])
    ),
    sympy_node.BroadcastColumns: lambda read, given: broadcast_over_columns(
        read(given.args[0]), read_dimension(given.args[1])
    ),
    sympy_node.MatrixPartial: _partial,
    sympy_node.OtherPartial: _partial,
    sympy_node.MatrixContract: lambda read, given: contract(read(given.args[0]), read(given.args[1])),
    sympy_node.OtherContract: lambda read, given: contract(read(given.args[0]), read(given.args[1])),
}
"""SymPy class -> its reader; subclasses are read like their nearest base."""
