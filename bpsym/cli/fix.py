"""`bpsym check --fix`: repairs into the source file, after a question on the terminal for each line."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from bpsym.cli.whole_file import write_file
from bpsym.derivation import Entry, Repair, Report
from bpsym.errors import InputError
from bpsym.printer import terminal_prose
from bpsym.review.mend import mendable, mended_files

ASK, FIRST = "ask", "first"
WAYS = (ASK, FIRST)


def require_terminal(way: str) -> None:
    """Whether there is somebody to be asked.

    Raises:
        InputError: there is nobody.
    """
    if way == ASK and not sys.stdin.isatty():
        raise InputError("--fix asks on a terminal, and there is none; --fix=first takes the first repair of each line")


def fix_file(report: Report, way: str) -> bool:
    """Apply what is chosen, and say on standard error what was done; whether the file is another now.

    Raises:
        InputError: the file has changed meanwhile, cannot be written, or the place of a repair is not found in it.
    """
    chosen = list(_choose(report, way))
    if not chosen:
        return False
    for path, (before, after) in mended_files(report, [repair for _, repair in chosen]).items():
        write_file(path, after, before)
    for entry, repair in chosen:
        _say(f"{report.show(entry.line, entry.column)}: mended: {terminal_prose(repair.edit)}")
    return True


def _choose(report: Report, way: str) -> Iterator[tuple[Entry, Repair]]:
    found = mendable(report)
    for at, (entry, repairs) in enumerate(found):
        number = 1 if way == FIRST else _ask(report, entry, repairs, f"line {at + 1} of {len(found)}")
        if number is None:
            return
        if number:
            yield entry, repairs[number - 1]


def _ask(report: Report, entry: Entry, repairs: tuple[Repair, ...], which: str) -> int | None:
    """The number of the repair that is wanted, 0 for none; None at the end of the input."""
    _say(f"{report.show(entry.line, entry.column)}: refuted: {' '.join(entry.latex.split())}")
    for number, repair in enumerate(repairs, start=1):
        _say(f"  {number}  {' '.join(repair.latex.split())}")
        _say(f"     {terminal_prose(repair.edit)}")
    while True:
        sys.stderr.write(f"which one, 1 to {len(repairs)}, or 0 for none ({which})? ")
        sys.stderr.flush()
        answer = sys.stdin.readline()
        if not answer:
            _say("")
            return None
        if answer.strip().isascii() and answer.strip().isdigit() and int(answer) <= len(repairs):
            return int(answer)
        _say(f"expected a number from 0 to {len(repairs)}, found {answer.strip()!r}")


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")
