"""Rewriting rules for inverses, diagonals and Kronecker products."""

from __future__ import annotations

from bpsym.autodiff.rewrite import rewrites, times
from bpsym.expr import (
    ONE,
    Add,
    Constant,
    Diagonal,
    DiagonalPart,
    Divide,
    Expr,
    Hadamard,
    Identity,
    Inverse,
    KroneckerProduct,
    MatMul,
    Scale,
    Transpose,
    Vec,
    hadamard,
    identity,
    kronecker_product,
    scale,
    transpose,
)


@rewrites(Scale)
def cancel_a_scalar_and_its_reciprocal(node: Expr) -> Expr | None:
    """(a / s) (s A) = a A and s ((a / s) A) = a A, where s is not 0."""
    if not isinstance(node, Scale) or not isinstance(node.body, Scale):
        return None
    outer, inner = node.factor, node.body.factor
    for quotient, other in ((outer, inner), (inner, outer)):
        if isinstance(quotient, Divide) and quotient.right == other:
            return times(quotient.left, node.body.body)
    return None


@rewrites(Transpose)
def transpose_what_looks_symmetric(node: Expr) -> Expr | None:
    """Sᵀ = S for Aᵀ A, diag(v), and inverses and sums of such matrices."""
    return node.body if isinstance(node, Transpose) and _looks_symmetric(node.body) else None


def _looks_symmetric(A: Expr) -> bool:
    match A:
        case Identity() | Constant() | Diagonal():
            return True
        case Inverse(body=body) | Scale(body=body):
            return _looks_symmetric(body)
        case Add(left=left, right=right) | Hadamard(left=left, right=right) | Divide(left=left, right=right):
            return _looks_symmetric(left) and _looks_symmetric(right)
        case MatMul(left=left, right=MatMul(left=inner, right=right)) if _looks_symmetric(inner):
            return _are_transposes(left, right)
        case MatMul(left=MatMul(left=left, right=inner), right=right) if _looks_symmetric(inner):
            return _are_transposes(left, right)
        case MatMul(left=left, right=right):
            return _are_transposes(left, right)
    return False


def _are_transposes(A: Expr, B: Expr) -> bool:
    return transpose(B) == A or transpose(A) == B


@rewrites(MatMul)
def cancel_a_matrix_and_its_inverse(node: Expr) -> Expr | None:
    """A⁻¹ A = A A⁻¹ = I, A⁻¹ (A B) = B and (B A) A⁻¹ = B, and the same with Aᵀ and A⁻ᵀ, where A has an inverse."""
    if not isinstance(node, MatMul):
        return None
    left, right = node.left, node.right
    if _are_inverses(left, right):
        return identity(node.rows)
    if isinstance(right, MatMul) and _are_inverses(left, right.left):
        return right.right
    return left.left if isinstance(left, MatMul) and _are_inverses(left.right, right) else None


def _are_inverses(A: Expr, B: Expr) -> bool:
    if isinstance(A, Transpose) and isinstance(B, Transpose):
        A, B = A.body, B.body
    return any(isinstance(one, Inverse) and one.body == other for one, other in ((A, B), (B, A)))


@rewrites(Inverse)
def invert_twice(node: Expr) -> Expr | None:
    """(A⁻¹)⁻¹ = A, where A has an inverse; I⁻¹ = I."""
    if isinstance(node, Inverse) and isinstance(node.body, Inverse):
        return node.body.body
    return node.body if isinstance(node, Inverse) and isinstance(node.body, Identity) else None


@rewrites(Inverse)
def invert_a_transpose(node: Expr) -> Expr | None:
    """(Aᵀ)⁻¹ = (A⁻¹)ᵀ."""
    return (
        transpose(Inverse(node.body.body)) if isinstance(node, Inverse) and isinstance(node.body, Transpose) else None
    )


@rewrites(DiagonalPart)
def take_the_diagonal_of_an_outer_product(node: Expr) -> Expr | None:
    """The diagonal of a bᵀ is a ⊙ b, for columns a and b; that of diag(v) is v."""
    body = node.body if isinstance(node, DiagonalPart) else None
    if isinstance(body, MatMul) and body.left.is_column:
        return hadamard(body.left, transpose(body.right))
    return body.body if isinstance(body, Diagonal) else None


@rewrites(KroneckerProduct)
def move_scalars_out_of_kronecker_products(node: Expr) -> Expr | None:
    """(s A) ⊗ B = A ⊗ (s B) = s (A ⊗ B), and s ⊗ A = A ⊗ s = s A."""
    if not isinstance(node, KroneckerProduct):
        return None
    left, right = node.left, node.right
    if left.is_scalar or right.is_scalar:
        return times(left, right) if left.is_scalar else times(right, left)
    if isinstance(left, Scale):
        return scale(left.factor, kronecker_product(left.body, right))
    return scale(right.factor, kronecker_product(left, right.body)) if isinstance(right, Scale) else None


@rewrites(MatMul)
def undo_vec(node: Expr) -> Expr | None:
    """(vec(I)ᵀ ⊗ I) (I ⊗ vec A) = A, of the shape of the left side."""
    match node:
        case MatMul(
            left=KroneckerProduct(left=Transpose(body=Vec(body=Identity(size=n))), right=Identity(size=m)),
            right=KroneckerProduct(left=Identity(size=other), right=Vec(body=A)),
        ) if (m, n) == A.shape and n == other:
            return A
    return None


@rewrites(Vec)
def drop_vec_of_columns(node: Expr) -> Expr | None:
    """Vec of a column is that column; vec of a row its transpose."""
    body = node.body if isinstance(node, Vec) else None
    if body is None or body.is_column:
        return body
    return transpose(body) if body.rows == ONE else None
