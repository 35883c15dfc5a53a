"""The rule of the diagonal matrix of a column."""

from __future__ import annotations

from bpsym.expr import Diagonal, Expr, diagonal_part
from bpsym.rules.rule import pullback_of


@pullback_of(
    Diagonal,
    gives=("a diagonal matrix gives its column the diagonal of the cotangent",),
    source="the definition, entry by entry",
)
def diagonal_pullback(Y_bar: Expr, v: Expr) -> tuple[Expr]:
    """Y = diag(v)  =>  v_bar = the diagonal of Y_bar, as a column.

    Shapes:
        v (n, 1), Y_bar (n, n) -> v_bar (n, 1)

    Because:
        <Y_bar, diag(dv)> = sum over i of Y_bar[i, i] dv[i]
    """
    return (diagonal_part(Y_bar),)
