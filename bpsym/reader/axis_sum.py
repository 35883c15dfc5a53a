"""Sums along an axis as in NumPy, `np.sum(A, axis=0)`, also with the words in a typewriter font."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from bpsym.expr import ONE, Expr, sum_over_columns, sum_over_rows, total, transpose
from bpsym.notation import AxisSum, Formula
from bpsym.reader.elaborate import Scope, Typed, elaborate, merge, rule
from bpsym.reader.parser import Parser, atom
from bpsym.reader.token import Token

SIGN = r"\npsum"
"""What the words `np.sum` become before a formula is parsed."""
_TYPEWRITER = frozenset({r"\mathtt", r"\texttt"})
_WORD = ("n", "p", ".", "s", "u", "m")
FIRST = -1
"""Along the first axis that is longer than 1, as MATLAB adds up."""
_YES, _NO = "True", "False"


def write_axis_sums(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with `np.sum(` as one token and its bracket, out of the braces of a typewriter font."""
    if not any(_is_sum(tokens, at) for at in range(len(tokens))):
        return list(tokens)
    plain, found, at = list(_out_of_typewriter(tokens)), list[Token](), 0
    while at < len(plain):
        if _is_sum(plain, at):
            last = plain[at + len(_WORD) - 1]
            found.append(Token(SIGN, plain[at].start, last.end))
            at += len(_WORD)
        else:
            found.append(plain[at])
            at += 1
    return found


def _is_sum(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].text == "n" and tuple(t.text for t in tokens[at : at + len(_WORD) + 1]) == (*_WORD, "(")


def _out_of_typewriter(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens without a typewriter font whose braces hold a bracket and not its partner."""
    closing = list[int]()
    for at, token in enumerate(tokens):
        if token.text in _TYPEWRITER and (end := _end_of_half(tokens, at + 1)):
            closing += [at + 1, end]
        elif at not in closing:
            yield token


def _end_of_half(tokens: Sequence[Token], at: int) -> int:
    """Where the braces close that begin here and hold one half of a pair of brackets; 0 where they do not."""
    if at >= len(tokens) or tokens[at].text != "{":
        return 0
    depth = brackets = 0
    for end in range(at, len(tokens)):
        text = tokens[end].text
        depth += (text == "{") - (text == "}")
        brackets += (text == "(") - (text == ")")
        if depth == 0:
            return end if brackets else 0
    return 0


@atom(SIGN)
def parse_axis_sum(parser: Parser) -> Formula:
    """The body and the keywords in the brackets.

    Raises:
        UnreadError: a keyword that is neither `axis=0`, `axis=1` nor `keepdims=True`.
    """
    s = parser.stream
    start = s.take().start
    s.expect("(")
    body, axis, keepdims = parser.sum(), None, False
    while s.here == ",":
        s.take()
        at, word = s.at, ""
        while s.here.isalpha():
            word += s.take().text
        value = ""
        if s.here == "=":
            s.take()
            while s.here.isalnum():
                value += s.take().text
        if word == "axis" and value in ("0", "1"):
            axis = int(value)
        elif word == "keepdims" and value in (_YES, _NO):
            keepdims = value == _YES
        else:
            s.at = at
            raise s.error("expected axis=0, axis=1 or keepdims=True")
    s.expect(")")
    return AxisSum(start, s.last_end, body, axis, keepdims)


@rule(AxisSum)
def read_axis_sum(formula: Formula, scope: Scope) -> list[Typed]:
    """A row for axis 0, a column for axis 1; without keepdims NumPy makes a list, which is neither (cost 1)."""
    parts = cast(AxisSum, formula)
    found = list[Typed]()
    for reading in (r for r in elaborate(parts.body, scope) if len(r.expr.shape) == 2):
        made = _add_up(reading.expr, parts.axis)
        found.append(merge(made, [reading]))
        if not parts.keepdims and not made.is_scalar and ONE in made.shape:
            found.append(merge(transpose(made), [reading], cost=1))
    return found


def _add_up(body: Expr, axis: int | None) -> Expr:
    if axis is None:
        return total(body)
    if axis == FIRST:
        axis = int(body.rows == ONE)
    return sum_over_columns(body) if axis else sum_over_rows(body)
