"""`bpsym check`: judge every equation of files and folders."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from glob import glob, has_magic
from pathlib import Path

from bpsym.cli.fix import fix_file, require_terminal
from bpsym.cli.full import print_report, print_total
from bpsym.cli.screen import Screen
from bpsym.cli.thorough import ask_entrywise, print_opinion
from bpsym.derivation import Report
from bpsym.errors import BpsymError, InputError
from bpsym.printer import terminal
from bpsym.reader import spell_out
from bpsym.review import SUFFIXES, check_file, find_notes
from bpsym.review.contract import report_json, reports_json
from bpsym.review.project import find_project, is_excluded
from bpsym.review.source import STDIN

BUG = "this is a bug in bpsym"


@dataclass(frozen=True, slots=True)
class Checked:
    """One report, and whether its file was named or found in a folder."""

    report: Report
    is_named: bool


def run(args: argparse.Namespace) -> int:
    """Check, print in the format asked for, and return the exit code.

    Raises:
        InputError: nothing to check is named, or repairs are wanted where there is nobody to choose them.
    """
    paths = args.paths or _of_project()
    if args.fix:
        _require_files(paths, args.fix)
    found = [checked for path in paths for checked in _check_path(path, args)]
    if args.fix:
        found = [_fixed(checked, args) for checked in found]
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


def _of_project() -> list[Path]:
    """What the project in whose folder we are lists as its notes."""
    project = find_project(Path())
    if project is None or not project.notes:
        raise InputError("check: name the notes, or list them in pyproject.toml, [tool.bpsym] notes = ['docs']")
    return [Path(os.path.relpath(project.folder / name)) for name in project.notes]


def _require_files(paths: list[Path], way: str) -> None:
    if STDIN in paths:
        raise InputError("--fix writes into files; standard input is none")
    require_terminal(way)


def _fixed(checked: Checked, args: argparse.Namespace) -> Checked:
    """The report on the file after the repairs that were chosen; a file that cannot be mended does not stop others."""
    if checked.report.error:
        return checked
    path = Path(checked.report.file)
    try:
        is_new = fix_file(checked.report, args.fix)
    except InputError as error:
        return replace(checked, report=Report(str(path), error=str(error)))
    return replace(checked, report=_check(path, args)) if is_new else checked


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
        yield f"{report.show(finding.line, finding.column)}: {finding.code}  {finding.message}"
    for entry in report.entries:
        codes = [f.code for f in (*entry.findings, *(f for link in entry.links for f in link.findings))]
        verdict = entry.verdict.value + (" (expected)" if entry.expected else "")
        shown = f"  [{', '.join(dict.fromkeys(codes))}]" if codes else ""
        equation = terminal(spell_out(entry.latex, report.macros))
        yield f"{report.show(entry.line, entry.column)}: {verdict}  {equation}{shown}"


def _check_path(path: Path, args: argparse.Namespace) -> Iterator[Checked]:
    if path.is_dir():
        notes = find_notes(path)
        if not notes:
            error = f"{path}: no notes here: expected at least one file that ends in {', '.join(SUFFIXES)}"
            yield Checked(Report(str(path), error=error), is_named=True)
    elif _is_pattern(path):
        there = [Path(name) for name in sorted(glob(str(path), recursive=True)) if Path(name).is_file()]
        notes = [note for note in there if not is_excluded(note)]
        if not notes:
            yield Checked(Report(str(path), error=f"{path}: no file has a name of this form"), is_named=True)
    else:
        yield Checked(_check(path, args), is_named=True)
        return
    yield from (Checked(_check_one_of_many(note, args), is_named=False) for note in notes)


def _is_pattern(path: Path) -> bool:
    return has_magic(str(path)) and not path.exists()


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


def _print_full(reports: list[Report]) -> None:
    screen = Screen()
    for report in reports:
        print_report(screen, report)
    if len(reports) > 1:
        print_total(screen, reports)
