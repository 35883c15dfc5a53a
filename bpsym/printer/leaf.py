"""How symbols, numbers, identity and zero matrices are written."""

from __future__ import annotations

from bpsym.expr import Constant, Identity, Symbol, Zero
from bpsym.printer.piece import Level, Pen, Piece, spells


@spells(Symbol)
def write_symbol(pen: Pen, expr: Symbol, parts: tuple[Piece, ...]) -> Piece:
    """The notes' own name."""
    level = Level.POSTFIX if "^" in expr.name or "'" in expr.name else Level.ATOM
    return Piece(expr.name, level, expr.shape)


@spells(Constant)
def write_constant(pen: Pen, expr: Constant, parts: tuple[Piece, ...]) -> Piece:
    r"""`2`, `\frac{1}{2}`, `-3`."""
    sign, value = ("-", -expr.value) if expr.value < 0 else ("", expr.value)
    whole = value.denominator == 1
    text = str(value) if whole else rf"\frac{{{value.numerator}}}{{{value.denominator}}}"
    return Piece(sign + text, Level.TERM if sign else Level.NUMBER)


@spells(Identity)
def write_identity(pen: Pen, expr: Identity, parts: tuple[Piece, ...]) -> Piece:
    """`I_{n}`."""
    return Piece(f"I_{{{expr.size}}}", Level.ATOM, expr.shape)


@spells(Zero)
def write_zero(pen: Pen, expr: Zero, parts: tuple[Piece, ...]) -> Piece:
    r"""`0_{m \times n}`."""
    return Piece(rf"0_{{{expr.rows} \times {expr.columns}}}", Level.NUMBER, expr.shape)
