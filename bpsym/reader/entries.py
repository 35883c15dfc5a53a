"""How index notation is read: entries, sums over an index, Kronecker deltas, arrays given entry by entry."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import cast

from bpsym.errors import InputError, UnreadError
from bpsym.expr import (
    At,
    Dim,
    Index,
    constant,
    index_sum,
    kronecker_delta,
    scale,
    subtract,
    tabulate,
    transpose,
)
from bpsym.notation import BoundedSum, Entry, EntryByEntry, Formula, Mark, Name, Power, SameIndex
from bpsym.reader.elaborate import Scope, Typed, elaborate, merge, rule
from bpsym.reader.letters import free_letters
from bpsym.reader.name import read_layer
from bpsym.reader.placing import as_kronecker, clash, dims_of, index_of, no_entry, place_of, shown
from bpsym.reader.shape_text import read_dim

_COUNTERS = frozenset("ijklpqrst")
"""Letters that people count with: as a last value, undeclared, they are hardly the size of an axis."""
_SIZE = re.compile(r"[A-Za-z]+[0-9]*(?:_(?:\{[^{}]*\}|[A-Za-z0-9]))?(?:\^(?:\{[^{}]*\}|[A-Za-z0-9]))?")
_SUBSCRIPT = re.compile(r"_(?:\{([^{}]*)\}|([A-Za-z0-9]))")


@rule(Entry)
def read_entry(formula: Formula, scope: Scope) -> list[Typed]:
    r"""One entry of an array: a scalar.

    `A^2_{ij}` looks like `A_{ij}^2` on paper: the square of the entry and the entry of the square are equally near.
    """
    entry = cast(Entry, formula)
    same = as_kronecker(entry, scope)
    if same is not None:
        return read_same_index(same, scope)
    readings = elaborate(entry.base, scope)
    if isinstance(entry.base, Power) and scope.text[entry.base.end - 1 : entry.base.end] not in (")", "]"):
        readings = [replace(r, cost=0) for r in readings]
    placed = [(r, place_of(entry, r.expr.shape, scope)) for r in readings]
    found = [merge(At(r.expr, place), [r]) for r, place in placed if place is not None]
    if not found:
        raise no_entry(entry, shown(entry.base, scope), readings[0].expr.shape)
    return found


@rule(SameIndex)
def read_same_index(formula: Formula, scope: Scope) -> list[Typed]:
    """1 where both indices agree, else 0."""
    same = cast(SameIndex, formula)
    left, right = index_of(same.left, scope), index_of(same.right, scope)
    if left.dim != right.dim:
        raise clash(same.right, left.dim, right.dim, scope)
    return [Typed(kronecker_delta(left, right))]


@rule(BoundedSum)
def read_bounded_sum(formula: Formula, scope: Scope) -> list[Typed]:
    """The sum over every value of its indices; where one value is left out, of (1 - δ) times the body."""
    summed = cast(BoundedSum, formula)
    indices = _bound(summed.marks, summed.body, scope, summed)
    within = _within(scope, indices)
    found = elaborate(summed.body, within)
    if summed.but is not None:
        but = index_of(summed.but, scope)
        if but.dim != indices[0].dim:
            raise clash(summed.but, but.dim, indices[0].dim, scope)
        others = subtract(constant(1), kronecker_delta(indices[0], but))
        found = [merge(scale(others, r.expr), [r]) for r in found]
    for index in reversed(indices):
        found = [merge(index_sum(index, r.expr), [r]) for r in found]
    return found


@rule(EntryByEntry)
def read_entry_by_entry(formula: Formula, scope: Scope) -> list[Typed]:
    """The array with the body in each entry: one index makes a column, or else a row (cost 1)."""
    array = cast(EntryByEntry, formula)
    marks = {m.text for m in array.marks}
    loose = next((m for t, m in free_letters(array.body).items() if t not in marks and t not in scope.indices), None)
    if loose is not None:
        message = f"the index {loose.text} is free on the right and not on the left: is it summed? Write \\sum_{{}}"
        raise UnreadError(message.replace("{}", f"{{{loose.text}}}"), loose.start, loose.end)
    indices = _bound(array.marks, array.body, scope, None)
    bodies = [r for r in elaborate(array.body, _within(scope, indices)) if r.expr.is_scalar]
    if not bodies:
        message = f"{scope.show(array.body)} is no number for each {', '.join(marks)}: index every array in it"
        raise UnreadError(message, array.start, array.end)
    columns = [merge(tabulate(r.expr, indices), [r]) for r in bodies]
    rows = [merge(transpose(r.expr), [r], cost=1) for r in columns] if len(indices) == 1 else []
    return columns + rows


def _bound(marks: tuple[Mark, ...], body: Formula, scope: Scope, summed: BoundedSum | None) -> tuple[Index, ...]:
    """The indices of a sum or of an array, by their uses in the body or by the last value.

    Raises:
        UnreadError: nothing says over which dimension one runs, or the last value is another.
        ClashError: the uses do not agree.
    """
    letters = [m.text for m in marks]
    outer = replace(scope, indices={t: i for t, i in scope.indices.items() if t not in letters})
    dims = dims_of([body], letters, outer)
    if summed is not None and summed.but is not None and summed.but.text in outer.indices:
        dims.setdefault(letters[0], outer.indices[summed.but.text].dim)
    found = []
    for mark in marks:
        dim = _with_top(mark, dims.get(mark.text), summed, scope)
        if dim is None:
            message = f"nothing here has the index {mark.text}: what does it run over? Write it at what depends on it"
            raise UnreadError(message, mark.start, mark.end)
        found.append(Index(mark.text, dim))
    return tuple(found)


def _with_top(mark: Mark, dim: Dim | None, summed: BoundedSum | None, scope: Scope) -> Dim | None:
    """The dimension over which a letter runs: that of its uses, which the last value must not contradict."""
    if summed is None or not summed.top:
        return dim
    top = _dimension(summed.top, scope)
    known = frozenset(n for s in scope.symbols.values() for d in s.shape for n in d.names)
    is_known = top is not None and all(n in known or n in scope.symbols for n in top.names)
    if top is None or not is_known:
        _require_a_size(summed, scope)
    if dim is None:
        names = any(isinstance(n, Name) for n in summed.body.walk())
        return top if is_known and not names else None
    if top != dim and is_known:
        message = f"the sum goes to {summed.top}, the axis has {dim} entries: a sum over a part is not read"
        raise UnreadError(message, summed.start, summed.end)
    return dim


def _require_a_size(summed: BoundedSum, scope: Scope) -> None:
    """A last value that the notes do not declare may be another name of the size, and nothing else.

    Raises:
        UnreadError: it is an index, a letter that people count with, or more than a name.
    """
    counts = {m.text for m in summed.marks}.union(scope.indices, _COUNTERS)
    if summed.top in counts or not _SIZE.fullmatch(summed.top):
        message = (
            f"the sum goes to {summed.top}, which is no size that these notes declare: a sum over a part is not read"
        )
        raise UnreadError(message, summed.start, summed.end)


def _dimension(text: str, scope: Scope) -> Dim | None:
    """The dimension that a last value names, at the layer at hand; None where it is no name."""

    def place(match: re.Match[str]) -> str:
        layer = read_layer(match[1] or match[2])
        return match[0] if layer is None else f"_{{{layer.at(scope.layers)}}}"

    try:
        return read_dim(_SUBSCRIPT.sub(place, text))
    except InputError:
        return None


def _within(scope: Scope, indices: Iterable[Index]) -> Scope:
    return replace(scope, indices={**scope.indices, **{i.name: i for i in indices}})
