"""Transposes that are written like derivatives: `X'` of a declared matrix, as in MATLAB."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bpsym.errors import UnreadError
from bpsym.notation import Call, Formula
from bpsym.reader.name import Found, read_name
from bpsym.reader.names import Names, names_in
from bpsym.reader.stream import Stream
from bpsym.reader.token import Token


def is_transposed(found: Found, after: str, names: Names) -> bool:
    """Whether the prime at a name says transpose: the name is a declared matrix, no function, and no other has a prime.

    A small letter before a bracket may as well be a function that is not declared, a'(z).
    """
    name = found.name
    may_be_applied = after == "(" and name.text[:1].islower()
    is_matrix = name.text in names.matrices and name.text not in names.functions and name.text not in names.primed
    return found.primes == 1 and is_matrix and not may_be_applied


def may_transpose(base: Formula, names: Names) -> bool:
    """Whether a prime after brackets says transpose: there are declared matrices in them, and no function."""
    inside = {n.text for n in names_in(base)}
    return bool(inside & names.matrices) and not any(isinstance(n, Call) for n in base.walk())


def primed_names(firsts: Iterable[Sequence[Token]]) -> frozenset[str]:
    """The names that stand with a prime alone on the left of a relation: there `x'` is a symbol of its own."""
    return frozenset(name for tokens in firsts if (name := _primed(tokens)))


def _primed(tokens: Sequence[Token]) -> str:
    stream = Stream(tokens, tokens[-1].end if tokens else 0)
    try:
        found = read_name(stream)
    except UnreadError:
        return ""
    return found.name.text if found.primes and not stream.here else ""
