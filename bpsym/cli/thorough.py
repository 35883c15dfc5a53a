"""`bpsym check --thorough`: a third opinion on every proof, from SymPy, entry by entry at the smallest shapes."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bpsym.checker.oracle import agree_entrywise
from bpsym.checker.survey import survey
from bpsym.derivation import Entry, Equation, Finding, Report, Verdict
from bpsym.errors import UnsupportedError
from bpsym.expr import Expr, Symbol

SECOND_DEFINITION = "BP113"
"""Where notes define a symbol twice, what holds depends on the place, and SymPy is not asked."""

CONTRADICTED = "BP901"


@dataclass(frozen=True, slots=True)
class Opinion:
    """What SymPy says of the proved equations of one report."""

    agreed: int = 0
    open: int = 0
    """Where SymPy does not find out."""
    against: tuple[Entry, ...] = ()
    """Entries of which it says the opposite of the proof: one of the two is wrong."""


def ask_entrywise(report: Report) -> Opinion:
    """Write both sides of every proved equation out entry by entry, at two rectangular shapes, and compare."""
    if report.derivation is None or any(f.code == SECOND_DEFINITION for e in report.entries for f in _findings(e)):
        return Opinion()
    definitions = report.derivation.definitions
    proved = {entry.id: entry for entry in report.entries if entry.verdict is Verdict.PROVED}
    said = [(proved[e.entry], _agree(e, definitions)) for e in report.derivation.claims if e.entry in proved]
    against = {entry.id: entry for entry, answer in said if answer is False}
    answers = [answer for _, answer in said]
    return Opinion(answers.count(True), answers.count(None), tuple(against.values()))


def print_opinion(report: Report, opinion: Opinion) -> None:
    """What SymPy says, on standard error: the formats of standard output stay what they are."""
    for entry in opinion.against:
        place = f"{report.show(entry.line, entry.column)}: {CONTRADICTED}"
        sys.stderr.write(f"{place}: SymPy, entry by entry, contradicts the proof; please report it\n")
    open_ = f", does not find out on {opinion.open}" if opinion.open else ""
    sys.stderr.write(f"{report.file}: SymPy, entry by entry, agrees with {opinion.agreed} proofs{open_}\n")


def _agree(equation: Equation, definitions: Mapping[Symbol, Expr]) -> bool | None:
    left, right = equation.left, equation.right
    try:
        answers = [agree_entrywise(left, right, definitions, s) for s in _sizes(left, right, definitions)]
    except UnsupportedError:
        return None
    return False if False in answers else None if None in answers else True


def _sizes(left: Expr, right: Expr, definitions: Mapping[Symbol, Expr]) -> Iterator[dict[str, int]]:
    """Dimensions of one and two in turn, then the other way round: no shape that matters is square in both."""
    names = sorted(survey((left, right), definitions).dimensions)
    for first in (1, 2):
        yield {name: first if at % 2 else 3 - first for at, name in enumerate(names)}


def _findings(entry: Entry) -> Iterator[Finding]:
    yield from entry.findings
    for link in entry.links:
        yield from link.findings
