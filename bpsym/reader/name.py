"""Names: a letter, a Greek command or a word, with accents, subscript, layer and primes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bpsym.errors import UnreadError
from bpsym.notation import SLOT, Layer, Name
from bpsym.reader.stream import Stream
from bpsym.reader.token import Token
from bpsym.reader.vocabulary import ACCENTS, FONTS, FUNCTION_COMMANDS, GREEK, TRANSPOSES, WORDS

BRACKETS = {"(": ")", "[": "]"}
_LAYER = re.compile(r"(?P<number>[0-9]{1,4})|(?P<letter>[A-Za-z])(?P<steps>[+-][0-9]{1,4})?")
"""A number of a layer has at most four digits."""


LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Found:
    """A name with what stood at it but is not part of it."""

    name: Name
    primes: int = 0
    transposed: str = ""
    """The sign of the transpose in `W^{(2)T}`."""


@dataclass(frozen=True, slots=True)
class Superscript:
    """What a superscript at a name says."""

    text: str = ""
    layer: Layer | None = None
    primes: int = 0
    transposed: str = ""


def starts_name(text: str) -> bool:
    """Whether a name can start with this token."""
    if text in ACCENTS or text in FONTS or text in GREEK or text in FUNCTION_COMMANDS or text == r"\operatorname":
        return True
    return len(text) == 1 and text.isalpha()


def read_name(stream: Stream) -> Found:
    """The name at the cursor.

    Raises:
        UnreadError: a decoration that is not understood.
    """
    start = stream.start
    stem = read_stem(stream)
    subscript, layer, primes, transposed = "", None, 0, ""
    superscript = ""
    while stream.here in ("_", "^", "'"):
        if stream.here == "'":
            stream.take()
            primes += 1
        elif stream.here == "_":
            if subscript:
                raise stream.error("a name has one subscript")
            stream.take()
            subscript = show_tokens(stream.argument())
        else:
            found = _read_superscript(stream)
            if found is None:
                break
            if superscript and found.text:
                raise UnreadError("a name has one superscript", start, stream.last_end)
            superscript, layer = superscript or found.text, layer or found.layer
            primes, transposed = primes + found.primes, transposed or found.transposed
    template, layer = _template(stem, subscript, superscript, layer)
    if len(template) > LONGEST_NAME or SLOT in stem + subscript:
        raise UnreadError(f"this is no name of at most {LONGEST_NAME} characters", start, stream.last_end)
    return Found(Name(start, stream.last_end, template, layer), primes, transposed)


def _template(stem: str, subscript: str, superscript: str, layer: Layer | None) -> tuple[str, Layer | None]:
    below = read_layer(subscript) if subscript and layer is None else None
    template = stem + (f"_{{{SLOT if below else subscript}}}" if subscript else "")
    return template + (f"^{{{superscript}}}" if superscript else ""), layer or below


def read_stem(stream: Stream) -> str:
    r"""The name without subscript and superscript, in canonical LaTeX; fonts are dropped.

    Upright words that the vocabulary knows are themselves in every font: `\mathrm{tr}` is `\operatorname{tr}`.
    """
    token = stream.take()
    if token.text in ACCENTS:
        return f"{ACCENTS[token.text]}{{{_argument_stem(stream)}}}"
    if token.text in FONTS:
        stem = _argument_stem(stream)
        return WORDS.get(stem, stem)
    if token.text == r"\operatorname":
        word = _not_empty(show_tokens(stream.argument()), stream)
        return WORDS.get(word, rf"\operatorname{{{word}}}")
    return token.text


def _argument_stem(stream: Stream) -> str:
    tokens = stream.argument()
    inner = Stream(tokens, stream.last_end, stream.depth)
    inner.descend()
    if tokens and (tokens[0].text in ACCENTS or tokens[0].text in FONTS):
        stem = read_stem(inner)
        return stem + show_tokens(tokens[inner.at :])
    return _not_empty(show_tokens(tokens), stream)


def _not_empty(text: str, stream: Stream) -> str:
    if not text:
        raise stream.error("a name is missing in these braces")
    if not any(char.isalpha() for char in text):
        raise stream.error(rf"{text} is no name (a matrix of ones is \operatorname{{rows}}_{{m}}(1))")
    return text


def _read_superscript(stream: Stream) -> Superscript | None:
    """What a superscript says; None where it is not part of the name."""
    before = stream.at
    stream.take()
    tokens = stream.argument()
    text = show_tokens(tokens)
    primes = text.count("'") + text.count(r"\prime")
    if primes and text.replace("'", "").replace(r"\prime", "") == "":
        return Superscript(primes=primes)
    if text == "*":
        return Superscript("*")
    found = read_bracketed_layer(tokens)
    if found is not None:
        return found
    stream.at = before
    return None


def read_bracketed_layer(tokens: Sequence[Token]) -> Superscript | None:
    """The layer of `^{(2)}`, `^{[l]}` or `^{(2)T}`; None where it is something else."""
    if not tokens or tokens[0].text not in BRACKETS:
        return None
    opening, closing = tokens[0].text, BRACKETS[tokens[0].text]
    at = next((i for i, t in enumerate(tokens) if t.text == closing), len(tokens) - 1)
    layer, rest = read_layer(show_tokens(tokens[1:at])), show_tokens(tokens[at + 1 :]).removeprefix("^")
    rest = rest.removeprefix("{").removesuffix("}") if rest.startswith("{") else rest
    if layer is None or (rest and rest not in TRANSPOSES):
        return None
    return Superscript(f"{opening}{SLOT}{closing}", layer, 0, rest)


def read_layer(text: str) -> Layer | None:
    """The layer that the text of a superscript or subscript names: `2`, `k`, `k+1`, `L-1`."""
    found = _LAYER.fullmatch(text)
    if found is None:
        return None
    if found["number"]:
        return Layer("", int(found["number"]))
    return Layer(found["letter"], int(found["steps"] or 0))


def show_tokens(tokens: Sequence[Token]) -> str:
    """The tokens as canonical LaTeX: no spaces but those that end a command before a letter."""
    parts = list[str]()
    for token, before in zip(tokens, [None, *tokens]):
        if before and token.is_letter and before.is_command and before.text[-1].isalpha():
            parts.append(" ")
        parts.append(token.text)
    return "".join(parts)
