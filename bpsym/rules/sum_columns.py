"""The rule of the sum over columns."""

from __future__ import annotations

from bpsym.expr import Expr, SumColumns, broadcast_over_columns
from bpsym.rules.rule import pullback_of


@pullback_of(
    SumColumns,
    gives=("a sum over columns gives every column of its body the same cotangent",),
    source="the product A 1, with the rule of the matrix product",
)
def sum_over_columns_pullback(Y_bar: Expr, A: Expr) -> tuple[Expr]:
    """Y = A 1  =>  A_bar = Y_bar 1^T, the column Y_bar in every column.

    Shapes:
        A (m, n), Y_bar (m, 1) -> A_bar (m, n)

    Because:
        <Y_bar, dA 1> = <Y_bar 1^T, dA>
    """
    return (broadcast_over_columns(Y_bar, A.columns),)
