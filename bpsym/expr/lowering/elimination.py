"""Sums of products over indices, as matrix products, one index at a time."""

from __future__ import annotations

from bpsym.expr.diagonal import diagonal
from bpsym.expr.indexed import Index
from bpsym.expr.lowering.table import (
    Labels,
    Table,
    flipped,
    product_of,
    sum_of_all,
    times,
    together,
    too_many,
    union_of,
)
from bpsym.expr.node import Expr
from bpsym.expr.product import matmul
from bpsym.expr.reduction import squared_norm, sum_over_columns

MOST = 3
"""How many indices the factors with a summed one may have together: A[i, k] B[k, j] is a matrix product."""


def eliminate(tables: list[Table], summed: list[Index]) -> list[Table]:
    """The factors of the product summed over the indices, each of which occurs in one of them; the last index first.

    Raises:
        UnsupportedError: the sum has no form in matrices.
    """
    waiting = list(summed)
    while waiting:
        found = next((k for k in reversed(waiting) if len(union_of(_with(k, tables))) <= MOST), None)
        if found is None:
            raise too_many(union_of(_with(waiting[-1], tables)))
        inside = _with(found, tables)
        tables = [table for table in tables if table not in inside]
        tables.append(_joined(found, inside))
        waiting.remove(found)
    return tables


def _with(k: Index, tables: list[Table]) -> list[Table]:
    return [table for table in tables if k in table.labels]


def _joined(k: Index, tables: list[Table]) -> Table:
    """The sum over k of the product of tables that all depend on k."""
    others = tuple(label for label in union_of(tables) if label != k)
    if not others:
        return Table(_dot([table.aligned(k, None) for table in tables]))
    if len(others) == 1:
        return _summed(k, others[0], tables)
    return _matrix_product(k, others, tables)


def _dot(columns: list[Expr]) -> Expr:
    """The sum of the product of columns, entry by entry."""
    if len(columns) == 1:
        return sum_of_all(columns[0])
    left, right = together(columns[:-1]), columns[-1]
    return squared_norm(left) if left == right else matmul(flipped(left), right)


def _summed(k: Index, other: Index, tables: list[Table]) -> Table:
    matrix = product_of([table for table in tables if len(table.labels) == 2]).aligned(other, k)
    columns = [table.aligned(k, None) for table in tables if len(table.labels) == 1]
    return Table(times(matrix, together(columns)) if columns else sum_over_columns(matrix), other)


def _matrix_product(k: Index, others: Labels, tables: list[Table]) -> Table:
    groups = [[t for t in tables if other in t.labels] for other in others]
    a, b = others
    if groups[0][0].row == k and groups[1][0].column == k:  # so that no transpose is needed
        a, b, groups = b, a, groups[::-1]
    left, right = product_of(groups[0]).aligned(a, k), product_of(groups[1]).aligned(k, b)
    columns = [table.aligned(k, None) for table in tables if len(table.labels) == 1]
    if columns:
        right = matmul(diagonal(together(columns)), right)
    return Table(times(left, right), a, b)
