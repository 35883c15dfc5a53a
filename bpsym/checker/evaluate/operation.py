"""What each node of the language does with entries: the forward meaning and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any

from bpsym.checker.evaluate.tape import Tape
from bpsym.checker.evaluate.tensor import Tensor
from bpsym.expr import (
    Add,
    BroadcastColumns,
    BroadcastRows,
    Constant,
    Contract,
    Divide,
    Expr,
    Hadamard,
    Identity,
    Map,
    MatMul,
    Scale,
    SquaredNorm,
    SumColumns,
    SumRows,
    Total,
    Trace,
    Transpose,
    Zero,
)

Shape = tuple[int, ...]
Operation = Callable[[Any, Tape, Shape, Sequence[Tensor]], Sequence[int]]
"""From a node, the tape, the node's concrete shape and its parts (entries of the tape) to the node's entries."""

OPERATIONS: dict[type[Expr], Operation] = {}
"""Node class -> its meaning; symbols and derivatives are the evaluation's own."""


def operation(kind: type[Expr]) -> Callable[[Operation], Operation]:
    """Register what a class of nodes means."""

    def register(function: Operation) -> Operation:
        OPERATIONS[kind] = function
        return function

    return register


@operation(Constant)
def constant_entries(node: Constant, tape: Tape, shape: Shape, parts: Sequence[Tensor]) -> Sequence[int]:
    """The number itself."""
    return [tape.number(node.value)]


@operation(Identity)
def identity_entries(node: Identity, tape: Tape, shape: Shape, parts: Sequence[Tensor]) -> Sequence[int]:
    """1 where both indices agree."""
    return [tape.one if i == j else tape.zero for i in range(shape[0]) for j in range(shape[1])]


@operation(Zero)
def zero_entries(node: Zero, tape: Tape, shape: Shape, parts: Sequence[Tensor]) -> Sequence[int]:
    """0 everywhere."""
    return [tape.zero] * (shape[0] * shape[1])


@operation(Add)
def add_entries(node: Add, tape: Tape, shape: Shape, parts: Sequence[Tensor]) -> Sequence[int]:
    """A[i,j] + B[i,j]."""
    return [tape.total(pair) for pair in zip(parts[0].entries, parts[1].entries, strict=True)]


@operation(Scale)
def scale_entries(node: Scale, tape: Tape, shape: Shape, parts: Sequence[Tensor]) -> Sequence[int]:
    """The factor times A[i,j]."""
    factor = parts[0].entries[0]
    return [tape.product(factor, entry) for entry in parts[1].entries]


@operation(Transpose)
def transpose_entries(node: Transpose, tape: Tape, shape: Shape, parts: Sequence[Tensor]) -> Sequence[int]:
    """A[j,i]."""
    return list(chain.from_iterable(_columns(parts[0].entries, shape[0])))


@operation(MatMul)
def matmul_entries(node: MatMul, tape: Tape, shape: Shape, parts: Sequence[Tensor]) -> Sequence[int]:
    """The sum over k of A[i,k] B[k,j]."""
    return _matmul(tape, parts[0].entries, parts[1].entries, parts[1].shape[0], shape[1])


@operation(Contract)
def contract_entries(node: Contract, tape: Tape, shape: Shape, parts: Sequence[Tensor]) -> Sequence[int]:
    """The sum over k, l of A[...,k,l] B[k,l,i,j]."""
    k, m, i, j = parts[1].shape
    return _matmul(tape, parts[0].entries, parts[1].entries, k * m, i * j)


@operation(Hadamard)
def hadamard_entries(node: Hadamard, tape: Tape, shape: Shape, parts: Sequence[Tensor]) -> Sequence[int]:
    """A[i,j] B[i,j]."""
    return [tape.product(x, y) for x, y in zip(parts[0].entries, parts[1].entries, strict=True)]


@operation(Divide)
def divide_entries(node: Divide, tape: Tape, shape: Shape, parts: Sequence[Tensor]) -> Sequence[int]:
    """A[i,j] / B[i,j]."""
    pairs = zip(parts[0].entries, parts[1].entries, strict=True)
    return [tape.product(x, tape.reciprocal(y)) for x, y in pairs]


@operation(Map)
def map_entries(node: Map, tape: Tape, shape: Shape, parts: Sequence[Tensor]) -> Sequence[int]:
    """f(A[i,j])."""
    return [tape.apply(node.function, entry) for entry in parts[0].entries]


@operation(Total)
def total_entries(node: Total, tape: Tape, shape: Shape, parts: Sequence[Tensor]) -> Sequence[int]:
    """The sum over i, j of A[i,j]."""
    return [tape.total(parts[0].entries)]


@operation(SumRows)
def sum_rows_entries(node: SumRows, tape: Tape, shape: Shape, parts: Sequence[Tensor]) -> Sequence[int]:
    """The sum over i of A[i,j]."""
    return [tape.total(column) for column in _columns(parts[0].entries, shape[1])]


@operation(SumColumns)
def sum_columns_entries(node: SumColumns, tape: Tape, shape: Shape, parts: Sequence[Tensor]) -> Sequence[int]:
    """The sum over j of A[i,j]."""
    return [tape.total(row) for row in _rows(parts[0].entries, parts[0].shape[1])]


@operation(Trace)
def trace_entries(node: Trace, tape: Tape, shape: Shape, parts: Sequence[Tensor]) -> Sequence[int]:
    """The sum over i of A[i,i]."""
    return [tape.total(parts[0].entries[:: parts[0].shape[1] + 1])]


@operation(SquaredNorm)
def squared_norm_entries(node: SquaredNorm, tape: Tape, shape: Shape, parts: Sequence[Tensor]) -> Sequence[int]:
    """The sum over i, j of A[i,j]²."""
    return [tape.dot(parts[0].entries, parts[0].entries)]


@operation(BroadcastRows)
def broadcast_rows_entries(node: BroadcastRows, tape: Tape, shape: Shape, parts: Sequence[Tensor]) -> Sequence[int]:
    """b[0,j] for every i."""
    return parts[0].entries * shape[0]


@operation(BroadcastColumns)
def broadcast_columns_entries(
    node: BroadcastColumns, tape: Tape, shape: Shape, parts: Sequence[Tensor]
) -> Sequence[int]:
    """c[i,0] for every j."""
    return [entry for entry in parts[0].entries for _ in range(shape[1])]


def _rows(entries: Sequence[int], width: int) -> list[Sequence[int]]:
    return [entries[start : start + width] for start in range(0, len(entries), width)]


def _columns(entries: Sequence[int], width: int) -> list[Sequence[int]]:
    return [entries[start::width] for start in range(width)]


def _matmul(tape: Tape, left: Sequence[int], right: Sequence[int], shared: int, width: int) -> list[int]:
    columns = _columns(right, width)
    return [tape.dot(row, column) for row in _rows(left, shared) for column in columns]
