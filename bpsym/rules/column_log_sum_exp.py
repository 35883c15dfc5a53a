"""The rule of the log-sum-exp of each column."""

from __future__ import annotations

from bpsym.expr import ColumnLogSumExp, Expr, broadcast_over_rows, column_softmax, hadamard
from bpsym.rules.rule import pullback_of


@pullback_of(
    ColumnLogSumExp,
    gives=("the log-sum-exp of each column gives its body the cotangent of the column times its softmax",),
    source="Boyd and Vandenberghe 2004, Convex Optimization, section 3.1.5",
)
def column_log_sum_exp_pullback(Y_bar: Expr, Z: Expr) -> tuple[Expr]:
    """Y = log Σ_k exp(Z[k,j])  =>  Z_bar = softmax(Z) of each column, times Y_bar in each column.

    Shapes:
        Z (m, n), Y_bar (1, n) -> Z_bar (m, n)

    Because:
        dY = the sum of softmax(Z) ⊙ dZ over rows
    """
    return (hadamard(broadcast_over_rows(Y_bar, Z.rows), column_softmax(Z)),)
