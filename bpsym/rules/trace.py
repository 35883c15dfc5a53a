"""The rule of tr A."""

from __future__ import annotations

from bpsym.expr import Expr, Trace, identity, scale
from bpsym.rules.rule import pullback_of


@pullback_of(
    Trace,
    gives=("a trace gives its body the scalar cotangent times the identity matrix",),
    source="Petersen & Pedersen 2012, The Matrix Cookbook, section 2",
)
def trace_pullback(Y_bar: Expr, A: Expr) -> tuple[Expr]:
    """Y = tr A  =>  A_bar = Y_bar I.

    Shapes:
        A (n, n), Y_bar scalar -> A_bar (n, n)

    Because:
        Y_bar tr(dA) = <Y_bar I, dA>
    """
    return (scale(Y_bar, identity(A.rows)),)
