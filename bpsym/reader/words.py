"""Names of several letters, `W1`, `dZ2`, `loss`: one token each, where the notes declare them."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterable, Sequence
from dataclasses import replace
from typing import Any

from bpsym.notation import SLOT, Name
from bpsym.reader.superscript import read_layer
from bpsym.reader.token import Token

_STEM = re.compile(r"[A-Za-z]{2,}[0-9]*|[A-Za-z][0-9]+")
_SUPERSCRIPT = re.compile(r"\^\{([^{}()\[\]]*)\}")
_SUBSCRIPT = re.compile(r"_\{[^{}]*\}")
LONGEST_WORD = 40


class Everything(Container[str]):
    """The templates of a header, where every superscript that can be a layer is one."""

    def __contains__(self, item: Any) -> bool:
        return True


def words_of(names: Iterable[str]) -> frozenset[str]:
    """The words of several letters with which these names begin."""
    return frozenset(m[0] for name in names if (m := _STEM.match(name)))


def bare_templates(names: Iterable[str]) -> frozenset[str]:
    r"""The templates, without subscripts, of the names with a bare layer: `w^{2}`, or a template `w^{@}` itself."""
    found = set[str]()
    for name in names:
        match = _SUPERSCRIPT.search(name)
        if match and (match[1] == SLOT or read_layer(match[1]) is not None):
            found.add(_SUBSCRIPT.sub("", name[: match.start()]) + f"^{{{SLOT}}}")
    return frozenset(found)


def of_family(name: Name, declared: Iterable[str]) -> str:
    """The declared name of a family, `g^{[l]}`, of which a name is the member of some layer; "" where there is none."""
    before, slot, after = name.template.partition(SLOT)
    for key in declared if slot else ():
        middle = key[len(before) : len(key) - len(after)]
        if key == before + middle + after and (layer := read_layer(middle)) is not None and layer.variable:
            return key
    return ""


def join_words(tokens: Sequence[Token], words: Collection[str]) -> list[Token]:
    """The tokens with those that touch and make up a word as one; the longest word that stands there."""
    if not words:
        return list(tokens)
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        last = at if at and tokens[at - 1].text in ("_", "^") else _end_of_word(tokens, at, words)
        found.append(_joined(tokens[at : last + 1]) if last > at else tokens[at])
        at = last + 1
    return found


def _end_of_word(tokens: Sequence[Token], first: int, words: Collection[str]) -> int:
    """The place of the last token of the longest word that begins at `first`; `first` where none does."""
    text, at, best = "", first, first
    while at < len(tokens) and len(text) < LONGEST_WORD and tokens[at].text.isalnum():
        if at > first and tokens[at].start != tokens[at - 1].end:
            break
        text += tokens[at].text
        best = at if text in words else best
        at += 1
    return best


def _joined(tokens: Sequence[Token]) -> Token:
    return replace(tokens[0], text="".join(t.text for t in tokens), end=tokens[-1].end)
