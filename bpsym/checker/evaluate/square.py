"""Determinants and inverses on the tape, by expansion or elimination: their derivatives come from the tape alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from bpsym.checker.evaluate.domain import OutsideDomain
from bpsym.checker.evaluate.operation import Shape, operation
from bpsym.checker.evaluate.tape import Tape
from bpsym.checker.evaluate.tensor import Tensor
from bpsym.expr import Determinant, Inverse

LARGEST_EXPANDED = 5
"""Up to this size determinants are expanded without a division: their degrees stay small. Then by elimination."""

Rows = list[list[int]]


@operation(Determinant)
def determinant_entries(node: Determinant, tape: Tape, shape: Shape, parts: Sequence[Tensor]) -> Sequence[int]:
    """The sum over permutations of signed products."""
    rows = _rows(parts[0])
    return [_expanded(tape, rows) if len(rows) <= LARGEST_EXPANDED else _eliminated(tape, rows)[0]]


@operation(Inverse)
def inverse_entries(node: Inverse, tape: Tape, shape: Shape, parts: Sequence[Tensor]) -> Sequence[int]:
    """The adjugate over the determinant, or the solution of A X = I; OutsideDomain where A is singular."""
    rows = _rows(parts[0])
    size = len(rows)
    if size > LARGEST_EXPANDED:
        identity = [[tape.one if i == j else tape.zero for j in range(size)] for i in range(size)]
        return [entry for row in _eliminated(tape, rows, identity)[1] for entry in row]
    factor = tape.reciprocal(_expanded(tape, rows))
    return [tape.product(_cofactor(tape, rows, j, i), factor) for i in range(size) for j in range(size)]


def _rows(matrix: Tensor) -> Rows:
    size = matrix.shape[0]
    return [list(matrix.entries[start : start + size]) for start in range(0, size * size, size)]


def _cofactor(tape: Tape, rows: Rows, i: int, j: int) -> int:
    minor = _expanded(tape, [[*row[:j], *row[j + 1 :]] for n, row in enumerate(rows) if n != i])
    return _negated(tape, minor) if (i + j) % 2 else minor


def _expanded(tape: Tape, rows: Rows) -> int:
    """Laplace's expansion along the last row, every minor of the first rows once."""
    minors: dict[tuple[int, ...], int] = {(): tape.one}
    for height, row in enumerate(rows, start=1):
        negative = [_negated(tape, entry) for entry in row]
        found: dict[tuple[int, ...], int] = {}
        for columns in combinations(range(len(rows)), height):
            factors = [(negative if (height + n) % 2 == 0 else row)[j] for n, j in enumerate(columns)]
            smaller = [minors[tuple(c for c in columns if c != j)] for j in columns]
            found[columns] = tape.dot(factors, smaller)
        minors = found
    return minors[tuple(range(len(rows)))]


def _eliminated(tape: Tape, rows: Rows, right: Rows | None = None) -> tuple[int, Rows]:
    """The determinant, and the solution of A X = `right`, by Gauss and Jordan."""
    size, sign = len(rows), 1
    table = [[*row, *(right[i] if right else [])] for i, row in enumerate(rows)]
    pivots: list[int] = []
    for column in range(size):
        lead = next((i for i in range(column, size) if table[i][column] != tape.zero), None)
        if lead is None:
            raise OutsideDomain("a singular matrix")
        if lead != column:
            table[lead], table[column], sign = table[column], table[lead], -sign
        pivots.append(table[column][column])
        _clear(tape, table, column)
    determinant = tape.number(sign)
    for pivot in pivots:
        determinant = tape.product(determinant, pivot)
    return determinant, [row[size:] for row in table]


def _clear(tape: Tape, table: Rows, column: int) -> None:
    """The row of the pivot divided by it, and taken from every other row so that 0 stands in the column."""
    factor = tape.reciprocal(table[column][column])
    table[column] = [tape.product(entry, factor) for entry in table[column]]
    for i, row in enumerate(table):
        if i != column and row[column] != tape.zero:
            less = _negated(tape, row[column])
            table[i] = [tape.dot((entry, less), (tape.one, lead)) for entry, lead in zip(row, table[column])]
            table[i][column] = tape.zero


def _negated(tape: Tape, entry: int) -> int:
    return tape.product(tape.number(-1), entry)
