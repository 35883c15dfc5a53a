"""The registry of rewriting rules, and questions that several of them ask."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from bpsym.expr import BroadcastColumns, BroadcastRows, Constant, Expr, Scale, scale

Rewrite = Callable[[Expr], Expr | None]
"""From a node, its children simplified already, to a simpler equal one; None where the rule does not apply."""

REWRITES: dict[type[Expr], list[Rewrite]] = {}
"""The registry: node class -> the rules that look at it, in the order in which they are tried; tests walk it."""


def rewrites(*nodes: type[Expr]) -> Callable[[Rewrite], Rewrite]:
    """Register a rewriting rule for the node classes that it looks at."""

    def register(rule: Rewrite) -> Rewrite:
        for node in nodes:
            REWRITES.setdefault(node, []).append(rule)
        return rule

    return register


def rewrite_once(node: Expr) -> Expr | None:
    """The result of the first rule that applies; None where none does."""
    for rule in REWRITES.get(type(node), ()):
        found = rule(node)
        if found is not None:
            return found
    return None


def filling(expr: Expr) -> Expr | None:
    """The scalar in every entry of a matrix that is a scalar, broadcast; None for other matrices."""
    while isinstance(expr, BroadcastRows | BroadcastColumns):
        expr = expr.body
    return expr if expr.is_scalar else None


def split_coefficient(expr: Expr) -> tuple[Fraction, Expr]:
    """`c A` as (c, A) where c is a number; (1, A) for any other matrix A."""
    if isinstance(expr, Scale) and isinstance(expr.factor, Constant):
        return expr.factor.value, expr.body
    return Fraction(1), expr


def times(factor: Expr, body: Expr) -> Expr:
    """The product of a scalar and a matrix, a number always in front: `λ · ½` is `½ λ`."""
    if isinstance(body, Constant) and not isinstance(factor, Constant):
        return scale(body, factor)
    return scale(factor, body)
