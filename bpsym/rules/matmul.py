"""The rule of A B."""

from __future__ import annotations

from bpsym.expr import Expr, MatMul, matmul, transpose
from bpsym.rules.rule import pullback_of


@pullback_of(
    MatMul,
    gives=(
        "a matrix product gives its left factor the cotangent times the transposed right factor",
        "a matrix product gives its right factor the transposed left factor times the cotangent",
    ),
    source="Giles 2008, An extended collection of matrix derivative results",
)
def matmul_pullback(Y_bar: Expr, A: Expr, B: Expr) -> tuple[Expr, Expr]:
    """Y = A B  =>  A_bar = Y_bar B^T,  B_bar = A^T Y_bar.

    Shapes:
        A (m, k), B (k, n), Y_bar (m, n) -> A_bar (m, k), B_bar (k, n)

    Because:
        <Y_bar, dA B + A dB> = <Y_bar B^T, dA> + <A^T Y_bar, dB>
    """
    return matmul(Y_bar, transpose(B)), matmul(transpose(A), Y_bar)
