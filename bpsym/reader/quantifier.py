r"""Words behind a line that say for which layers it holds: `\text{for } l = L-1, L-2, \dots, 2`, `\forall l`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile

from bpsym.notation import Layer, LayerRange
from bpsym.reader.superscript import read_layer, show_tokens
from bpsym.reader.token import Token
from bpsym.reader.vocabulary import DOTS, WIDE_SPACES

_FOR = frozenset({"for", "for all", "for each", "for every", "for any", "für", "pour", "para"})
_SIGNS = frozenset({"=", ":=", r"\in"})
_ENDS = frozenset({".", ",", ";", "。"})
_OPENING, _CLOSING = frozenset({r"\{", "("}), frozenset({r"\}", ")"})


def cut_quantifier(tokens: Sequence[Token]) -> tuple[list[Token], LayerRange | None]:
    """The tokens without such words at their end, and the layers; all tokens where there are none, or others."""
    at = next((i for i, t in enumerate(tokens) if t.is_prose and _words(t) in _FOR), 0)
    found = _range(tokens[at + 1 :]) if at else None
    if found is None:
        return list(tokens), None
    kept = list(tokens[:at])
    while kept and (kept[-1].text in _ENDS or kept[-1].text in WIDE_SPACES or kept[-1].text in _OPENING):
        kept.pop()
    return kept, found


def _words(token: Token) -> str:
    return " ".join(token.text.partition("{")[2].rstrip("}").split()).lower()


def _range(tokens: Sequence[Token]) -> LayerRange | None:
    r"""The layers from the first to the last of `l = 2, \dots, L`; numbers and letters one after the other."""
    plain = [t for t in tokens if t.text not in WIDE_SPACES and t.text not in _OPENING | _CLOSING]
    while plain and plain[-1].text in _ENDS:
        plain.pop()
    if len(plain) < 4 or not plain[0].is_letter or plain[1].text not in _SIGNS:
        return None
    items = _items(plain[2:])
    dots = [at for at, item in enumerate(items) if item in DOTS]
    layers = [read_layer(item) for item in items if item not in DOTS]
    if len(dots) != 1 or not 0 < dots[0] < len(items) - 1 or any(layer is None for layer in layers):
        return None
    first, *between, last = (layer for layer in layers if layer is not None)
    return LayerRange(plain[0].text, first, last) if _step(first, between) else None


def _items(tokens: Sequence[Token]) -> list[str]:
    found, at = list[str](), 0
    while at < len(tokens):
        item = list(takewhile(lambda t: t.text != ",", tokens[at:]))
        found.append(show_tokens(item))
        at += len(item) + 1
    return found


def _step(first: Layer, between: Sequence[Layer]) -> bool:
    """Whether the layers that are written go up, or down, one by one."""
    offsets = [layer.offset for layer in (first, *between)]
    steps = {b - a for a, b in pairwise(offsets)}
    return {layer.variable for layer in between} <= {first.variable} and (steps <= {1} or steps <= {-1})
