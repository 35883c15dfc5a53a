r"""Conditions on indices, `i \ne j` and `i = j`, in a row, in the text or in a heading.

A line that holds for some values of its indices only is no claim for all of them, and no definition.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from bpsym.notation import Entry, Name
from bpsym.reader.document import Problem, Relation
from bpsym.reader.letters import free_letters
from bpsym.reader.markdown import prose_and_tables
from bpsym.reader.marks import LETTERS, read_marks
from bpsym.reader.names import Names
from bpsym.reader.relation import Split
from bpsym.reader.token import Token

_SIGNS = frozenset({"=", r"\ne", r"\neq", "<", ">", r"\le", r"\leq", r"\ge", r"\geq"})
_SUBSCRIPT = re.compile(r"_\{([a-z,\s]*)\}")
_HEADING = re.compile(r"^#{1,6}[ \t]+\S", re.M)


@dataclass(frozen=True, slots=True)
class Restriction:
    """Two letters that are compared, and where."""

    left: str
    sign: str
    right: str
    start: int

    @property
    def text(self) -> str:
        r"""`i \ne j`."""
        return f"{self.left} {self.sign} {self.right}"


def restriction_of(split: Split, start: int, letters: frozenset[str]) -> Restriction | None:
    """The condition on indices that a relation is; `letters` are those that index something in the notes."""
    sides = [[t.text for t in member.tokens] for member in split.members]
    if len(sides) != 2 or split.signs[0] not in _SIGNS or any(len(s) != 1 or s[0] not in letters for s in sides):
        return None
    return Restriction(sides[0][0], split.signs[0], sides[1][0], start)


def compares_indices(split: Split) -> bool:
    r"""Whether a relation begins like a condition on indices that goes on: `i = j: ...`, or a row of cases."""
    left, right = ([t.text for t in member.tokens[:2]] for member in split.members[:2])
    goes_on = right[1:] in ([":"], ["\\\\"])
    return len(left) == 1 and left[0] in LETTERS and goes_on and right[0] in LETTERS


MOST_MARKS = 40
"""Tokens of a subscript that are looked at."""


def index_letters(rows: Iterable[Sequence[Token]], names: Names) -> frozenset[str]:
    """The letters that stand in subscripts, as indices do, and are no symbols of the notes."""
    return frozenset(_letters(rows)) - names.symbols


def _letters(rows: Iterable[Sequence[Token]]) -> Iterator[str]:
    for tokens in rows:
        for at, token in enumerate(tokens):
            if token.text == "_" and at + 1 < len(tokens):
                yield from _marked(tokens[at + 1 : at + MOST_MARKS])


def _marked(tokens: Sequence[Token]) -> Iterator[str]:
    end = next((at for at, t in enumerate(tokens) if t.text == "}"), 0) if tokens[0].text == "{" else 1
    inside = tokens[1:end] if tokens[0].text == "{" else tokens[:1]
    yield from (mark.text for mark in read_marks(inside) or () if mark.text in LETTERS)


def restrict(relations: Iterable[Relation], restrictions: Sequence[Restriction], text: str) -> list[Relation]:
    """The relations, those with both letters of a condition above them in their section marked with it."""
    headings = [m.start() for m in _HEADING.finditer(prose_and_tables(text))]
    return [_restricted(relation, restrictions, headings) for relation in relations]


def _restricted(relation: Relation, restrictions: Sequence[Restriction], headings: Sequence[int]) -> Relation:
    section = bisect_right(headings, relation.start)
    letters = {letter for member in relation.members for letter in free_letters(member)}
    left = relation.members[0] if relation.members else None
    below = _SUBSCRIPT.search(left.text) if isinstance(left, Name) else None
    letters |= set(below[1]) if below else set()
    for found in restrictions:
        if {found.left, found.right} <= letters and bisect_right(headings, found.start) == section:
            name = left.base if isinstance(left, Entry) else left
            if isinstance(name, Name):
                problem = Problem(restricted(found.text), relation.start, relation.end)
                return replace(relation, members=(), problem=problem, subject=name.text)
            return replace(relation, restriction=found.text)
    return relation


def restricted(condition: str) -> str:
    """The question to the author of a line that stands with a condition on its indices."""
    return f"does this hold for {condition} only? State it for every value of the indices, with \\delta_{{ij}}"
