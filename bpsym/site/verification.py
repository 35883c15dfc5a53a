"""One call of the verifier per page, and what would break the build."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from bpsym.derivation import Entry, Report
from bpsym.errors import BpsymError
from bpsym.review import check_text, read_sidecar


class UncleanPageError(BpsymError):
    """A page with an equation that may not be published as it stands."""


@lru_cache(maxsize=256)
def verify(text: str, file: str) -> Report:
    """The report that `bpsym check` makes of this text; once for each text."""
    return check_text(text, file, read_sidecar(Path(file), None))


def faults(report: Report) -> list[str]:
    """What keeps the page from being published, one line each; empty for a page that may be."""
    if report.error is not None:
        return [f"{report.file}: {report.error}"]
    if not report.entries:
        return [f"{report.file}: no equation found on a page that is to be checked"]
    return [_fault(report.file, entry) for entry in report.entries if not Report(report.file, (entry,)).is_clean]


def require_clean(report: Report) -> None:
    """Raise where the page may not be published.

    Raises:
        UncleanPageError: an equation is refuted, undecided, unread or only supported, and not marked as expected.
    """
    found = faults(report)
    if found:
        raise UncleanPageError("\n".join(found))


def _fault(file: str, entry: Entry) -> str:
    latex = " ".join(entry.latex.split())
    reasons = [link.judgement.reason for link in entry.links if link.judgement.reason]
    why = f" ({reasons[0]})" if reasons else ""
    return f"{file}:{entry.line}:{entry.column}: {entry.verdict.value}{why}: {latex}"
