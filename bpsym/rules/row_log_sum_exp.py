"""The rule of the log-sum-exp of each row."""

from __future__ import annotations

from bpsym.expr import Expr, RowLogSumExp, broadcast_over_columns, hadamard, row_softmax
from bpsym.rules.rule import pullback_of


@pullback_of(
    RowLogSumExp,
    gives=("the log-sum-exp of each row gives its body the cotangent of the row times its softmax",),
    source="Boyd and Vandenberghe 2004, Convex Optimization, section 3.1.5",
)
def row_log_sum_exp_pullback(Y_bar: Expr, Z: Expr) -> tuple[Expr]:
    """Y = log Σ_k exp(Z[i,k])  =>  Z_bar = softmax(Z) of each row, times Y_bar in each row.

    Shapes:
        Z (m, n), Y_bar (m, 1) -> Z_bar (m, n)

    Because:
        dY = the sum of softmax(Z) ⊙ dZ over columns
    """
    return (hadamard(broadcast_over_columns(Y_bar, Z.columns), row_softmax(Z)),)
