"""Which equation of the report stands where on the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bpsym.derivation import Entry, Report
from bpsym.errors import InputError
from bpsym.site.mathspan import MathSpan, find_math, offset_of


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece of mathematics with what the report says of it; no entries where it claims nothing."""

    span: MathSpan
    entries: tuple[Entry, ...]


def place(text: str, report: Report) -> Iterator[Placed]:
    """Every piece of mathematics of the page, in order, with its entries.

    Raises:
        InputError: an entry stands where the page has no mathematics.
    """
    spans = find_math(text)
    entries: dict[MathSpan, list[Entry]] = {span: [] for span in spans}
    for entry in report.entries:
        entries[_span_of(entry, text, spans, report.file)].append(entry)
    for span, found in entries.items():
        yield Placed(span, tuple(found))


def _span_of(entry: Entry, text: str, spans: list[MathSpan], file: str) -> MathSpan:
    offset = offset_of(text, entry.line, entry.column)
    for span in spans:
        if span.start <= offset < span.end:
            return span
    raise InputError(
        f"{file}:{entry.line}:{entry.column}: the report has the equation {entry.id} here, but the page shows no "
        "mathematics at this place; write it between $$ and $$"
    )
