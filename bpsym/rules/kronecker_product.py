"""The rule of A ⊗ B."""

from __future__ import annotations

from bpsym.expr import Expr, KroneckerProduct, identity, kronecker_product, matmul, transpose, vec
from bpsym.rules.rule import pullback_of


@pullback_of(
    KroneckerProduct,
    gives=(
        "a Kronecker product gives its left factor the total of each block of the cotangent times the right factor",
        "a Kronecker product gives its right factor the sum of the blocks of the cotangent, "
        "each times its entry of the left factor",
    ),
    source="the definition, block by block",
)
def kronecker_product_pullback(Y_bar: Expr, A: Expr, B: Expr) -> tuple[Expr, Expr]:
    """Y = A ⊗ B  =>  A_bar[i, j] = <block i, j of Y_bar, B>,  B_bar = the sum of A[i, j] times block i, j of Y_bar.

    Shapes:
        A (m, n), B (p, q), Y_bar (m p, n q) -> A_bar (m, n), B_bar (p, q)

    Because:
        <Y_bar, dA ⊗ B> = <Y_bar (I_n ⊗ B^T), dA ⊗ I_p>, and a matrix between vec(I_p)^T and vec(I_p) is summed over
        the diagonal of each block; <Y_bar, A ⊗ dB> = <Y_bar (A^T ⊗ I_q), I_m ⊗ dB> likewise over diagonal blocks
    """
    m, n, p, q = map(identity, (*A.shape, *B.shape))
    by_left, by_right = (
        matmul(Y_bar, kronecker_product(n, transpose(B))),
        matmul(Y_bar, kronecker_product(transpose(A), q)),
    )
    A_bar = matmul(
        kronecker_product(m, transpose(vec(p))), matmul(kronecker_product(by_left, p), kronecker_product(n, vec(p)))
    )
    B_bar = matmul(
        kronecker_product(transpose(vec(m)), p), matmul(kronecker_product(m, by_right), kronecker_product(vec(m), q))
    )
    return A_bar, B_bar
