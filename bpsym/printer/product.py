"""How products, quotients, scalings and compositions are written."""

from __future__ import annotations

import re

from bpsym.expr import Constant, Contract, Divide, Hadamard, MatMul, Scale, constant
from bpsym.printer.piece import Level, Pen, Piece, spells

_NUMBER = re.compile(r"\d|\\frac\{\d")
"""How a number begins: two of them side by side would run together."""


@spells(MatMul)
def write_matmul(pen: Pen, expr: MatMul, parts: tuple[Piece, ...]) -> Piece:
    """`A B`."""
    return _product(pen, expr, parts)


@spells(Contract)
def write_contract(pen: Pen, expr: Contract, parts: tuple[Piece, ...]) -> Piece:
    r"""`L \frac{\partial \hat{y}}{\partial W}`: a composition is juxtaposed; the four indices tell."""
    return _product(pen, expr, parts)


@spells(Scale)
def write_scale(pen: Pen, expr: Scale, parts: tuple[Piece, ...]) -> Piece:
    r"""`-A`, `2 A B`, `\frac{1}{2} A`, `\lambda A`."""
    factor, body = parts
    if expr.factor == constant(-1):
        return Piece("-" + pen.operand(body, Level.HADAMARD), Level.TERM, expr.shape)
    is_number = isinstance(expr.factor, Constant)
    first = factor.text if is_number else pen.left(factor, Level.POSTFIX)
    is_product = body.level is Level.PRODUCT and not _NUMBER.match(body.text)
    last = body.text if is_product else pen.last(body)
    is_negative = is_number and factor.level is Level.TERM
    return Piece(f"{first} {last}", Level.TERM if is_negative else Level.PRODUCT, expr.shape, open_end=body.ends(last))


@spells(Hadamard)
def write_hadamard(pen: Pen, expr: Hadamard, parts: tuple[Piece, ...]) -> Piece:
    r"""`A \odot B`."""
    return _infix(pen, r"\odot", expr, parts)


@spells(Divide)
def write_divide(pen: Pen, expr: Divide, parts: tuple[Piece, ...]) -> Piece:
    r"""`A \oslash B`; for scalars `\frac{a}{b}`."""
    numbers = isinstance(expr.left, Constant) and isinstance(expr.right, Constant)
    if expr.is_scalar and not numbers:
        return Piece(rf"\frac{{{parts[0].text}}}{{{parts[1].text}}}", Level.POSTFIX)
    return _infix(pen, r"\oslash", expr, parts)


def _product(pen: Pen, expr: MatMul | Contract, parts: tuple[Piece, ...]) -> Piece:
    # A scalar in front scales the whole product after it, so a scaled left factor keeps its bracket.
    first = pen.left(parts[0], Level.NUMBER if isinstance(expr.left, Scale) else Level.PRODUCT)
    last = pen.last(parts[1])
    return Piece(f"{first} {last}", Level.PRODUCT, expr.shape, open_end=parts[1].ends(last))


def _infix(pen: Pen, sign: str, expr: Hadamard | Divide, parts: tuple[Piece, ...]) -> Piece:
    first, last = pen.left(parts[0], Level.HADAMARD), pen.operand(parts[1], Level.PRODUCT)
    return Piece(f"{first} {sign} {last}", Level.HADAMARD, expr.shape, open_end=parts[1].ends(last))
