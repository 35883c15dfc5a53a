"""Equations between entries: they hold for every value of their free indices, so they are equations of arrays."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from bpsym.derivation import Reading
from bpsym.errors import UnreadError
from bpsym.expr import ONE, At, Expr, Index, Symbol, Tabulate, fresh_index, tabulate
from bpsym.notation import Call, Differential, Entry, Formula, Name, Norm, Product
from bpsym.reader.elaborate import Scope
from bpsym.reader.letters import free_letters, is_indexed
from bpsym.reader.placing import dims_of


def free_indices(left: Formula, right: Formula, scope: Scope) -> tuple[Index, ...]:
    """The free indices of an equation, in the order of the left side.

    An index that is free on the left alone is allowed: the right side is the same for each of its values.

    Raises:
        UnreadError: an index that is free on the right alone, or nothing says what one runs over.
        ClashError: an index on axes of different dimensions.
    """
    letters = free_letters(left)
    loose = next((m for t, m in free_letters(right).items() if t not in letters), None)
    if loose is not None:
        message = f"the index {loose.text} is free on the right and not on the left: is it summed? Write \\sum_{{}}"
        raise UnreadError(message.replace("{}", f"{{{loose.text}}}"), loose.start, loose.end)
    _refuse_silent_sums(left, letters.keys() - free_letters(right).keys())
    dims = dims_of((left, right), letters, scope) if letters else {}
    missing = next((m for t, m in letters.items() if t not in dims), None)
    if missing is not None:
        raise UnreadError(f"what does the index {missing.text} run over here?", missing.start, missing.end)
    return tuple(Index(letter, dims[letter]) for letter in letters)


def _refuse_silent_sums(left: Formula, alone: Collection[str]) -> None:
    """An index twice in a product on the left, and not on the right, is summed by those who leave out the sum.

    Raises:
        UnreadError: there is one.
    """
    for node in left.walk() if alone else ():
        marks = [m for f in node.factors for m in free_letters(f).values()] if isinstance(node, Product) else []
        marks += node.marks if isinstance(node, Entry) else ()
        twice = next((m for m in marks if m.text in alone and [n.text for n in marks].count(m.text) > 1), None)
        if twice is not None:
            message = f"the index {twice.text} stands twice on the left and not on the right: is it summed?"
            raise UnreadError(f"{message} Write \\sum_{{{twice.text}}}", twice.start, twice.end)


def within(scope: Scope, indices: Iterable[Index]) -> Scope:
    """The scope inside an equation with these free indices."""
    return replace(scope, indices={**scope.indices, **{i.name: i for i in indices}})


def close(reading: Reading, indices: tuple[Index, ...]) -> Reading:
    """The equation of the arrays whose entries are equated; matrices, for each value of an index, by their entries."""
    if not indices:
        return reading
    left, right = reading.left, reading.right
    own: list[Index] = []
    if not left.is_scalar:
        for at, dim in enumerate(left.shape):
            if dim != ONE:
                own.append(fresh_index(Index("pqrs"[at], dim), frozenset((*indices, *own, *left.free, *right.free))))
        left, right = (_entry(side, own) for side in (left, right))
    every = (*own, *indices)
    return replace(reading, left=_whole(tabulate(left, every)), right=tabulate(right, every))


def _whole(array: Expr) -> Expr:
    """The symbol itself in place of the array of all its entries, so that a formula for z_j is one for z."""
    entry = array.body if isinstance(array, Tabulate) else None
    if not isinstance(array, Tabulate) or not isinstance(entry, At) or not isinstance(entry.body, Symbol):
        return array
    place = (*array.indices, *[1] * (len(array.shape) - len(array.indices)))
    return entry.body if entry.place == place and entry.body.shape == array.shape else array


def _entry(side: Expr, own: list[Index]) -> Expr:
    inner = iter(own)
    return At(side, tuple(1 if dim == ONE else next(inner) for dim in side.shape))


def mixes_arrays(formulas: Iterable[Formula], scope: Scope) -> bool:
    """Whether entries stand beside whole arrays, as in wᵀ x_i: then a subscript may name an example, no entry."""
    found = [f for f in formulas if is_indexed(f)]
    return any(_is_whole(name, scope) for formula in found for name in _outside(formula))


def _outside(formula: Formula) -> Iterable[Name]:
    """The names that are not those of entries, of norms, or of what is differentiated."""
    if isinstance(formula, Name):
        yield formula
    elif isinstance(formula, Call):
        yield from _outside(formula.argument)
    elif not isinstance(formula, (Entry, Norm, Differential)):
        for part in formula.parts:
            yield from _outside(part)


def _is_whole(name: Name, scope: Scope) -> bool:
    symbol = scope.symbols.get(name.text) or scope.symbols.get(name.at(scope.layers))
    return symbol is not None and not symbol.is_scalar
