"""Names: a letter, a Greek command or a word, with accents, subscript, layer and primes."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass

from bpsym.errors import UnreadError
from bpsym.notation import SLOT, Layer, Name
from bpsym.reader.stream import Stream
from bpsym.reader.superscript import Superscript, count_primes, read_bare_layer
from bpsym.reader.superscript import read_bracketed_layer as read_bracketed_layer
from bpsym.reader.superscript import read_layer as read_layer
from bpsym.reader.superscript import show_tokens as show_tokens
from bpsym.reader.token import Token
from bpsym.reader.vocabulary import ACCENTS, DELTA, FONTS, FUNCTION_COMMANDS, GREEK, INCREMENT, TRANSPOSES, WORDS

LONGEST_NAME = 200
_LOOKS_LATIN = re.compile(
    r"(?<![^\W\d_])[ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοАВЕЅІЈКМНОРСТУХЗаеіјорсухѕԁһԛԝɑɡı\uFF21-\uFF5A\U0001D400-\U0001D7FF](?![^\W\d_])"
)
"""Greek, Cyrillic and other characters that nobody can tell from a Latin letter, where they stand alone."""
LONGEST_ACCENT = 12
"""Tokens below an accent that has a subscript inside."""


@dataclass(frozen=True, slots=True)
class Found:
    """A name with what stood at it but is not part of it."""

    name: Name
    primes: int = 0
    transposed: str = ""
    """The sign of the transpose in `W^{(2)T}`."""
    whole: Name | None = None
    """The name without its subscript, where it has one."""
    subscript: tuple[Token, ...] = ()


def starts_name(text: str) -> bool:
    """Whether a name can start with this token."""
    commands = text in ACCENTS or text in FONTS or text in GREEK or text in FUNCTION_COMMANDS
    return commands or text in (r"\operatorname", INCREMENT) or text[:1].isalpha()


def read_name(stream: Stream, bare: Container[str] = frozenset()) -> Found:
    """The name at the cursor; `bare` holds the templates of the names with bare layers, `w^{@}` for `w^l`.

    Raises:
        UnreadError: a decoration that is not understood.
    """
    start = stream.start
    _open_accent(stream)
    stem = read_stem(stream)
    subscript, layer, primes, transposed = "", None, 0, ""
    superscript, below = "", list[Token]()
    while stream.here in ("_", "^", "'") or _is_braced_prime(stream):
        if stream.here not in ("_", "^"):
            primes += count_primes(show_tokens(stream.argument()))
        elif stream.here == "_":
            if subscript:
                raise stream.error("a name has one subscript")
            stream.take()
            below = stream.argument()
            subscript = show_tokens(below)
        else:
            found = _read_superscript(stream, stem if not superscript and stem + f"^{{{SLOT}}}" in bare else "")
            if found is None:
                break
            if superscript and found.text:
                raise UnreadError("a name has one superscript", start, stream.last_end)
            superscript, layer = superscript or found.text, layer or found.layer
            primes, transposed = primes + found.primes, transposed or found.transposed
    whole = Name(start, stream.last_end, *_template(stem, "", superscript, layer)) if below else None
    template, layer = _template(stem, subscript, superscript, layer)
    other = _LOOKS_LATIN.search(template)
    if other is not None:
        message = f"this {other[0]} looks like a letter of the alphabet, and is another character: type it anew"
        raise UnreadError(message, start, stream.last_end)
    if len(template) > LONGEST_NAME or SLOT in stem + subscript:
        raise UnreadError(f"this is no name of at most {LONGEST_NAME} characters", start, stream.last_end)
    return Found(Name(start, stream.last_end, template, layer), primes, transposed, whole, tuple(below))


def _open_accent(stream: Stream) -> None:
    r"""Take a subscript out of an accent: `\hat{y_k}` is `\hat{y}_k`."""
    at = stream.at
    texts = [t.text for t in stream.tokens[at : at + LONGEST_ACCENT]]
    if texts[:1] and texts[0] in ACCENTS and texts[1:2] == ["{"] and texts[3:4] == ["_"] and "}" in texts:
        end = _closing(texts, 1)
        if end:
            stream.tokens[at + 3 : at + end + 1] = [stream.tokens[at + end], *stream.tokens[at + 3 : at + end]]


def _closing(texts: Sequence[str], opening: int) -> int:
    """The place of the bracket that closes the one at `opening`; 0 where it is too far."""
    depth = 0
    for at in range(opening, len(texts)):
        depth += (texts[at] == "{") - (texts[at] == "}")
        if depth == 0:
            return at
    return 0


def _template(stem: str, subscript: str, superscript: str, layer: Layer | None) -> tuple[str, Layer | None]:
    below = read_layer(subscript) if subscript and layer is None else None
    template = stem + (f"_{{{SLOT if below else subscript}}}" if subscript else "")
    return template + (f"^{{{superscript}}}" if superscript else ""), layer or below


def read_stem(stream: Stream) -> str:
    r"""The name without subscript and superscript, in canonical LaTeX; fonts are dropped.

    Upright words that the vocabulary knows are themselves in every font: `\mathrm{tr}` is `\operatorname{tr}`.
    """
    token = stream.take()
    if token.text == INCREMENT:
        return f"{DELTA} {read_stem(stream)}"
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


def _is_braced_prime(stream: Stream) -> bool:
    return [stream.ahead(at) for at in range(3)] == ["{", "'", "}"]


def _read_superscript(stream: Stream, layered: str) -> Superscript | None:
    """What a superscript says; None where it is not part of the name. `layered` is a stem that may have bare layers."""
    before = stream.at
    stream.take()
    tokens = stream.argument()
    text = show_tokens(tokens)
    primes = count_primes(text)
    if primes and text.replace("'", "").replace(r"\prime", "") == "":
        return Superscript(primes=primes)
    if text == "*":
        return Superscript("*")
    found = read_bracketed_layer(tokens)
    if found is None and layered and text not in TRANSPOSES:
        found = read_bare_layer(tokens)
    if found is not None:
        return found
    stream.at = before
    return None
