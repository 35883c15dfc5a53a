"""The rule of the squared Frobenius norm."""

from __future__ import annotations

from bpsym.expr import Expr, SquaredNorm, scale
from bpsym.rules.rule import pullback_of


@pullback_of(
    SquaredNorm,
    gives=("a squared norm gives its body the scalar cotangent times twice the body",),
    source="Petersen & Pedersen 2012, The Matrix Cookbook, section 2.7",
)
def squared_norm_pullback(Y_bar: Expr, A: Expr) -> tuple[Expr]:
    """Y = ‖A‖²  =>  A_bar = 2 Y_bar A.

    Shapes:
        A (m, n), Y_bar scalar -> A_bar (m, n)

    Because:
        Y_bar d<A, A> = <2 Y_bar A, dA>
    """
    return (scale(scale(2, Y_bar), A),)
