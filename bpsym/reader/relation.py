"""A row of mathematics as relations: members with the signs between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bpsym.reader.naming import split_naming
from bpsym.reader.prose import is_condition, is_link, is_quantifier
from bpsym.reader.token import Token
from bpsym.reader.vocabulary import (
    ARROWS,
    CASES,
    CLAIMING,
    DOTS,
    MATRICES,
    NOT_CLAIMING,
    PRODUCTS,
    UPDATING,
    WIDE_SPACES,
)

_OPENING = frozenset({"(", "[", "{", r"\{", r"\langle", *MATRICES, *CASES})
_CLOSING = frozenset({")", "]", "}", r"\}", r"\rangle", *MATRICES.values(), *CASES.values()})
REALS = ([r"\mathbb", "{", "R", "}"], [r"\mathbb", "R"], [r"\R"], [r"\mathbf", "{", "R", "}"])
"""Ways to write the real numbers."""
_COMMAS = frozenset({",", ";"})
_PUNCTUATION = frozenset({".", "。", "、", "；", "&", ":"}) | _COMMAS
SIGNS = CLAIMING | UPDATING | NOT_CLAIMING
_BESIDE_SPACE = SIGNS | ARROWS | _PUNCTUATION | WIDE_SPACES | frozenset(PRODUCTS) | {"", "+", "-", "/"}
"""Next to one of these a wide space is but space."""


@dataclass(frozen=True, slots=True)
class Member:
    """One side of a relation; `end` is the offset where it ends."""

    tokens: tuple[Token, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Split:
    """Members and the signs between them: one sign less than members, the first member empty in a continuation."""

    members: tuple[Member, ...]
    signs: tuple[str, ...]
    is_enumeration: bool = False
    r"""Whether it says which values a letter takes: `k = 1, \dots, L`."""
    is_naming: bool = False
    r"""Whether an arrow gives a result its name: `\frac{\partial J}{\partial Z2} = A2 - Y \rightarrow dZ2`."""

    @property
    def is_update(self) -> bool:
        """Whether it defines the next value of a symbol."""
        return any(sign in UPDATING for sign in self.signs)

    @property
    def is_claim(self) -> bool:
        """Whether it can be judged."""
        if self.is_naming:
            return True
        return not self.is_enumeration and all(sign in CLAIMING or sign in UPDATING for sign in self.signs)


def split_relations(tokens: list[Token], end: int) -> list[Split]:
    """The relations of one row: commas, wide spaces, arrows and linking words at the top level separate them."""
    tokens = _without_idle_spaces(_unboxed(tokens))
    parts = [part for part in _parts(tokens, end) if part.tokens]
    found = []
    for part, follower in zip(parts, [*parts[1:], _Part([], end, None)]):
        listed = follower.tokens if part.comma is not None else []
        is_enumeration = _enumerates(part.tokens, listed)
        kept = _without_arrow(part.tokens)
        if part.comma is not None and listed and not is_enumeration and not any(t.text in SIGNS for t in listed):
            # What follows the comma belongs to this relation (1,5) and must not be lost.
            kept = [*kept, part.comma, *listed]
        relation = _relation(kept, part.end, is_enumeration) if kept else None
        if relation is not None:
            found += split_naming(relation)
    return found


def _unboxed(tokens: list[Token]) -> list[Token]:
    r"""The tokens without frames: `\boxed{a = b}` says that a = b."""
    kept = [t for t in tokens if t.text != r"\boxed"]
    if not kept or len(kept) == len(tokens) or tokens[0].text != r"\boxed" or kept[0].text != "{":
        return kept
    closing = next((at for at, (t, depth) in enumerate(_with_depth(kept)) if at and t.text == "}" and not depth), 0)
    is_whole = closing and all(t.text in _PUNCTUATION for t in kept[closing + 1 :])
    return kept[1:closing] if is_whole else kept


def _without_idle_spaces(tokens: list[Token]) -> list[Token]:
    """The tokens with those wide spaces only that stand between two formulas."""
    kept: list[Token] = []
    for at, (token, depth) in enumerate(_with_depth(tokens)):
        if token.text in WIDE_SPACES:
            beside = [*kept[-1:], *tokens[at + 1 : at + 2]]
            if depth or len(beside) < 2 or any(t.is_prose or t.text in _BESIDE_SPACE for t in beside):
                continue
        kept.append(token)
    return kept


@dataclass(frozen=True, slots=True)
class _Part:
    """What stands between two separators; `comma` is the one after it, where it is a comma."""

    tokens: list[Token]
    end: int
    comma: Token | None


def _without_arrow(tokens: list[Token]) -> list[Token]:
    """What follows from the line above: the arrow in front says nothing of its own."""
    first = next((at for at, t in enumerate(tokens) if t.text not in ARROWS), len(tokens))
    return tokens[first:]


def _parts(tokens: list[Token], end: int) -> Iterator[_Part]:
    part: list[Token] = []
    last_sign = max(
        (at for at, (t, depth) in enumerate(_with_depth(tokens)) if t.text in SIGNS and not depth), default=-1
    )
    for at, (token, depth) in enumerate(_with_depth(tokens)):
        after = tokens[at + 1].text if at + 1 < len(tokens) else ""
        idle = token.is_prose and _is_idle(token.text, bool(part), after, last_sign > at)
        columns = token.text == "&" and bool(part) and _is_between_columns(part, after, last_sign > at)
        may_divide = token.text in WIDE_SPACES or token.text in ARROWS
        divides = may_divide and last_sign > at and _divides(part, token)
        if depth == 0 and (idle or columns or divides or token.text in _COMMAS):
            yield _Part(part, token.start, token if token.text in _COMMAS else None)
            part = []
        elif depth or token.text != "&":
            part.append(token)
    yield _Part(part, end, None)


def _is_idle(words: str, has_part: bool, after: str, sign_follows: bool) -> bool:
    """Whether words may be left out: links anywhere, others at the edge of a relation, conditions nowhere."""
    if is_condition(words) or (is_quantifier(words) and sign_follows):
        return False
    if is_link(words):
        return after not in SIGNS
    return not has_part or not after or after in _PUNCTUATION or is_quantifier(words)


def _divides(part: list[Token], token: Token) -> bool:
    """Whether a wide space, or the arrow of an implication, stands between two relations.

    After `x = 0` or an inequality an arrow does not: what follows holds on that condition only.
    """
    signs = [t.text for t, depth in _with_depth(part) if not depth and t.text in SIGNS]
    if token.text in WIDE_SPACES:
        return bool(signs)
    is_condition = len(part) > 1 and part[-1].is_number and part[-2].text in SIGNS
    return token.text in ARROWS and bool(signs) and set(signs) <= CLAIMING and not is_condition


def _is_between_columns(part: list[Token], after: str, sign_follows: bool) -> bool:
    """Whether an alignment mark stands between two equations of a row, rather than inside one."""
    has_sign = any(t.text in SIGNS for t in part)
    return has_sign and sign_follows and part[-1].text not in SIGNS and after not in SIGNS


def _enumerates(part: list[Token], follower: list[Token]) -> bool:
    texts = [t.text for t in part if t.text not in _PUNCTUATION]
    listed = [t.text for t in follower]
    is_value = len(texts) == 3 and texts[1] in CLAIMING and part[0].is_letter
    return is_value and len(listed) == 1 and (listed[0] in DOTS or follower[0].is_number or follower[0].is_letter)


def _relation(tokens: list[Token], end: int, is_enumeration: bool) -> Split | None:
    signs, members, current = [], [], list[Token]()
    start, in_words = tokens[0].start, False
    for token, depth in _with_depth(tokens):
        in_words = in_words or (token.is_prose and depth == 0)
        if depth == 0 and token.text in SIGNS and not in_words:
            members.append(_member(current, start, token.start))
            signs.append(token.text)
            current, start = [], token.end
        else:
            current.append(token)
    if not signs:
        return None
    members.append(_member(current, start, end))
    kept = _without_a_set(members, signs)
    return Split(tuple(members[: kept + 1]), tuple(signs[:kept]), is_enumeration)


def _without_a_set(members: list[Member], signs: list[str]) -> int:
    r"""How many signs are left of a chain of equations that ends in `\in \mathbb{R}^q`, which claims nothing more."""
    ends_in_a_set = len(signs) > 1 and signs[-1] == r"\in" and set(signs[:-1]) <= CLAIMING
    texts = [t.text for t in members[-1].tokens[:4]]
    return len(signs) - (ends_in_a_set and any(texts[: len(r)] == r for r in REALS))


def _member(tokens: list[Token], start: int, end: int) -> Member:
    first, last = 0, len(tokens)
    while last > first and tokens[last - 1].text in _PUNCTUATION:
        last -= 1
    while first < last and tokens[first].text in _PUNCTUATION:
        first += 1
    kept = tuple(tokens[first:last])
    return Member(kept, kept[0].start, kept[-1].end) if kept else Member((), start, end)


def _with_depth(tokens: list[Token]) -> Iterator[tuple[Token, int]]:
    depth = 0
    for token in tokens:
        depth -= token.text in _CLOSING
        yield token, max(depth, 0)
        depth += token.text in _OPENING
