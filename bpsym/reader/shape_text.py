r"""Shapes and dimensions as people write them: `(numExamples, 3)`, `m \times n`, `[h]`, `2*m + 1`."""

from __future__ import annotations

import re

from bpsym.errors import InputError
from bpsym.expr import SCALAR, Dim, Shape

_NAME = r"\\?[A-Za-z][A-Za-z0-9]*(?:_(?:\{[^{}]*\}|[A-Za-z0-9]+))?(?:\^(?:\{[^{}]*\}|[A-Za-z0-9]))?"
_DIM = rf"{_NAME}|[0-9]{{1,9}}"
_BETWEEN = r"\s?(?:,|×|\\times|\*|(?<![A-Za-z])x(?![A-Za-z])|(?<=\s)x(?=\s))\s?"
_PAIR = re.compile(rf"[(\[]?\s?({_DIM}){_BETWEEN}({_DIM})\s?[)\]]?")
_SINGLE = re.compile(rf"[(\[]?\s?({_DIM})\s?,?\s?[)\]]?")
_FACTOR = re.compile(_DIM)
_UPRIGHT = re.compile(r"\\(?:mathrm|text|mathit|textrm)\s*(?:\{([^{}]*)\})?")


def read_shape(text: str) -> Shape | None:
    """The shape that the text writes, or None where it writes none: one dimension is a column."""
    plain = _plain(text)
    if plain.lower() == "scalar":
        return SCALAR
    pair = _PAIR.fullmatch(plain)
    try:
        if pair:
            return (read_dim(pair[1]), read_dim(pair[2]))
        single = _SINGLE.fullmatch(plain)
        return (read_dim(single[1]), Dim.of(1)) if single else None
    except InputError:
        return None


def is_pair(text: str) -> bool:
    """Whether the text writes two dimensions, as no word of prose does."""
    return _PAIR.fullmatch(_plain(text)) is not None


def read_dim(text: str) -> Dim:
    """A dimension: a positive integer, a name, or a sum of products of them.

    Raises:
        InputError: text that is none.
    """
    total = Dim.of(0)
    for term in _plain(text).split("+"):
        product = Dim.of(1)
        for factor in term.split("*"):
            product = product * _read_factor(factor.strip(), text)
        total = total + product
    if total.value is not None and total.value < 1:
        raise InputError(f"a dimension must be at least 1, found {text.strip()}")
    return total


def _read_factor(factor: str, text: str) -> Dim:
    if not _FACTOR.fullmatch(factor):
        raise InputError(f"{text.strip()!r} is neither a size nor a name of a dimension")
    if factor.isdigit():
        return Dim.of(int(factor))
    return Dim.of(re.sub(r"([_^])([A-Za-z0-9]+)", r"\1{\2}", factor))


def _plain(text: str) -> str:
    """On one line, without dollars and upright fonts."""
    return " ".join(_UPRIGHT.sub(lambda m: m[1] or "", text).replace("$", " ").split())
