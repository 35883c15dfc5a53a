"""Entries: a body with the place of the entry below the line."""

from __future__ import annotations

import re

from bpsym.expr import ONE, Expr, Place, Shape, Symbol
from bpsym.printer.piece import Level, Piece, bracket

_LETTER = re.compile("[A-Za-z]")


def subscript(place: Place, shape: Shape) -> str:
    """`ij` for indices of one letter, else `i, 1`; nothing on an axis of one entry, for which there is no choice."""
    shown = [str(i) if isinstance(i, int) else i.name for i, dim in zip(place, shape) if (i, dim) != (1, ONE)]
    return ("" if all(map(_LETTER.fullmatch, shown)) else ", ").join(shown)


def entry_of(body: Expr, written: Piece, place: Place) -> Piece:
    """`W^{(2)}_{ij}`, `(A B)_{ij}`; a body that has a subscript already stands in brackets."""
    below = subscript(place, body.shape)
    if not below:
        return written
    plain = isinstance(body, Symbol) and "_" not in body.name
    text = written.text if plain else bracket(written.text)
    return Piece(f"{text}_{{{below}}}", written.level if plain else Level.ATOM)
