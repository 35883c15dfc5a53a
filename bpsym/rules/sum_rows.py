"""The rule of the sum over rows."""

from __future__ import annotations

from bpsym.expr import Expr, SumRows, broadcast_over_rows
from bpsym.rules.rule import pullback_of


@pullback_of(
    SumRows,
    gives=("a sum over rows gives every row of its body the same cotangent",),
    source="the product 1^T A, with the rule of the matrix product",
)
def sum_over_rows_pullback(Y_bar: Expr, A: Expr) -> tuple[Expr]:
    """Y = 1^T A  =>  A_bar = 1 Y_bar, the row Y_bar in every row.

    Shapes:
        A (m, n), Y_bar (1, n) -> A_bar (m, n)

    Because:
        <Y_bar, 1^T dA> = <1 Y_bar, dA>
    """
    return (broadcast_over_rows(Y_bar, A.rows),)
