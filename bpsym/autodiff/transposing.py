"""Rewriting rules that remove transposes."""

from __future__ import annotations

from bpsym.autodiff.rewrite import filling, rewrites
from bpsym.expr import (
    Add,
    BroadcastColumns,
    BroadcastRows,
    Constant,
    Divide,
    Expr,
    Hadamard,
    Identity,
    MatMul,
    SumColumns,
    SumRows,
    Transpose,
    add,
    broadcast_over_columns,
    broadcast_over_rows,
    divide,
    fill,
    hadamard,
    matmul,
    sum_over_columns,
    sum_over_rows,
    transpose,
)


@rewrites(Transpose)
def transpose_twice(node: Expr) -> Expr | None:
    """(Aᵀ)ᵀ = A."""
    return node.body.body if isinstance(node, Transpose) and isinstance(node.body, Transpose) else None


@rewrites(Transpose)
def transpose_what_is_symmetric(node: Expr) -> Expr | None:
    """Aᵀ = A for a scalar and for the identity matrix."""
    if isinstance(node, Transpose) and (node.is_scalar or isinstance(node.body, Identity | Constant)):
        return node.body
    return None


@rewrites(Transpose)
def transpose_a_product(node: Expr) -> Expr | None:
    """(A B)ᵀ = Bᵀ Aᵀ where A or B is a transpose, so that transposes vanish."""
    if isinstance(node, Transpose) and isinstance(node.body, MatMul) and _has_transpose(node.body):
        return matmul(transpose(node.body.right), transpose(node.body.left))
    return None


@rewrites(Transpose)
def transpose_entry_by_entry(node: Expr) -> Expr | None:
    """(A ∘ B)ᵀ = Aᵀ ∘ Bᵀ for ∘ one of +, ⊙, ⊘, where A or B is a transpose, so that transposes vanish."""
    if not isinstance(node, Transpose) or not _has_transpose(node.body):
        return None
    match node.body:
        case Add(left=left, right=right):
            return add(transpose(left), transpose(right))
        case Hadamard(left=left, right=right):
            return hadamard(transpose(left), transpose(right))
        case Divide(left=left, right=right):
            return divide(transpose(left), transpose(right))
    return None


@rewrites(Transpose)
def transpose_a_sum_or_broadcast(node: Expr) -> Expr | None:
    """(1ᵀ A)ᵀ = Aᵀ 1 and (1 A)ᵀ = Aᵀ 1ᵀ, and the like over columns, where A is a transpose or one scalar repeated."""
    if not isinstance(node, Transpose):
        return None
    body = node.body
    if not any(isinstance(part, Transpose) or filling(part) is not None for part in body.children):
        return None
    match body:
        case SumRows(body=inner):
            return sum_over_columns(transpose(inner))
        case SumColumns(body=inner):
            return sum_over_rows(transpose(inner))
        case BroadcastRows(body=inner, count=count):
            return broadcast_over_columns(transpose(inner), count)
        case BroadcastColumns(body=inner, count=count):
            return broadcast_over_rows(transpose(inner), count)
    return None


@rewrites(BroadcastColumns)
def broadcast_scalars_over_columns_first(node: Expr) -> Expr | None:
    """(1 s) 1ᵀ = 1 (s 1ᵀ): a matrix with the scalar s in every entry has one form."""
    if isinstance(node, BroadcastColumns) and isinstance(node.body, BroadcastRows) and node.body.body.is_scalar:
        return fill(node.body.body, node.rows, node.columns)
    return None


def _has_transpose(expr: Expr) -> bool:
    return any(isinstance(part, Transpose) for part in expr.children)
