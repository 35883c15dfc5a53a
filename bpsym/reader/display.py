"""How a matrix is read that shows its entries: of numbers, or of the entries of a declared vector in their order."""

from __future__ import annotations

from typing import cast

from bpsym.errors import UnreadError
from bpsym.expr import At, Dim, Expr, Identity, Index, Tabulate, add, constant, scale, transpose, zero
from bpsym.notation import Display, Entry, Formula, Name
from bpsym.reader.elaborate import Scope, Typed, elaborate, rule


@rule(Display)
def read_display(formula: Formula, scope: Scope) -> list[Typed]:
    """A matrix whose size is written: the vector itself where it lists that, else the sum of its entries in place.

    Raises:
        UnreadError: an entry that is no scalar.
    """
    display = cast(Display, formula)
    listed = _listed(display, scope)
    if listed is not None:
        return [Typed(listed)]
    entries = [elaborate(entry, scope)[0].expr for entry in display.entries]
    wrong = next((f for f, e in zip(display.entries, entries) if not e.is_scalar), None)
    if wrong is not None:
        message = f"{scope.show(wrong)} is no number: block matrices are not read"
        raise UnreadError(message, wrong.start, wrong.end)
    return [Typed(_tabulated(entries, display.width))]


def _listed(display: Display, scope: Scope) -> Expr | None:
    """The declared vector of which the entries are all, in their order, as a column or as a row."""
    first, count = display.entries[0], len(display.entries)
    if not isinstance(first, Entry) or not isinstance(first.base, Name) or display.width not in (1, count):
        return None
    stem = first.base.text
    symbol = scope.symbols.get(stem)
    wanted = [(stem, [str(n)]) for n in range(1, count + 1)]
    if symbol is None or list(map(_place, display.entries)) != wanted or symbol.shape != (Dim.of(count), Dim.of(1)):
        return None
    return symbol if display.width == 1 else transpose(symbol)


def _place(entry: Formula) -> tuple[str, list[str]]:
    """The name and the indices of an entry."""
    if isinstance(entry, Entry) and isinstance(entry.base, Name):
        return entry.base.text, [mark.text for mark in entry.marks]
    return "", []


def _tabulated(entries: list[Expr], width: int) -> Expr:
    """Σ entry · δ[row] δ[column]: every entry at its place."""
    if len(entries) == 1:
        return entries[0]
    height = len(entries) // width
    i, j = Index("i", Dim.of(height)), Index("j", Dim.of(width))
    found: Expr | None = None
    for at, entry in enumerate(entries):
        row, column = divmod(at, width)
        if entry == constant(0):
            continue
        term = scale(entry, _unit(i, row + 1, _unit(j, column + 1, constant(1))))
        found = term if found is None else add(found, term)
    return Tabulate(found, (i, j)) if found is not None else zero(height, width)


def _unit(index: Index, number: int, body: Expr) -> Expr:
    """The body where the index has this value, else 0."""
    if index.dim == Dim.of(1):
        return body
    place = At(Identity(index.dim), (index, number))
    return place if body == constant(1) else scale(place, body)
