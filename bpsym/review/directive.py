"""Lines that are wrong on purpose, and lines that are left out with a reason: comments beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bpsym.derivation import CODES, Entry, Finding, Verdict
from bpsym.errors import InputError
from bpsym.reader import Directive, Document, find_directives


def apply_directives(document: Document, entries: list[Entry]) -> list[Entry]:
    """Each comment belongs to the last equation that begins before it.

    Raises:
        InputError: a comment that names no verdict, no code, or stands before every equation.
    """
    found = {entry.id: entry for entry in entries}
    starts = [(source.relation.start, source.relation.id) for source in document.entries]
    for directive in find_directives(document.text):
        place = document.lines.place(directive.start)
        before = [id for start, id in starts if start < directive.start]
        if not before:
            raise InputError(f"{document.file}:{place[0]}: this comment stands before every equation; put it below one")
        entry = found[before[-1]]
        if directive.kind == "ignore" and not directive.text:
            raise InputError(f"{document.file}:{place[0]}: bpsym: ignore needs a reason")
        if directive.kind == "ignore":
            found[entry.id] = replace(entry, suppressed=directive.text)
        else:
            found[entry.id] = _expect(document, directive, entry, place)
    return list(found.values())


def _expect(document: Document, directive: Directive, entry: Entry, place: tuple[int, int]) -> Entry:
    verdict, _, codes = directive.text.partition(" ")
    wanted = codes.split()
    unknown = [c for c in wanted if c not in CODES]
    if verdict not in [v.value for v in Verdict] or unknown:
        what = f"the code {unknown[0]}" if unknown else f"the verdict {verdict}"
        raise InputError(f"{document.file}:{place[0]}: bpsym: expect: there is no such thing as {what}")
    said = set(_codes(entry))
    if entry.verdict.value == verdict and all(c in said for c in wanted):
        return replace(entry, expected=True)
    found = " ".join([entry.verdict.value, *sorted(said)])
    message = f"expected {directive.text}, found {found}"
    return replace(entry, findings=(*entry.findings, Finding("BP112", message, *place, place[1] + 1)))


def _codes(entry: Entry) -> Iterator[str]:
    yield from (f.code for f in entry.findings)
    yield from (f.code for link in entry.links for f in link.findings)
