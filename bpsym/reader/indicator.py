r"""Indicators: of two equal indices, `1\{i = j\}`, `\mathbb{1}[i = j]`, `[i = j]`, `1_{i = j}`; `1\{Z > 0\}`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bpsym.notation import Mark, SameIndex
from bpsym.reader.marks import read_marks
from bpsym.reader.stream import CLOSING, Stream
from bpsym.reader.token import Token

_FONTS = frozenset({r"\mathbb", r"\mathbf", r"\mathrm", r"\bm", r"\boldsymbol", r"\mathds", r"\mathbbm"})
_ONES = frozenset("1I")
LONGEST = 16
"""Tokens of an indicator."""


def read_indicator(stream: Stream) -> SameIndex | None:
    """The indicator at the cursor, which it passes; None where there is none."""
    tokens = stream.tokens[stream.at : stream.at + LONGEST]
    texts = [t.text for t in tokens]
    head, at, opened = _opened(texts)
    if not opened or (not head and opened != ["["]) or "=" not in texts[at:]:
        return None
    equals = texts.index("=", at)
    closing = [CLOSING[o] for o in reversed(opened)]
    end = next((i for i in range(equals, len(texts)) if texts[i : i + len(closing)] == closing), 0)
    left, right = _mark(tokens[at:equals]), _mark(tokens[equals + 1 : end])
    if left is None or right is None:
        return None
    start = stream.start
    stream.at += end + len(closing)
    return SameIndex(start, stream.last_end, left, right)


def _opened(texts: Sequence[str]) -> tuple[int, int, list[str]]:
    """How many tokens the head takes, where its condition begins, and the brackets around that."""
    head = _head(texts)
    at = head + (head > 0 and texts[head : head + 1] == ["_"])
    opened: list[str] = []
    while at < len(texts) and texts[at] in CLOSING and len(opened) < 2:
        opened.append(texts[at])
        at += 1
    return head, at, opened


@dataclass(frozen=True, slots=True)
class Positive:
    """The indicator of the entries that are positive: what is compared with 0, and where the indicator stands."""

    tokens: tuple[Token, ...]
    start: int
    end: int


def read_positive(stream: Stream, is_code: bool) -> Positive | None:
    r"""The indicator `1\{Z > 0\}` at the cursor, which it passes; None where there is none.

    In code `(Z > 0)` is one; in mathematics such brackets may hold the condition of the whole line.
    """
    tokens = stream.tokens[stream.at : stream.at + LONGEST]
    texts = [t.text for t in tokens]
    head, at, opened = _opened(texts)
    is_apart = head == 1 and opened[:1] in (["("], ["["]) and tokens[1].start > tokens[0].end
    if not opened or is_apart or (not head and opened not in ((["("],) if is_code else (["["],))):
        return None
    closing = [CLOSING[o] for o in reversed(opened)]
    sign = next((i for i in range(at, len(texts)) if texts[i : i + 2 + len(closing)] == [">", "0", *closing]), 0)
    inner = tokens[at:sign]
    if not inner or not _is_balanced([t.text for t in inner]):
        return None
    start = stream.start
    stream.at += sign + 2 + len(closing)
    return Positive(tuple(inner), start, stream.last_end)


def _is_balanced(texts: Sequence[str]) -> bool:
    """Whether every bracket is closed again, and nothing else is compared."""
    depth = 0
    for text in texts:
        depth += (text in CLOSING) - (text in CLOSING.values())
        if depth < 0 or text in (">", "<", "=", ","):
            return False
    return depth == 0


def _head(texts: Sequence[str]) -> int:
    """How many tokens the one before the bracket takes."""
    if texts[:1] and texts[0] in _ONES:
        return 1
    if len(texts) > 3 and texts[0] in _FONTS:
        if texts[1] == "{" and texts[2] in _ONES and texts[3] == "}":
            return 4
        return 2 if texts[1] in _ONES else 0
    return 0


def _mark(tokens: Sequence[Token]) -> Mark | None:
    marks = read_marks(tokens) or ()
    return marks[0] if len(marks) == 1 and marks[0].is_letter else None
