"""Pieces of printed mathematics: a text, and how tightly it holds together.

The levels mirror the reader's: a sum binds loosest, then the Hadamard product and quotient, then juxtaposition, then
superscripts. A bracket is printed exactly where a piece would otherwise fall apart.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TypeVar

from bpsym.expr import SCALAR, Expr, Shape
from bpsym.printer.dimension import latex_shape


class Level(IntEnum):
    """How tightly a piece holds together, the loosest first."""

    SUM = 0
    """A + B"""
    TERM = 1
    """-A: a sign takes the whole term after it."""
    HADAMARD = 2
    r"""A \odot B, A \oslash B"""
    PRODUCT = 3
    """A B"""
    NUMBER = 4
    r"""2, \frac{1}{2}, 0_{m \times n}: not on the right of a product, where digits would run together."""
    POSTFIX = 5
    """A^{T}, W^{(2)}, f(A): a further superscript needs a bracket."""
    ATOM = 6


@dataclass(frozen=True, slots=True)
class Piece:
    """Printed mathematics, of one shape."""

    text: str
    level: Level
    shape: Shape = SCALAR
    is_sum: bool = False
    """Whether it begins with a `\\sum`, which may end a product without a bracket."""
    open_end: bool = False
    """Whether it ends inside a `\\sum`, which would take in whatever product comes next."""

    def ends(self, text: str) -> bool:
        """Whether a product whose last factor is written as `text` ends inside this piece's sum."""
        return self.open_end and text == self.text


@dataclass(frozen=True, slots=True)
class Style:
    r"""`notes`: squares as `(y - \hat{y})^{2}`, as people write; `shapes`: under braces."""

    notes: bool = False
    shapes: bool = False


@dataclass(frozen=True, slots=True)
class Pen:
    """Puts pieces together in one style."""

    style: Style
    written: Mapping[Expr, Piece] = field(default_factory=dict)
    """What stands below the node that is being written."""

    def operand(self, piece: Piece, level: Level) -> str:
        """The text of a piece where nothing looser than `level` may stand."""
        return self.braced(piece) if piece.level >= level else bracket(piece.text)

    def left(self, piece: Piece, level: Level) -> str:
        """The same, where more of a product follows."""
        return bracket(piece.text) if piece.open_end else self.operand(piece, level)

    def last(self, piece: Piece) -> str:
        """The same, as the last factor of a product."""
        return piece.text if piece.is_sum else self.operand(piece, Level.POSTFIX)

    def braced(self, piece: Piece) -> str:
        """A factor with its shape under a brace, where the style asks for it."""
        if not self.style.shapes or piece.level < Level.POSTFIX or piece.shape == SCALAR:
            return piece.text
        return rf"\underbrace{{{piece.text}}}_{{{latex_shape(piece.shape)}}}"


def bracket(text: str) -> str:
    """The text in parentheses that are as tall as it is."""
    tall = r"\frac" in text or r"\sum" in text or r"\underbrace" in text
    return rf"\left({text}\right)" if tall else f"({text})"


def raised(body: Piece) -> str:
    """The text of a piece that a superscript is to follow."""
    return body.text if body.level is Level.ATOM else bracket(body.text)


def call(head: str, body: Piece, expr: Expr) -> Piece:
    r"""`\operatorname{tr}(A)`."""
    tall = r"\frac" in body.text or r"\sum" in body.text
    argument = rf"\left({body.text}\right)" if tall else f"({body.text})"
    return Piece(head + argument, Level.POSTFIX, expr.shape)


_E = TypeVar("_E", bound=Expr)
Spelling = Callable[[Pen, _E, tuple[Piece, ...]], Piece]
SPELLINGS: dict[type[Expr], Spelling[Expr]] = {}
"""Node class -> how to write it, from its children as they are written; tests walk it."""


def spells(kind: type[_E]) -> Callable[[Spelling[_E]], Spelling[_E]]:
    """Register how a class of nodes is written."""

    def register(spelling: Spelling[_E]) -> Spelling[_E]:
        SPELLINGS[kind] = spelling  # type: ignore[assignment]  # looked up by the class of the node, so it fits
        return spelling

    return register
