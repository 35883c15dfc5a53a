"""Which layout of derivatives notes keep to, where they declare none: what is false in the default one is tried again.

One layout through the whole document is a condition that stands for all notes. A document keeps to another layout if at
least two lines with different left sides are false in the default one and true in the other, and none is true in the
default one only. Otherwise the lines that are false stay false, and are told that they would hold in the other layout.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bpsym.derivation import Entry, Finding, Link, Verdict, worst
from bpsym.notation import DENOMINATOR, NUMERATOR, Layout

LAYOUTS = (NUMERATOR, DENOMINATOR)
"""The layouts that are tried; the default one has gradients in denominator, Jacobians in numerator layout."""
FEWEST = 2
"""Lines that have to agree on another layout: one alone is more likely a transpose that is missing."""


def may_matter(entries: Sequence[Entry]) -> bool:
    """Whether a line with a derivative is false or undecided, so that another layout may be meant."""
    links = (link for entry in entries for link in entry.links)
    doubts = (Verdict.REFUTED, Verdict.UNDECIDED)
    return any(link.judgement.verdict in doubts and _differentiates(link.latex + link.reading_latex) for link in links)


def _differentiates(latex: str) -> bool:
    return r"\partial" in latex or r"\nabla" in latex or r"\frac{d" in latex


def keeps_to(entries: Sequence[Entry], others: Sequence[Entry]) -> bool:
    """Whether the second layout is that of the whole document, and the first is not."""
    pairs = _pairs(entries, others)
    saved = {link.latex.partition("=")[0].strip() for link, other in pairs if _is_saved(link, other)}
    lost = any(_is_true(link) and not _is_true(other) for link, other in pairs)
    return len(saved) >= FEWEST and not lost


def conditional_on(layout: Layout, entries: Sequence[Entry], others: Sequence[Entry]) -> list[Entry]:
    """The entries in the other layout; those that are true only there are conditional on it."""
    return [_conditional(entry, other, layout) for entry, other in zip(entries, others)]


def _conditional(entry: Entry, other: Entry, layout: Layout) -> Entry:
    links = tuple(_under(link, found, layout) for link, found in zip(entry.links, other.links))
    return replace(other, links=links, verdict=worst([link.judgement.verdict for link in links])) if links else other


def _under(link: Link, other: Link, layout: Layout) -> Link:
    judgement = other.judgement
    if link.judgement.verdict.is_true or judgement.verdict not in (Verdict.PROVED, Verdict.CONDITIONAL):
        return other
    conditions = (*judgement.conditions, f"{layout} is used throughout")
    return replace(other, judgement=replace(judgement, verdict=Verdict.CONDITIONAL, conditions=conditions))


def would_hold(layout: Layout, entries: Sequence[Entry], others: Sequence[Entry]) -> list[Entry]:
    """The entries in the default layout; what is true in the other one is told so."""
    return [_told(entry, other, layout) for entry, other in zip(entries, others)]


def _told(entry: Entry, other: Entry, layout: Layout) -> Entry:
    finding = Finding("BP402", f"would hold in {layout}", entry.line, entry.column)
    links = tuple(
        replace(link, findings=(*link.findings, finding)) if _is_saved(link, found) else link
        for link, found in zip(entry.links, other.links)
    )
    return replace(entry, links=links)


def _pairs(entries: Sequence[Entry], others: Sequence[Entry]) -> list[tuple[Link, Link]]:
    return [pair for entry, other in zip(entries, others) for pair in zip(entry.links, other.links)]


def _is_saved(link: Link, other: Link) -> bool:
    return link.judgement.verdict is Verdict.REFUTED and _is_true(other)


def _is_true(link: Link) -> bool:
    """Whether the line is true in its layout; not by a reading in another one, which a finding tells."""
    return link.judgement.verdict.is_true and all(f.code != "BP506" for f in link.findings)
