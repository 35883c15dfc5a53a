"""The rule of det A."""

from __future__ import annotations

from bpsym.expr import Determinant, Expr, determinant, inverse, scale, transpose
from bpsym.rules.rule import pullback_of


@pullback_of(
    Determinant,
    gives=("a determinant gives its matrix the scalar cotangent times the determinant times the transposed inverse",),
    source="Giles 2008, An extended collection of matrix derivative results; Petersen & Pedersen 2012, section 2.1",
    domain="det A is not 0",
)
def determinant_pullback(Y_bar: Expr, A: Expr) -> tuple[Expr]:
    """Y = det A  =>  A_bar = Y_bar det(A) A^{-T}.

    Shapes:
        A (n, n), Y_bar scalar -> A_bar (n, n)

    Because:
        Jacobi's formula: d det A = det(A) tr(A^{-1} dA) = <det(A) A^{-T}, dA>
    """
    return (scale(scale(Y_bar, determinant(A)), transpose(inverse(A))),)
