"""The letters that index a formula: which are free, and over which dimension each runs."""

from __future__ import annotations

from collections.abc import Iterator

from bpsym.notation import BoundedSum, Entry, EntryByEntry, Formula, Mark, SameIndex


def free_marks(formula: Formula) -> Iterator[Mark]:
    """Every letter that is used as an index and that no sum inside binds, in order."""
    yield from _free(formula, frozenset())


def _free(formula: Formula, bound: frozenset[str]) -> Iterator[Mark]:
    yield from (m for m in _own(formula) if m.is_letter and m.text not in bound)
    if isinstance(formula, (BoundedSum, EntryByEntry)):
        bound = bound | {m.text for m in formula.marks}
    for part in formula.parts:
        yield from _free(part, bound)


def _own(formula: Formula) -> tuple[Mark, ...]:
    """The letters that a formula uses itself."""
    if isinstance(formula, Entry):
        return formula.marks
    if isinstance(formula, SameIndex):
        return formula.left, formula.right
    return (formula.but,) if isinstance(formula, BoundedSum) and formula.but is not None else ()


def free_letters(formula: Formula) -> dict[str, Mark]:
    """Letter -> where it is first used."""
    found: dict[str, Mark] = {}
    for mark in free_marks(formula):
        found.setdefault(mark.text, mark)
    return found


def is_indexed(formula: Formula) -> bool:
    """Whether any index notation stands in the formula."""
    return any(isinstance(n, (Entry, BoundedSum, SameIndex, EntryByEntry)) for n in formula.walk())
