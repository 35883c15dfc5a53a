"""The badge: a verdict in words, with a mark that is not colour alone."""

from __future__ import annotations

from bpsym.derivation import Entry, Verdict
from bpsym.site.markup import element

MARKS: dict[Verdict, str] = {
    Verdict.DEFINITION: '<rect x="2" y="2" width="8" height="8" fill="none" stroke="currentColor" stroke-width="1.6"/>',
    Verdict.PROVED: '<rect x="1.2" y="1.2" width="9.6" height="9.6" fill="currentColor"/>',
    Verdict.CONDITIONAL: '<rect x="2" y="2" width="8" height="8" fill="none" stroke="currentColor" stroke-width="1.6"/>'
    '<path d="M2 10V2h8z" fill="currentColor"/>',
    Verdict.SUPPORTED: '<circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" stroke-width="1.6"/>',
    Verdict.REFUTED: '<path d="M2 2l8 8M10 2l-8 8" stroke="currentColor" stroke-width="2"/>',
    Verdict.UNDECIDED: '<path d="M2 6h8" stroke="currentColor" stroke-width="2" stroke-dasharray="2 1"/>',
    Verdict.UNREAD: '<path d="M3 2v8M9 2v8" stroke="currentColor" stroke-width="1.6"/>',
}
"""The inside of a 12 x 12 picture for each verdict; the full square is the printers' sign for the end of a proof."""


def mark(verdict: Verdict) -> str:
    """The picture of a verdict, for eyes only: the word stands beside it."""
    return f'<svg class="bp-mark" viewBox="0 0 12 12" aria-hidden="true">{MARKS[verdict]}</svg>'


def words(entry: Entry) -> str:
    """The verdict in words."""
    if entry.expected:
        return f"{entry.verdict.value}, as expected"
    return f"{entry.verdict.value}, suppressed" if entry.suppressed is not None else entry.verdict.value


def badge(entry: Entry, tag: str = "span", *, row: str = "", counted: bool = True, **attributes: str) -> str:
    """The badge of an entry; of all that a page shows of an entry, exactly one is `counted`.

    Args:
        entry: whose verdict it shows.
        tag: the element that it is.
        row: which row of a display it speaks of, in words, where the display has several.
        counted: whether it carries the id of the entry.
        attributes: further attributes of the element.
    """
    if counted:
        attributes["data_bp_entry"] = entry.id
    content = mark(entry.verdict) + element("span", words(entry))
    if row:
        content += element("span", f", {row}", "bp-row")
    return element(tag, content, f"bp-badge bp-{entry.verdict.value}", **attributes)
