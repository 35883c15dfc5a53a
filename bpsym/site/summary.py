"""What is said of a page as a whole: the counts, and the findings that belong to no equation."""

from __future__ import annotations

from bpsym.derivation import Report, Verdict
from bpsym.site.badge import mark
from bpsym.site.evidence import show_finding
from bpsym.site.markup import element, prose

PLURALS = {Verdict.DEFINITION: "definitions"}


def show_summary(report: Report) -> str:
    """One line: how many equations, and how many of each verdict; nothing undecided is called checked."""
    counts = report.counts
    total = counts["total"]
    items = [element("span", "1 equation" if total == 1 else f"{total} equations", "bp-total")]
    items += [_show_count(verdict, counts[verdict.value]) for verdict in Verdict.__members__.values()][::-1]
    return element("p", "".join(items), "bp-summary", data_bp_total=str(total))


def show_file_findings(report: Report) -> str:
    """A box with the findings about tables, header and conventions; nothing where there are none."""
    if report.error is not None:
        return element("div", element("p", prose(report.error)), "bp-findings")
    if not report.findings:
        return ""
    title = element("p", "What the notes declare, looked at closely", "bp-caption")
    items = element("ul", "".join(map(show_finding, report.findings)))
    return element("div", title + items, "bp-findings")


def _show_count(verdict: Verdict, count: int) -> str:
    if not count:
        return ""
    word = PLURALS.get(verdict, verdict.value) if count > 1 else verdict.value
    return element("span", f"{mark(verdict)}{count} {word}", f"bp-count bp-{verdict.value}")
