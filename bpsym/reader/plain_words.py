r"""Words in fences of plain text: functions are written `\tanh`, others are words and no products of letters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bpsym.reader.names import Names
from bpsym.reader.token import Token
from bpsym.reader.vocabulary import WORDS

CODE_WORDS = frozenset(
    "np dot sum multiply matmul exp log tanh maximum axis keepdims True False None divide subtract add"
    " square transpose ones zeros T".split()
)
"""Words of NumPy and MATLAB that are read where a dialect is declared."""


def spell_words(tokens: Sequence[Token], names: Names) -> list[Token]:
    """The tokens with each run of letters that is no name as a function, or as words between formulas."""
    return list(_spelled(tokens, names))


def _spelled(tokens: Sequence[Token], names: Names) -> Iterator[Token]:
    at = 0
    while at < len(tokens):
        end = _end_of_run(tokens, at)
        run = tokens[at:end]
        text = "".join(t.text for t in run)
        if sum(t.text.isalpha() for t in run) < 2 or _is_name(text, names):
            yield from run
        elif text in WORDS and not names.dialect:
            yield from _function(WORDS[text], run)
        else:
            yield Token(rf"\text{{{text}}}", run[0].start, run[-1].end)
        at = end


def _end_of_run(tokens: Sequence[Token], first: int) -> int:
    """The place after the letters and numbers that begin here and touch."""
    end = first + 1
    if not tokens[first].is_letter or not tokens[first].text.isascii():
        return end
    while end < len(tokens) and tokens[end].start == tokens[end - 1].end:
        text = tokens[end].text
        if not (text.isascii() and text.isalnum()):
            break
        end += 1
    return end


def _is_name(word: str, names: Names) -> bool:
    """Whether the notes have a symbol or function of this name, a derivative by one, or symbols of all its letters."""
    if word in names.words or word in names.functions or (names.dialect and word in CODE_WORDS):
        return True
    if word[0] == "d" and (word[1:] in names.words or not word[1:].rstrip("0123456789")[1:]):
        return True
    return all(letter in names.symbols for letter in word)


def _function(name: str, run: Sequence[Token]) -> Iterator[Token]:
    start, end = run[0].start, run[-1].end
    word = name.removeprefix(r"\operatorname{").removesuffix("}")
    parts = (name,) if word == name else (r"\operatorname", "{", *word, "}")
    yield from (Token(part, start, end) for part in parts)
