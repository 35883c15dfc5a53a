"""One term in a row and a column as a product of square matrices: scalar · D₀ B₁ D₁ B₂ … D, each D diagonal.

A bound index is a link of the chain if it runs over the dimension of the row and the column, and every way from the
row to the column leads through it. What hangs at a link alone is the diagonal of a D. If the product of square matrices
has an inverse, each of them has one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from bpsym.checker.normal.term import Delta, Factor, Factors, Poly, Term
from bpsym.expr import Dim


@dataclass(frozen=True, slots=True)
class Block:
    """A square matrix: its entry at (`row`, `column`), two free indices of it."""

    entry: Poly
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Hanging:
    """A diagonal matrix: its entry at (`index`, `index`)."""

    entry: Poly
    index: int


@dataclass(frozen=True, slots=True)
class Chain:
    """A scalar times the product of the links in their order."""

    scalar: Term
    links: tuple[Block | Hanging, ...]


def chain_of(term: Term, row: int, column: int, dim: Dim) -> Chain | None:
    """The term as a product of square matrices; None where row and column are not connected, or tied by a delta."""
    bound = dict(term.bound)
    inside = {*bound, row, column}
    if any(isinstance(f, Delta) and not inside.isdisjoint(f.indices) for f, _ in term.factors):
        return None
    groups = connected(term.factors, inside)
    main = next((g for g in groups if {row, column} <= indices_of(g)), None)
    if main is None or any(indices_of(g) & {row, column} for g in groups if g is not main):
        return None
    links = [i for i, d in term.bound if d == dim and i in indices_of(main) and _cuts(main, i, row, column, inside)]
    links.sort(key=lambda i: len(_before(main, i, row, inside)))
    path = [row, *links, column]
    rest = [g for g in groups if g is not main]
    scalar = term_of([fp for g in rest for fp in g], bound, (), term.coefficient)
    return Chain(scalar, tuple(_links(connected(main, inside.difference(path)), path, bound)))


def _links(groups: Sequence[Factors], path: Sequence[int], bound: dict[int, Dim]) -> Iterable[Block | Hanging]:
    for n, index in enumerate(path):
        hanging = [fp for g in groups if indices_of(g).intersection(path) == {index} for fp in g]
        if hanging:
            yield Hanging((term_of(hanging, bound, path),), index)
        if n + 1 < len(path):
            ends = {index, path[n + 1]}
            inner = [fp for g in groups if indices_of(g).intersection(path) == ends for fp in g]
            yield Block((term_of(inner, bound, path),), index, path[n + 1])


def _cuts(factors: Factors, link: int, row: int, column: int, inside: Collection[int]) -> bool:
    return column not in indices_of(_before(factors, link, row, inside))


def _before(factors: Factors, link: int, row: int, inside: Collection[int]) -> Factors:
    """What is connected with the row by ways that do not lead through the link."""
    groups = connected(factors, set(inside) - {link})
    return tuple(fp for g in groups if row in indices_of(g) for fp in g)


def connected(factors: Iterable[tuple[Factor, int]], by: Collection[int]) -> list[Factors]:
    """The factors in groups that share indices of the given ones, directly or through others."""
    groups: list[tuple[set[int], list[tuple[Factor, int]]]] = []
    for factor, power in factors:
        mine = {i for i in factor.indices if i in by}
        touched = [g for g in groups if not g[0].isdisjoint(mine)]
        groups = [g for g in groups if g[0].isdisjoint(mine)]
        earlier = [fp for _, members in touched for fp in members]
        groups.append((mine.union(*(g[0] for g in touched)), [*earlier, (factor, power)]))
    return [tuple(members) for _, members in groups]


def indices_of(factors: Iterable[tuple[Factor, int]]) -> set[int]:
    """All free indices of the factors."""
    return {i for f, _ in factors for i in f.indices}


def term_of(
    factors: Sequence[tuple[Factor, int]],
    bound: dict[int, Dim],
    outside: Collection[int],
    coefficient: Fraction = Fraction(1),
) -> Term:
    """A part of a term, with those of its bound indices that are not `outside`."""
    used = indices_of(factors)
    return Term(coefficient, tuple(factors), tuple((i, d) for i, d in bound.items() if i in used and i not in outside))
