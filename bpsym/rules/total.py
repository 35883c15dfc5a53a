"""The rule of the sum of all entries."""

from __future__ import annotations

from bpsym.expr import Expr, Total, fill
from bpsym.rules.rule import pullback_of


@pullback_of(
    Total,
    gives=("a total gives every entry of its body the same scalar cotangent",),
    source="the inner product with the matrix of ones",
)
def total_pullback(Y_bar: Expr, A: Expr) -> tuple[Expr]:
    """Y = total(A)  =>  A_bar = Y_bar in every entry.

    Shapes:
        A (m, n), Y_bar scalar -> A_bar (m, n)

    Because:
        Y_bar total(dA) = <Y_bar 1 1^T, dA>
    """
    return (fill(Y_bar, A.rows, A.columns),)
