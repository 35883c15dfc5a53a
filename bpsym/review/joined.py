"""The reports on the sections of one document as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bpsym.derivation import Entry, Report


def join_reports(reports: Sequence[Report]) -> Report:
    """All entries in the order of the document; the derivation is that of the first section with an equation.

    Ids are unique: an equation that has the tag of another section gets a number.
    """
    first = next((report for report in reports if report.entries), reports[0])
    entries, used = list[Entry](), dict[str, int]()
    for entry in (e for report in reports for e in report.entries):
        used[entry.id] = used.get(entry.id, 0) + 1
        entries.append(entry if used[entry.id] == 1 else replace(entry, id=f"{entry.id}-{used[entry.id]}"))
    findings = tuple(dict.fromkeys(finding for report in reports for finding in report.findings))
    not_claims = sum(report.not_claims for report in reports)
    return replace(first, entries=tuple(entries), findings=findings, not_claims=not_claims)
