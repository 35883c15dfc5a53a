r"""Relations between entries as relations between arrays: `z_j = ...` says what z is."""

from __future__ import annotations

from dataclasses import replace

from bpsym.notation import Differential, Entry, EntryByEntry, Formula, Mark, Name
from bpsym.reader.letters import free_letters


def whole_members(members: tuple[Formula, ...]) -> tuple[Formula, ...]:
    """The members of a relation between the generic entries of an array as those arrays; else the members."""
    found = _whole(members[0]) if members else None
    if found is None:
        return members
    left, marks = found
    return (left, *(_array(m, marks, isinstance(left, Name)) for m in members[1:]))


def _whole(formula: Formula) -> tuple[Formula, tuple[Mark, ...]] | None:
    """The array, or the derivative by one, of which a formula is the generic entry."""
    if isinstance(formula, Entry) and isinstance(formula.base, Name) and formula.is_generic:
        return replace(formula.base, start=formula.start, end=formula.end), formula.marks
    if isinstance(formula, Differential) and not free_letters(formula.of):
        found = _whole(formula.wrt) if isinstance(formula.wrt, Entry) else None
        return (replace(formula, wrt=found[0]), found[1]) if found else None
    return None


def _array(formula: Formula, marks: tuple[Mark, ...], below_name: bool) -> Formula:
    """What stands opposite the array: a meaning, ∂J/∂z or its name; y_j = x_j says nothing of rows and columns."""
    found = _whole(formula)
    is_meaning = found is not None and isinstance(found[0], Differential if below_name else Name)
    if found is not None and is_meaning and [m.text for m in found[1]] == [m.text for m in marks]:
        return found[0]
    return EntryByEntry(formula.start, formula.end, formula, marks)
