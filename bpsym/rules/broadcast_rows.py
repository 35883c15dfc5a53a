"""The rule of the broadcast over rows."""

from __future__ import annotations

from bpsym.expr import BroadcastRows, Dim, Expr, sum_over_rows
from bpsym.rules.rule import pullback_of


@pullback_of(
    BroadcastRows,
    gives=("a broadcast over rows gives its row the sum of the cotangent over rows",),
    source="the product 1 b, with the rule of the matrix product",
)
def broadcast_over_rows_pullback(Y_bar: Expr, b: Expr, m: Dim) -> tuple[Expr]:
    """Y = 1 b, the row b in each of m rows  =>  b_bar = 1^T Y_bar.

    Shapes:
        b (1, n), Y_bar (m, n) -> b_bar (1, n)

    Because:
        <Y_bar, 1 db> = <1^T Y_bar, db>
    """
    return (sum_over_rows(Y_bar),)
