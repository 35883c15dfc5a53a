"""How elementwise maps and transposes are written."""

from __future__ import annotations

from bpsym.expr import KNOWN, SCALAR, Function, Map, Transpose
from bpsym.printer.piece import Level, Pen, Piece, bracket, raised, spells

_POWERS = {"square": 2, "cube": 3}


@spells(Map)
def write_map(pen: Pen, expr: Map, parts: tuple[Piece, ...]) -> Piece:
    r"""`f(A)`, `\sigma'(A)`; the table's own squares and cubes as `A^{\odot 2}`, its root as `\sqrt{A}`."""
    body, function = parts[0], expr.function
    plain = function.order == 0 and function.kind in KNOWN and function.name == KNOWN[function.kind].latex
    if plain and function.kind in _POWERS:
        return Piece(_power(pen, body, _POWERS[function.kind]), Level.POSTFIX, expr.shape)
    if plain and function.kind == "sqrt":
        return Piece(rf"\sqrt{{{body.text}}}", Level.POSTFIX, expr.shape)
    if plain and function.kind == "reciprocal" and expr.is_scalar:
        return Piece(rf"\frac{{1}}{{{body.text}}}", Level.POSTFIX)
    return Piece(latex_function(function) + bracket(body.text), Level.POSTFIX, expr.shape)


@spells(Transpose)
def write_transpose(pen: Pen, expr: Transpose, parts: tuple[Piece, ...]) -> Piece:
    """`X^{T}`, `(W^{(2)})^{T}`."""
    return Piece(raised(parts[0]) + "^{T}", Level.POSTFIX, expr.shape)


def latex_function(function: Function) -> str:
    """The name with its primes; they stand before a superscript, since TeX refuses them after one: `g'^{[1]}`."""
    name = r"\operatorname{sqrt}" if function.name == r"\sqrt" else function.name
    stem, hat, superscript = name.partition("^")
    return stem + "'" * function.order + hat + superscript


def _power(pen: Pen, body: Piece, exponent: int) -> str:
    # A square matrix to the power 2 would read as a matrix product, so it keeps the explicit sign in every style.
    plain = pen.style.notes and (body.shape == SCALAR or len(set(body.shape)) == len(body.shape))
    return raised(body) + (f"^{{{exponent}}}" if plain else rf"^{{\odot {exponent}}}")
