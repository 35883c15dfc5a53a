"""The notes' own tables: a column of mathematics and a column of dimensions, in whichever language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bpsym.errors import UnreadError
from bpsym.expr import Shape
from bpsym.notation import Formula
from bpsym.reader.canonical import read_formula
from bpsym.reader.markdown import prose_and_tables
from bpsym.reader.shape_text import is_pair, read_shape

_RULE = re.compile(r":?-+:?")
_HEAD = re.compile(r"dim|shape|size|维|形状|大小|größe|taille", re.IGNORECASE)
"""What the head of a column of dimensions says, where no cell is a pair."""
_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*$")


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row that declares: its formula (both sides, where it is a relation), its name in code, its shape."""

    formulas: tuple[Formula, ...]
    code: str
    shape: Shape | None
    shape_text: str
    line: int
    column: int
    """Of the cell with the dimensions."""


def find_declarations(text: str) -> list[TableRow]:
    """The rows of every table with a column of mathematics and a column of dimensions."""
    lines = prose_and_tables(text).split("\n")
    found: list[TableRow] = []
    for at, line in enumerate(lines):
        if at and "|" in lines[at - 1] and _is_separator(line):
            found += _read_table(_cells(lines[at - 1]), list(_rows(lines, at + 1)))
    return found


def _is_separator(line: str) -> bool:
    return line.count("-") > 1 and "|" in line and all(_RULE.fullmatch(cell.strip()) for cell, _ in _cells(line))


Cells = list[tuple[str, int]]


def _rows(lines: list[str], at: int) -> Iterator[tuple[int, Cells]]:
    while at < len(lines) and "|" in lines[at]:
        yield at + 1, _cells(lines[at])
        at += 1


def _cells(line: str) -> Cells:
    """The cells of a row with their columns from 0; a bar inside mathematics or after a backslash ends none."""
    cells, start, in_math = list[tuple[str, int]](), 0, False
    body = line.rstrip()
    for at, char in enumerate(body):
        if char == "$" and body[at - 1 : at] not in ("\\", "$"):
            in_math = not in_math
        if char == "|" and not in_math and body[at - 1 : at] != "\\":
            cells.append((body[start:at], start))
            start = at + 1
    cells.append((body[start:], start))
    if body.lstrip().startswith("|"):
        cells.pop(0)
    if cells and body.endswith("|"):
        cells.pop()
    return cells


def _read_table(head: Cells, rows: list[tuple[int, Cells]]) -> list[TableRow]:
    width = max((len(cells) for _, cells in rows), default=0)
    maths = _best_column(rows, width, lambda cell: cell.strip().startswith("$") and not is_pair(cell))
    shapes = _best_column(rows, width, lambda cell: read_shape(cell) is not None, skip=maths)
    if shapes is None or maths is None or not _is_about_shapes(head, rows, shapes):
        return []
    code = _best_column(rows, min(width, maths), lambda cell: _IDENTIFIER.match(cell.strip().strip("`")) is not None)
    found = []
    for line, cells in rows:
        if len(cells) <= max(shapes, maths):
            continue
        formulas = _formulas(cells[maths][0])
        name = cells[code][0].strip().strip("`") if code is not None else ""
        text, column = cells[shapes]
        if formulas:
            place = column + 1 + len(text) - len(text.lstrip())
            found.append(TableRow(formulas, name, read_shape(text), text.strip(), line, place))
    return found


def _is_about_shapes(head: Cells, rows: list[tuple[int, Cells]], column: int) -> bool:
    """Whether a column of single words or numbers is one of dimensions: one cell is a pair, or the head says so."""
    named = column < len(head) and _HEAD.search(head[column][0]) is not None
    return named or any(is_pair(cells[column][0]) for _, cells in rows if column < len(cells))


def _best_column(
    rows: list[tuple[int, Cells]], width: int, fits: Callable[[str], bool], skip: int | None = None
) -> int | None:
    """The last column, but for `skip`, in which more than half of the cells fit, None where there is none."""
    best = None
    for column in (c for c in range(width) if c != skip):
        cells = [cells[column][0] for _, cells in rows if column < len(cells)]
        if cells and sum(fits(c) for c in cells) * 2 > len(cells):
            best = column
    return best


def _formulas(cell: str) -> tuple[Formula, ...]:
    plain = cell.strip().strip("$")
    try:
        return tuple(read_formula(part) for part in plain.split("="))
    except UnreadError:
        return ()
