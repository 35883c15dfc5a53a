"""How sums, totals, reductions and broadcasts are written."""

from __future__ import annotations

from bpsym.expr import (
    Add,
    BroadcastColumns,
    BroadcastRows,
    Constant,
    Expr,
    Scale,
    SquaredNorm,
    SumColumns,
    SumRows,
    Total,
    Trace,
    constant,
)
from bpsym.printer.piece import Level, Pen, Piece, call, spells


@spells(Add)
def write_add(pen: Pen, expr: Add, parts: tuple[Piece, ...]) -> Piece:
    """`A + B`, `A - B`; a matrix with one number in every entry is that number: `1 - A`."""
    left, right = parts
    numbers = _number(expr.left), _number(expr.right)
    if numbers[0]:
        left = numbers[0]
    elif numbers[1]:  # not both: two numbers would read as a scalar
        right = numbers[1]
    first = pen.operand(left, Level.SUM)
    if right.level is Level.TERM:
        text = f"{first} - {right.text.removeprefix('-')}"
    else:
        text = f"{first} + {pen.operand(right, Level.HADAMARD)}"
    return Piece(text, Level.SUM, expr.shape)


@spells(Total)
def write_total(pen: Pen, expr: Total, parts: tuple[Piece, ...]) -> Piece:
    r"""`\sum A \odot B`: without bounds it takes the whole product after it."""
    return Piece(rf"\sum {pen.operand(parts[0], Level.HADAMARD)}", Level.PRODUCT, is_sum=True, open_end=True)


@spells(SumRows)
def write_sum_rows(pen: Pen, expr: SumRows, parts: tuple[Piece, ...]) -> Piece:
    r"""`\operatorname{sumrows}(A)`."""
    return call(r"\operatorname{sumrows}", parts[0], expr)


@spells(SumColumns)
def write_sum_columns(pen: Pen, expr: SumColumns, parts: tuple[Piece, ...]) -> Piece:
    r"""`\operatorname{sumcols}(A)`."""
    return call(r"\operatorname{sumcols}", parts[0], expr)


@spells(Trace)
def write_matrix_trace(pen: Pen, expr: Trace, parts: tuple[Piece, ...]) -> Piece:
    r"""`\operatorname{tr}(A)`."""
    return call(r"\operatorname{tr}", parts[0], expr)


@spells(SquaredNorm)
def write_squared_norm(pen: Pen, expr: SquaredNorm, parts: tuple[Piece, ...]) -> Piece:
    r"""`\|A\|_F^2`."""
    return Piece(rf"\|{parts[0].text}\|_F^2", Level.POSTFIX)


@spells(BroadcastRows)
def write_broadcast_rows(pen: Pen, expr: BroadcastRows, parts: tuple[Piece, ...]) -> Piece:
    r"""`\operatorname{rows}_{m}(b)`."""
    return call(rf"\operatorname{{rows}}_{{{expr.count}}}", parts[0], expr)


@spells(BroadcastColumns)
def write_broadcast_columns(pen: Pen, expr: BroadcastColumns, parts: tuple[Piece, ...]) -> Piece:
    r"""`\operatorname{cols}_{n}(c)`."""
    return call(rf"\operatorname{{cols}}_{{{expr.count}}}", parts[0], expr)


def _number(expr: Expr) -> Piece | None:
    """The whole number that stands in every entry of a filled matrix, as `bpsym.expr.fill` builds it."""
    negated = isinstance(expr, Scale) and expr.factor == constant(-1)
    rows = expr.body if isinstance(expr, Scale) and negated else expr
    column = rows.body if isinstance(rows, BroadcastRows) else None
    number = column.body if isinstance(column, BroadcastColumns) else None
    if not isinstance(number, Constant) or number.value.denominator != 1 or number.value <= 0:
        return None
    return Piece(f"-{number.value}", Level.TERM) if negated else Piece(str(number.value), Level.NUMBER)
