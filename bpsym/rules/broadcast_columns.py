"""The rule of the broadcast over columns."""

from __future__ import annotations

from bpsym.expr import BroadcastColumns, Dim, Expr, sum_over_columns
from bpsym.rules.rule import pullback_of


@pullback_of(
    BroadcastColumns,
    gives=("a broadcast over columns gives its column the sum of the cotangent over columns",),
    source="the product c 1^T, with the rule of the matrix product",
)
def broadcast_over_columns_pullback(Y_bar: Expr, c: Expr, n: Dim) -> tuple[Expr]:
    """Y = c 1^T, the column c in each of n columns  =>  c_bar = Y_bar 1.

    Shapes:
        c (m, 1), Y_bar (m, n) -> c_bar (m, 1)

    Because:
        <Y_bar, dc 1^T> = <Y_bar 1, dc>
    """
    return (sum_over_columns(Y_bar),)
