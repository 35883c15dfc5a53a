"""Counts for a list of pages: a comment in a page of the docs is replaced by what the reports of another page say.

`<!-- bpsym-site: verdicts derivations/softmax.md -->` becomes the counts of its verdicts, and `<!-- bpsym-site: derived
derivations/softmax.md -->` the counts of what bpsym derives from it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from bpsym.derivation import Report, Verdict
from bpsym.errors import InputError

_MARK = re.compile(r"<!-- bpsym-site: (?P<kind>verdicts|derived) (?P<page>\S+\.md) -->")
_SHOWN = (Verdict.PROVED, Verdict.CONDITIONAL, Verdict.REFUTED, Verdict.SUPPORTED, Verdict.UNDECIDED, Verdict.UNREAD)


def fill_counts(markdown: str, report_of: Callable[[str], Report | None]) -> str:
    """The page with every such comment replaced.

    Args:
        markdown: a page of the docs.
        report_of: from the address of a page to its report; None where the site has no such page.

    Raises:
        InputError: a comment names a page that the site does not have.
    """
    return _MARK.sub(lambda match: _counts(match["kind"], match["page"], report_of), markdown)


def _counts(kind: str, page: str, report_of: Callable[[str], Report | None]) -> str:
    report = report_of(page)
    if report is None:
        raise InputError(f"<!-- bpsym-site: {kind} {page} -->: the site has no page {page}")
    if kind == "verdicts":
        return _shown(report)
    derived = report_of(f"{page.removesuffix('.md')}-derived.md")
    return "none: no cost" if derived is None else f"{_shown(derived)}; compiled"


def _shown(report: Report) -> str:
    counts = ((report.counts[verdict.value], verdict.value) for verdict in _SHOWN)
    return ", ".join(f"{count} {word}" for count, word in counts if count)
