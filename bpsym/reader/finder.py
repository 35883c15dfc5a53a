"""Where the mathematics is in a Markdown document: rows with offsets, tags and the directives beside them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bpsym.errors import InputError
from bpsym.reader.markdown import MATH_FENCES, Search, blank, find_comments, find_fences, without_code
from bpsym.reader.plain_fence import find_formula_fences

_ENVIRONMENTS = (
    "equation|dmath|IEEEeqnarray|align|aligned|alignat|gather|gathered|split|multline|multlined|eqnarray"
    "|displaymath|flalign|math"
)
_OPENING = re.compile(rf"\\\$|\$\$?|\\\[|\\\(|\\begin\{{(?P<kind>(?:{_ENVIRONMENTS})\*?)\}}")
_INLINE = re.compile(r"\$((?:[^$\n\\]|\\.|\n(?![ \t]*\n))+)\$(?!\d)", re.S)
_CLOSING = {"$$": "$$", r"\[": r"\]", r"\(": r"\)"}
_INNER = re.compile(r"\\\[((?:[^\\]|\\[^\[\]])*)\\\]")
_NESTED = re.compile(rf"\s*(?:{_INNER.pattern}\s*)+")
r"""Formulas in `\[ \]` within `$$`, which some renderers allow."""
_BEGIN_OR_END = re.compile(rf"\\(?:begin|end)\{{(?:{_ENVIRONMENTS})\*?\}}(?:\{{\d+\}}|\{{[rRlLcCsS]+\}}|\[[a-z]\])?")
_TAG = re.compile(r"\\tag\*?\s*\{([^{}]*)\}")
_MARK = re.compile(
    r"(?P<end>\\\\(?:\[\s*-?[\d.]{1,9}\s*[a-z]{2}\s*\])?|\\cr(?![A-Za-z]))"
    r"|(?P<open>\{|\\begin\{[^{}]*\})|(?P<close>\}|\\end\{[^{}]*\})|\\."
)
_DIRECTIVE = re.compile(r"<!--\s*bpsym:(?P<body>.*)-->", re.S)
_DIRECTIVES = ("expect", "ignore")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of mathematics: text[start:end], its tag, and whether it is displayed."""

    start: int
    end: int
    tag: str
    is_displayed: bool
    block: int
    """Which piece of mathematics it is a row of."""
    is_plain: bool = False
    """Whether it stands in a fence of plain text or code, in which words are no products of letters."""


@dataclass(frozen=True, slots=True)
class Directive:
    """`<!-- bpsym: expect refuted BP201 -->` or `<!-- bpsym: ignore REASON -->` and where it stands."""

    kind: str
    text: str
    start: int


class Lines:
    """Offsets to lines and columns, both from 1."""

    def __init__(self, text: str) -> None:
        self.starts = [0, *(m.end() for m in re.finditer("\n", text))]

    def place(self, offset: int) -> tuple[int, int]:
        """(line, column) of an offset."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1


def find_rows(text: str, dialect: str = "") -> list[Row]:
    """Every row of mathematics in the document, in order; `dialect` is that of formulas in fences of code."""
    visible = without_code(text)
    visible = blank(visible, list(find_comments(visible)))
    pieces = [(start, end, True) for start, end in find_fences(text, MATH_FENCES)]
    pieces += _find_math(visible)
    rows = [row for block, piece in enumerate(sorted(pieces)) for row in _split_rows(text, *piece, block)]
    groups = enumerate(find_formula_fences(text, dialect), len(pieces))
    plain = [Row(start, end, "", True, block, True) for block, group in groups for start, end in group]
    return sorted([*rows, *plain], key=lambda row: row.start) if plain else rows


def _find_math(text: str) -> Iterator[tuple[int, int, bool]]:
    r"""The spans inside `$`, `$$`, `\[`, `\(` and environments, and whether they are displayed."""
    search, at = Search(text), 0
    while opening := _OPENING.search(text, at):
        at = opening.end()
        kind, start = opening[0], opening.end()
        if kind == "$":
            inline = _INLINE.match(text, opening.start())
            if inline:
                at = inline.end()
                yield *inline.span(1), False
            continue
        closing = rf"\end{{{opening['kind']}}}" if opening["kind"] else _CLOSING.get(kind)
        end = search.find(closing, start) if closing else -1
        if closing and end >= 0:
            at = end + len(closing)
            if kind == "$$" and (nested := _NESTED.fullmatch(text, start, end)):
                yield from ((*m.span(1), True) for m in _INNER.finditer(text, *nested.span()))
                continue
            yield (opening.start(), at, True) if opening["kind"] else (start, end, kind != r"\(")


def find_directives(text: str) -> list[Directive]:
    """Every directive, in order.

    Raises:
        InputError: one that is none of those that there are, or a line left out without a reason.
    """
    visible = without_code(text)
    found = []
    for start, end in find_comments(visible):
        match = _DIRECTIVE.match(visible, start, end)
        if match:
            kind, _, rest = " ".join(match["body"].split()).partition(" ")
            place = f"line {text.count(chr(10), 0, start) + 1}: <!-- bpsym: {kind} -->"
            if kind not in _DIRECTIVES:
                raise InputError(f"{place}: there is no such comment; there are expect VERDICT CODE and ignore REASON")
            if kind == "ignore" and not rest:
                raise InputError(f"{place}: a line is left out only with a reason; write ignore REASON")
            found.append(Directive(kind, rest, start))
    return found


def _split_rows(text: str, start: int, end: int, displayed: bool, block: int) -> list[Row]:
    body = text[start:end]
    body = blank(body, [m.span() for m in _BEGIN_OR_END.finditer(body)])
    cuts = [0, *(at for span in _row_ends(body) for at in span), len(body)]
    rows: list[Row] = []
    for begin, stop in zip(cuts[::2], cuts[1::2]):
        piece = body[begin:stop]
        tag = _TAG.search(piece)
        if not _TAG.sub("", piece).strip():
            if tag and rows:
                rows[-1] = replace(rows[-1], tag=tag[1])
            continue
        bare = blank(piece, [m.span() for m in _TAG.finditer(piece)])
        first = begin + len(bare) - len(bare.lstrip())
        last = begin + len(bare.rstrip())
        rows.append(Row(start + first, start + last, tag[1] if tag else "", displayed, block))
    return rows


def _row_ends(body: str) -> Iterator[tuple[int, int]]:
    """The spans of the line breaks that stand in no braces and in no inner environment (`cases`, `matrix`)."""
    depth = 0
    for mark in _MARK.finditer(body):
        depth += (mark["open"] is not None) - (mark["close"] is not None)
        if mark["end"] and depth == 0:
            yield mark.span()
