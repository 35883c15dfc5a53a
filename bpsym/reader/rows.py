"""Rows of mathematics to the relations that stand in them: broken formulas joined, continuations completed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import dropwhile

from bpsym.errors import UnreadError
from bpsym.reader.document import Problem
from bpsym.reader.finder import Lines, Row
from bpsym.reader.macro import expand
from bpsym.reader.relation import SIGNS, Member, Split, split_relations
from bpsym.reader.token import Token, tokenize
from bpsym.reader.vocabulary import CLAIMING, PRODUCTS, WIDE_SPACES

_OPERATORS = frozenset({"+", "-", *PRODUCTS})
_ENDS = frozenset({",", ".", ";", ":", "。", "；"})
_GOES_ON = "this goes on from a relation that claims no equality: write both sides"
_SPACES = WIDE_SPACES | {"&"}
_BREAK = re.compile(r"\\\\(?:\[[^\]\n]{0,12}\])?|(?<!\\)&")


@dataclass(frozen=True, slots=True)
class Raw:
    """A relation before it is parsed."""

    id: str
    tag: str
    latex: str
    start: int
    end: int
    split: Split | None
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    """The tokens of a row, and of the rows below that go on with its formula."""

    row: Row
    tokens: list[Token]
    problem: Problem | None = None


def split_rows(text: str, rows: list[Row], macros: Mapping[str, str], lines: Lines) -> tuple[list[Raw], int]:
    """Every relation that can be judged, in order, and how many others there are."""
    raws, not_claims, used = list[Raw](), 0, dict[str, int]()
    chain: tuple[int, Member | None] = (-1, None)
    for line in _lines(text, rows, macros):
        row = line.row
        if line.problem is not None:
            raws.append(_raw(text, row, None, used, lines, line.problem))
        relations = split_relations(line.tokens, row.end)
        lost = _lost(line, chain[0] == row.block) if not relations else ""
        if lost:
            raws.append(_raw(text, row, None, used, lines, Problem(lost, row.start, row.end)))
        for at, found in enumerate(relations):
            continues, split = not found.members[0].tokens and chain[0] == row.block, found
            if continues and chain[1] is not None:
                split = replace(found, members=(chain[1], *found.members[1:]))
            if not found.is_claim:
                not_claims += 1
                chain = (row.block, None) if at == 0 else chain
                continue
            if continues and chain[1] is None:
                raws.append(_raw(text, row, None, used, lines, Problem(_GOES_ON, row.start, row.end)))
                continue
            if row.is_displayed or all(m.tokens for m in split.members):
                chain = (row.block, split.members[0])
                raws.append(_raw(text, row, split, used, lines, None))
    return raws, not_claims


def _lost(line: _Line, is_below: bool) -> str:
    """Why a displayed row that gave no relation may not be left out; "" where it may."""
    if line.row.is_displayed and any(t.text in CLAIMING for t in line.tokens):
        return "an equals sign in braces, or with a mark on it, is not read"
    first = next((t.text for t in line.tokens if t.text not in _SPACES | {r"\vdots"}), "")
    return "which formula does this row go on with?" if is_below and first in _OPERATORS else ""


def _lines(text: str, rows: list[Row], macros: Mapping[str, str]) -> Iterator[_Line]:
    waiting: _Line | None = None
    for row in rows:
        try:
            line = _Line(row, expand(tokenize(text, row.start, row.end, wide=True), macros))
        except UnreadError as error:
            line = _Line(row, [], Problem(str(error), error.start, error.end))
        if waiting is not None and waiting.row.block == row.block and _goes_on(waiting.tokens, line.tokens):
            joined = replace(waiting.row, end=row.end, tag=waiting.row.tag or row.tag)
            _join(waiting.tokens, line.tokens)
            waiting = _Line(joined, waiting.tokens)
            continue
        if waiting is not None:
            yield waiting
        waiting = line
    if waiting is not None:
        yield waiting


def _goes_on(above: list[Token], below: list[Token]) -> bool:
    """Whether a row goes on with the formula above it: it has no sign of its own, or begins with an operator."""
    last = next((t.text for t in reversed(above) if t.text not in _SPACES), "")
    plain = [t for t in below if t.text not in _SPACES]
    if not last or not plain or [t.text for t in plain] == [r"\vdots"]:
        return False
    if last in _OPERATORS or last in SIGNS:
        return True
    first, has_sign = plain[0], any(t.text in SIGNS for t in plain)
    if first.text in _OPERATORS:
        may_be_negative = first.text == "-" and (below[0].text != "&" or last in _ENDS)
        return not (may_be_negative and has_sign)
    return not first.is_prose and not has_sign


def _join(above: list[Token], below: list[Token]) -> None:
    """Add a row to the formula above it: a comma before an operator separates nothing, and is dropped."""
    rest = list(dropwhile(lambda t: t.text in _SPACES, below))
    while above[-1].text in _SPACES:
        above.pop()
    if above[-1].text in _ENDS and rest[0].text in _OPERATORS:
        above.pop()
    above.extend(rest)


def _raw(text: str, row: Row, split: Split | None, used: dict[str, int], lines: Lines, problem: Problem | None) -> Raw:
    base = "eq" + (re.sub(r"[^0-9A-Za-z]+", "-", row.tag).strip("-") or f"-line{lines.place(row.start)[0]}")
    used[base] = used.get(base, 0) + 1
    name = base if used[base] == 1 else f"{base}-{used[base]}"
    if split is None:
        return Raw(name, row.tag, text[row.start : row.end], row.start, row.end, None, problem)
    pieces = [_BREAK.sub(" ", text[whole_start(text, m.start) : m.end]) for m in split.members]
    latex = pieces[0] + "".join(f" {sign} {piece}" for sign, piece in zip(split.signs, pieces[1:]))
    start = split.members[0].start if split.members[0].start >= row.start else row.start
    return Raw(name, row.tag, " ".join(latex.split()), start, split.members[-1].end, split)


def whole_start(text: str, start: int) -> int:
    r"""Where a formula begins that starts at an offset: at the `\left` before its first bracket, if there is one."""
    before = text[:start].rstrip()
    return len(before) - len(r"\left") if before.endswith(r"\left") else start
