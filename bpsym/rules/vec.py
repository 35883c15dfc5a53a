"""The rule of vec A."""

from __future__ import annotations

from bpsym.expr import Expr, Vec, identity, kronecker_product, matmul, transpose, vec
from bpsym.rules.rule import pullback_of


@pullback_of(
    Vec,
    gives=("vec gives its matrix the cotangent with its columns side by side again",),
    source="the definition of vec; vec(B C D) = (D^T ⊗ B) vec C, Petersen & Pedersen 2012, section 10.2",
)
def vec_pullback(Y_bar: Expr, A: Expr) -> tuple[Expr]:
    """Y = vec A  =>  A_bar = (vec(I_n)^T ⊗ I_m) (I_n ⊗ Y_bar).

    Shapes:
        A (m, n), Y_bar (m n, 1) -> A_bar (m, n)

    Because:
        column j of I_n ⊗ Y_bar is Y_bar in the block j, of which vec(I_n)^T ⊗ I_m takes out the m entries number j
    """
    m, n = identity(A.rows), identity(A.columns)
    return (matmul(kronecker_product(transpose(vec(n)), m), kronecker_product(n, Y_bar)),)
