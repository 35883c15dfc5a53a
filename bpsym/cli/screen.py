"""The terminal: colours that fall silent under NO_COLOR and in pipes, and never a guess at markup in mathematics."""

from __future__ import annotations

import textwrap

from rich.console import Console
from rich.text import Text

from bpsym.derivation import Verdict

STYLES = {
    Verdict.DEFINITION: "blue",
    Verdict.PROVED: "green",
    Verdict.CONDITIONAL: "cyan",
    Verdict.SUPPORTED: "yellow",
    Verdict.REFUTED: "bold red",
    Verdict.UNDECIDED: "bold yellow",
    Verdict.UNREAD: "bold magenta",
}
"""Colour only repeats what the word says."""

WIDTH = 100
"""Columns of a paragraph."""


class Screen:
    """Standard output, line by line; mathematics is never wrapped or cut, so that it can be copied."""

    def __init__(self) -> None:
        self.console = Console(highlight=False, markup=False, emoji=False, soft_wrap=True)

    def line(self, *parts: str | tuple[str, str]) -> None:
        """Print one line of (text, style) parts."""
        self.console.print(Text.assemble(*parts))

    def paragraph(self, text: str, indent: str, style: str = "") -> None:
        """Print a sentence of any length in lines that can be read."""
        for line in textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent):
            self.line((line, style))

    def heading(self, title: str) -> None:
        """Print a title after an empty line."""
        self.line()
        self.line((title, "bold"))


def table(rows: list[tuple[str, ...]], indent: int = 2, gap: int = 2) -> list[str]:
    """Rows in columns that line up; widths count terminal cells."""
    widths = [max(Text(cell).cell_len for cell in column) for column in zip(*rows)]
    lines = []
    for row in rows:
        cells = [cell + " " * (width - Text(cell).cell_len) for cell, width in zip(row, widths)]
        lines.append((" " * indent + (" " * gap).join(cells)).rstrip())
    return lines
