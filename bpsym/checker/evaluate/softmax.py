"""Softmax and log-sum-exp on the tape, from exponentials, sums, quotients and logarithms alone."""

from __future__ import annotations

from collections.abc import Sequence

from bpsym.checker.evaluate.operation import Shape, operation
from bpsym.checker.evaluate.tape import Tape
from bpsym.checker.evaluate.tensor import Tensor
from bpsym.expr import ColumnLogSumExp, ColumnSoftmax, RowLogSumExp, RowSoftmax, known

EXP, LOG = known("exp"), known("log")


@operation(RowSoftmax)
def row_softmax_entries(node: RowSoftmax, tape: Tape, shape: Shape, parts: Sequence[Tensor]) -> Sequence[int]:
    """exp(Z[i,j]) / Σ_k exp(Z[i,k])."""
    found: list[int] = []
    for start in range(0, shape[0] * shape[1], shape[1]):
        found += _shares(tape, parts[0].entries[start : start + shape[1]])
    return found


@operation(ColumnSoftmax)
def column_softmax_entries(node: ColumnSoftmax, tape: Tape, shape: Shape, parts: Sequence[Tensor]) -> Sequence[int]:
    """exp(Z[i,j]) / Σ_k exp(Z[k,j])."""
    columns = [_shares(tape, parts[0].entries[j :: shape[1]]) for j in range(shape[1])]
    return [column[i] for i in range(shape[0]) for column in columns]


@operation(RowLogSumExp)
def row_log_sum_exp_entries(node: RowLogSumExp, tape: Tape, shape: Shape, parts: Sequence[Tensor]) -> Sequence[int]:
    """Log Σ_k exp(Z[i,k])."""
    rows, width = parts[0].shape
    return [_log_of_sum(tape, parts[0].entries[i * width : (i + 1) * width]) for i in range(rows)]


@operation(ColumnLogSumExp)
def column_log_sum_exp_entries(
    node: ColumnLogSumExp, tape: Tape, shape: Shape, parts: Sequence[Tensor]
) -> Sequence[int]:
    """Log Σ_k exp(Z[k,j])."""
    return [_log_of_sum(tape, parts[0].entries[j :: shape[1]]) for j in range(shape[1])]


def _shares(tape: Tape, entries: Sequence[int]) -> list[int]:
    exponentials = [tape.apply(EXP, entry) for entry in entries]
    factor = tape.reciprocal(tape.total(exponentials))
    return [tape.product(exponential, factor) for exponential in exponentials]


def _log_of_sum(tape: Tape, entries: Sequence[int]) -> int:
    return tape.apply(LOG, tape.total([tape.apply(EXP, entry) for entry in entries]))
