"""Sums that lose an index: total, sum over rows, sum over columns, trace, squared Frobenius norm."""

from __future__ import annotations

from bpsym.expr.dimension import ONE, SCALAR, Shape
from bpsym.expr.fit import require_matrix, require_square
from bpsym.expr.node import Expr, node


@node
class Total(Expr):
    """The sum of all entries: (m, n) -> scalar."""

    body: Expr

    def _shape(self) -> Shape:
        require_matrix("a total", self.body)
        return SCALAR


@node
class SumRows(Expr):
    """The sum over rows (the row index vanishes): (m, n) -> (1, n)."""

    body: Expr

    def _shape(self) -> Shape:
        require_matrix("a sum over rows", self.body)
        return (ONE, self.body.columns)


@node
class SumColumns(Expr):
    """The sum over columns (the column index vanishes): (m, n) -> (m, 1)."""

    body: Expr

    def _shape(self) -> Shape:
        require_matrix("a sum over columns", self.body)
        return (self.body.rows, ONE)


@node
class Trace(Expr):
    """tr A: (n, n) -> scalar."""

    body: Expr

    def _shape(self) -> Shape:
        require_square("a trace", self.body)
        return SCALAR


@node
class SquaredNorm(Expr):
    """‖A‖²_F, the sum of the squares of all entries: (m, n) -> scalar."""

    body: Expr

    def _shape(self) -> Shape:
        require_matrix("a norm", self.body)
        return SCALAR


def total(body: Expr) -> Expr:
    """The sum of all entries of (m, n): a scalar."""
    return Total(body)


def sum_over_rows(body: Expr) -> Expr:
    """(m, n) -> (1, n)."""
    return SumRows(body)


def sum_over_columns(body: Expr) -> Expr:
    """(m, n) -> (m, 1)."""
    return SumColumns(body)


def trace(body: Expr) -> Expr:
    """The trace of (n, n): a scalar."""
    return Trace(body)


def squared_norm(body: Expr) -> Expr:
    """The sum of squares of the entries of (m, n): a scalar."""
    return SquaredNorm(body)
