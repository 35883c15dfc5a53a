"""Where an entry stands: its marks on the axes of an array, and over which dimension each letter runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from bpsym.errors import UnreadError
from bpsym.expr import ONE, Dim, Index, Place, Shape, show_shape
from bpsym.notation import BoundedSum, Entry, EntryByEntry, Formula, Mark, Name, SameIndex
from bpsym.reader.elaborate import AmbiguousError, ClashError, Scope, elaborate
from bpsym.reader.marks import KRONECKER

Axes = tuple[tuple[Mark | None, Dim], ...]
"""For each axis its mark, None on an axis of one entry that has none."""


def axes_of(marks: tuple[Mark, ...], shape: Shape) -> Axes | None:
    """One mark for each axis; one alone stands on the long axis of a row or a column. None where they do not fit."""
    if len(marks) == len(shape):
        return tuple(zip(marks, shape))
    if len(marks) == 1 and len(shape) == 2 and shape.count(ONE) == 1:
        return tuple((None if dim == ONE else marks[0], dim) for dim in shape)
    return None


def place_of(entry: Entry, shape: Shape, scope: Scope) -> Place | None:
    """The place of the entry in an array of this shape; None where the marks do not fit.

    Raises:
        UnreadError: a number on an axis that may have no such entry, or a letter that runs over nothing.
        ClashError: a letter that runs over another dimension.
    """
    axes = axes_of(entry.marks, shape)
    return None if axes is None else tuple(_at(mark, dim, entry, scope) for mark, dim in axes)


def _at(mark: Mark | None, dim: Dim, entry: Entry, scope: Scope) -> Index | int:
    if mark is None:
        return 1
    if mark.is_letter:
        index = index_of(mark, scope)
        if index.dim != dim:
            raise clash(mark, index.dim, dim, scope)
        return index
    number = int(mark.text)
    if dim.value is None or not 1 <= number <= dim.value:
        name = shown(entry.base, scope)
        message = f"has {name} an entry {number}? The axis has {dim} entries; declare its size as a number"
        raise UnreadError(message, mark.start, mark.end)
    return number


def shown(base: Formula, scope: Scope) -> str:
    """What an entry is one of, for messages: the name alone, for its place in the source holds the indices too."""
    return base.at(scope.layers) if isinstance(base, Name) else scope.show(base)


def index_of(mark: Mark, scope: Scope) -> Index:
    """The index that a letter is.

    Raises:
        UnreadError: nothing says what it runs over.
    """
    if mark.text not in scope.indices:
        raise UnreadError(f"what does the index {mark.text} run over here?", mark.start, mark.end)
    return scope.indices[mark.text]


def clash(mark: Mark, one: Dim, other: Dim, scope: Scope) -> ClashError:
    """An index on two axes that have different dimensions."""
    message = f"the index {mark.text} runs over {one} and over {other}"
    return ClashError(message, show_shape((one, ONE)), show_shape((other, ONE)), mark.start, mark.end)


def no_entry(entry: Entry, name: str, shape: Shape) -> UnreadError:
    """The error for an entry whose indices do not fit the axes."""
    count = len(entry.marks)
    message = f"{name} {show_shape(shape)} has no entry with {count} {'index' if count == 1 else 'indices'}"
    return UnreadError(f"{message}: write one for each axis, or declare the name", entry.start, entry.end)


def as_kronecker(entry: Entry, scope: Scope) -> SameIndex | None:
    r"""`\delta_{ij}` where the notes have a column δ: then it is the Kronecker delta, for a column has one index."""
    base, marks = entry.base, entry.marks
    if not isinstance(base, Name) or base.text != KRONECKER or len(marks) != 2:
        return None
    shape = scope.lookup(base).shape
    is_matrix = len(shape) == 2 and ONE not in shape
    return None if is_matrix or not entry.is_generic else SameIndex(entry.start, entry.end, *marks)


@dataclass(slots=True)
class _Found:
    """What the uses of letters say of their dimensions."""

    dims: dict[str, Dim] = field(default_factory=dict)
    pairs: list[tuple[Mark, Mark]] = field(default_factory=list)
    """Letters that run over one dimension."""


def dims_of(formulas: Iterable[Formula], letters: Iterable[str], scope: Scope) -> dict[str, Dim]:
    """Letter -> the dimension of the axes on which it is used in the formulas; letters without a use are left out.

    Raises:
        ClashError: two axes of different dimensions.
    """
    wanted, found = frozenset(letters), _Found()
    sites = [site for formula in formulas for site in _sites(formula, frozenset())]
    for site, bound in sites:
        _note(site, wanted - bound, scope, found)
    known = {letter: index.dim for letter, index in scope.indices.items() if letter not in wanted}
    for _ in found.pairs:
        for left, right in found.pairs:
            _agree(left, right, known, found, wanted, scope)
    return found.dims


def _sites(formula: Formula, bound: frozenset[str]) -> Iterator[tuple[Formula, frozenset[str]]]:
    """Every formula with marks, and the letters that are bound around it."""
    if isinstance(formula, BoundedSum):
        yield formula, bound
        yield from _sites(formula.body, bound | {m.text for m in formula.marks})
    elif isinstance(formula, EntryByEntry):
        yield from _sites(formula.body, bound | {m.text for m in formula.marks})
    else:
        if isinstance(formula, (Entry, SameIndex)):
            yield formula, bound
        for part in formula.parts:
            yield from _sites(part, bound)


def _note(site: Formula, wanted: frozenset[str], scope: Scope, found: _Found) -> None:
    same = as_kronecker(site, scope) if isinstance(site, Entry) else site
    if isinstance(same, SameIndex):
        if {same.left.text, same.right.text} & wanted:
            found.pairs.append((same.left, same.right))
    elif isinstance(site, BoundedSum):
        if site.but is not None and site.but.text in wanted:
            inner = dims_of([site.body], [m.text for m in site.marks], scope)
            for dim in inner.values():
                _set(site.but, dim, found, scope)
    elif isinstance(site, Entry) and any(m.text in wanted for m in site.marks):
        _note_entry(site, wanted, scope, found)


def _note_entry(entry: Entry, wanted: frozenset[str], scope: Scope, found: _Found) -> None:
    fitting = dict.fromkeys(a for r in elaborate(entry.base, scope) if (a := axes_of(entry.marks, r.expr.shape)))
    if len(fitting) > 1:
        message = f"{shown(entry.base, scope)} can have several shapes here: write the product signs"
        raise AmbiguousError(message, entry.start, entry.end)
    for mark, dim in next(iter(fitting), ()):
        if mark is not None and mark.text in wanted:
            _set(mark, dim, found, scope)


def _set(mark: Mark, dim: Dim, found: _Found, scope: Scope) -> None:
    before = found.dims.setdefault(mark.text, dim)
    if before != dim:
        raise clash(mark, before, dim, scope)


def _agree(
    left: Mark, right: Mark, known: Mapping[str, Dim], found: _Found, wanted: frozenset[str], scope: Scope
) -> None:
    for one, other in ((left, right), (right, left)):
        dim = known.get(one.text) or found.dims.get(one.text)
        if dim is not None and other.text in wanted:
            _set(other, dim, found, scope)
