"""The rule of A ⊙ B."""

from __future__ import annotations

from bpsym.expr import Expr, Hadamard, hadamard
from bpsym.rules.rule import pullback_of


@pullback_of(
    Hadamard,
    gives=(
        "a Hadamard product gives its left factor the cotangent times the right factor, entry by entry",
        "a Hadamard product gives its right factor the cotangent times the left factor, entry by entry",
    ),
    source="Petersen & Pedersen 2012, The Matrix Cookbook, section 2",
)
def hadamard_pullback(Y_bar: Expr, A: Expr, B: Expr) -> tuple[Expr, Expr]:
    """Y = A ⊙ B  =>  A_bar = Y_bar ⊙ B,  B_bar = Y_bar ⊙ A.

    Shapes:
        A (m, n), B (m, n), Y_bar (m, n) -> A_bar (m, n), B_bar (m, n)

    Because:
        <Y_bar, dA ⊙ B + A ⊙ dB> = <Y_bar ⊙ B, dA> + <Y_bar ⊙ A, dB>
    """
    return hadamard(Y_bar, B), hadamard(Y_bar, A)
