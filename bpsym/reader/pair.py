"""Two sides to an equation: the readings that give both the same shape, the strict one first."""

from __future__ import annotations

from bpsym.derivation import Reading
from bpsym.expr import ONE, Constant, Expr, fill, scale, show_shape
from bpsym.notation import Formula
from bpsym.reader.elaborate import AmbiguousError, ClashError, Scope, Typed, elaborate, merge

MOST_PAIRS = 16


def pair(left: Formula, right: Formula, scope: Scope) -> tuple[Reading, ...]:
    """All readings, if none of them is strict; only the strict ones, if there are any.

    Raises:
        UnreadError: a side is not understood.
        AmbiguousError: no strict reading, and too many others; or the Jacobian of a column opposite a matrix.
        ClashError: no reading gives both sides the same shape.
    """
    lefts, rights = elaborate(left, scope), elaborate(right, scope)
    pairs = [(merge(a.expr, (a, b)), r) for a in lefts for b in rights if (r := _fit(a, b)) is not None]
    if not pairs:
        _refuse_jacobian(lefts, rights, left.start, right.end)
        texts = show_shape(lefts[0].expr.shape), show_shape(rights[0].expr.shape)
        sides = scope.show(left), scope.show(right)
        message = f"the left side {sides[0]} is {texts[0]}, the right side {sides[1]} is {texts[1]}"
        raise ClashError(message, *texts, right.start, right.end)
    pairs.sort(key=lambda p: p[0].cost)
    best = [p for p in pairs if p[0].cost == 0] or pairs
    if len(best) > MOST_PAIRS or any(typed.is_cut for typed, _ in best):
        message = "this can be read in very many ways: write the product signs (\\odot, brackets)"
        raise AmbiguousError(message, right.start, right.end)
    return tuple(reading for _, reading in best)


def _refuse_jacobian(lefts: list[Typed], rights: list[Typed], start: int, end: int) -> None:
    """A matrix opposite the Jacobian of a column by a column may be right: which index is the row is a convention."""
    shapes = [r.expr.shape for r in (*lefts, *rights)]
    columns = any(len(s) == 4 and sum(d != ONE for d in s) <= 2 for s in shapes)
    if columns and any(len(s) == 2 for s in shapes):
        message = "four indices against two: the Jacobian of a column by a column is not compared with a matrix yet"
        raise AmbiguousError(message, start, end)


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
