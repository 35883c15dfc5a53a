"""Polynomials over index terms: what every expression means, entry by entry, for all shapes.

A term is a coefficient times factors, summed over its bound indices. An index is an integer: positive ones are bound
(each is fresh, so two terms never share one by accident), negative ones are the places of the output, 0 is the only
index of an axis of size 1, and those below FIXED stand for one position each, such as the 2 of x_2.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import count

from bpsym.expr import ONE, Dim

ONLY = 0
"""The index of an axis of size 1."""

FIXED = -(10**9)
"""Minus a position from 1: the index of that position. No output has so many axes."""

MOST_TERMS = 4000
"""Terms in one polynomial; a larger one is given up (there is no proof then)."""

MOST_NESTED = 12
"""Functions of functions of ...; a deeper nest is given up: texts and Python's stack grow with it."""


class TooLargeError(Exception):
    """A normal form that is not worked out."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a symbol."""

    name: str
    indices: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Apply:
    """A function of a polynomial: `head` is its name, `order` counts the derivatives of an unknown one.

    Raises:
        TooLargeError: more than MOST_NESTED functions within each other.
    """

    head: str
    argument: Poly
    order: int = 0
    indices: tuple[int, ...] = field(init=False, compare=False, repr=False)
    """The free indices of the argument."""
    depth: int = field(init=False, compare=False, repr=False)
    texts: dict[tuple[str, ...], str] = field(init=False, compare=False, repr=False, default_factory=dict)
    """What was written already: the labels of `indices` -> the text. Without it each nest would double the work."""

    _hash: int = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        inner = (f.depth for t in self.argument for f, _ in t.factors if isinstance(f, Apply))
        object.__setattr__(self, "depth", 1 + max(inner, default=0))
        object.__setattr__(self, "_hash", hash((self.head, self.order, self.argument)))
        object.__setattr__(self, "indices", free_indices(self.argument))
        if self.depth > MOST_NESTED:
            raise TooLargeError(f"more than {MOST_NESTED} functions are nested within each other")

    def __hash__(self) -> int:
        return self._hash

    def renamed(self, names: Mapping[int, int]) -> Apply:
        """The same with free indices replaced."""
        return Apply(self.head, rename(self.argument, names), self.order)


@dataclass(frozen=True, slots=True)
class Delta:
    """Kronecker's delta."""

    indices: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Size:
    """A named dimension as a number."""

    name: str
    indices: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Adjoint:
    """∂ of[i, j] / ∂ wrt[p, q] through the definitions, not worked out yet; `indices` are i, j, p, q."""

    of: str
    wrt: str
    indices: tuple[int, ...]


Factor = Entry | Apply | Delta | Size | Adjoint
Factors = tuple[tuple[Factor, int], ...]


@dataclass(frozen=True, slots=True)
class Term:
    """coefficient · ∏ factor^power, summed over the bound indices."""

    coefficient: Fraction
    factors: Factors = ()
    bound: tuple[tuple[int, Dim], ...] = ()


Poly = tuple[Term, ...]

ZERO: Poly = ()
UNIT: Poly = (Term(Fraction(1)),)

_fresh = count(1)


def fresh_index() -> int:
    """An index that no term has."""
    return next(_fresh)


def fixed_index(position: int) -> int:
    """The index that is always at this position, counted from 1."""
    return FIXED - position


def is_fixed(index: int) -> bool:
    """Whether the index stands for one position."""
    return index < FIXED


def number(value: Fraction | int) -> Poly:
    """A constant."""
    return (Term(Fraction(value)),) if value else ZERO


def single(factor: Factor, power: int = 1) -> Poly:
    """One factor to a power."""
    return (Term(Fraction(1), ((factor, power),)),)


def scaled(poly: Poly, factor: Fraction | int) -> Poly:
    """The polynomial times a number."""
    if not factor:
        return ZERO
    return tuple(Term(t.coefficient * factor, t.factors, t.bound) for t in poly)


def plus(*polys: Poly) -> Poly:
    """The sum."""
    found = tuple(t for p in polys for t in p)
    if len(found) > MOST_TERMS:
        raise TooLargeError(f"more than {MOST_TERMS} terms")
    return found


def times(left: Poly, right: Poly) -> Poly:
    """The product; the bound indices of the right side are made fresh where both sides have them."""
    if len(left) * len(right) > MOST_TERMS:
        raise TooLargeError(f"more than {MOST_TERMS} terms")
    return tuple(_product(a, b) for a in left for b in right)


def _product(a: Term, b: Term) -> Term:
    a = _apart(a, b)
    return _joined(a, _apart(b, a))


def _joined(a: Term, b: Term) -> Term:
    powers = dict(a.factors)
    for factor, power in b.factors:
        powers[factor] = powers.get(factor, 0) + power
    return Term(a.coefficient * b.coefficient, powered(powers), a.bound + b.bound)


def powered(powers: Mapping[Factor, int]) -> Factors:
    """The factors with their powers, those to the power of 0 left out."""
    return tuple((f, p) for f, p in powers.items() if p)


def _apart(term: Term, other: Term) -> Term:
    """The term with its bound indices made fresh where the other term has any of them, bound or free."""
    if not term.bound:
        return term
    theirs = {i for i, _ in other.bound} | {i for f, _ in other.factors for i in f.indices}
    return refreshed(term) if any(i in theirs for i, _ in term.bound) else term


def refreshed(term: Term) -> Term:
    """The same term with fresh bound indices."""
    return relabelled(term, {i: fresh_index() for i, _ in term.bound})


def times_within(term: Term, poly: Poly) -> Poly:
    """The product of a term with a polynomial that stands in its scope: its free indices may be bound by the term."""
    if len(poly) > MOST_TERMS:
        raise TooLargeError(f"more than {MOST_TERMS} terms")
    return tuple(_joined(term, _apart(other, term)) for other in poly)


def summed(poly: Poly, index: int, dim: Dim) -> Poly:
    """The sum over an index that runs over a dimension."""
    if dim == ONE:
        return rename(poly, {index: ONLY})
    return tuple(Term(t.coefficient, t.factors, (*t.bound, (index, dim))) for t in poly)


def rename(poly: Poly, names: Mapping[int, int]) -> Poly:
    """The polynomial with free indices replaced; bound ones step aside where a new name would be captured."""
    return tuple(_renamed(t, names) for t in poly)


def _renamed(term: Term, names: Mapping[int, int]) -> Term:
    bound = {i for i, _ in term.bound}
    free = {i: n for i, n in names.items() if i not in bound}
    if any(n in bound for n in free.values()):
        term = refreshed(term)
    return relabelled(term, free) if free else term


def relabelled(term: Term, names: Mapping[int, int]) -> Term:
    """The term with indices of its own scope replaced, bound ones too; nothing steps aside."""
    powers: dict[Factor, int] = {}
    for factor, power in term.factors:
        renamed = rename_factor(factor, names)
        if isinstance(renamed, Delta) and renamed.indices[0] == renamed.indices[1]:
            continue  # δ_ii = 1; inside a function nobody else would see that i is not used
        powers[renamed] = powers.get(renamed, 0) + power
    bound = tuple((names.get(i, i), d) for i, d in term.bound)
    return Term(term.coefficient, powered(powers), bound)


def rename_factor(factor: Factor, names: Mapping[int, int]) -> Factor:
    """The factor with free indices replaced."""
    if not any(i in names for i in factor.indices):
        return factor
    if isinstance(factor, Apply):
        return factor.renamed(names)
    indices = tuple(names.get(i, i) for i in factor.indices)
    match factor:
        case Entry():
            return Entry(factor.name, indices)
        case Delta():
            return Delta(indices)
        case Adjoint():
            return Adjoint(factor.of, factor.wrt, indices)
        case Size():
            return factor


def free_indices(poly: Poly) -> tuple[int, ...]:
    """The indices that the polynomial does not bind, each once."""
    found: dict[int, None] = {}
    for term in poly:
        bound = {i for i, _ in term.bound}
        for factor, _ in term.factors:
            found.update((i, None) for i in factor.indices if i not in bound and i != ONLY)
    return tuple(found)


def factors_of(poly: Poly) -> Iterable[Factor]:
    """Every factor, those inside arguments too."""
    stack = [poly]
    while stack:
        for term in stack.pop():
            for factor, _ in term.factors:
                yield factor
                if isinstance(factor, Apply):
                    stack.append(factor.argument)
