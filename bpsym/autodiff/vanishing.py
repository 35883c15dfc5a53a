"""Rewriting rules by which zeros, identities, repeated terms and sums of one entry vanish."""

from __future__ import annotations

from bpsym.autodiff.rewrite import rewrites, split_coefficient
from bpsym.expr import (
    ONE,
    Add,
    BroadcastColumns,
    BroadcastRows,
    Constant,
    Determinant,
    Diagonal,
    DiagonalPart,
    Divide,
    Expr,
    Function,
    Hadamard,
    Identity,
    KroneckerProduct,
    Map,
    MatMul,
    Scale,
    SquaredNorm,
    SumColumns,
    SumRows,
    Total,
    Trace,
    Transpose,
    Vec,
    Zero,
    constant,
    scale,
    zero,
)


def _is_zero(expr: Expr) -> bool:
    return isinstance(expr, Zero) or expr == constant(0)


@rewrites(Scale, MatMul, Hadamard, KroneckerProduct)
def drop_products_with_zero(node: Expr) -> Expr | None:
    """A 0 = 0 A = 0, for all products."""
    is_zero = len(node.shape) == 2 and any(_is_zero(part) for part in node.children)
    return zero(node.rows, node.columns) if is_zero else None


@rewrites(Transpose, Total, SumRows, SumColumns, Trace, SquaredNorm, BroadcastRows, BroadcastColumns)
@rewrites(Diagonal, DiagonalPart, Vec)
def drop_linear_maps_of_zero(node: Expr) -> Expr | None:
    """L(0) = 0, for a transpose, a trace, a norm, sums, broadcasts, diagonals and vec."""
    return zero(node.rows, node.columns) if any(_is_zero(part) for part in node.children) else None


@rewrites(Divide)
def drop_quotients_of_zero(node: Expr) -> Expr | None:
    """0 ⊘ B = 0, where B has no entry 0."""
    return zero(node.rows, node.columns) if isinstance(node, Divide) and _is_zero(node.left) else None


@rewrites(Add)
def drop_terms_of_zero(node: Expr) -> Expr | None:
    """A + 0 = 0 + A = A."""
    if isinstance(node, Add) and _is_zero(node.left):
        return node.right
    return node.left if isinstance(node, Add) and _is_zero(node.right) else None


@rewrites(Add)
def add_numbers(node: Expr) -> Expr | None:
    """A number plus a number is a number."""
    if isinstance(node, Add) and isinstance(node.left, Constant) and isinstance(node.right, Constant):
        return constant(node.left.value + node.right.value)
    return None


@rewrites(Add)
def add_equal_terms(node: Expr) -> Expr | None:
    """With numbers a and b, a A + b A = (a + b) A."""
    if not isinstance(node, Add):
        return None
    (a, left), (b, right) = split_coefficient(node.left), split_coefficient(node.right)
    return scale(constant(a + b), left) if left == right else None


@rewrites(MatMul)
def drop_identity_factors(node: Expr) -> Expr | None:
    """I A = A I = A."""
    if isinstance(node, MatMul) and isinstance(node.left, Identity):
        return node.right
    return node.left if isinstance(node, MatMul) and isinstance(node.right, Identity) else None


@rewrites(SumRows, BroadcastRows)
def drop_sums_of_one_row(node: Expr) -> Expr | None:
    """The sum over one row is that row, and so is its broadcast over one row."""
    (body,) = node.children
    return body if body.rows == ONE == node.rows else None


@rewrites(SumColumns, BroadcastColumns)
def drop_sums_of_one_column(node: Expr) -> Expr | None:
    """The sum over one column is that column, and so is its broadcast over one column."""
    (body,) = node.children
    return body if body.columns == ONE == node.columns else None


@rewrites(Total, Trace, Determinant, Diagonal, DiagonalPart)
def drop_sums_of_one_entry(node: Expr) -> Expr | None:
    """The total, the trace, the determinant and the diagonal of a scalar are that scalar."""
    (body,) = node.children
    return body if body.is_scalar else None


@rewrites(Map)
def drop_the_identity_map(node: Expr) -> Expr | None:
    """id(A) = A."""
    return node.body if isinstance(node, Map) and _is_identity(node.function) else None


def _is_identity(function: Function) -> bool:
    return function.kind == "identity" and function.order == 0
