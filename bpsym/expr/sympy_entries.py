"""Formulas of one entry, applied to every entry of a matrix. Imports SymPy: reached through `sympy_door` only."""

from __future__ import annotations

from functools import reduce
from typing import Any

import sympy

from bpsym.errors import UnsupportedError
from bpsym.expr.broadcast import fill
from bpsym.expr.elementwise import apply
from bpsym.expr.linear import add, scale
from bpsym.expr.node import Expr
from bpsym.expr.product import hadamard
from bpsym.expr.sympy_function import T, read_function, read_own_function, read_unknown
from bpsym.expr.sympy_power import power
from bpsym.expr.sympy_scalar import Read, minus_last


def spread(read: Read, body: Any, A: Expr) -> Expr:
    """The formula `body` in the real symbol t at every entry of A, (m, n) -> (m, n).

    An unknown function and one of the table are one map; sums, products and compositions become those of matrices;
    what is left is a function of the user's own.

    Raises:
        UnsupportedError: a part of the formula is outside the language.
    """
    if body == T:
        return A
    if T not in body.free_symbols:
        return fill(read(body), A.rows, A.columns)
    function, unknown = read_function(body), read_unknown(body)
    if function is not None:
        return apply(function, A)
    if unknown is not None:
        return apply(unknown[0], spread(read, unknown[1], A))
    if isinstance(body, sympy.Add):
        return reduce(add, (spread(read, term, A) for term in minus_last(body.args)))
    if isinstance(body, sympy.Mul):
        return _product(read, body, A)
    if isinstance(body, sympy.Pow) and body.exp.is_number:
        return power(spread(read, body.base, A), body.exp)
    return _composition(read, body, A)


def _product(read: Read, body: Any, A: Expr) -> Expr:
    scalar, factors = body.as_independent(T)
    product = reduce(hadamard, (spread(read, factor, A) for factor in sympy.Mul.make_args(factors)))
    return product if scalar == 1 else scale(read(scalar), product)


def _composition(read: Read, body: Any, A: Expr) -> Expr:
    """g(h(t)) where h is the only argument that depends on t; g(t) is a function of the user's own."""
    inner = [argument for argument in body.args if T in argument.free_symbols]
    outer = body.func(*(T if argument in inner else argument for argument in body.args))
    function = read_function(outer) or read_own_function(outer)
    if len(inner) != 1 or function is None:
        raise UnsupportedError(f"{type(body).__name__} in t -> {body} is outside the language of elementwise maps")
    return apply(function, spread(read, inner[0], A))
