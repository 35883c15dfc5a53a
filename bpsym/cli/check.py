"""`bpsym check`: judge every equation of files and folders."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bpsym.cli.full import print_report, print_total
from bpsym.cli.screen import Screen
from bpsym.cli.thorough import ask_entrywise, print_opinion
from bpsym.derivation import Report
from bpsym.errors import BpsymError
from bpsym.printer import terminal
from bpsym.review import check_file
from bpsym.review.contract import report_json, reports_json

BUG = "this is a bug in bpsym"


@dataclass(frozen=True, slots=True)
class Checked:
    """One report, and whether its file was named or found in a folder."""

    report: Report
    is_named: bool


def run(args: argparse.Namespace) -> int:
    """Check, print in the format asked for, and return the exit code."""
    found = [checked for path in args.paths for checked in _check_path(path, args)]
    reports = [checked.report for checked in found]
    for report in reports:
        if report.error:
            sys.stderr.write(f"bpsym: {report.error}\n")
    if args.format == "json":
        alone = len(found) == 1 and found[0].is_named
        made = report_json(reports[0]) if alone else reports_json(reports)
        sys.stdout.write(json.dumps(made, indent=2, ensure_ascii=False) + "\n")
    elif args.format == "concise":
        for report in reports:
            sys.stdout.writelines(line + "\n" for line in concise(report))
    else:
        _print_full([report for report in reports if not report.error])
    return max(exit_code(found), _ask_again(reports) if args.thorough else 0)


def _ask_again(reports: list[Report]) -> int:
    """1 if SymPy contradicts a proof."""
    opinions = [(report, ask_entrywise(report)) for report in reports if not report.error]
    for report, opinion in opinions:
        print_opinion(report, opinion)
    return int(any(opinion.against for _, opinion in opinions))


def exit_code(found: list[Checked]) -> int:
    """0 all decided and none refuted; 1 otherwise; 2 a named file failed, or nothing at all was found."""
    if any(c.report.error and c.is_named for c in found) or all(c.report.error for c in found):
        return 2
    if any(BUG in (c.report.error or "") for c in found):
        return 1
    return 0 if all(c.report.is_clean for c in found if not c.report.error) else 1


def concise(report: Report) -> Iterator[str]:
    """One line for each equation: `file:line:col: verdict  equation  [codes]`."""
    for finding in report.findings:
        yield f"{report.file}:{finding.line}:{finding.column}: {finding.code}  {finding.message}"
    for entry in report.entries:
        codes = [f.code for f in (*entry.findings, *(f for link in entry.links for f in link.findings))]
        verdict = entry.verdict.value + (" (expected)" if entry.expected else "")
        shown = f"  [{', '.join(dict.fromkeys(codes))}]" if codes else ""
        yield f"{report.file}:{entry.line}:{entry.column}: {verdict}  {terminal(entry.latex)}{shown}"


def _check_path(path: Path, args: argparse.Namespace) -> Iterator[Checked]:
    if not path.is_dir():
        yield Checked(_check(path, args), is_named=True)
        return
    notes = sorted(p for p in path.rglob("*.md") if p.is_file() and not _is_hidden(p.relative_to(path)))
    if not notes:
        yield Checked(Report(str(path), error=f"{path}: no notes here: expected at least one .md file"), is_named=True)
    yield from (Checked(_check_one_of_many(note, args), is_named=False) for note in notes)


def _check_one_of_many(path: Path, args: argparse.Namespace) -> Report:
    """A file of a folder; a mistake of ours in one of them does not cost the others their report."""
    try:
        return _check(path, args)
    except Exception as error:
        return Report(str(path), error=f"{path}: {BUG} ({type(error).__name__}); please report it")


def _check(path: Path, args: argparse.Namespace) -> Report:
    try:
        return check_file(path, notation=args.notation)
    except BpsymError as error:
        return Report(str(path), error=str(error))


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _print_full(reports: list[Report]) -> None:
    screen = Screen()
    for report in reports:
        print_report(screen, report)
    if len(reports) > 1:
        print_total(screen, reports)
