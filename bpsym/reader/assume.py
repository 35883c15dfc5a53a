"""Statements of the header to assumptions."""

from __future__ import annotations

import re

from bpsym.errors import InputError
from bpsym.notation import Assumption, Property
from bpsym.reader.canonical import canonical_name

_ROWS = re.compile(r"rows of (.+) sum to 1")
_SIZE = re.compile(r"([A-Za-z]\w*)\s*=\s*([A-Za-z]\w*|[1-9][0-9]{0,8})")
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
    if match := _ROWS.fullmatch(plain):
        return Assumption(plain, Property.ROWS_SUM_TO_ONE, canonical_name(match[1]))
    if match := _SIZE.fullmatch(plain):
        return Assumption(plain, Property.SIZE, match[1], int(match[2]) if match[2].isdigit() else match[2])
    if match := _POSITIVE.fullmatch(plain):
        return Assumption(plain, Property.POSITIVE, canonical_name(match[1]))
    for words in sorted(_WORDS, key=len, reverse=True):
        if plain.endswith(f" {words}"):
            return Assumption(plain, _WORDS[words], canonical_name(plain.removesuffix(words)))
    return None
