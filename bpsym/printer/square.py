"""How inverses, determinants, diagonals and Kronecker products are written."""

from __future__ import annotations

from bpsym.expr import Determinant, Diagonal, DiagonalPart, Inverse, KroneckerProduct, Vec
from bpsym.printer.piece import Level, Pen, Piece, call, raised, spells


@spells(Inverse)
def write_inverse(pen: Pen, expr: Inverse, parts: tuple[Piece, ...]) -> Piece:
    """`A^{-1}`, `(A B)^{-1}`."""
    return Piece(raised(parts[0]) + "^{-1}", Level.POSTFIX, expr.shape)


@spells(Determinant)
def write_determinant(pen: Pen, expr: Determinant, parts: tuple[Piece, ...]) -> Piece:
    r"""`\det(A)`."""
    return call(r"\det", parts[0], expr)


@spells(Diagonal)
def write_diagonal(pen: Pen, expr: Diagonal, parts: tuple[Piece, ...]) -> Piece:
    r"""`\operatorname{diag}(v)`."""
    return call(r"\operatorname{diag}", parts[0], expr)


@spells(DiagonalPart)
def write_diagonal_part(pen: Pen, expr: DiagonalPart, parts: tuple[Piece, ...]) -> Piece:
    r"""`\operatorname{diag}(A)`: the shape of the body tells it from a diagonal matrix."""
    return call(r"\operatorname{diag}", parts[0], expr)


@spells(KroneckerProduct)
def write_kronecker_product(pen: Pen, expr: KroneckerProduct, parts: tuple[Piece, ...]) -> Piece:
    r"""`(A B) \otimes C`: brackets round all but single factors, since readers disagree on what binds tighter."""
    first, last = (pen.operand(part, Level.POSTFIX) for part in parts)
    return Piece(rf"{first} \otimes {last}", Level.HADAMARD, expr.shape)


@spells(Vec)
def write_vec(pen: Pen, expr: Vec, parts: tuple[Piece, ...]) -> Piece:
    r"""`\operatorname{vec}(A)`."""
    return call(r"\operatorname{vec}", parts[0], expr)
