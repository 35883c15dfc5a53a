"""One entry of an elementwise formula, as a SymPy expression in the real symbol t: independent of the SymPy door."""

from __future__ import annotations

from typing import Any

import sympy

from bpsym.expr import (
    Add,
    BroadcastColumns,
    BroadcastRows,
    Constant,
    Divide,
    Expr,
    Hadamard,
    Map,
    Scale,
    Symbol,
    Zero,
    definition_of,
)

T = sympy.Symbol("t", real=True)


def entry(expr: Expr) -> Any:
    """An entry of an elementwise formula, as a SymPy expression in t."""
    match expr:
        case Symbol():
            return T
        case Constant(value=value):
            return sympy.Rational(value.numerator, value.denominator)
        case Zero():
            return sympy.Integer(0)
        case BroadcastRows(body=body) | BroadcastColumns(body=body):
            return entry(body)
        case Add(left=left, right=right):
            return entry(left) + entry(right)
        case Scale(factor=left, body=right) | Hadamard(left=left, right=right):
            return entry(left) * entry(right)
        case Divide(left=left, right=right):
            return entry(left) / entry(right)
        case Map(function=function, body=body):
            return definition_of(function).subs(T, entry(body))
    raise AssertionError(expr)
