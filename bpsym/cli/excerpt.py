"""A place in a source file: the line, and carets under what is meant."""

from __future__ import annotations

from rich.cells import cell_len

MARGIN = 21
"""Cells before the bar: excerpts stand under the equation, not under its line number."""


def show_place(source: str, line: int, column: int, end: int, number: int | None = None) -> list[str]:
    """The line and the carets beneath it.

    Args:
        source: the whole text.
        line: from 1.
        column: of the first character, from 1.
        end: the column after the last character; 0 where only a line is meant.
        number: what the line is called, if it is not `line`.
    """
    lines = source.splitlines()
    if not 1 <= line <= len(lines):
        return []
    text = lines[line - 1].replace("\t", " ").rstrip()
    shown = [f"{number or line:>{MARGIN}} | {text}"]
    end = min(end or column + 1, len(text) + 1)
    if column >= 1 and end > column:
        before, under = cell_len(text[: column - 1]), cell_len(text[column - 1 : end - 1])
        shown.append(" " * MARGIN + " | " + " " * before + "^" * max(under, 1))
    return shown


def show_lines(source: str, first: int, last: int, number: int) -> list[str]:
    """The lines of one equation, without carets; the first of them is called by a number."""
    lines = source.splitlines()[first - 1 : last]
    return [f"{number + i:>{MARGIN}} | {text.rstrip()}" for i, text in enumerate(lines) if text.strip(" \t$")]
