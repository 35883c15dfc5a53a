"""Pieces of Python source with how tightly they bind, so that parentheses stand only where they are needed."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from bpsym.errors import UnsupportedError
from bpsym.expr import SCALAR, Shape

ADD, MATMUL, MUL, NEG, POW, ATOM = range(1, 7)
"""Python gives `@` and `*` one level; they are kept apart, because nobody should have to know that."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Source of an expression.

    `shape` is that of the array that the text gives; where it has a 1 and the expression has not, NumPy's broadcasting
    does the rest. `negated` is the text of the opposite, where the text begins with a sign that can be taken off.
    """

    text: str
    level: int
    shape: Shape = SCALAR
    negated: str = ""
    is_literal: bool = False
    """Whether the text is made of numbers alone, and so has no precision of its own."""

    def at(self, level: int) -> str:
        """The text, in parentheses if it binds less tightly than `level`."""
        return self.text if self.level >= level else f"({self.text})"


def number(numerator: int, denominator: int = 1) -> Piece:
    """A rational number: `2`, `0.5`, `1 / 3`.

    Raises:
        UnsupportedError: it is too large for a float.
    """
    value = Fraction(numerator, denominator)
    if value < 0:
        opposite = number(-value.numerator, value.denominator)
        return Piece(f"-{opposite.text}", min(opposite.level, NEG), negated=opposite.text, is_literal=True)
    if max(value.numerator, value.denominator) >= 10**300:
        raise UnsupportedError(f"the number {value} is too large for a float")
    if value.denominator == 1 and value < 2**31:
        return Piece(str(value.numerator), ATOM, is_literal=True)
    if _is_short(value):
        return Piece(repr(float(value)), ATOM, is_literal=True)
    return Piece(f"{value.numerator} / {value.denominator}", MUL, is_literal=True)


def power(base: Piece, exponent: Piece) -> Piece:
    """Base ** exponent, with blanks around the sign unless both are simple."""
    sign = "**" if base.text.isidentifier() and exponent.text.isalnum() else " ** "
    return Piece(f"{base.at(ATOM)}{sign}{exponent.at(ATOM)}", POW, base.shape, is_literal=base.is_literal)


def _is_short(value: Fraction) -> bool:
    """Whether the nearest float prints as this very number in few digits, or it is an integer."""
    text = repr(float(value))
    return value.denominator == 1 or (len(text) <= 6 and Fraction(text) == value)
