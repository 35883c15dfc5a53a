"""A page with its verdicts: every piece of mathematics is replaced by what is drawn in its place."""

from __future__ import annotations

import re
from collections.abc import Callable

from bpsym.derivation import Entry, Report
from bpsym.site.badge import badge
from bpsym.site.evidence import show_evidence
from bpsym.site.markup import display, element, inline
from bpsym.site.mathspan import front_matter_end
from bpsym.site.placement import Placed, place
from bpsym.site.summary import show_file_findings, show_summary

Store = Callable[[str], str]
"""Keeps a piece of HTML and gives the text that stands for it until the page is finished."""

SUMMARY = "<!-- bpsym-site: summary -->"
"""Where the summary goes; without it, under the first heading."""


def draw_page(text: str, report: Report, store: Store) -> str:
    """The Markdown of the page, without its front matter, with all mathematics drawn.

    Raises:
        InputError: the report has an equation where the page has none.
    """
    parts, end = [], front_matter_end(text)
    in_text: list[Entry] = []
    for placed in place(text, report):
        parts.append(text[end : placed.span.start])
        parts.append(_draw(placed, store))
        end = placed.span.end
        if not placed.span.is_display:
            in_text += placed.entries
    page = "".join(parts) + text[end:]
    if in_text:
        page += f"\n\n{store(_show_in_text(in_text))}\n"
    return _with_summary(page, store(show_summary(report) + show_file_findings(report)))


def _draw(placed: Placed, store: Store) -> str:
    if placed.span.is_display:
        return f"\n\n{store(_show_display(placed))}\n\n"
    badges = (badge(entry, "a", href=f"#{_anchor(entry)}") for entry in placed.entries)
    return store(element("span", inline(placed.span.latex) + "".join(badges), "bp-inline"))


def _show_display(placed: Placed) -> str:
    """A display with one row of evidence for each of its equations."""
    latex = placed.span.latex.removesuffix(r"\\")  # ends no row, but would push the tag into a second one
    math = element("div", display(latex), "bp-display")
    several = len(placed.entries) > 1
    rows = (_show_row(entry, row, f"row {row}" if several else "") for row, entry in enumerate(placed.entries, 1))
    return element("div", math + "".join(rows), "bp-equation", style=f"--bp-rows: {max(1, len(placed.entries))}")


def _show_row(entry: Entry, row: int, name: str) -> str:
    evidence = element("div", show_evidence(entry), f"bp-evidence bp-{entry.verdict.value}")
    return element("details", badge(entry, "summary", row=name) + evidence, "", id=entry.id, style=f"--bp-row: {row}")


def _show_in_text(entries: list[Entry]) -> str:
    """The evidence of equations that have no room for it where they stand: in tables and in running text."""
    rows = [element("p", "Equations in tables and in running text", "bp-caption")]
    for entry in entries:
        head = element("summary", inline(entry.latex) + badge(entry, counted=False))
        evidence = element("div", show_evidence(entry), f"bp-evidence bp-{entry.verdict.value}", id=_anchor(entry))
        rows.append(element("details", head + evidence))
    return element("section", "".join(rows), "bp-in-text")


def _anchor(entry: Entry) -> str:
    return f"evidence-{entry.id}"


def _with_summary(page: str, summary: str) -> str:
    block = f"\n\n{summary}\n\n"
    if SUMMARY in page:
        return page.replace(SUMMARY, block, 1)
    heading = re.search(r"^# .*$", page, re.MULTILINE)
    end = heading.end() if heading else 0
    return page[:end] + block + page[end:]
