"""Rows of mathematics to the relations that stand in them: broken formulas joined, continuations completed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import dropwhile

from bpsym.errors import UnreadError
from bpsym.notation import LayerRange
from bpsym.reader.document import Problem
from bpsym.reader.finder import Lines, Row
from bpsym.reader.macro import expand
from bpsym.reader.names import Names
from bpsym.reader.plain_words import spell_words
from bpsym.reader.quantifier import cut_quantifier
from bpsym.reader.relation import SIGNS, Member, Split, split_relations
from bpsym.reader.restriction import Restriction, index_letters, restriction_of
from bpsym.reader.token import Token, tokenize
from bpsym.reader.vocabulary import CLAIMING, PRODUCTS, WIDE_SPACES

_OPERATORS = frozenset({"+", "-", *PRODUCTS})
_ENDS = frozenset({",", ".", ";", ":", "。", "；"})
_GOES_ON = "this goes on from a relation that claims no equality: write both sides"
_SPACES = WIDE_SPACES | {"&"}
_UNREAD_EQUALS = frozenset({r"\xlongequal", r"\stackrel", r"\overset", r"\underset", *"⩵﹦꞊≗≝≟≐≑⩴"})
"""Signs that may say that two sides are equal."""
_MATRIX = re.compile(
    r"(\\begin\{(?:[pbBv]?(?:small)?matrix|[dr]?cases)\}.*?\\end\{(?:[pbBv]?(?:small)?matrix|[dr]?cases)\})", re.S
)
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
    restriction: str = ""
    r"""The condition on indices in its row, `i \ne j`."""
    layers: LayerRange | None = None
    """The layers for which it is said to hold."""


@dataclass(frozen=True, slots=True)
class _Line:
    """The tokens of a row, and of the rows below that go on with its formula."""

    row: Row
    tokens: list[Token]
    problem: Problem | None = None


def split_rows(
    text: str, rows: list[Row], macros: Mapping[str, str], lines: Lines, names: Names
) -> tuple[list[Raw], int, list[Restriction]]:
    """Every relation that can be judged, in order, how many others there are, and conditions on indices among them."""
    every = list(_lines(text, rows, macros, names))
    gathered = _Gathered(text, lines, index_letters((line.tokens for line in every), names))
    for line in every:
        gathered.add_line(line)
    return gathered.raws, gathered.not_claims, gathered.restrictions


@dataclass(slots=True)
class _Gathered:
    """What the lines down to one have given."""

    text: str
    lines: Lines
    letters: frozenset[str]
    """The letters that are indices."""
    raws: list[Raw] = field(default_factory=list)
    not_claims: int = 0
    restrictions: list[Restriction] = field(default_factory=list)
    used: dict[str, int] = field(default_factory=dict)
    chain: tuple[int, Member | None] = (-1, None)
    """The block of the relation above, and its first member if it claims an equality."""

    def add_line(self, line: _Line) -> None:
        row = line.row
        if line.problem is not None:
            self._lose(row, line.problem)
        tokens, layers = cut_quantifier(line.tokens)
        relations = split_relations(tokens, row.end)
        lost = _lost(line, self.chain[0] == row.block) if not relations else ""
        if lost:
            self._lose(row, Problem(lost, row.start, row.end))
        restricted = [r for found in relations if (r := restriction_of(found, row.start, self.letters))]
        self.restrictions += restricted if len(restricted) == len(relations) else []
        said = restricted[0].text if restricted else ""
        for at, found in enumerate(relations):
            if restriction_of(found, row.start, self.letters):
                self.not_claims += 1
                continue
            raw = self._relation(row, found, is_first=at == 0)
            if raw is not None:
                of_last = layers if found is relations[-1] else None
                self.raws.append(replace(raw, layers=of_last, restriction=said) if raw.split is not None else raw)

    def _relation(self, row: Row, found: Split, is_first: bool) -> Raw | None:
        """One relation, completed by the chain above; None where there is nothing to judge."""
        continues, split = not found.members[0].tokens and self.chain[0] == row.block, found
        above = self.chain[1]
        if continues and above is not None:
            split = replace(found, members=(above, *found.members[1:]))
        if not found.is_claim:
            self.not_claims += 1
            self.chain = (row.block, None) if is_first else self.chain
            return None
        if continues and above is None:
            return self._raw(row, None, Problem(_GOES_ON, row.start, row.end))
        if not row.is_displayed and not all(m.tokens for m in split.members):
            return None
        self.chain = (row.block, split.members[0])
        return self._raw(row, split, None)

    def _lose(self, row: Row, problem: Problem) -> None:
        self.raws.append(self._raw(row, None, problem))

    def _raw(self, row: Row, split: Split | None, problem: Problem | None) -> Raw:
        return _raw(self.text, row, split, self.used, self.lines, problem)


def _lost(line: _Line, is_below: bool) -> str:
    """Why a displayed row that gave no relation may not be left out; "" where it may."""
    if line.row.is_displayed and any(t.text in CLAIMING or t.text in _UNREAD_EQUALS for t in line.tokens):
        return "an equals sign in braces, or with a mark on it, is not read"
    first = next((t.text for t in line.tokens if t.text not in _SPACES | {r"\vdots"}), "")
    return "which formula does this row go on with?" if is_below and first in _OPERATORS else ""


def _lines(text: str, rows: list[Row], macros: Mapping[str, str], names: Names) -> Iterator[_Line]:
    waiting: _Line | None = None
    for row in rows:
        try:
            tokens = tokenize(text, row.start, row.end, wide=True)
            line = _Line(row, expand(spell_words(tokens, names) if row.is_plain else tokens, macros))
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
    pieces = [_on_one_row(text[whole_start(text, m.start) : m.end]) for m in split.members]
    latex = pieces[0] + "".join(f" {sign} {piece}" for sign, piece in zip(split.signs, pieces[1:]))
    start = split.members[0].start if split.members[0].start >= row.start else row.start
    return Raw(name, row.tag, " ".join(latex.split()), start, split.members[-1].end, split)


def _on_one_row(text: str) -> str:
    """The text without row ends and columns, but for those of matrices that show their entries."""
    parts = _MATRIX.split(text)
    return "".join(part if at % 2 else _BREAK.sub(" ", part) for at, part in enumerate(parts))


def whole_start(text: str, start: int) -> int:
    r"""Where a formula begins that starts at an offset: at the `\left` before its first bracket, if there is one."""
    before = text[:start].rstrip()
    return len(before) - len(r"\left") if before.endswith(r"\left") else start
