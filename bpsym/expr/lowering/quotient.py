"""Quotients of scalars that depend on indices: a factor 1/s divides, and powers over their sum are a softmax."""

from __future__ import annotations

from bpsym.expr.broadcast import BroadcastColumns, BroadcastRows, fill
from bpsym.expr.dimension import ONE
from bpsym.expr.elementwise import Map
from bpsym.expr.lowering.table import Table, orientation, product_of, together
from bpsym.expr.node import Expr
from bpsym.expr.product import divide
from bpsym.expr.reduction import SumColumns, SumRows, total
from bpsym.expr.softmax import column_softmax, row_softmax


def quotient_of(tables: list[Table]) -> Table:
    """The product of scalars, entry by entry; a reciprocal of fewer indices than the rest divides the rest.

    Raises:
        UnsupportedError: they depend on more than two indices.
    """
    below = [table for table in tables if _is(table.matrix, "reciprocal")]
    above = [table for table in tables if table not in below]
    if not below or not above:
        return product_of(tables)
    top = product_of(above)
    if not all(set(table.labels) <= set(top.labels) for table in below):
        return product_of(tables)
    row, column = orientation([top])
    inner = [Table(table.matrix.children[0], table.row, table.column) for table in below]
    bottom = together([table.aligned(row, column) for table in inner])
    return Table(ratio(top.matrix, bottom), row, column)


def ratio(top: Expr, bottom: Expr) -> Expr:
    """Top ⊘ bottom: exp(z) over its sums is a softmax of z."""
    if _is(top, "exp"):
        (z,) = top.children
        if bottom == BroadcastColumns(SumColumns(top), top.columns):
            return row_softmax(z)
        if bottom == BroadcastRows(SumRows(top), top.rows) or (z.is_column and bottom == fill(total(top), z.rows, ONE)):
            return column_softmax(z)
    return divide(top, bottom)


def _is(matrix: Expr, kind: str) -> bool:
    return isinstance(matrix, Map) and (matrix.function.kind, matrix.function.order) == (kind, 0)
