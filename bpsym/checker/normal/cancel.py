"""A⁻¹ A = I and A A⁻¹ = I inside a term, also where A is a sum.

Of A = a + a′ with the leading term a: a A⁻¹ = I − a′ A⁻¹ and A⁻¹ a = I − A⁻¹ a′, wherever a stands beside A⁻¹. The
leading term is one with the most factors, so this comes to an end; it holds wherever A⁻¹ exists.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bpsym.checker.normal.canonical import TOP, Scope, factor_text, term_text
from bpsym.checker.normal.inverse import outer_indices
from bpsym.checker.normal.square import INVERSE, Square
from bpsym.checker.normal.term import (
    ONLY,
    UNIT,
    Delta,
    Factor,
    Poly,
    Term,
    fresh_index,
    plus,
    powered,
    refreshed,
    rename,
    rename_factor,
    scaled,
    single,
    summed,
    times,
    times_within,
)
from bpsym.expr import Dim

Indices = tuple[int, ...]


def cancelled(term: Term, inverse: Square, power: int) -> Poly | None:
    """The term with the inverse and the leading term of its argument beside it replaced; None where there is none."""
    if inverse.head != INVERSE or power != 1:
        return None
    count = len(inverse.dims)
    rows, columns = inverse.formal[:count], inverse.formal[count:]
    here, there = inverse.places[:count], inverse.places[count:]
    lead = leading_term(inverse)
    if lead is None:
        return None
    sides = [(columns, rows, here, there), (rows, columns, there, here)]
    if inverse.symmetric:
        sides += [(columns, rows, there, here), (rows, columns, here, there)]
    for met, open_, contracted, other in sides:
        found = _Match(term, inverse, lead, met, open_, contracted, other).result()
        if found is not None:
            return found
    return None


def leading_term(inverse: Square) -> Term | None:
    """The term of the argument with the most factors, of those that touch rows and columns; ties by the text."""
    ends = set(inverse.formal)
    names = Scope({i: f"formal{n}" for n, i in enumerate(inverse.formal)})
    ranked = []
    for term in inverse.argument:
        touched = {i for f, _ in term.factors if not isinstance(f, Delta) for i in f.indices}
        if ends <= touched and not any(isinstance(f, Delta) for f, _ in term.factors):
            ranked.append((sum(abs(p) for _, p in term.factors), term_text(term, names), term))
    return max(ranked, key=lambda row: row[:2])[2] if ranked else None


@dataclass
class _Match:
    """Σ over `contracted` of a(open, contracted) A⁻¹ in a term: `met` and `open_` are the lead's formal indices."""

    term: Term
    inverse: Square
    lead: Term
    met: Indices
    open_: Indices
    contracted: Indices
    other: Indices
    dims: dict[int, Dim] = field(init=False)

    def result(self) -> Poly | None:
        """The replaced term, or None where the leading term does not stand there."""
        self.dims = dict(self.term.bound)
        wanted = [self.dims.get(i) for i in self.contracted]
        alone = set(self.contracted).isdisjoint(self.other) and outer_indices(self.inverse).isdisjoint(self.contracted)
        if wanted != list(self.inverse.dims) or len(set(self.contracted)) < len(self.contracted) or not alone:
            return None
        available = {f: p for f, p in self.term.factors if f != self.inverse}
        start = dict(zip(self.met, self.contracted))
        for names, left in self._search(list(self.lead.factors), start, available):
            found = self._replaced(names, left)
            if found is not None:
                return found
        return None

    def _search(
        self, wanted: list[tuple[Factor, int]], names: dict[int, int], available: dict[Factor, int]
    ) -> Iterator[tuple[dict[int, int], dict[Factor, int]]]:
        """Every way to find the wanted factors among those available, with what each index is called there."""
        if not wanted:
            yield names, available
            return
        first = max(wanted, key=lambda fp: sum(i in names for i in fp[0].indices))
        rest = [fp for fp in wanted if fp is not first]
        for factor, power in available.items():
            if power * first[1] <= 0 or abs(power) < abs(first[1]):
                continue
            for more in self._renamings(first[0], factor, names):
                left = dict(available)
                left[factor] = power - first[1]
                yield from self._search(rest, more, {f: p for f, p in left.items() if p})

    def _renamings(self, mine: Factor, theirs: Factor, names: dict[int, int]) -> Iterator[dict[int, int]]:
        if type(mine) is not type(theirs) or len(mine.indices) != len(theirs.indices):
            return
        orders = [theirs.indices]
        if isinstance(mine, Square) and mine.symmetric and len(mine.places) == 2:
            orders.append((*theirs.indices[1::-1], *theirs.indices[2:]))
        bound = dict(self.lead.bound)
        for order in orders:
            found = dict(names)
            if not all(self._fits(a, b, bound, found) for a, b in zip(mine.indices, order)):
                continue
            if factor_text(rename_factor(mine, found), TOP) == factor_text(theirs, TOP):
                yield found

    def _fits(self, mine: int, theirs: int, bound: Mapping[int, Dim], names: dict[int, int]) -> bool:
        """Whether an index may be called so; a bound one only after a bound one of the same dimension."""
        if mine in names:
            return names[mine] == theirs
        if mine in bound:
            names[mine] = theirs
            return self.dims.get(theirs) == bound[mine]
        if mine in self.open_:
            names[mine] = theirs
            return theirs != ONLY
        return mine == theirs

    def _replaced(self, names: Mapping[int, int], left: Mapping[Factor, int]) -> Poly | None:
        """I − a′ A⁻¹ in the place of a A⁻¹, if nothing else has an index over which a A⁻¹ is summed."""
        summed_over = [*self.contracted, *(names[i] for i in dict(self.lead.bound))]
        place = tuple(names[i] for i in self.open_)
        inside = set(summed_over)
        elsewhere = {i for f in left for i in f.indices} | set(place) | set(self.other) | outer_indices(self.inverse)
        if len(inside) < len(summed_over) or not inside.isdisjoint(elsewhere):
            return None
        bound = tuple(b for b in self.term.bound if b[0] not in inside)
        rest = Term(self.term.coefficient / self.lead.coefficient, powered(left), bound)
        return times_within(rest, self._remainder(place))

    def _remainder(self, place: Indices) -> Poly:
        """I − a′ A⁻¹, or I − A⁻¹ a′, at (`place`, `other`)."""
        found = UNIT
        for i, j in zip(place, self.other):
            found = found if i == j else times(found, single(Delta((i, j))))
        others = tuple(t for t in self.inverse.argument if t is not self.lead)
        between = tuple(fresh_index() for _ in self.met)
        names = dict(zip(self.met, between)) | dict(zip(self.open_, place))
        count = len(self.inverse.dims)
        turned = self.contracted == self.inverse.places[count:]
        places = self.other + between if turned else between + self.other
        inner = times(single(self.inverse.at(places)), tuple(refreshed(t) for t in rename(others, names)))
        for index, dim in zip(between, self.inverse.dims):
            inner = summed(inner, index, dim)
        return plus(found, scaled(inner, -1))
