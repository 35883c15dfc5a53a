"""The rule of Aᵀ."""

from __future__ import annotations

from bpsym.expr import Expr, Transpose, transpose
from bpsym.rules.rule import pullback_of


@pullback_of(
    Transpose,
    gives=("a transpose gives its body the transposed cotangent",),
    source="Petersen & Pedersen 2012, The Matrix Cookbook, section 2",
)
def transpose_pullback(Y_bar: Expr, A: Expr) -> tuple[Expr]:
    """Y = A^T  =>  A_bar = Y_bar^T.

    Shapes:
        A (m, n), Y_bar (n, m) -> A_bar (m, n)

    Because:
        <Y_bar, dA^T> = <Y_bar^T, dA>
    """
    return (transpose(Y_bar),)
