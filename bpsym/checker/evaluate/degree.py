"""Degrees instead of values: the bound of Schwartz and Zippel for one evaluation modulo a prime."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from bpsym.checker.evaluate.field import Field, Rational
from bpsym.expr import Function

Degree = tuple[int, int]
"""Bounds of the total degrees of numerator and denominator."""


class DegreeField(Field):
    """Every value is replaced by a bound of its degree as a rational function of the random numbers.

    The random numbers are the entries of the inputs and the entries of the tables of unknown functions. A table's
    entry is a new variable of degree 1, as long as different arguments did not fall on the same residue by accident.
    """

    def __init__(self) -> None:
        self._calls: Counter[Function] = Counter()
        self._argument = 0
        self._poles = 0

    def number(self, value: Rational) -> Degree:
        """A constant has degree 0."""
        return (0, 0)

    def variable(self, value: Rational) -> Degree:
        """A free entry has degree 1."""
        return (1, 0)

    def dot(self, left: Sequence[Degree], right: Sequence[Degree]) -> Degree:
        """The terms on their common denominator."""
        terms = [(a + c, b + d) for (a, b), (c, d) in zip(left, right, strict=True)]
        denominator = sum(d for _, d in terms)
        return (max((n + denominator - d for n, d in terms), default=0), denominator)

    def reciprocal(self, value: Degree) -> Degree:
        """Numerator and denominator change places; where the numerator vanishes the point is drawn again."""
        self._poles += value[0]
        return (value[1], value[0])

    def unknown(self, function: Function, value: Degree) -> Degree:
        """A new variable; two arguments coincide with a probability of at most their difference's degree / p."""
        self._calls[function] += 1
        self._argument = max(self._argument, sum(value))
        return (1, 0)

    def error_bound(self, left: Sequence[Degree], right: Sequence[Degree], prime: int) -> Fraction | None:
        """How likely at most two different sides agree in every entry; None where that is no bound.

        (degree of the difference + degrees of the differences of all pairs of arguments) / p, given that no
        denominator vanishes (Schwartz 1980, Zippel 1979).
        """
        difference = max(max(a + d, c + b) for (a, b), (c, d) in zip(left, right, strict=True))
        pairs = sum(n * (n - 1) // 2 for n in self._calls.values())
        room = prime - self._poles
        bound = Fraction(difference + 2 * pairs * self._argument, room) if room > 0 else Fraction(1)
        return bound if bound < 1 else None
