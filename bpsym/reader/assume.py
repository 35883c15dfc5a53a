"""Statements of the header to assumptions."""

from __future__ import annotations

import re

from bpsym.errors import InputError
from bpsym.notation import Assumption, Property
from bpsym.reader.canonical import canonical_name

_SUMS = re.compile(r"(rows|columns|entries) of (.+) sum to 1")
_SIZE = re.compile(r"([A-Za-z]\w*)\s*=\s*([A-Za-z]\w*|[1-9][0-9]{0,8})")
_BRACES = re.compile(r"_([A-Za-z0-9]+)")
"""An index without braces, which the name of a dimension has."""
_POSITIVE = re.compile(r"(.+?)\s*>\s*0")
_WORDS = {p.value: p for p in (Property.SYMMETRIC, Property.POSITIVE_DEFINITE, Property.DIAGONAL, Property.INVERTIBLE)}


def read_assumption(text: str, place: str) -> Assumption:
    """The assumption that a line of `assume` states.

    Raises:
        InputError: it is none of those that are understood; the message lists them.
    """
    try:
        found = _read(text)
    except InputError as error:
        raise InputError(f"{place}: assume: {text!r}: {error}") from error
    if found is None:
        known = "'A symmetric', 'A symmetric positive definite', 'D diagonal', 'A invertible', 'x > 0', 'o = 1'"
        raise InputError(f"{place}: assume: {text!r} is not understood; there are {known}, 'rows of y sum to 1'")
    return found


def _read(text: str) -> Assumption | None:
    plain = " ".join(text.split())
    if match := _SUMS.fullmatch(plain):
        return Assumption(plain, Property(f"{match[1]} sum to 1"), canonical_name(match[2]))
    if match := _SIZE.fullmatch(plain):
        size = int(match[2]) if match[2].isdigit() else _BRACES.sub(r"_{\1}", match[2])
        return Assumption(plain, Property.SIZE, _BRACES.sub(r"_{\1}", match[1]), size)
    if match := _POSITIVE.fullmatch(plain):
        return Assumption(plain, Property.POSITIVE, canonical_name(match[1]))
    for words in sorted(_WORDS, key=len, reverse=True):
        if plain.endswith(f" {words}"):
            return Assumption(plain, _WORDS[words], canonical_name(plain.removesuffix(words)))
    return None
