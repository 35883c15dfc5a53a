"""The rule of f(A)."""

from __future__ import annotations

from bpsym.expr import Expr, Function, Map, apply, hadamard
from bpsym.rules.rule import pullback_of


@pullback_of(
    Map,
    gives=("an elementwise map gives its argument the cotangent times the derivative of the map, entry by entry",),
    source="Nielsen 2015, Neural Networks and Deep Learning, chapter 2, (BP2)",
    domain="f has a derivative at every entry of A",
)
def map_pullback(Y_bar: Expr, f: Function, A: Expr) -> tuple[Expr]:
    """Y = f(A)  =>  A_bar = Y_bar ⊙ f'(A).

    Shapes:
        A (m, n), Y_bar (m, n) -> A_bar (m, n)

    Because:
        <Y_bar, f'(A) ⊙ dA> = <Y_bar ⊙ f'(A), dA>
    """
    return (hadamard(Y_bar, apply(f.derivative(), A)),)
