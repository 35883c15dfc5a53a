"""The report on one file: one entry per relation of the notes, in document order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from bpsym.derivation.derivation import Derivation
from bpsym.derivation.finding import Finding
from bpsym.derivation.origin import Origin
from bpsym.derivation.verdict import Judgement, Verdict


@dataclass(frozen=True, slots=True)
class Patch:
    """An edit of the notes: `old`, which begins at this line and column of the text that was read, becomes `new`."""

    line: int
    column: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Repair:
    """An edit that makes a refuted equation provable."""

    latex: str
    """The whole equation, mended, in the notes' own notation."""
    edit: str
    """In words: `a transpose is missing on W^{(2)}`."""
    patch: Patch | None = None
    """The same edit on the notes."""


@dataclass(frozen=True, slots=True)
class Link:
    """One `=`, judged."""

    latex: str
    judgement: Judgement
    reading: str = "as-written"
    reading_latex: str = ""
    """The equation with every product explicit."""
    findings: tuple[Finding, ...] = ()
    repairs: tuple[Repair, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One relation of the notes; `verdict` is the worst of its links."""

    id: str
    tag: str
    line: int
    column: int
    end_line: int
    latex: str
    verdict: Verdict
    links: tuple[Link, ...]
    findings: tuple[Finding, ...] = ()
    """Those of the entry itself; the links have their own."""
    expected: bool = False
    """Whether the notes say that the line is wrong on purpose, and it is, in the way they say."""
    suppressed: str | None = None

    @property
    def is_clean(self) -> bool:
        """Whether the entry is true, wrong on purpose in the way that the notes say, or suppressed with a reason."""
        if any(finding.code == "BP112" for finding in self.findings):
            return False
        return self.verdict.is_true or self.expected or self.suppressed is not None


@dataclass(frozen=True, slots=True)
class Report:
    """What is said of one file."""

    file: str
    entries: tuple[Entry, ...] = ()
    findings: tuple[Finding, ...] = ()
    """Findings of the file: tables, header, inference, conventions."""
    error: str | None = None
    not_claims: int = 0
    source: str = ""
    derivation: Derivation | None = None
    origins: tuple[Origin, ...] = ()
    """Where the lines come from, if the file is made of several pieces; lines of entries and findings count in all."""

    macros: Mapping[str, str] = field(default_factory=dict)
    """The author's own commands, for whoever shows an equation."""

    def locate(self, line: int) -> tuple[str, int]:
        """The piece in which a line stands (`cell 3`, an included file, "" for the file itself), and its number there.

        A line of 0 is that of no place.
        """
        origin = next((o for o in reversed(self.origins) if o.line <= line), None)
        return (origin.place, line - origin.line + origin.first) if origin else ("", line)

    def show(self, line: int, column: int) -> str:
        """`notes.md:4:1`, `notes.ipynb:cell 3:4:1`."""
        place, own = self.locate(line)
        return f"{self.file}:{place}:{own}:{column}" if place else f"{self.file}:{own}:{column}"

    @property
    def counts(self) -> dict[str, int]:
        """Verdict -> number of entries, in the order of the JSON contract, with `total` and `not_claims`."""
        found = Counter(entry.verdict for entry in self.entries)
        order = [Verdict.DEFINITION, Verdict.PROVED, Verdict.CONDITIONAL, Verdict.SUPPORTED, Verdict.REFUTED]
        order += [Verdict.UNDECIDED, Verdict.UNREAD]
        return {"total": len(self.entries), **{v.value: found[v] for v in order}, "not_claims": self.not_claims}

    @property
    def decided(self) -> int:
        """How many entries are decided."""
        return sum(entry.verdict.is_decided for entry in self.entries)

    @property
    def is_clean(self) -> bool:
        """Whether every entry is true or, where the notes say so, wrong on purpose."""
        return all(entry.is_clean for entry in self.entries)
