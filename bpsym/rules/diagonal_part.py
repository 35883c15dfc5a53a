"""The rule of the diagonal of a matrix."""

from __future__ import annotations

from bpsym.expr import DiagonalPart, Expr, diagonal
from bpsym.rules.rule import pullback_of


@pullback_of(
    DiagonalPart,
    gives=("a diagonal gives its matrix the diagonal matrix of the cotangent",),
    source="the definition, entry by entry",
)
def diagonal_part_pullback(Y_bar: Expr, A: Expr) -> tuple[Expr]:
    """Y = the diagonal of A, as a column  =>  A_bar = diag(Y_bar).

    Shapes:
        A (n, n), Y_bar (n, 1) -> A_bar (n, n)

    Because:
        <Y_bar, diagonal of dA> = sum over i of Y_bar[i] dA[i, i] = <diag(Y_bar), dA>
    """
    return (diagonal(Y_bar),)
