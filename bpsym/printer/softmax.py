"""How softmax and log-sum-exp are written; of a matrix the name says whether by rows or by columns."""

from __future__ import annotations

from bpsym.expr import ColumnLogSumExp, ColumnSoftmax, RowLogSumExp, RowSoftmax
from bpsym.printer.piece import Pen, Piece, call, spells


@spells(RowSoftmax)
def write_row_softmax(pen: Pen, expr: RowSoftmax, parts: tuple[Piece, ...]) -> Piece:
    r"""`\operatorname{softmaxrows}(Z)`: without the word a softmax is that of a column."""
    return call(r"\operatorname{softmaxrows}", parts[0], expr)


@spells(ColumnSoftmax)
def write_column_softmax(pen: Pen, expr: ColumnSoftmax, parts: tuple[Piece, ...]) -> Piece:
    r"""`\operatorname{softmaxcols}(Z)`, and `\operatorname{softmax}(z)` of a column."""
    head = r"\operatorname{softmax}" if expr.is_column else r"\operatorname{softmaxcols}"
    return call(head, parts[0], expr)


@spells(RowLogSumExp)
def write_row_log_sum_exp(pen: Pen, expr: RowLogSumExp, parts: tuple[Piece, ...]) -> Piece:
    r"""`\operatorname{logsumexprows}(Z)`."""
    return call(r"\operatorname{logsumexprows}", parts[0], expr)


@spells(ColumnLogSumExp)
def write_column_log_sum_exp(pen: Pen, expr: ColumnLogSumExp, parts: tuple[Piece, ...]) -> Piece:
    r"""`\operatorname{logsumexpcols}(Z)`, and `\operatorname{logsumexp}(z)` of a column."""
    column = expr.body.is_column
    return call(r"\operatorname{logsumexp}" if column else r"\operatorname{logsumexpcols}", parts[0], expr)
