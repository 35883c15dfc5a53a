"""The rule of A⁻¹."""

from __future__ import annotations

from bpsym.expr import Expr, Inverse, inverse, matmul, negate, transpose
from bpsym.rules.rule import pullback_of


@pullback_of(
    Inverse,
    gives=("an inverse gives its matrix minus the cotangent between two transposed inverses",),
    source="Giles 2008, An extended collection of matrix derivative results; Petersen & Pedersen 2012, section 2.2",
    domain="det A is not 0",
)
def inverse_pullback(Y_bar: Expr, A: Expr) -> tuple[Expr]:
    """Y = A^{-1}  =>  A_bar = −A^{-T} Y_bar A^{-T}.

    Shapes:
        A (n, n), Y_bar (n, n) -> A_bar (n, n)

    Because:
        A Y = I gives dY = −A^{-1} dA A^{-1}, and <Y_bar, −A^{-1} dA A^{-1}> = <−A^{-T} Y_bar A^{-T}, dA>
    """
    Y_T = transpose(inverse(A))
    return (negate(matmul(Y_T, matmul(Y_bar, Y_T))),)
