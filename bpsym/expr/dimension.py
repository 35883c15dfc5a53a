"""Dimensions: integers, names such as `numExamples`, and polynomials in them such as `m*n + 1`.

Dimensions are rigid: two of them are equal only if they are the same polynomial in the same names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Monomial = tuple[str, ...]
"""Names multiplied, sorted; the empty one is the number 1."""


@dataclass(frozen=True, slots=True)
class Dim:
    """A polynomial with integer coefficients in named dimensions, in canonical form."""

    terms: tuple[tuple[Monomial, int], ...]

    @staticmethod
    def of(value: DimLike) -> Dim:
        """The dimension that an integer, a name or a dimension stands for."""
        if isinstance(value, Dim):
            return value
        if isinstance(value, int):
            return _collect([((), value)])
        return Dim((((value,), 1),))

    @property
    def value(self) -> int | None:
        """The integer that this dimension is, or None where it depends on a name."""
        if not self.terms:
            return 0
        if len(self.terms) == 1 and self.terms[0][0] == ():
            return self.terms[0][1]
        return None

    @property
    def names(self) -> frozenset[str]:
        """Every name on which the dimension depends."""
        return frozenset(name for monomial, _ in self.terms for name in monomial)

    def evaluate(self, sizes: Mapping[str, int]) -> int:
        """The size, given one for each name."""
        total = 0
        for monomial, coefficient in self.terms:
            for name in monomial:
                coefficient *= sizes[name]
            total += coefficient
        return total

    def __add__(self, other: DimLike) -> Dim:
        return _collect([*self.terms, *Dim.of(other).terms])

    def __mul__(self, other: DimLike) -> Dim:
        pairs = ((a, b) for a in self.terms for b in Dim.of(other).terms)
        return _collect((tuple(sorted(a[0] + b[0])), a[1] * b[1]) for a, b in pairs)

    def __str__(self) -> str:
        if not self.terms:
            return "0"
        return " + ".join(_show(monomial, coefficient) for monomial, coefficient in self.terms)


DimLike = int | str | Dim
Shape = tuple[Dim, ...]

ONE = Dim((((), 1),))
SCALAR: Shape = (ONE, ONE)


def shape_of(*dims: DimLike) -> Shape:
    """A shape from integers and names: `shape_of("m", 3)`."""
    return tuple(Dim.of(d) for d in dims)


def show_shape(shape: Shape) -> str:
    """`(numExamples, 3)`; the shape of a scalar is shown as `scalar`."""
    return "scalar" if shape == SCALAR else f"({', '.join(str(d) for d in shape)})"


def _collect(terms: Iterable[tuple[Monomial, int]]) -> Dim:
    total: Counter[Monomial] = Counter()
    for monomial, coefficient in terms:
        total[monomial] += coefficient
    kept = [(monomial, c) for monomial, c in total.items() if c]
    return Dim(tuple(sorted(kept, key=lambda item: (-len(item[0]), item[0]))))


def _show(monomial: Monomial, coefficient: int) -> str:
    names = "*".join(monomial)
    if not names:
        return str(coefficient)
    return names if coefficient == 1 else f"{coefficient}*{names}"
