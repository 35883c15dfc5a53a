r"""Words between formulas, `\text{where}`: which of them may be left out, and which change what a line says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bpsym.reader.vocabulary import WORDS

_TEXT = re.compile(r"\\(?:text|textrm|textit|textbf|textnormal|mbox)\s*\{([^{}]*)\}")
_WORD = re.compile(r"[^\W\d_]+")

LINKS = frozenset(
    "where with and so hence thus then therefore since because which gives note here using let or by from are is"
    " that wobei und mit also où et avec donc".split()
)
"""Words that stand between two relations, or before or after one, and change neither."""
QUANTIFIERS = frozenset("all each every any".split())
CONDITIONS = frozenset(
    "if when whenever unless otherwise else for provided assuming only except until as falls wenn sonst si sinon"
    " iff while".split()
)
"""Words that say when a formula holds; a line with one of them is not read without it."""
_CONDITION_SIGNS = ("当", "若", "如", "否则", "其他")


def find_prose(source: str) -> Iterator[tuple[int, int]]:
    r"""The spans of each `\text{...}` that is plainly words, rather than the name of a symbol or a function."""
    return (m.span() for m in _TEXT.finditer(source) if _is_prose(m[1]))


def _is_prose(content: str) -> bool:
    words = _WORD.findall(content)
    if not words or content in WORDS:
        return False
    known = all(w.lower() in LINKS | CONDITIONS for w in words)
    return known or len(words) > 1 or not content.isascii()


def is_condition(token: str) -> bool:
    """Whether the words of a token of prose say when a formula holds; `for all k` is no condition."""
    content = token[token.index("{") + 1 : -1]
    words = [w.lower() for w in _WORD.findall(content)]
    if any(sign in content for sign in _CONDITION_SIGNS):
        return True
    restricting = [w for w, after in zip(words, [*words[1:], ""]) if w in CONDITIONS and after not in QUANTIFIERS]
    return bool(restricting)


def is_quantifier(token: str) -> bool:
    """Whether the words speak of every value of what follows."""
    return any(w.lower() in QUANTIFIERS for w in _WORD.findall(token))


def is_link(token: str) -> bool:
    """Whether the words may stand between two relations."""
    words = {w.lower() for w in _WORD.findall(token[token.index("{") + 1 : -1])}
    return words <= LINKS
