"""The rule of s A."""

from __future__ import annotations

from bpsym.expr import Expr, Scale, hadamard, scale, total
from bpsym.rules.rule import pullback_of


@pullback_of(
    Scale,
    gives=(
        "a scaling gives its factor the total of the cotangent times the body, entry by entry",
        "a scaling gives its body the factor times the cotangent",
    ),
    source="Petersen & Pedersen 2012, The Matrix Cookbook, section 2",
)
def scale_pullback(Y_bar: Expr, s: Expr, A: Expr) -> tuple[Expr, Expr]:
    """Y = s A  =>  s_bar = total(Y_bar ⊙ A),  A_bar = s Y_bar.

    Shapes:
        s scalar, A (m, n), Y_bar (m, n) -> s_bar scalar, A_bar (m, n)

    Because:
        <Y_bar, ds A + s dA> = <Y_bar, A> ds + <s Y_bar, dA>
    """
    return total(hadamard(Y_bar, A)), scale(s, Y_bar)
