"""Two sides to an equation: the readings that give both the same shape, the strict one first."""

from __future__ import annotations

from bpsym.derivation import Reading
from bpsym.expr import Constant, Expr, fill, scale, show_shape
from bpsym.notation import Formula
from bpsym.reader.closing import close, free_indices, mixes_arrays, within
from bpsym.reader.doubt import doubt, refuse_mixed_primes
from bpsym.reader.each_entry import each_entry
from bpsym.reader.elaborate import AmbiguousError, ClashError, Scope, Typed, elaborate, merge
from bpsym.reader.unsized import with_sizes

MOST_PAIRS = 16


def pair(left: Formula, right: Formula, scope: Scope) -> tuple[Reading, ...]:
    """All readings, if none of them is strict; only the strict ones, if there are any.

    Raises:
        UnreadError: a side is not understood.
        AmbiguousError: no strict reading, and too many others.
        ClashError: no reading gives both sides the same shape.
    """
    refuse_mixed_primes((left, right))
    try:
        return _pair(left, right, scope)
    except ClashError as error:
        question = doubt(error, (left, right), scope)
        if question is not None:
            found = each_entry(left, right, scope)
            if found:
                return found
            raise question from error
        if not mixes_arrays((left, right), scope):
            raise
        raise AmbiguousError(f"{error}: {_MIXED}", error.start, error.end) from error


_MIXED = "whole arrays stand beside entries, is a subscript the number of an example? Index every array, or none"


def _pair(left: Formula, right: Formula, scope: Scope) -> tuple[Reading, ...]:
    scope = with_sizes(scope, (left, right))
    indices = free_indices(left, right, scope)
    scope = within(scope, indices)
    lefts, rights = elaborate(left, scope), elaborate(right, scope)
    pairs = [(merge(a.expr, (a, b)), r) for a in lefts for b in rights if (r := _fit(a, b)) is not None]
    if not pairs:
        texts = _closest(lefts, rights)
        sides = scope.show(left), scope.show(right)
        message = f"the left side {sides[0]} is {texts[0]}, the right side {sides[1]} is {texts[1]}"
        raise ClashError(message, *texts, right.start, right.end)
    pairs.sort(key=lambda p: p[0].cost)
    best = [p for p in pairs if p[0].cost == 0] or pairs
    if len(best) > MOST_PAIRS or any(typed.is_cut for typed, _ in best):
        message = "this can be read in very many ways: write the product signs (\\odot, brackets)"
        raise AmbiguousError(message, right.start, right.end)
    return tuple(close(reading, indices) for _, reading in best)


def _closest(lefts: list[Typed], rights: list[Typed]) -> tuple[str, str]:
    """The shapes of both sides, of those readings that have the same number of indices."""
    pairs = [(a.expr.shape, b.expr.shape) for a in lefts for b in rights]
    left, right = min(pairs, key=lambda p: abs(len(p[0]) - len(p[1])))
    return show_shape(left), show_shape(right)


def _fit(left: Typed, right: Typed) -> Reading | None:
    a, b = _filled(left.expr, right.expr), _filled(right.expr, left.expr)
    return Reading(a, b, left.choices + right.choices) if a.shape == b.shape else None


def _filled(side: Expr, other: Expr) -> Expr:
    """A number opposite a matrix stands in every entry (X = 0)."""
    if isinstance(side, Constant) and side.value == 0 and len(other.shape) == 4:
        return scale(side, other)
    if isinstance(side, Constant) and len(other.shape) == 2 and not other.is_scalar:
        return fill(side, *other.shape)
    return side
