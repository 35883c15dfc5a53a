"""Broadcasts: the same row, or the same column, many times."""

from __future__ import annotations

from bpsym.errors import ShapeError
from bpsym.expr.dimension import ONE, Dim, DimLike, Shape, show_shape
from bpsym.expr.fit import require_matrix
from bpsym.expr.leaf import constant
from bpsym.expr.node import Expr, node


@node
class BroadcastRows(Expr):
    """1 b, the row b (1, n) in each of m rows -> (m, n)."""

    body: Expr
    count: Dim

    def _shape(self) -> Shape:
        require_matrix("a broadcast over rows", self.body)
        if self.body.rows != ONE:
            raise ShapeError(f"a broadcast over rows needs one row, found {show_shape(self.body.shape)}")
        return (self.count, self.body.columns)


@node
class BroadcastColumns(Expr):
    """c 1ᵀ, the column c (m, 1) in each of n columns -> (m, n)."""

    body: Expr
    count: Dim

    def _shape(self) -> Shape:
        require_matrix("a broadcast over columns", self.body)
        if self.body.columns != ONE:
            raise ShapeError(f"a broadcast over columns needs one column, found {show_shape(self.body.shape)}")
        return (self.body.rows, self.count)


def broadcast_over_rows(body: Expr, count: DimLike) -> Expr:
    """(1, n) -> (count, n)."""
    return BroadcastRows(body, Dim.of(count))


def broadcast_over_columns(body: Expr, count: DimLike) -> Expr:
    """(m, 1) -> (m, count)."""
    return BroadcastColumns(body, Dim.of(count))


def fill(scalar: Expr, rows: DimLike, columns: DimLike) -> Expr:
    """The matrix (rows, columns) with the same scalar in every entry."""
    return broadcast_over_rows(broadcast_over_columns(scalar, columns), rows)


def ones(rows: DimLike, columns: DimLike) -> Expr:
    """The matrix of ones (rows, columns)."""
    return fill(constant(1), rows, columns)
