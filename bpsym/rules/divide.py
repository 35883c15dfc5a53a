"""The rule of A ⊘ B."""

from __future__ import annotations

from bpsym.expr import Divide, Expr, divide, hadamard, negate
from bpsym.rules.rule import pullback_of


@pullback_of(
    Divide,
    gives=(
        "a Hadamard quotient gives its numerator the cotangent divided by the denominator, entry by entry",
        "a Hadamard quotient gives its denominator minus the cotangent times the numerator, "
        "divided by the square of the denominator, entry by entry",
    ),
    source="the quotient rule of scalars, entry by entry",
    domain="no entry of B is 0",
)
def divide_pullback(Y_bar: Expr, A: Expr, B: Expr) -> tuple[Expr, Expr]:
    """Y = A ⊘ B  =>  A_bar = Y_bar ⊘ B,  B_bar = −(Y_bar ⊙ A) ⊘ (B ⊙ B).

    Shapes:
        A (m, n), B (m, n), Y_bar (m, n) -> A_bar (m, n), B_bar (m, n)

    Because:
        <Y_bar, dA ⊘ B − A ⊙ dB ⊘ (B ⊙ B)> = <Y_bar ⊘ B, dA> − <Y_bar ⊙ A ⊘ (B ⊙ B), dB>
    """
    return divide(Y_bar, B), negate(divide(hadamard(Y_bar, A), hadamard(B, B)))
