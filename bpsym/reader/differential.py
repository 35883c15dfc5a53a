r"""The halves of `\frac{\partial J}{\partial W}`, and braces that say nothing."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace

from bpsym.errors import UnreadError
from bpsym.reader.name import read_name, starts_name
from bpsym.reader.stream import Stream
from bpsym.reader.token import Token
from bpsym.reader.vocabulary import GREEK, PRODUCTS

LONGEST_IN_BRACES = 12
_UPRIGHT = [[font, "{", "d", "}"] for font in (r"\mathrm", r"\text", r"\textrm", r"\operatorname")]
"""An upright d."""
_BEFORE_ARGUMENTS = frozenset({"^", "_", "}"})


def halves(above: Sequence[Token], below: Sequence[Token]) -> tuple[list[Token], list[Token]] | None:
    """What is differentiated (nothing, where it stands after the fraction) and by what; None for a plain quotient.

    Raises:
        UnreadError: a derivative of higher order.
    """
    upper, lower = _after_differential(parted(above)), _after_differential(parted(below))
    return None if upper is None or lower is None else (upper, lower)


def parted(tokens: Sequence[Token]) -> list[Token]:
    """A word that begins with d, `dW2`, as the d and the rest."""
    first = tokens[0] if tokens else None
    if first is None or len(first.text) < 2 or first.text[0] != "d":
        return list(tokens)
    middle = first.start + 1
    return [replace(first, text="d", end=middle), replace(first, text=first.text[1:], start=middle), *tokens[1:]]


def _after_differential(tokens: Sequence[Token]) -> list[Token] | None:
    texts = [t.text for t in tokens]
    if texts[:4] in _UPRIGHT:
        return list(tokens[4:])
    if texts[:1] not in ([r"\partial"], ["d"]) or texts[1:2] == ["_"]:
        return None
    if texts[1:2] == ["^"] or r"\partial" in texts[1:]:
        raise UnreadError("derivatives of higher order are not read yet", tokens[0].start, tokens[-1].end)
    return list(tokens[1:])


def without_idle_braces(tokens: Sequence[Token], bare: Container[str] = frozenset()) -> list[Token]:
    """The tokens without braces around a name alone: `{W}^{(2)}` is `W^{(2)}`."""
    kept: list[Token] = []
    opened: list[int] = []
    for token in tokens:
        if token.text == "{":
            opened.append(len(kept))
        kept.append(token)
        if token.text == "}" and opened:
            at = opened.pop()
            inner = kept[at + 1 : -1] if len(kept) - at <= LONGEST_IN_BRACES + 2 else []
            if inner and not (at and _takes_argument(kept[at - 1])) and _is_name(inner, bare):
                kept[at:] = inner
    return kept


def _takes_argument(token: Token) -> bool:
    known = token.text in GREEK or token.text in PRODUCTS or token.text == r"\sum"
    return token.text in _BEFORE_ARGUMENTS or (token.is_command and not known)


def _is_name(tokens: list[Token], bare: Container[str]) -> bool:
    if not starts_name(tokens[0].text):
        return False
    stream = Stream(tokens, tokens[-1].end)
    try:
        read_name(stream, bare)
    except UnreadError:
        return False
    return not stream.here
