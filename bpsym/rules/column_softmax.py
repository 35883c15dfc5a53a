"""The rule of the softmax of each column."""

from __future__ import annotations

from bpsym.expr import ColumnSoftmax, Expr, broadcast_over_rows, column_softmax, hadamard, subtract, sum_over_rows
from bpsym.rules.rule import pullback_of


@pullback_of(
    ColumnSoftmax,
    gives=(
        "the softmax of each column gives its body the softmax times the cotangent, from which in each column the mean "
        "of the cotangent under the softmax is taken off",
    ),
    source="Bridle 1990, Training Stochastic Model Recognition Algorithms: the Jacobian diag(s) - s s^T of a column",
)
def column_softmax_pullback(Y_bar: Expr, Z: Expr) -> tuple[Expr]:
    """Y = softmax(Z) of each column  =>  Z_bar = Y ⊙ (Y_bar − the sum of Y_bar ⊙ Y over rows, in each column).

    Shapes:
        Z (m, n), Y_bar (m, n) -> Z_bar (m, n)

    Because:
        dY = Y ⊙ (dZ − the sum of Y ⊙ dZ over rows, in each column), and this map is its own adjoint
    """
    Y = column_softmax(Z)
    mean = broadcast_over_rows(sum_over_rows(hadamard(Y_bar, Y)), Z.rows)
    return (hadamard(Y, subtract(Y_bar, mean)),)
