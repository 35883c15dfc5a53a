"""Small points, the smallest first: where a counterexample is looked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Any

from bpsym.checker.draw import Sampler, Values
from bpsym.checker.evaluate import PIECEWISE, Models, OrderedField, Point, RationalField, RealField, specials
from bpsym.checker.survey import Survey
from bpsym.expr import Function, own_function

POLYNOMIALS: dict[str, Callable[[Any, Any], Any]] = {
    "t^2": lambda sp, t: t**2,
    "t^3 + t": lambda sp, t: t**3 + t,
    "t^2 + t": lambda sp, t: t**2 + t,
}
"""What an unknown function may be, as it is shown; from the sympy module and t to the definition."""

WAVES: dict[str, Callable[[Any, Any], Any]] = {
    r"\sin(t)": lambda sp, t: sp.sin(t),
    r"\cos(t)": lambda sp, t: sp.cos(t),
}
"""Bounded ones, for networks so deep that powers of powers cannot be written down."""

POOLS: tuple[tuple[int | Fraction, ...], ...] = (
    (1,),
    (1, 2),
    (1, 2, 3),
    (-1, 1, 2),
    (-1, 1, 2),
    (-2, -1, 1, 2, 3),
    (-3, -2, -1, 1, 2, 3),
    (Fraction(1, 2), Fraction(1, 3), Fraction(1, 4)),
    (-1, 0, 1, 2),
)
"""From which the entries of one point are taken."""

SMALL = 4
"""Up to so many names of dimensions, all combinations of sizes from 1 to 3 are tried."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One point to try, over one choice of the unknown functions."""

    sizes: Mapping[str, int]
    models: Mapping[str, str]
    """Name of an unknown function -> what it is, as it is shown."""
    exact: bool
    fill: int

    @property
    def point(self) -> Point:
        """Sizes and entries."""
        pool = POOLS[self.fill]
        return Point(self.sizes, Values(f"{self.fill}", self.sizes, lambda generator: _choice(pool)))

    def field(self, digits: int = 50) -> OrderedField:
        """Exact fractions where they suffice."""
        return RationalField(self.functions) if self.exact else RealField(self.functions, digits)

    @property
    def functions(self) -> Models:
        """The unknown functions as they are computed."""
        return lambda name: model(self.models[name])


def candidates(found: Survey) -> Iterator[Candidate]:
    """For each choice of sizes, the smallest first: t² for an unknown function with all fills, then the others."""
    rational = all(specials(f) <= PIECEWISE.keys() for f in found.functions if f.is_known)
    for sizes in small_sizes(found.dimensions):
        for models, exact in choices(found.unknown):
            for fill in range(len(POOLS)):
                yield Candidate(sizes, models, exact and rational, fill)


def choices(unknown: Sequence[str]) -> Iterator[tuple[dict[str, str], bool]]:
    """Models for the unknown functions, different ones for different functions, and whether they are polynomials."""
    for table in (POLYNOMIALS, WAVES):
        texts = list(table)
        for turn in range(len(texts) if unknown else 1):
            yield {name: texts[(turn + i) % len(texts)] for i, name in enumerate(unknown)}, table is POLYNOMIALS
        if not unknown:
            return


def small_sizes(names: Sequence[str]) -> Iterator[dict[str, int]]:
    """Sizes by their sum; where there are many names, all 1, all 2, a mixture, and one of them 2."""
    if len(names) <= SMALL:
        vectors = sorted(product((1, 2, 3), repeat=len(names)), key=lambda sizes: (sum(sizes), sizes))
    else:
        single = [tuple(1 + (i == j) for j in range(len(names))) for i in range(len(names))]
        mixed = tuple(2 + i % 3 for i in range(len(names)))
        vectors = [(1,) * len(names), (2,) * len(names), mixed, *single]
    for vector in vectors:
        yield dict(zip(names, vector, strict=True))


@cache
def model(text: str) -> Function:
    """The function that a text of POLYNOMIALS or WAVES shows."""
    import sympy

    t = sympy.Symbol("t", real=True)
    build = POLYNOMIALS.get(text) or WAVES[text]
    return own_function(text, build(sympy, t), t)


def _choice(pool: tuple[int | Fraction, ...]) -> Sampler:
    return lambda generator: generator.choice(pool)
