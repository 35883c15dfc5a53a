r"""Costs that are written with their arguments, `J(W, b) = ...`: further on J(W, b) is the symbol J."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bpsym.errors import UnreadError
from bpsym.notation import Name
from bpsym.reader.name import read_name
from bpsym.reader.names import Names
from bpsym.reader.stream import Stream
from bpsym.reader.token import Token

_COST = re.compile(r"[A-Z]|\\mathcal\{[A-Z]\}|\\ell")
_SEPARATORS = (",", ";")


def defined_cost(tokens: Sequence[Token], names: Names) -> tuple[str, tuple[str, ...]] | None:
    """The name and the arguments of the left side `J(W, b)` of a definition; None where it is none."""
    if not tokens:
        return None
    stream = Stream(tokens, tokens[-1].end)
    try:
        name = read_name(stream).name
        arguments = _arguments(stream)
    except UnreadError:
        return None
    known = name.text in names.functions or name.text in names.matrices
    if stream.here or known or not _COST.fullmatch(name.text) or not names.symbols.issuperset(arguments):
        return None
    return name.text, arguments


def read_cost(stream: Stream, name: Name, names: Names) -> Name:
    """The symbol J of `J(W, b)`, with the brackets in its span.

    Raises:
        UnreadError: arguments that are not those of its definition.
    """
    start = stream.start
    expected = names.costs[name.text]
    message = f"{name.text} is defined as a function of {', '.join(expected)}: only {name.text}({', '.join(expected)})"
    try:
        arguments = _arguments(stream)
    except UnreadError as error:
        raise UnreadError(f"{message} is read", start, error.end) from error
    if arguments != expected:
        raise UnreadError(f"{message} is read", start, stream.last_end)
    return replace(name, end=stream.last_end)


def _arguments(stream: Stream) -> tuple[str, ...]:
    """The names in brackets at the cursor."""
    stream.expect("(")
    found = [read_name(stream).name.text]
    while stream.here in _SEPARATORS:
        stream.take()
        found.append(read_name(stream).name.text)
    stream.expect(")")
    return tuple(found)
