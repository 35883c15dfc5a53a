r"""Arrows that give a result its name: `\frac{\partial J}{\partial Z2} = A2 - Y \rightarrow dZ2`."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from bpsym.reader.name import starts_name
from bpsym.reader.token import Token
from bpsym.reader.vocabulary import CLAIMING, DOTS, FRACTIONS, PRODUCTS

if TYPE_CHECKING:
    from bpsym.reader.relation import Split

_ARROWS = frozenset({r"\rightarrow", r"\to", r"\longrightarrow", r"\Rightarrow"})
_DERIVATIVES = FRACTIONS | {r"\partial", r"\nabla", "d"}
_NO_NAME = frozenset({"/", "&", *PRODUCTS, *DOTS})
_DELTAS = frozenset({r"\delta", r"\Delta"})


def split_naming(split: Split) -> list[Split]:
    """The relation, and after it the one that gives its first member the name behind the arrow, if there is one.

    The first member is a derivative, or that of the row above; the name begins with d or with a delta.
    """
    first, last = split.members[0].tokens, split.members[-1].tokens
    before = split.signs[:-1]
    is_named = split.signs[-1] in _ARROWS and set(before) <= CLAIMING and _is_name(last)
    if not is_named or (first and first[0].text not in _DERIVATIVES):
        return [split]
    named = replace(split, members=(split.members[0], split.members[-1]), signs=split.signs[-1:], is_naming=True)
    return [replace(split, members=split.members[:-1], signs=before), named] if before else [named]


def _is_name(tokens: tuple[Token, ...]) -> bool:
    if not tokens or any(t.text in _NO_NAME for t in tokens):
        return False
    touch = len(tokens) > 1 and tokens[1].start == tokens[0].end and starts_name(tokens[1].text)
    return (tokens[0].text == "d" and touch) or tokens[0].text in _DELTAS


def name_of_derivative(tokens: tuple[Token, ...]) -> str:
    """The word `dZ2` that these tokens make up without a space; "" where they make up something else."""
    text = "".join(t.text for t in tokens)
    touch = all(a.end == b.start for a, b in pairwise(tokens))
    return text if text[:1] == "d" and len(text) > 1 and text.isalnum() and text.isascii() and touch else ""
