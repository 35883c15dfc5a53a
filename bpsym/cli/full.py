"""The full format of `bpsym check`: one quiet line for what is true, everything that helps for what is not."""

from __future__ import annotations

from bpsym.cli.entry import print_entry, print_note
from bpsym.cli.screen import STYLES, Screen
from bpsym.derivation import Report, Verdict

ORDER = (
    Verdict.DEFINITION,
    Verdict.PROVED,
    Verdict.CONDITIONAL,
    Verdict.SUPPORTED,
    Verdict.REFUTED,
    Verdict.UNDECIDED,
    Verdict.UNREAD,
)
ALWAYS_COUNTED = (Verdict.PROVED, Verdict.REFUTED, Verdict.UNDECIDED)


def print_report(screen: Screen, report: Report) -> None:
    """One file: its own findings, then its equations in their order, then the count."""
    screen.line((report.file, "bold"))
    print_lines(screen, report)
    screen.line()
    screen.line(*summary(report))
    screen.line()


def print_lines(screen: Screen, report: Report) -> None:
    """Every finding of the file, and every equation."""
    for finding in sorted(report.findings, key=lambda f: (f.line, f.column)):
        print_note(screen, finding, f"  {report.locate(finding.line)[1] or '':>4} ")
    if report.findings:
        screen.line()
    above = ""
    for entry in report.entries:
        place, _ = report.locate(entry.line)
        if place and place != above:
            screen.line((f"  {place}", "bold"))
        above = place
        print_entry(screen, report, entry)


def print_total(screen: Screen, reports: list[Report]) -> None:
    """The sum over several files."""
    entries = tuple(entry for report in reports for entry in report.entries)
    whole = Report("all", entries, not_claims=sum(report.not_claims for report in reports))
    screen.line((f"{len(reports)} files, ", "bold"), *summary(whole))


def summary(report: Report) -> list[tuple[str, str]]:
    """`14 equations: 6 definitions, 8 proved, 0 refuted, 0 undecided · 14/14 decided`."""
    total = report.counts["total"]
    shown: list[tuple[str, str]] = []
    for verdict in ORDER:
        count = report.counts[verdict.value]
        if count or verdict in ALWAYS_COUNTED:
            name = "definitions" if verdict is Verdict.DEFINITION and count != 1 else verdict.value
            shown += [(", " if shown else "", ""), (f"{count} {name}", STYLES[verdict] if count else "")]
    return [(f"{total} equation{'s' * (total != 1)}: ", ""), *shown, (_coverage(report, total), "bold")]


def _coverage(report: Report, total: int) -> str:
    parts = [f" · {report.decided}/{total} decided"]
    expected = sum(entry.expected for entry in report.entries)
    suppressed = sum(entry.suppressed is not None for entry in report.entries)
    parts += [f"{expected} wrong on purpose"] if expected else []
    parts += [f"{suppressed} suppressed"] if suppressed else []
    parts += [f"{report.not_claims} more claim nothing to check"] if report.not_claims else []
    return " · ".join(parts)
