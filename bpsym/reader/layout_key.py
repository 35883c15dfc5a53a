"""The key `layout` of a header: one word for both kinds of derivatives, or one for each."""

from __future__ import annotations

from collections.abc import Mapping

from bpsym.errors import InputError
from bpsym.notation import Arrangement, Layout

_KINDS = ("gradient", "jacobian")


def read_layout(value: object, place: str) -> Layout | None:
    """The layout that a header declares; None where it declares none.

    Raises:
        InputError: neither `numerator` or `denominator` nor a mapping of them.
    """
    if value is None:
        return None
    if not isinstance(value, Mapping):
        word = _arrangement(value, place)
        return Layout(word, word)
    unknown = [key for key in value if key not in _KINDS]
    if unknown:
        raise InputError(f"{place}: layout: unknown key {str(unknown[0])[:80]!r}; there are {', '.join(_KINDS)}")
    return Layout(**{str(kind): _arrangement(word, place) for kind, word in value.items()})


def _arrangement(word: object, place: str) -> Arrangement:
    found = next((a for a in Arrangement if a.value == word), None)
    if found is None:
        way = "numerator, denominator, or {gradient: denominator, jacobian: numerator}"
        raise InputError(f"{place}: layout: expected {way}, found {repr(word)[:80]}")
    return found
