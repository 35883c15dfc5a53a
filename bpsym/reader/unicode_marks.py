r"""What people type instead of LaTeX marks: `W₂` for `W_{2}`, `h²`, `Wᵀ`, `a⁽²⁾`, `ŷ` for `\hat{y}`."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bpsym.reader.token import Token

BELOW = dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", "0123456789+-=()aehijklmnoprstuvx"))
"""Signs below the line."""
ABOVE = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁱʲᵏˡᵐⁿᴸᴺ", "0123456789+-=()ijklmnLN"))
ABOVE |= {"ᵀ": r"\top", "ᵗ": "t"}
"""Signs above the line."""
ACCENTS = {"\u0302": r"\hat", "\u0303": r"\tilde", "\u0304": r"\bar", "\u0307": r"\dot", "\u20d7": r"\vec"}
"""Signs that combine with the letter before them."""


def spell_marks(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with each of these signs as the tokens of LaTeX that it stands for; their places stay."""
    return list(_scripts(list(_accents(tokens))))


def _accents(tokens: Sequence[Token]) -> Iterator[Token]:
    at = 0
    while at < len(tokens):
        token, after = tokens[at], tokens[at + 1] if at + 1 < len(tokens) else None
        parts = unicodedata.normalize("NFD", token.text) if len(token.text) == 1 else token.text
        if len(parts) == 2 and len(token.text) == 1 and parts[1] in ACCENTS:
            yield from _accented(replace(token, text=parts[0]), ACCENTS[parts[1]])
        elif after is not None and after.text in ACCENTS and after.start == token.end:
            yield from _accented(replace(token, end=after.end), ACCENTS[after.text])
            at += 1
        else:
            yield token
        at += 1


def _accented(letter: Token, accent: str) -> Iterator[Token]:
    for text in (accent, "{", letter.text, "}"):
        yield replace(letter, text=text)


def _scripts(tokens: Sequence[Token]) -> Iterator[Token]:
    at = 0
    while at < len(tokens):
        signs = next((s for s in (BELOW, ABOVE) if tokens[at].text in s), None)
        if signs is None:
            yield tokens[at]
            at += 1
            continue
        end = at + 1
        while end < len(tokens) and tokens[end].text in signs and tokens[end].start == tokens[end - 1].end:
            end += 1
        yield from _script("_" if signs is BELOW else "^", [replace(t, text=signs[t.text]) for t in tokens[at:end]])
        at = end


def _script(sign: str, inner: Sequence[Token]) -> Iterator[Token]:
    first, last = inner[0], inner[-1]
    yield replace(first, text=sign, end=first.start)
    yield replace(first, text="{", end=first.start)
    yield from _with_numbers(inner)
    yield replace(last, text="}", start=last.end)


def _with_numbers(inner: Sequence[Token]) -> Iterator[Token]:
    """The signs with the digits of one number as one token."""
    number: Token | None = None
    for token in inner:
        if token.text.isdigit() and number is not None:
            number = replace(number, text=number.text + token.text, end=token.end)
            continue
        if number is not None:
            yield number
        number = token if token.text.isdigit() else None
        if number is None:
            yield token
    if number is not None:
        yield number
