"""Sections with declarations of their own: each is read by itself, as a document in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bpsym.errors import InputError, UnreadError
from bpsym.notation import Entry, Name, Notation, Section
from bpsym.reader.canonical import read_formula
from bpsym.reader.collect import collect
from bpsym.reader.declare import declare
from bpsym.reader.finder import Lines, find_rows
from bpsym.reader.markdown import blank, fence_spans, header_spans, prose_and_tables, without_quote_marks
from bpsym.reader.read import names_of

_HEADING = re.compile(r"^#{1,6}[ \t]+\S.*$", re.M)
_OPENED = re.compile(r"^[ \t]*(?:\$\$|\\\[|\\begin\{[^{}]*\})[ \t]*\n(?:[ \t]*\\begin\{[^{}]*\}[ \t]*\n)*\Z", re.M)
"""The marks that open a display, each on a line of its own, at the end of a text."""
_LINE = re.compile(r"^.*\S.*$", re.M)


@dataclass(frozen=True, slots=True)
class Part:
    """A document in which only one section is left, and what is declared for it; offsets are those of the whole."""

    text: str
    notation: Notation


def split_sections(text: str, file: str, notation: Notation | None) -> list[Part]:
    """The parts of a document, one where nothing is declared anew.

    What an equation of an earlier part defines is unknown from then on, unless it is defined again.

    Raises:
        InputError: a heading that is not there, or a header that cannot be used.
    """
    plain = without_quote_marks(text.replace("\r\n", "\n"))
    base = declare(plain, file, find_rows(plain), Lines(plain), notation or Notation()).notation
    if not base.sections:
        return [Part(text, notation or Notation())]
    starts = [0, *_starts(plain, base.sections), len(plain)]
    body = blank(text.replace("\r\n", "\n"), header_spans(plain))
    found, before = [], set[str]()
    for at, declared in enumerate([base, *(_instead(base, s.notation) for s in base.sections)]):
        part = blank(body, [(0, starts[at]), (starts[at + 1], len(body))])
        left = set(_subjects(part, declared))
        stale = frozenset(before - left - set(_given(declared)))
        found.append(Part(part, replace(declared, sections=(), stale=stale)))
        before |= left
    return found


def _starts(text: str, sections: tuple[Section, ...]) -> Iterator[int]:
    """Where each section begins: at its heading, or at the first line, or fence, with its words if none has them."""
    visible, after = prose_and_tables(text), 0
    for section in sections:
        lines = [m for pattern in (_HEADING, _LINE) for m in pattern.finditer(visible) if m.start() >= after]
        words = section.start.lower()
        starts = [m.start() for m in lines if words in " ".join(m[0].lower().split())]
        starts += [a for a, b in fence_spans(text) if a >= after and words in " ".join(text[a:b].lower().split())]
        start = next(iter(starts), None)
        if start is None:
            raise InputError(f"{section.place}: sections: no heading with the text {section.start!r}, in this order")
        after = start + 1
        yield _before_display(text, start)


def _before_display(text: str, start: int) -> int:
    """The offset of a line, or of the lines just above it that open the display in which it stands."""
    end = text.find("\n", start)
    if not any(row.is_displayed and start <= row.start < end for row in find_rows(text)):
        return start
    opened = _OPENED.search(text, 0, start)
    return opened.start() if opened else start


def _instead(base: Notation, own: Notation) -> Notation:
    """The declarations of a section where there are any, and else those of the document."""
    template = {f.template for f in own.families}
    families = (*(f for f in base.families if f.template not in template), *own.families)
    again = set(_given(own))
    given = (*own.given, *(g for g in base.given if not again & set(_given(replace(base, given=(g,))))))
    return replace(base.merged(own), families=families, given=given)


def _given(notation: Notation) -> Iterator[str]:
    """The templates of the names that the header gives a meaning."""
    names = names_of(notation)
    for text in notation.given:
        try:
            left = read_formula(text, names, 0, max(text.find("="), 0))
        except UnreadError:
            continue
        if isinstance(left, Name):
            yield left.template


def _subjects(text: str, notation: Notation) -> Iterator[str]:
    """The templates of the names that stand alone on the left of a relation."""
    relations = collect(
        text, find_rows(text, notation.dialect), notation.macros, names_of(notation), Lines(text)
    ).relations
    for relation in relations:
        left = relation.members[0] if relation.members and not relation.is_update else None
        name = left.base if isinstance(left, Entry) else left
        if isinstance(name, Name):
            yield name.template
        elif relation.subject:
            yield relation.subject
