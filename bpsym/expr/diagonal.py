"""Diagonal matrices of columns, and diagonals of square matrices."""

from __future__ import annotations

from bpsym.errors import ShapeError
from bpsym.expr.dimension import ONE, Shape, show_shape
from bpsym.expr.fit import require_matrix, require_square
from bpsym.expr.node import Expr, node


@node
class Diagonal(Expr):
    """diag(v), the matrix with v on its diagonal and 0 elsewhere: (n, 1) -> (n, n)."""

    body: Expr

    def _shape(self) -> Shape:
        require_matrix("a diagonal matrix", self.body)
        if self.body.columns != ONE:
            raise ShapeError(f"a diagonal matrix is made of a column, found {show_shape(self.body.shape)}")
        return (self.body.rows, self.body.rows)


@node
class DiagonalPart(Expr):
    """diag(A), the column of the entries on the diagonal: (n, n) -> (n, 1)."""

    body: Expr

    def _shape(self) -> Shape:
        require_square("a diagonal", self.body)
        return (self.body.rows, ONE)


def diagonal(body: Expr) -> Expr:
    """The diagonal matrix of a column: (n, 1) -> (n, n)."""
    return Diagonal(body)


def diagonal_part(body: Expr) -> Expr:
    """The diagonal of a square matrix as a column: (n, n) -> (n, 1)."""
    return DiagonalPart(body)
