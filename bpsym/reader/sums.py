"""How a sum is read: terms of one shape; a number among matrices stands in every entry (1 - a)."""

from __future__ import annotations

from typing import cast

from bpsym.expr import (
    ONE,
    SCALAR,
    Constant,
    Expr,
    Shape,
    add,
    broadcast_over_columns,
    broadcast_over_rows,
    fill,
    negate,
    show_shape,
)
from bpsym.notation import Formula, Sum
from bpsym.reader.elaborate import BroadcastError, ClashError, Scope, Typed, elaborate, keep_distinct, merge, rule


@rule(Sum)
def read_sum(formula: Formula, scope: Scope) -> list[Typed]:
    """For each shape that every term can have, the sum term by term."""
    parts = cast(Sum, formula)
    terms = [elaborate(term, scope) for term in parts.terms]
    shapes = dict.fromkeys(r.expr.shape for readings in terms for r in readings)
    candidates = [s for s in shapes if s != SCALAR] or [SCALAR]
    candidates += [SCALAR] if SCALAR in shapes and candidates != [SCALAR] else []
    found = [typed for shape in candidates for typed in _add_up(terms, parts.signs, shape)]
    if not found:
        whole = _refuse_broadcast(parts, terms, scope)
        if whole is not None:
            repeated = [[merge(_repeat(r.expr, whole), [r]) for r in readings] for readings in terms]
            return _add_up(repeated, parts.signs, whole)
        raise _clash(parts, terms, scope)
    return found


def _refuse_broadcast(parts: Sum, terms: list[list[Typed]], scope: Scope) -> Shape | None:
    """A row, a column or a number added to a matrix: the shape of the matrix, where the scope says that it is repeated.

    Raises:
        BroadcastError: the shapes would fit if it were.
    """
    shapes = [t[0].expr.shape for t in terms]
    if any(len(shape) != 2 for shape in shapes):
        return None
    whole = tuple(next((d for shape in shapes if (d := shape[axis]) != ONE), ONE) for axis in (0, 1))
    for term, shape in zip(parts.terms, shapes):
        if shape != whole and all(d in (ONE, w) for d, w in zip(shape, whole)):
            if scope.repeats:
                return whole
            shown = scope.show(term)
            way = _BROADCASTS[shape[0] == ONE, shape[1] == ONE].format(m=whole[0], n=whole[1], b=shown)
            message = f"{shown} {show_shape(shape)} would have to be repeated: write {way}"
            raise BroadcastError(message, show_shape(whole), show_shape(shape), term.start, term.end)
    return None


def _repeat(expr: Expr, whole: Shape) -> Expr:
    """The matrix of this shape whose rows or columns are those of a smaller one; others stay as they are."""
    if expr.shape == whole or len(expr.shape) != 2 or any(d not in (ONE, w) for d, w in zip(expr.shape, whole)):
        return expr
    wide = broadcast_over_columns(expr, whole[1]) if expr.columns == ONE != whole[1] else expr
    return broadcast_over_rows(wide, whole[0]) if wide.rows == ONE != whole[0] else wide


_BROADCASTS = {
    (True, False): r"\operatorname{{rows}}_{{{m}}}({b})",
    (False, True): r"\operatorname{{cols}}_{{{n}}}({b})",
    (True, True): r"\operatorname{{rows}}_{{{m}}}(\operatorname{{cols}}_{{{n}}}({b}))",
}


def _add_up(terms: list[list[Typed]], signs: tuple[int, ...], shape: Shape) -> list[Typed]:
    sums: list[Typed] = []
    for at, (readings, sign) in enumerate(zip(terms, signs)):
        fit = [(r, e) for r in readings if (e := _in_shape(r.expr, shape)) is not None]
        signed = [merge(negate(e) if sign < 0 else e, [r]) for r, e in fit]
        pairs = [merge(add(s.expr, t.expr), (s, t)) for s in sums for t in signed] if at else signed
        sums = keep_distinct(pairs)
    return sums


def _in_shape(expr: Expr, shape: Shape) -> Expr | None:
    if isinstance(expr, Constant) and shape != SCALAR and len(shape) == 2:
        return fill(expr, *shape)
    return expr if expr.shape == shape else None


def _clash(parts: Sum, terms: list[list[Typed]], scope: Scope) -> ClashError:
    """The first term that has not the shape of the first."""
    first = terms[0][0].expr
    at = next((i for i, t in enumerate(terms) if all(r.expr.shape != first.shape for r in t)), len(terms) - 1)
    left, right = show_shape(first.shape), show_shape(terms[at][0].expr.shape)
    message = f"cannot add {scope.show(parts.terms[0])} {left} and {scope.show(parts.terms[at])} {right}"
    return ClashError(message, left, right, parts.terms[at].start, parts.terms[at].end)
