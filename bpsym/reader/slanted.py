r"""Derivatives without a fraction: `\partial J / \partial W`, `dJ/dW`, and `dW`, which a header makes a name of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bpsym.notation import Differential, Entry, Formula, Name, Transposed
from bpsym.reader.differential import parted
from bpsym.reader.name import starts_name
from bpsym.reader.names import Names
from bpsym.reader.parser import ATOMS, NAME, Parser, atom
from bpsym.reader.stream import CLOSING, Stream
from bpsym.reader.token import Token

_PARTIAL = r"\partial"


@atom(_PARTIAL)
def parse_partial(parser: Parser) -> Formula:
    r"""`\partial J / \partial W`, on one line."""
    start = parser.stream.start
    parser.stream.take()
    of = _part(parser)
    if parser.stream.here != "/" or parser.stream.ahead(1) != _PARTIAL:
        raise parser.stream.error(r"expected / \partial after \partial and what is differentiated")
    parser.stream.take()
    parser.stream.take()
    wrt = _part(parser)
    return Differential(start, parser.stream.last_end, of, wrt)


@atom("d")
def parse_straight(parser: Parser) -> Formula:
    """`dJ/dW`, or the `dW` of a header; any other d is a name."""
    s = parser.stream
    start, first = s.start, s.at
    if "d" in parser.names.symbols or not _touches(s):
        return ATOMS[NAME](parser)
    s.take()
    of = _name(parser)
    if s.here == "/" and _begins_with_d(s.tokens[s.at + 1 :]):
        s.take()
        _take_d(s)
        wrt = _name(parser)
        return Differential(start, s.last_end, of, wrt)
    named = _named(parser, of, start)
    if named is None:
        s.at = first
        return ATOMS[NAME](parser)
    return named


def _named(parser: Parser, by: Formula, start: int) -> Formula | None:
    """The derivative that `d` before a name stands for by the header."""
    base = by.base if isinstance(by, Transposed) else by
    name = base.base if isinstance(base, Entry) else base
    scalar = _scalar(name, parser.names) if isinstance(name, Name) else ""
    if not scalar:
        return None
    end = parser.stream.last_end
    found = Differential(start, end, Name(start, end, scalar), replace(base, start=start, end=end))
    return Transposed(start, end, found) if isinstance(by, Transposed) else found


def _scalar(name: Name, names: Names) -> str:
    """What is differentiated by a name with d before it; "" where the header does not say so."""
    stem = name.template.partition("_")[0].partition("^")[0]
    keys = (name.text, stem, stem.rstrip("0123456789"), "")
    return next((names.differentials[key] for key in keys if key in names.differentials), "")


def _touches(s: Stream) -> bool:
    """Whether a name follows the d without a space."""
    after = s.tokens[s.at + 1 : s.at + 2]
    return bool(after) and after[0].start == s.tokens[s.at].end and starts_name(after[0].text)


def _begins_with_d(tokens: Sequence[Token]) -> bool:
    return bool(tokens) and tokens[0].text[:1] == "d" and (len(tokens[0].text) > 1 or starts_name(_text(tokens, 1)))


def _text(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].text if at < len(tokens) else ""


def _take_d(s: Stream) -> None:
    """Take the d alone, also where it begins a word of the notes, `dW2`."""
    token = s.tokens[s.at]
    if len(token.text) > 1:
        s.tokens[s.at : s.at + 1] = parted([token])
    s.take()


def _part(parser: Parser) -> Formula:
    """A name, or a formula in brackets."""
    s = parser.stream
    return parser.group() if s.here in CLOSING else _name(parser)


def _name(parser: Parser) -> Formula:
    """The name at the cursor, as a formula: a symbol, an entry, a cost with its arguments."""
    if not starts_name(parser.stream.here):
        raise parser.stream.error("expected the name of a symbol")
    return ATOMS[NAME](parser)
