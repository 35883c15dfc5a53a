"""House conventions of a header: which derivative `dW` is, and in whose way formulas are typed."""

from __future__ import annotations

from collections.abc import Mapping

from bpsym.errors import InputError
from bpsym.reader.canonical import canonical_name

DIALECTS = ("numpy", "matlab")
SIGNS_OF: dict[str, dict[str, str]] = {
    "numpy": {"*": "hadamard", "@": "matmul"},
    "matlab": {"*": "matmul"},
}
"""What the signs of products mean in each dialect."""


def read_differentials(value: object, place: str) -> dict[str, str]:
    """Stem -> the scalar that `d` before it differentiates; `""` stands for every other stem.

    `differential: J` makes every dX the derivative of J by X; `{J: [W, b], L: [Z, A]}` says it letter by letter.

    Raises:
        InputError: neither a name nor a mapping from names to lists of names.
    """
    way = "expected the scalar whose derivative dW is, J, or {J: [W, b], L: [Z, A]}"
    if value is None:
        return {}
    if isinstance(value, str):
        return {"": _name(value, place)}
    if not isinstance(value, Mapping):
        raise InputError(f"{place}: differential: {way}, found {repr(value)[:80]}")
    found: dict[str, str] = {}
    for scalar, stems in value.items():
        for stem in stems if isinstance(stems, list) else [stems]:
            if not isinstance(stem, str) or not isinstance(scalar, str):
                raise InputError(f"{place}: differential: {way}, found {repr(stem)[:80]}")
            name = _name(stem, place)
            if name in found:
                raise InputError(f"{place}: differential: d{name} is declared twice")
            found[name] = _name(scalar, place)
    return found


def _name(text: str, place: str) -> str:
    try:
        return canonical_name(text)
    except InputError as error:
        raise InputError(f"{place}: differential: {error}") from error


def read_dialect(value: object, place: str) -> str:
    """The dialect in which formulas are typed, "" for LaTeX.

    Raises:
        InputError: it is none of DIALECTS.
    """
    if value is None:
        return ""
    if value not in DIALECTS:
        raise InputError(f"{place}: dialect: expected {' or '.join(DIALECTS)}, found {repr(value)[:80]}")
    return str(value)
