"""A scalar that depends on at most two indices, as the matrix of all its values."""

from __future__ import annotations

from dataclasses import dataclass

from bpsym.errors import UnsupportedError
from bpsym.expr.broadcast import broadcast_over_columns, broadcast_over_rows, fill
from bpsym.expr.diagonal import Diagonal, DiagonalPart, diagonal
from bpsym.expr.dimension import ONE
from bpsym.expr.elementwise import Map
from bpsym.expr.function import known
from bpsym.expr.indexed import Index
from bpsym.expr.leaf import Constant, Identity
from bpsym.expr.linear import Add, Transpose, transpose
from bpsym.expr.node import Expr
from bpsym.expr.product import Divide, Hadamard, MatMul, hadamard, matmul
from bpsym.expr.reduction import SumColumns, SumRows, squared_norm, total, trace

Labels = tuple[Index, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The matrix has one row for each value of `row` and one column for each value of `column`; None: only one."""

    matrix: Expr
    row: Index | None = None
    column: Index | None = None

    @property
    def labels(self) -> Labels:
        """The indices on which the scalar depends."""
        return tuple(label for label in (self.row, self.column) if label is not None)

    def aligned(self, row: Index | None, column: Index | None) -> Expr:
        """The matrix with these indices along its rows and columns, broadcast where it does not depend on one.

        Raises:
            UnsupportedError: it depends on an index that is neither.
        """
        if not set(self.labels) <= {row, column}:
            raise too_many((*self.labels, *(label for label in (row, column) if label is not None)))
        if not self.labels:
            return fill(self.matrix, *(ONE if label is None else label.dim for label in (row, column)))
        swapped = (self.row is not None and self.row != row) or (self.column is not None and self.column != column)
        here = Table(flipped(self.matrix), self.column, self.row) if swapped else self
        matrix = here.matrix
        if row is not None and here.row is None:
            matrix = broadcast_over_rows(matrix, row.dim)
        if column is not None and here.column is None:
            matrix = broadcast_over_columns(matrix, column.dim)
        return matrix


def too_many(labels: Labels) -> UnsupportedError:
    """The complaint that a part depends on more than two indices."""
    names = ", ".join(dict.fromkeys(label.name.partition(".")[0] for label in labels))
    return UnsupportedError(
        f"a part that depends on the indices {names} together has no form in matrices, which have two; "
        "give a name to a part of it that depends on two indices, or write the formula with matrices"
    )


def union_of(tables: list[Table]) -> Labels:
    """All their indices, each once, in order of first occurrence."""
    return tuple(dict.fromkeys(label for table in tables for label in table.labels))


def orientation(tables: list[Table]) -> tuple[Index | None, Index | None]:
    """The rows and columns of the matrix that several tables make together.

    Raises:
        UnsupportedError: they depend on more than two indices.
    """
    labels = union_of(tables)
    if len(labels) > 2:
        raise too_many(labels)
    for table in tables:
        if set(table.labels) == set(labels):
            return table.row, table.column
    first, second = (*labels, None, None)[:2]
    return first, second


def flipped(matrix: Expr) -> Expr:
    """The transpose, pushed to where a transpose vanishes."""
    if matrix.is_scalar or isinstance(matrix, Identity | Diagonal):
        return matrix
    match matrix:
        case Transpose(body=body):
            return body
        case MatMul(left=left, right=right) if _has_transpose(matrix):
            return matmul(flipped(right), flipped(left))
        case Add(left=left, right=right) | Hadamard(left=left, right=right) | Divide(left=left, right=right):
            if _has_transpose(matrix):
                return matrix.with_children((flipped(left), flipped(right)))
        case Map(body=body) if isinstance(body, Transpose):
            return matrix.with_children((body.body,))
    return transpose(matrix)


def _has_transpose(matrix: Expr) -> bool:
    return any(isinstance(part, Transpose) for part in matrix.children)


def product_of(tables: list[Table]) -> Table:
    """The product of scalars, entry by entry; columns and rows become outer products and diagonal matrices.

    Raises:
        UnsupportedError: they depend on more than two indices.
    """
    row, column = orientation(tables)
    both = [t.aligned(row, column) for t in tables if len(t.labels) == 2]
    by_row = [t.aligned(row, None) for t in tables if row is not None and t.labels == (row,)]
    by_column = [t.aligned(column, None) for t in tables if column is not None and t.labels == (column,)]
    if not both and by_row and by_column:
        return Table(matmul(together(by_row), transpose(together(by_column))), row, column)
    matrix = together(both or by_row or by_column)
    if both and by_row:
        matrix = times(diagonal(together(by_row)), matrix)
    if both and by_column:
        matrix = times(matrix, diagonal(together(by_column)))
    return Table(matrix, row, column) if both or by_row else Table(matrix, column)


def together(matrices: list[Expr]) -> Expr:
    """The Hadamard product of at least one matrix."""
    product = matrices[0]
    for matrix in matrices[1:]:
        product = hadamard(product, matrix)
    return product


def times(left: Expr, right: Expr) -> Expr:
    """The matrix product; an identity matrix vanishes."""
    if isinstance(left, Identity):
        return right
    return left if isinstance(right, Identity) else matmul(left, right)


def sum_of_all(matrix: Expr) -> Expr:
    """The total; of squares a norm, of a diagonal a trace, of sums over rows or columns the total of what is summed."""
    if isinstance(matrix, DiagonalPart):
        return trace(matrix.body)
    if isinstance(matrix, SumRows | SumColumns):
        return sum_of_all(matrix.body)
    if isinstance(matrix, Map) and matrix.function == known("square"):
        return squared_norm(matrix.body)
    if isinstance(matrix, Hadamard) and matrix.left == matrix.right:
        return squared_norm(matrix.left)
    return matrix if isinstance(matrix, Constant) else total(matrix)
