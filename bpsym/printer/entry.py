"""How index notation is written: entries, sums over an index, arrays given entry by entry."""

from __future__ import annotations

from dataclasses import replace

from bpsym.expr import At, IndexSum, KroneckerDelta, Partial, Tabulate, Transpose
from bpsym.printer.derivative import write_entry_of_partial
from bpsym.printer.dimension import latex_dimension
from bpsym.printer.piece import Level, Pen, Piece, spells
from bpsym.printer.subscript import entry_of, subscript


@spells(At)
def write_at(pen: Pen, expr: At, parts: tuple[Piece, ...]) -> Piece:
    r"""`W_{ij}`, also for an entry of its transpose, `(A B)_{ij}`, `\frac{\partial J}{\partial W_{ij}}`."""
    body, place = expr.body, expr.place
    while isinstance(body, Transpose):
        body, place = body.body, place[::-1]
    if isinstance(body, Partial):
        return write_entry_of_partial(pen, body, place)
    return entry_of(body, pen.written[body], place)


@spells(KroneckerDelta)
def write_kronecker_delta(pen: Pen, expr: KroneckerDelta, parts: tuple[Piece, ...]) -> Piece:
    r"""`\delta_{ij}`."""
    below = subscript((expr.left, expr.right), (expr.left.dim, expr.right.dim))
    return Piece(rf"\delta_{{{below}}}", Level.ATOM)


@spells(IndexSum)
def write_index_sum(pen: Pen, expr: IndexSum, parts: tuple[Piece, ...]) -> Piece:
    r"""`\sum_{k} W_{ik} x_{k}`; with its bounds where nothing else says over which dimension it runs."""
    name = expr.index.name
    known = any(isinstance(n, At) and expr.index in n.place for n in expr.body.walk())
    head = rf"\sum_{{{name}}}" if known else rf"\sum_{{{name}=1}}^{{{latex_dimension(expr.index.dim)}}}"
    text = f"{head} {pen.operand(parts[0], Level.HADAMARD)}"
    return Piece(text, Level.PRODUCT, expr.shape, is_sum=True, open_end=True)


@spells(Tabulate)
def write_tabulate(pen: Pen, expr: Tabulate, parts: tuple[Piece, ...]) -> Piece:
    r"""`\left[z_{i} x_{j}\right]_{ij}`, an array by its entries; `\frac{\partial z}{\partial x}` for a Jacobian."""
    whole = _derivative_of_columns(expr)
    if whole is not None:
        return replace(pen.written[whole], shape=expr.shape)
    below = subscript(expr.indices, tuple(i.dim for i in expr.indices))
    return Piece(rf"\left[{parts[0].text}\right]_{{{below}}}", Level.ATOM, expr.shape)


def _derivative_of_columns(expr: Tabulate) -> Partial | None:
    """∂z/∂x where the array is its Jacobian matrix, as `bpsym.expr.jacobian` builds it."""
    entry = expr.body
    if not isinstance(entry, At) or not isinstance(entry.body, Partial) or len(expr.indices) != 2:
        return None
    (i, j), whole = expr.indices, entry.body
    return whole if whole.of.is_column and whole.wrt.is_column and entry.place == (i, 1, j, 1) else None
