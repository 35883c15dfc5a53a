"""One equation on the terminal."""

from __future__ import annotations

from dataclasses import replace

from bpsym.cli.excerpt import show_lines, show_place
from bpsym.cli.screen import STYLES, Screen
from bpsym.cli.witness import show_witness
from bpsym.derivation import CODES, Counterexample, Entry, Finding, Link, Report
from bpsym.printer import terminal, terminal_prose
from bpsym.reader import spell_out

INDENT = " " * 19
LONGEST = 90
"""Signs of a side beyond which what differs is left to the JSON."""
READINGS = {
    "hadamard": "read entry by entry",
    "contraction": "read as a composition of derivatives",
    "outer": "read as an outer product",
    "mixed": "read with products of several kinds",
}
"""How a reading is called in a sentence; `as-written` needs no sentence."""
STYLE = "BP5"
"""Findings that ask for an explicit sign: where the reading is echoed, their code is enough."""
CONDITION = "BP4"
"""Findings that name a condition: one line after the case, with no place of their own."""
FALSE = "BP3"
"""Findings that an equation is false: where a counterexample follows, it says more than their message."""


def print_entry(screen: Screen, report: Report, entry: Entry) -> None:
    """The line with its verdict; under it notes on what is true, and the whole case where it is not."""
    latex = entry.latex if r"\tag" in entry.latex or not entry.tag else rf"{entry.latex} \tag{{{entry.tag}}}"
    aside = "  wrong on purpose" if entry.expected else ""
    aside = f"  suppressed: {entry.suppressed}" if entry.suppressed is not None else aside
    word = (f"{entry.verdict.value:<12}", STYLES[entry.verdict])
    equation = terminal(spell_out(latex, report.macros))
    screen.line(f"  {report.locate(entry.line)[1]:>4} ", word, equation, (aside, "dim"))
    is_quiet = aside != ""
    for link in entry.links:
        if len(entry.links) > 1 and not link.judgement.verdict.is_true:
            screen.line(f"{INDENT}{link.judgement.verdict.value}: {terminal(spell_out(link.latex, report.macros))}")
        _print_link(screen, report, entry, link, is_quiet)
    for finding in entry.findings:
        _print_finding(screen, report, finding, is_quiet or entry.verdict.is_true)


def print_note(screen: Screen, finding: Finding, indent: str = INDENT) -> None:
    """A finding in one line."""
    screen.line(indent, (f"{finding.code} {CODES[finding.code].name}: ", "yellow"), terminal_prose(finding.message))


def _print_link(screen: Screen, report: Report, entry: Entry, link: Link, is_quiet: bool) -> None:
    judgement = link.judgement
    is_quiet = is_quiet or judgement.verdict.is_true
    is_echoed = link.reading != "as-written" and link.reading_latex != ""
    style = [f for f in link.findings if is_echoed and f.code.startswith(STYLE)]
    if is_echoed:
        screen.line((INDENT + _echo(report, link, [finding.code for finding in style]), "dim"))
    for condition in judgement.conditions:
        screen.line(f"{INDENT}on condition that {terminal_prose(condition)}")
    if not is_quiet and not any(finding.column for finding in link.findings):
        for line in show_lines(report.source, entry.line, entry.end_line, report.locate(entry.line)[1]):
            screen.line((line, "dim"))
    for finding in link.findings:
        if finding not in style and not finding.code.startswith(CONDITION):
            is_told = isinstance(judgement.witness, Counterexample) and finding.code.startswith(FALSE)
            _print_finding(screen, report, replace(finding, message="") if is_told else finding, is_quiet)
    if not is_quiet:
        _print_case(screen, link)
    for finding in link.findings:
        if finding.code.startswith(CONDITION):
            screen.line(INDENT, (terminal_prose(finding.message), "bold"), f"  {finding.code}")


def _echo(report: Report, link: Link, codes: list[str]) -> str:
    """How the products were read, and the codes of the findings that say no more than that."""
    shown, written = terminal(link.reading_latex), terminal(spell_out(link.latex, report.macros))
    equation = "" if shown.replace(" ", "") == written.replace(" ", "") else f": {shown}"
    return READINGS[link.reading] + equation + "".join(f"  {code}" for code in dict.fromkeys(codes))


def _print_case(screen: Screen, link: Link) -> None:
    said = {finding.message for finding in link.findings}
    for line in (link.judgement.reason, *show_witness(link.judgement.witness)):
        if line and not any(message.endswith(line) for message in said):
            screen.line(INDENT + terminal_prose(line))
    if link.judgement.difference is not None and not link.repairs:  # a repair says it in fewer words
        left, right = (terminal(side) for side in link.judgement.difference)
        if max(len(left), len(right)) <= LONGEST:
            screen.line((f"{INDENT}only on the left: {left or 0}; only on the right: {right or 0}", "dim"))
    for repair in link.repairs[:1]:
        more = f"  (or {len(link.repairs) - 1} more, in --format json)" if len(link.repairs) > 1 else ""
        screen.line(INDENT, ("repair: ", "bold green"), terminal_prose(repair.edit), (more, "dim"))
        screen.line(f"{INDENT}        {' '.join(repair.latex.split())}")


def _print_finding(screen: Screen, report: Report, finding: Finding, is_quiet: bool) -> None:
    if is_quiet or not finding.line:
        print_note(screen, finding)
        return
    place = report.show(finding.line, finding.column)
    said = f": {terminal_prose(finding.message)}" if finding.message else ""
    screen.line(INDENT, (f"{place}: {finding.code} {CODES[finding.code].name}", "bold"), said)
    for line in _excerpt(report, finding):
        screen.line(line)


def _excerpt(report: Report, finding: Finding) -> list[str]:
    own = report.locate(finding.line)[1]
    return show_place(report.source, finding.line, finding.column, finding.end, own)
