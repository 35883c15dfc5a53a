r"""What stands between two signs of its own: norms, bars, inner products, matrices that show their entries."""

from __future__ import annotations

from bpsym.errors import UnreadError
from bpsym.notation import Bars, Display, Formula, InnerProduct, Norm
from bpsym.reader.constant import read_ones
from bpsym.reader.parser import Parser, atom
from bpsym.reader.superscript import show_tokens
from bpsym.reader.vocabulary import BARS, MATRICES, NORMS

_SUBSCRIPTS = {r"\mathrm{F}": "F", r"\text{F}": "F", r"\mathsf{F}": "F", r"\mathcal{F}": "F", r"\mathrm F": "F"}
_SUBSCRIPTS |= {"Fro": "F", r"\text{Fro}": "F", r"\mathrm{Fro}": "F", "fro": "F", r"\ell_2": "2", r"\ell_1": "1"}
MOST_ENTRIES = 64


@atom(*NORMS)
def parse_norm(parser: Parser) -> Formula:
    """A norm, squared or not."""
    s = parser.stream
    start, opening = s.start, s.take().text
    body = _until(parser, {r"\lVert": r"\rVert"}.get(opening, opening))
    return _marked(parser, start, body)


def _marked(parser: Parser, start: int, body: Formula) -> Formula:
    """The norm with the subscript and the square that follow it."""
    s = parser.stream
    subscript, is_squared = "", False
    while s.here in ("_", "^"):
        if s.here == "_" and not subscript:
            s.take()
            text = show_tokens(s.argument())
            subscript = _SUBSCRIPTS.get(text, text)
        elif s.here == "^" and not is_squared and _is_two(parser):
            is_squared = True
        else:
            break
    if subscript not in ("", "F", "1", "2"):
        message = f"the norm with the subscript {subscript} is not read; there are F, 2 and 1"
        raise UnreadError(message, start, s.last_end)
    return Norm(start, s.last_end, body, subscript, is_squared)


def _is_two(parser: Parser) -> bool:
    """Take the superscript at the cursor if it is a 2; leave any other for the power that it makes."""
    s = parser.stream
    before = s.at
    s.take()
    if show_tokens(s.argument()) == "2":
        return True
    s.at = before
    return False


@atom(*BARS)
def parse_bars(parser: Parser) -> Formula:
    """A determinant or an absolute value; with two bars on each side a norm."""
    s = parser.stream
    start, opening = s.start, s.take().text
    is_norm = s.here == opening
    if is_norm:
        s.take()
    body = _until(parser, BARS[opening])
    if is_norm:
        s.expect(BARS[opening])
        return _marked(parser, start, body)
    return Bars(start, s.last_end, body)


@atom(r"\mathbf{1}")
def parse_ones(parser: Parser) -> Formula:
    """A column of ones."""
    return read_ones(parser.stream)


@atom(r"\langle")
def parse_inner_product(parser: Parser) -> Formula:
    """An inner product of two matrices."""
    s = parser.stream
    start = s.start
    s.take()
    left = parser.sum()
    s.expect(",")
    right = parser.sum()
    s.expect(r"\rangle")
    if s.here == "_":
        s.take()
        text = show_tokens(s.argument())
        if _SUBSCRIPTS.get(text, text) != "F":
            raise UnreadError(f"the inner product with the subscript {text} is not read", start, s.last_end)
    return InnerProduct(start, s.last_end, left, right)


def _until(parser: Parser, closing: str) -> Formula:
    """The formula up to a sign that opens and closes alike."""
    outer, parser.closing_norm = parser.closing_norm, closing
    body = parser.sum()
    parser.stream.expect(closing)
    parser.closing_norm = outer
    return body


@atom(*MATRICES)
def parse_display(parser: Parser) -> Formula:
    r"""The entries of a matrix, row by row.

    Raises:
        UnreadError: rows of different lengths, dots among the entries, or more than MOST_ENTRIES.
    """
    s = parser.stream
    start, opening = s.start, s.take().text
    rows: list[list[Formula]] = [[]]
    while True:
        if s.here == MATRICES[opening] and not rows[-1] and len(rows) > 1:
            rows.pop()
            break
        rows[-1].append(parser.sum())
        if sum(map(len, rows)) > MOST_ENTRIES:
            raise UnreadError(f"a matrix with more than {MOST_ENTRIES} entries", start, s.last_end)
        if s.here == "&":
            s.take()
        elif s.here == r"\\":
            s.take()
            rows.append([])
        else:
            break
    s.expect(MATRICES[opening])
    if any(len(row) != len(rows[0]) for row in rows):
        raise UnreadError("the rows of this matrix have different lengths", start, s.last_end)
    inside = tuple(entry for row in rows for entry in row)
    display = Display(start, s.last_end, inside, len(rows[0]))
    return Bars(start, s.last_end, display) if "vmatrix" in opening else display
