"""Elementwise functions, in and out of SymPy. Imports SymPy: reached through `sympy_door` only."""

from __future__ import annotations

from functools import cache
from typing import Any

import sympy
from sympy.core.function import AppliedUndef

from bpsym.expr.function import ARGUMENT, KNOWN, Function, definition_of, known, own_function
from bpsym.expr.sympy_node import FunctionDerivative

T = sympy.Symbol(ARGUMENT, real=True)
HIGHEST_ORDER = 2
"""Derivatives of known functions are recognized up to this order; others become functions of the user's own."""


def write_lambda(function: Function) -> Any:
    """The function as a SymPy Lambda in the real symbol t."""
    return sympy.Lambda(T, write_application(function, T))


def write_application(function: Function, argument: Any) -> Any:
    """The function at a SymPy scalar; derivatives of unknown functions are not carried out."""
    if function.is_known:
        return definition_of(function).subs(T, argument)
    f = sympy.Function(function.name)
    if function.order == 0:
        return f(argument)
    return FunctionDerivative(f(argument), sympy.Integer(function.order))


def read_function(body: Any) -> Function | None:
    """The function t -> body where it is unknown or in the table; None for anything else."""
    unknown = read_unknown(body)
    if unknown is not None:
        return unknown[0] if unknown[1] == T else None
    return _table().get(body)


def read_own_function(body: Any) -> Function | None:
    """The function t -> body as one of the user's own; None where it depends on more than t."""
    if body.free_symbols - {T} or body.atoms(AppliedUndef):
        return None
    return own_function(rf"\left( t \mapsto {sympy.latex(body)} \right)", body, T)


def read_unknown(body: Any) -> tuple[Function, Any] | None:
    """An unknown function, or its derivative, and what it is taken at; None for anything else."""
    order, point = 0, None
    if isinstance(body, FunctionDerivative):
        return Function(body.args[0].func.__name__, order=int(body.args[1])), body.args[0].args[0]
    if isinstance(body, sympy.Subs) and len(body.point) == 1:
        body, point = body.expr.xreplace({body.variables[0]: T}), body.point[0]
    if isinstance(body, sympy.Derivative) and len(set(body.variables)) == 1:
        order, body = len(body.variables), body.expr
    if not isinstance(body, AppliedUndef) or len(body.args) != 1:
        return None
    if order and not body.args[0].is_Symbol:
        return None
    return Function(body.func.__name__, order=order), body.args[0] if point is None else point


@cache
def _table() -> dict[Any, Function]:
    """Definition -> function; a lower order comes first, so that exp' is read as exp; 2 t is not read as square'."""
    table: dict[Any, Function] = {}
    for order in range(HIGHEST_ORDER + 1):
        for kind in KNOWN:
            function = Function(known(kind).name, kind, order)
            definition = definition_of(function)
            if order == 0 or not definition.is_algebraic_expr(T):
                table.setdefault(definition, function)
    return table
