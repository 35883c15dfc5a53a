"""The rule of the softmax of each row."""

from __future__ import annotations

from bpsym.expr import Expr, RowSoftmax, broadcast_over_columns, hadamard, row_softmax, subtract, sum_over_columns
from bpsym.rules.rule import pullback_of


@pullback_of(
    RowSoftmax,
    gives=(
        "the softmax of each row gives its body the softmax times the cotangent, from which in each row the mean of "
        "the cotangent under the softmax is taken off",
    ),
    source="Bridle 1990, Training Stochastic Model Recognition Algorithms: the Jacobian diag(s) - s s^T of a row",
)
def row_softmax_pullback(Y_bar: Expr, Z: Expr) -> tuple[Expr]:
    """Y = softmax(Z) of each row  =>  Z_bar = Y ⊙ (Y_bar − the sum of Y_bar ⊙ Y over columns, in each row).

    Shapes:
        Z (m, n), Y_bar (m, n) -> Z_bar (m, n)

    Because:
        dY = Y ⊙ (dZ − the sum of Y ⊙ dZ over columns, in each row), and this map is its own adjoint
    """
    Y = row_softmax(Z)
    mean = broadcast_over_columns(sum_over_columns(hadamard(Y_bar, Y)), Z.columns)
    return (hadamard(Y, subtract(Y_bar, mean)),)
