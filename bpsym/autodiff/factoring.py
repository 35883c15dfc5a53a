"""Rewriting rules towards the form of a textbook: a common factor in front, sums as sums, one name for a quotient."""

from __future__ import annotations

from bpsym.autodiff.rewrite import filling, rewrites, split_coefficient, times
from bpsym.expr import (
    ONE,
    Add,
    Constant,
    Divide,
    Expr,
    Hadamard,
    Map,
    MatMul,
    Scale,
    add,
    apply,
    broadcast_over_columns,
    broadcast_over_rows,
    constant,
    fill,
    known,
    matmul,
    negate,
    scale,
    sum_over_columns,
    sum_over_rows,
)


@rewrites(Add)
def factor_out_what_is_common(node: Expr) -> Expr | None:
    """With a scalar s, a s A + a s B = a s (A + B) and the like with signs, and −A + B = B − A; a is a number."""
    if not isinstance(node, Add) or node.is_scalar:
        return None
    (a, left), (b, right) = split_coefficient(node.left), split_coefficient(node.right)
    if isinstance(left, Scale) and isinstance(right, Scale) and left.factor == right.factor and abs(a) == abs(b):
        A, B = left.body, right.body
        inside = add(A, B) if a == b else add(A, negate(B)) if a > b else add(B, negate(A))
        return scale(constant(a if a == b else abs(a)), times(left.factor, inside))
    if a == -1 and b == 1 and not _has_product(left):
        return add(right, negate(left))
    return None


def _has_product(expr: Expr) -> bool:
    return any(isinstance(node, MatMul) for node in expr.walk())


@rewrites(MatMul)
def sum_instead_of_a_product_with_ones(node: Expr) -> Expr | None:
    """(s 1ᵀ) A = s (sum over rows of A) and A (s 1) = s (sum over columns of A), with a scalar s."""
    if not isinstance(node, MatMul) or node.left.columns == ONE:
        return None
    before, after = filling(node.left), filling(node.right)
    if before is not None and node.rows == ONE:
        return times(before, sum_over_rows(node.right))
    return times(after, sum_over_columns(node.left)) if after is not None and node.columns == ONE else None


@rewrites(MatMul)
def repeat_instead_of_an_outer_product_with_ones(node: Expr) -> Expr | None:
    """(s 1) bᵀ is the row s bᵀ, broadcast, and a (s 1ᵀ) the column s a, with a scalar s."""
    if not isinstance(node, MatMul) or node.left.columns != ONE or ONE in node.shape:
        return None
    before, after = filling(node.left), filling(node.right)
    if before is not None and after is not None:
        return fill(times(before, after), node.rows, node.columns)
    if before is not None:
        return times(before, broadcast_over_rows(node.right, node.rows))
    return times(after, broadcast_over_columns(node.left, node.columns)) if after is not None else None


@rewrites(Map)
def move_numbers_out_of_reciprocals(node: Expr) -> Expr | None:
    """1/(c A) = (1/c) (1/A), with a number c other than 0."""
    match node:
        case Map(function=f, body=Scale(factor=Constant(value=value), body=A)) if value:
            is_plain = f.kind == "reciprocal" and f.order == 0
            return scale(constant(1 / value), apply(f, A)) if is_plain else None
    return None


@rewrites(Divide)
def divide_sinh_by_cosh(node: Expr) -> Expr | None:
    """Sinh(A) ⊘ cosh(A) = tanh(A)."""
    match node:
        case Divide(left=Map(function=f, body=A), right=Map(function=g, body=B)) if A == B:
            is_tanh = (f.kind, f.order, g.kind, g.order) == ("sinh", 0, "cosh", 0)
            return apply(known("tanh"), A) if is_tanh else None
    return None


@rewrites(Divide)
def recognize_the_logistic_function(node: Expr) -> Expr | None:
    """Exp(A) ⊘ (1 + exp(A)) = σ(A), in whatever order the sum stands."""
    match node:
        case Divide(left=Map(function=f, body=A) as grown, right=Add(left=left, right=right)):
            is_logistic = f.kind == "exp" and f.order == 0 and grown in (left, right)
            rest = right if left == grown else left
            return apply(known("sigmoid"), A) if is_logistic and filling(rest) == constant(1) else None
    return None


@rewrites(Add)
def factor_out_the_same_matrix_on_the_left(node: Expr) -> Expr | None:
    """A B + A C = A (B + C) and A B − A C = A (B − C), for matrix products."""
    if not isinstance(node, Add):
        return None
    (a, left), (b, right) = split_coefficient(node.left), split_coefficient(node.right)
    if not (isinstance(left, MatMul) and isinstance(right, MatMul) and left.left == right.left and a == 1 == abs(b)):
        return None
    return matmul(left.left, add(left.right, right.right if b == 1 else negate(right.right)))


@rewrites(Hadamard)
def drop_the_slope_beside_relu(node: Expr) -> Expr | None:
    """ReLU(A) ⊙ ReLU'(A) = ReLU(A) and ReLU(A) ⊙ (ReLU'(A) ⊙ B) = ReLU(A) ⊙ B, for A without a 0."""
    match node:
        case Hadamard(left=Map(function=f, body=A) as value, right=Map(function=g, body=B)) if A == B:
            return value if _is_relu_and_slope(f.kind, f.order, g.kind, g.order) else None
        case Hadamard(left=Hadamard(left=left, right=slope), right=right):
            shorter = drop_the_slope_beside_relu(Hadamard(left, slope))
            return None if shorter is None else Hadamard(shorter, right)
    return None


def _is_relu_and_slope(kind: str, order: int, other: str, other_order: int) -> bool:
    return kind == other == "relu" and (order, other_order) == (0, 1)
