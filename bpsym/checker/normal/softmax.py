"""Softmax and log-sum-exp as polynomials: exp · 1/Σ exp, and log Σ exp."""

from __future__ import annotations

from bpsym.checker.normal.lemma import exponential, reciprocal
from bpsym.checker.normal.log import logarithm
from bpsym.checker.normal.place import Place, fresh_spot, sum_over
from bpsym.checker.normal.program import Program
from bpsym.checker.normal.reduce import simplified
from bpsym.checker.normal.term import Poly, times
from bpsym.checker.normal.translate import TRANSLATIONS, Translation
from bpsym.expr import ColumnLogSumExp, ColumnSoftmax, Expr, RowLogSumExp, RowSoftmax


def _exp(body: Expr, place: Place, program: Program) -> Poly:
    return exponential(simplified(TRANSLATIONS[type(body)](body, place, program)))


def _sum_in_row(body: Expr, place: Place, program: Program) -> Poly:
    axis = program.structure.axis((body, 1))
    k = fresh_spot(axis)
    return sum_over(_exp(body, (place[0], k), program), k, axis)


def _sum_in_column(body: Expr, place: Place, program: Program) -> Poly:
    axis = program.structure.axis((body, 0))
    k = fresh_spot(axis)
    return sum_over(_exp(body, (k, place[1]), program), k, axis)


def _row_softmax(e: RowSoftmax, place: Place, program: Program) -> Poly:
    return times(_exp(e.body, place, program), reciprocal(simplified(_sum_in_row(e.body, place, program))))


def _column_softmax(e: ColumnSoftmax, place: Place, program: Program) -> Poly:
    return times(_exp(e.body, place, program), reciprocal(simplified(_sum_in_column(e.body, place, program))))


def _row_log_sum_exp(e: RowLogSumExp, place: Place, program: Program) -> Poly:
    return logarithm(simplified(_sum_in_row(e.body, place, program)))


def _column_log_sum_exp(e: ColumnLogSumExp, place: Place, program: Program) -> Poly:
    return logarithm(simplified(_sum_in_column(e.body, place, program)))


SOFTMAX: dict[type[Expr], Translation] = {
    RowSoftmax: _row_softmax,
    ColumnSoftmax: _column_softmax,
    RowLogSumExp: _row_log_sum_exp,
    ColumnLogSumExp: _column_log_sum_exp,
}
"""One translation for each node of this file."""

TRANSLATIONS.update(SOFTMAX)
