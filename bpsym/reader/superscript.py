r"""What a superscript at a name says: a layer, in brackets or bare, a transpose, primes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bpsym.notation import SLOT, Layer
from bpsym.reader.token import Token
from bpsym.reader.vocabulary import TRANSPOSES

BRACKETS = {"(": ")", "[": "]"}
_LAYER = re.compile(
    r"(?P<number>[0-9]{1,4})|(?P<letter>(?:[A-Za-z]|\\ell)(?:_(?:[A-Za-z]|\{[A-Za-z]\}))?)(?P<steps>[+-][0-9]{1,4})?"
)
"""A number of a layer has at most four digits; the letter of a top may have an index, `n_l`."""
_PRIMES = re.compile(r"(?:'|\\prime)+")


@dataclass(frozen=True, slots=True)
class Superscript:
    """What a superscript at a name says."""

    text: str = ""
    layer: Layer | None = None
    primes: int = 0
    transposed: str = ""
    """The sign of the transpose in `W^{(2)T}`."""


def read_layer(text: str) -> Layer | None:
    r"""The layer that the text of a superscript or subscript names: `2`, `k`, `k+1`, `L-1`, `\ell`, `n_l`."""
    found = _LAYER.fullmatch(text)
    if found is None:
        return None
    if found["number"]:
        return Layer("", int(found["number"]))
    letter = found["letter"].replace("{", "").replace("}", "")
    return Layer(letter, int(found["steps"] or 0))


def read_bracketed_layer(tokens: Sequence[Token]) -> Superscript | None:
    """The layer of `^{(2)}`, `^{[l]}`, `^{(2)T}` or `^{[l]'}`; None where it is something else."""
    if not tokens or tokens[0].text not in BRACKETS:
        return None
    opening, closing = tokens[0].text, BRACKETS[tokens[0].text]
    at = next((i for i, t in enumerate(tokens) if t.text == closing), len(tokens) - 1)
    return _with_rest(f"{opening}{SLOT}{closing}", read_layer(show_tokens(tokens[1:at])), tokens[at + 1 :])


def read_bare_layer(tokens: Sequence[Token]) -> Superscript | None:
    """The layer of `^l`, `^{l-1}`, `^{lT}` or `^{l'}`, at a name of which the notes declare layers without brackets."""
    cuts = (at for at in range(len(tokens), 0, -1) if read_layer(show_tokens(tokens[:at])) is not None)
    at = next(cuts, 0)
    return _with_rest(SLOT, read_layer(show_tokens(tokens[:at])), tokens[at:]) if at else None


def _with_rest(text: str, layer: Layer | None, after: Sequence[Token]) -> Superscript | None:
    """The layer with the primes or the sign of a transpose after it."""
    rest = show_tokens(after).removeprefix("^")
    rest = rest.removeprefix("{").removesuffix("}") if rest.startswith("{") else rest
    if layer is None:
        return None
    if _PRIMES.fullmatch(rest):
        return Superscript(text, layer, count_primes(rest))
    return None if rest and rest not in TRANSPOSES else Superscript(text, layer, 0, rest)


def count_primes(text: str) -> int:
    """How many primes the text of a superscript has."""
    return text.count("'") + text.count(r"\prime")


def show_tokens(tokens: Sequence[Token]) -> str:
    """The tokens as canonical LaTeX: no spaces but those that end a command before a letter."""
    parts = list[str]()
    for token, before in zip(tokens, [None, *tokens]):
        if before and token.text[:1].isalpha() and before.is_command and before.text[-1].isalpha():
            parts.append(" ")
        parts.append(token.text)
    return "".join(parts)
