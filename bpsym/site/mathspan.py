"""Where the mathematics stands in a Markdown text."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PATTERN = re.compile(
    r"""
      \A---[ \t]*\n.*?\n---[ \t]*$                                  # front matter
    | ^(?P<indent>[ ]*)```math[ \t]*\n(?P<fenced>.*?)^[ ]*```[ \t]*$
    | ^[ ]*(?P<fence>```+|~~~+).*?^[ ]*(?P=fence)[ \t]*$            # other fences are code
    | <!--.*?-->
    | (?P<tick>`+)[^`]+(?P=tick)
    | \$\$(?P<dollars>.+?)\$\$
    | \\\[(?P<brackets>.+?)\\\]
    | (?P<bare>\\begin\{(?P<name>(?:align|equation|gather|multline)\*?)\}.+?\\end\{(?P=name)\})
    | (?<![\\$])\$(?P<inline>[^\s$](?:[^$\n]*[^\s$\\])?)\$(?!\d)
    """,
    re.DOTALL | re.MULTILINE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class MathSpan:
    """A piece of mathematics: offsets with its delimiters, and the LaTeX between them."""

    start: int
    end: int
    latex: str
    is_display: bool


def find_math(text: str) -> list[MathSpan]:
    """Every piece of mathematics, in order. A `$$...$$` in a row of a table is not a display."""
    spans = []
    for match in _PATTERN.finditer(text):
        inline = match["inline"]
        block = match["fenced"] or match["dollars"] or match["brackets"] or match["bare"]
        latex = inline or block
        if latex is not None:
            is_display = inline is None and not _in_table(text, match.start(), match.end())
            spans.append(MathSpan(match.start(), match.end(), latex.strip(), is_display))
    return spans


def front_matter_end(text: str) -> int:
    """The offset at which the page itself begins."""
    match = re.match(r"---[ \t]*\n.*?\n---[ \t]*(?:\n|\Z)", text, re.DOTALL)
    return match.end() if match else 0


def offset_of(text: str, line: int, column: int) -> int:
    """The offset of a place given by line and column, both from 1."""
    start = 0
    for _ in range(line - 1):
        start = text.index("\n", start) + 1
    return start + column - 1


def _in_table(text: str, start: int, end: int) -> bool:
    before = text[text.rfind("\n", 0, start) + 1 : start]
    after = text[end:].split("\n", 1)[0]
    return "\n" not in text[start:end] and "|" in before + after
