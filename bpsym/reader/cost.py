r"""Costs that are written with their arguments, `J(W, b) = ...`: further on J(W, b) is the symbol J."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
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
        name = read_name(stream, names.bare).name
        arguments = _arguments(stream, names)
    except UnreadError:
        return None
    known = name.text in names.functions or name.text in names.matrices
    if stream.here or known or not _COST.fullmatch(name.text) or not all(names.has_stem(a) for a in arguments):
        return None
    return name.text, arguments


def mentioned_costs(tokens: Sequence[Token], names: Names) -> Iterator[tuple[str, tuple[str, ...]]]:
    r"""The scalars of the header that stand with arguments in a formula, `J(\Theta)`, if it can be no product.

    It can be none where an argument is no symbol, but what the names of a family begin with.
    """
    for at, token in enumerate(tokens[:-1]):
        is_scalar = token.text in names.symbols and token.text not in names.matrices | names.functions
        if tokens[at + 1].text == "(" and is_scalar and _COST.fullmatch(token.text):
            try:
                arguments = _arguments(Stream(tokens[at + 1 :], tokens[-1].end), names)
            except UnreadError:
                continue
            if all(names.has_stem(a) for a in arguments) and not names.symbols.issuperset(arguments):
                yield token.text, arguments


def read_cost(stream: Stream, name: Name, names: Names) -> Name:
    """The symbol J of `J(W, b)`, with the brackets in its span; of a second cost of that name, a symbol of its own.

    Raises:
        UnreadError: arguments that are not those of a definition.
    """
    start = stream.start
    known = names.costs[name.text]
    expected = ", ".join(known[0])
    message = f"{name.text} is defined as a function of {expected}: only {name.text}({expected})"
    try:
        arguments = _arguments(stream, names)
    except UnreadError as error:
        raise UnreadError(f"{message} is read", start, error.end) from error
    if arguments not in known:
        raise UnreadError(f"{message} is read", start, stream.last_end)
    return replace(name, template=symbol_of(name.text, arguments, known), end=stream.last_end)


def symbol_of(name: str, arguments: tuple[str, ...], known: Sequence[tuple[str, ...]]) -> str:
    """The symbol that a cost with these arguments is: the name alone, where they are those of its first definition."""
    return name if arguments == known[0] else f"{name}_{{{','.join(arguments)}}}"


def _arguments(stream: Stream, names: Names) -> tuple[str, ...]:
    """The names in brackets at the cursor."""
    stream.expect("(")
    found = [read_name(stream, names.bare).name.text]
    while stream.here in _SEPARATORS:
        stream.take()
        found.append(read_name(stream, names.bare).name.text)
    stream.expect(")")
    return tuple(found)
