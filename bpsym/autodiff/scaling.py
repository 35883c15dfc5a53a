"""Rewriting rules that gather scalars and move them to the front, numbers first."""

from __future__ import annotations

from bpsym.autodiff.rewrite import filling, rewrites, times
from bpsym.expr import (
    BroadcastColumns,
    BroadcastRows,
    Constant,
    Diagonal,
    DiagonalPart,
    Divide,
    Expr,
    Hadamard,
    MatMul,
    Scale,
    SumColumns,
    SumRows,
    Total,
    Trace,
    Transpose,
    Vec,
    constant,
    divide,
    scale,
)


@rewrites(Scale)
def unfold_the_factor(node: Expr) -> Expr | None:
    """(s t) A = s (t A)."""
    if isinstance(node, Scale) and isinstance(node.factor, Scale):
        return times(node.factor.factor, times(node.factor.body, node.body))
    return None


@rewrites(Scale)
def multiply_numbers(node: Expr) -> Expr | None:
    """With numbers, a (b A) = (a b) A, and a b is a number."""
    if not (isinstance(node, Scale) and isinstance(node.factor, Constant)):
        return None
    if isinstance(node.body, Constant):
        return constant(node.factor.value * node.body.value)
    if isinstance(node.body, Scale) and isinstance(node.body.factor, Constant):
        return scale(constant(node.factor.value * node.body.factor.value), node.body.body)
    return None


@rewrites(Scale)
def put_numbers_first(node: Expr) -> Expr | None:
    """With a number c, s (c A) = c (s A), and s c = c s."""
    if not isinstance(node, Scale) or isinstance(node.factor, Constant):
        return None
    if isinstance(node.body, Constant):
        return scale(node.body, node.factor)
    if isinstance(node.body, Scale) and isinstance(node.body.factor, Constant):
        return scale(node.body.factor, scale(node.factor, node.body.body))
    return None


@rewrites(Scale)
def drop_the_factor_one(node: Expr) -> Expr | None:
    """1 A = A."""
    if isinstance(node, Scale) and node.factor == constant(1):
        return node.body
    return None


@rewrites(MatMul, Hadamard)
def move_scalars_out_of_products(node: Expr) -> Expr | None:
    """(s A) B = s (A B) = A (s B), for both products."""
    if not isinstance(node, MatMul | Hadamard):
        return None
    left, right = node.left, node.right
    if isinstance(left, Scale):
        return scale(left.factor, node.with_children((left.body, right)))
    if isinstance(right, Scale):
        return scale(right.factor, node.with_children((left, right.body)))
    return None


@rewrites(Transpose, Total, SumRows, SumColumns, Trace, BroadcastRows, BroadcastColumns, Diagonal, DiagonalPart, Vec)
def move_scalars_out_of_linear_maps(node: Expr) -> Expr | None:
    """L(s A) = s L(A), for a transpose, a trace, sums, broadcasts, diagonals and vec."""
    (body,) = node.children
    if isinstance(body, Scale):
        return times(body.factor, node.with_children((body.body,)))
    return None


@rewrites(Divide)
def move_scalars_out_of_quotients(node: Expr) -> Expr | None:
    """(s A) ⊘ B = s (A ⊘ B), and A ⊘ (c B) = (1/c) (A ⊘ B) with a number c other than 0."""
    if not isinstance(node, Divide):
        return None
    if isinstance(node.left, Scale):
        return times(node.left.factor, divide(node.left.body, node.right))
    if isinstance(node.right, Scale) and isinstance(node.right.factor, Constant) and node.right.factor.value:
        return scale(constant(1 / node.right.factor.value), divide(node.left, node.right.body))
    return None


@rewrites(Hadamard)
def scale_by_a_filled_matrix(node: Expr) -> Expr | None:
    """A ⊙ B = s B where every entry of A is the scalar s; so the matrix of ones vanishes."""
    if not isinstance(node, Hadamard):
        return None
    for same, other in ((node.left, node.right), (node.right, node.left)):
        scalar = filling(same)
        if scalar is not None:
            return times(scalar, other)
    return None


@rewrites(MatMul)
def scale_by_a_scalar_factor(node: Expr) -> Expr | None:
    """A B = s B or s A where one factor is the scalar s."""
    if isinstance(node, MatMul) and node.left.is_scalar:
        return times(node.left, node.right)
    if isinstance(node, MatMul) and node.right.is_scalar:
        return times(node.right, node.left)
    return None


@rewrites(Divide)
def divide_by_a_filled_matrix(node: Expr) -> Expr | None:
    """A ⊘ B = (1/s) A where every entry of B is s; for scalars only where s is a number other than 0."""
    scalar = filling(node.right) if isinstance(node, Divide) else None
    if not isinstance(node, Divide) or scalar is None:
        return None
    if isinstance(scalar, Constant):
        return scale(constant(1 / scalar.value), node.left) if scalar.value else None
    return None if node.is_scalar else scale(divide(constant(1), scalar), node.left)


@rewrites(Hadamard)
def multiply_by_a_reciprocal(node: Expr) -> Expr | None:
    """A ⊙ (C ⊘ B) = s (A ⊘ B) where every entry of C is the scalar s."""
    if not isinstance(node, Hadamard):
        return None
    for quotient, other in ((node.right, node.left), (node.left, node.right)):
        scalar = filling(quotient.left) if isinstance(quotient, Divide) else None
        if isinstance(quotient, Divide) and scalar is not None:
            return times(scalar, divide(other, quotient.right))
    return None
