"""Softmax and log-sum-exp of each row, or of each column."""

from __future__ import annotations

from bpsym.expr.broadcast import broadcast_over_columns, broadcast_over_rows
from bpsym.expr.dimension import ONE, Shape
from bpsym.expr.elementwise import apply
from bpsym.expr.fit import require_matrix
from bpsym.expr.function import known
from bpsym.expr.node import Expr, node
from bpsym.expr.product import divide
from bpsym.expr.reduction import sum_over_columns, sum_over_rows


@node
class RowSoftmax(Expr):
    """exp(Z[i,j]) / Σ_k exp(Z[i,k]), so that each row sums to 1: (m, n) -> (m, n)."""

    body: Expr

    def _shape(self) -> Shape:
        require_matrix("a softmax", self.body)
        return self.body.shape


@node
class ColumnSoftmax(Expr):
    """exp(Z[i,j]) / Σ_k exp(Z[k,j]), so that each column sums to 1: (m, n) -> (m, n)."""

    body: Expr

    def _shape(self) -> Shape:
        require_matrix("a softmax", self.body)
        return self.body.shape


@node
class RowLogSumExp(Expr):
    """log Σ_k exp(Z[i,k]) of each row: (m, n) -> (m, 1)."""

    body: Expr

    def _shape(self) -> Shape:
        require_matrix("a log-sum-exp", self.body)
        return (self.body.rows, ONE)


@node
class ColumnLogSumExp(Expr):
    """log Σ_k exp(Z[k,j]) of each column: (m, n) -> (1, n)."""

    body: Expr

    def _shape(self) -> Shape:
        require_matrix("a log-sum-exp", self.body)
        return (ONE, self.body.columns)


def written_out(expr: Expr) -> Expr:
    """A softmax or a log-sum-exp by exp, log, sums and quotients, of the same shape; other nodes as they are."""
    match expr:
        case RowSoftmax(body=body):
            powers = apply(known("exp"), body)
            return divide(powers, broadcast_over_columns(sum_over_columns(powers), body.columns))
        case ColumnSoftmax(body=body):
            powers = apply(known("exp"), body)
            return divide(powers, broadcast_over_rows(sum_over_rows(powers), body.rows))
        case RowLogSumExp(body=body):
            return apply(known("log"), sum_over_columns(apply(known("exp"), body)))
        case ColumnLogSumExp(body=body):
            return apply(known("log"), sum_over_rows(apply(known("exp"), body)))
    return expr


def row_softmax(body: Expr) -> Expr:
    """The softmax of each row: (m, n) -> (m, n)."""
    return RowSoftmax(body)


def column_softmax(body: Expr) -> Expr:
    """The softmax of each column: (m, n) -> (m, n)."""
    return ColumnSoftmax(body)


def row_log_sum_exp(body: Expr) -> Expr:
    """The log-sum-exp of each row: (m, n) -> (m, 1)."""
    return RowLogSumExp(body)


def column_log_sum_exp(body: Expr) -> Expr:
    """The log-sum-exp of each column: (m, n) -> (1, n)."""
    return ColumnLogSumExp(body)
