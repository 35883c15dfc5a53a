"""Logarithms of probabilities, without the probability: it may round to 0 where its logarithm is an ordinary number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeGuard

from bpsym.expr import (
    Add,
    ColumnSoftmax,
    Expr,
    Map,
    RowSoftmax,
    Scale,
    Symbol,
    apply,
    broadcast_over_columns,
    broadcast_over_rows,
    column_log_sum_exp,
    constant,
    known,
    negate,
    ones,
    row_log_sum_exp,
    subtract,
)


def stable_logarithm(node: Expr, values: Mapping[Symbol, Expr]) -> Expr | None:
    """Log softmax(Z) = Z - log Σ exp(Z), log σ(Z) = -softplus(-Z), log(1 - σ(Z)) = -softplus(Z), log cosh(Z).

    None for other nodes.

    Args:
        node: any node, (m, n).
        values: the definitions of symbols: what `log(P)` is depends on what P is.
    """
    if not isinstance(node, Map) or (node.function.kind, node.function.order) != ("log", 0):
        return None
    body = _value(node.body, values)
    if isinstance(body, Map) and (body.function.kind, body.function.order) == ("cosh", 0):
        return apply(known("log_cosh"), body.body)
    if isinstance(body, RowSoftmax):
        return subtract(body.body, broadcast_over_columns(row_log_sum_exp(body.body), body.columns))
    if isinstance(body, ColumnSoftmax):
        return subtract(body.body, broadcast_over_rows(column_log_sum_exp(body.body), body.rows))
    if _is_sigmoid(body):
        return negate(apply(known("softplus"), negate(body.body)))
    opposite = _opposite(node.body)
    rest = _value(opposite, values) if opposite is not None else None
    return negate(apply(known("softplus"), rest.body)) if rest is not None and _is_sigmoid(rest) else None


def _value(expr: Expr, values: Mapping[Symbol, Expr]) -> Expr:
    while isinstance(expr, Symbol) and expr in values:
        expr = values[expr]
    return expr


def _is_sigmoid(expr: Expr) -> TypeGuard[Map]:
    return isinstance(expr, Map) and (expr.function.kind, expr.function.order) == ("sigmoid", 0)


def _opposite(expr: Expr) -> Expr | None:
    """A, where the expression is 1 - A in every entry."""
    for one, other in ((expr.left, expr.right), (expr.right, expr.left)) if isinstance(expr, Add) else ():
        if one == ones(*expr.shape) and isinstance(other, Scale) and other.factor == constant(-1):
            return other.body
    return None
