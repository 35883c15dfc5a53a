"""Simplifications that hold for every shape and save work: constants move outwards, zeros and ones vanish."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bpsym.codegen.rewrite import nodes, rewrite
from bpsym.codegen.sequence import Lines
from bpsym.codegen.slope import reduce_map
from bpsym.codegen.stable import stable_logarithm
from bpsym.expr import (
    Add,
    BroadcastColumns,
    BroadcastRows,
    Constant,
    DiagonalPart,
    Expr,
    Hadamard,
    Map,
    MatMul,
    Scale,
    SumColumns,
    SumRows,
    Total,
    Trace,
    Transpose,
    Zero,
    constant,
    divide,
    fill,
    hadamard,
    sum_over_columns,
    total,
    transpose,
    zero,
)

_LINEAR = (Total, SumRows, SumColumns, Transpose, Trace, BroadcastRows, BroadcastColumns)


def simplify(lines: Lines) -> Lines:
    """The same assignments with simpler right sides.

    Maps come first, on their own: whether f'(Z) is written by f(Z) depends on f(Z) being somewhere in the lines.
    """
    logged: dict[Expr, Expr] = {}
    given = dict(lines)
    lines = {s: rewrite(e, lambda node: stable_logarithm(node, given) or node, logged) for s, e in lines.items()}
    values = frozenset(n for n in nodes(*lines.values()) if isinstance(n, Map))
    mapped: dict[Expr, Expr] = {}
    done: dict[Expr, Expr] = {}
    return {s: rewrite(_reduced(e, values, mapped), _simpler, done) for s, e in lines.items()}


def _reduced(expr: Expr, values: frozenset[Expr], done: dict[Expr, Expr]) -> Expr:
    def change(node: Expr) -> Expr:
        return reduce_map(node, values) if isinstance(node, Map) else node

    before = expr
    while (after := rewrite(before, change, done)) != before:
        before = after
    return after


def _simpler(node: Expr) -> Expr:
    """One step at the root; the children are simple already."""
    for rule in _RULES.get(type(node), ()):
        changed = rule(node)
        if changed is not node:
            return changed
    return node


def _constant_of(expr: Expr) -> Constant | None:
    """The constant that fills the whole expression, if it is one."""
    while isinstance(expr, BroadcastRows | BroadcastColumns):
        expr = expr.body
    return expr if isinstance(expr, Constant) else None


def _scaled(factor: Constant, body: Expr) -> Expr:
    """Factor times body, merged with a constant factor that the body has already."""
    if isinstance(body, Scale) and isinstance(body.factor, Constant):
        factor, body = constant(factor.value * body.factor.value), body.body
    return body if factor.value == 1 else Scale(factor, body)


def _scale(node: Scale) -> Expr:
    if isinstance(node.body, Zero) or isinstance(node.factor, Zero):
        return zero(*node.shape) if len(node.shape) == 2 else node
    if not isinstance(node.factor, Constant):
        return node
    filled = _constant_of(node.body)
    if filled is not None and len(node.shape) == 2:
        value = constant(node.factor.value * filled.value)
        return value if node.is_scalar else fill(value, *node.shape)
    merged = _scaled(node.factor, node.body)
    return node if merged == node else merged


def _linear(node: Expr) -> Expr:
    """L(c A) = c L(A), L(0) = 0."""
    (body,) = node.children
    if isinstance(body, Zero):
        return zero(*node.shape)
    if isinstance(body, Scale) and isinstance(body.factor, Constant):
        return _scaled(body.factor, _simpler(node.with_children((body.body,))))
    return node


def _product(node: Expr) -> Expr:
    """(c A) ⊙ B = c (A ⊙ B), 0 ⊙ B = 0, and the same on the right and for matrix products."""
    left, right = node.children
    if isinstance(left, Zero) or isinstance(right, Zero):
        return zero(*node.shape)
    for here, make in ((left, lambda e: (e, right)), (right, lambda e: (left, e))):
        if isinstance(here, Scale) and isinstance(here.factor, Constant):
            return _scaled(here.factor, _simpler(node.with_children(make(here.body))))
    return node


def _hadamard(node: Hadamard) -> Expr:
    """C ⊙ B = c B where every entry of C is the constant c; a product with 1/B is a quotient."""
    for here, other in ((node.left, node.right), (node.right, node.left)):
        filled = _constant_of(here)
        if filled is not None:
            return _simpler(_scaled(filled, other))
    for here, other in ((node.left, node.right), (node.right, node.left)):
        if isinstance(here, Map) and (here.function.kind, here.function.order) == ("reciprocal", 0):
            return divide(other, here.body)
    return node


def _add(node: Add) -> Expr:
    if isinstance(node.left, Zero):
        return node.right
    return node.left if isinstance(node.right, Zero) else node


def _twice_transposed(node: Transpose) -> Expr:
    return node.body.body if isinstance(node.body, Transpose) else node


def _trace_of_product(node: Trace) -> Expr:
    """tr(A B) = the total of A ⊙ Bᵀ, without the product."""
    if not isinstance(node.body, MatMul):
        return node
    return total(hadamard(node.body.left, _simpler(transpose(node.body.right))))


def _diagonal_of_product(node: DiagonalPart) -> Expr:
    """The diagonal of A B = the sum over columns of A ⊙ Bᵀ, without the product."""
    if not isinstance(node.body, MatMul):
        return node
    return sum_over_columns(hadamard(node.body.left, _simpler(transpose(node.body.right))))


_RULES: Mapping[type[Expr], tuple[Callable[[Any], Expr], ...]] = {
    Scale: (_scale,),
    Hadamard: (_product, _hadamard),
    MatMul: (_product,),
    Add: (_add,),
    Transpose: (_twice_transposed, _linear),
    Trace: (_linear, _trace_of_product),
    DiagonalPart: (_diagonal_of_product,),
    **{kind: (_linear,) for kind in _LINEAR if kind not in (Transpose, Trace)},
}
