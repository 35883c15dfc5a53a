"""The rule of A + B."""

from __future__ import annotations

from bpsym.expr import Add, Expr
from bpsym.rules.rule import pullback_of


@pullback_of(
    Add,
    gives=("a sum gives its left term the cotangent as it is", "a sum gives its right term the cotangent as it is"),
    source="Giles 2008, An extended collection of matrix derivative results",
)
def add_pullback(Y_bar: Expr, A: Expr, B: Expr) -> tuple[Expr, Expr]:
    """Y = A + B  =>  A_bar = Y_bar,  B_bar = Y_bar.

    Shapes:
        A (m, n), B (m, n), Y_bar (m, n) -> A_bar (m, n), B_bar (m, n)

    Because:
        <Y_bar, dA + dB> = <Y_bar, dA> + <Y_bar, dB>
    """
    return Y_bar, Y_bar
