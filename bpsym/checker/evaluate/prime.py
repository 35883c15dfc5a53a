"""The integers modulo a large prime, with unknown functions as random tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from hashlib import blake2b
from operator import mul

from bpsym.checker.evaluate.domain import OutsideDomain
from bpsym.checker.evaluate.field import Field, Rational
from bpsym.checker.evaluate.scalar import specials
from bpsym.expr import Function

PRIME = 2**61 - 1


class PrimeField(Field):
    """Integers modulo 2^61 - 1.

    An unknown function and each of its derivatives is a table of its own, filled at random: the same value for the
    same argument, and for nothing else than the same seed. Known functions must be rational.
    """

    def __init__(self, seed: str) -> None:
        self._key = blake2b(seed.encode(), digest_size=32).digest()

    def number(self, value: Rational) -> int:
        """The residue of a rational number."""
        if isinstance(value, Fraction):
            return value.numerator * self.reciprocal(value.denominator) % PRIME
        return value % PRIME

    def dot(self, left: Sequence[int], right: Sequence[int]) -> int:
        """The sum of products, reduced once."""
        total: int = sum(map(mul, left, right))
        return total % PRIME

    def reciprocal(self, value: int) -> int:
        """The inverse residue."""
        if value % PRIME == 0:
            raise OutsideDomain("division by 0")
        return int(pow(value, -1, PRIME))

    def unknown(self, function: Function, value: int) -> int:
        """The entry of the table of this function and this order; 128 bits reduced are uniform but for 2^-67."""
        text = f"{function.order}\0{value}\0{function.name}"
        return int.from_bytes(blake2b(text.encode(), key=self._key, digest_size=16).digest(), "big") % PRIME


class OpaqueField(PrimeField):
    """The same, with every known function that is not rational as one of which nothing is known.

    Sides that agree here agree for any function in its place, so for the one that is meant; sides that differ may yet
    agree by what is special about it.
    """

    def apply(self, function: Function, value: int) -> int:
        """function(value): by its definition if that is rational, else from a table."""
        if not function.is_known or not specials(function):
            return int(super().apply(function, value))
        # No name of notes contains this character, so that no unknown function shares the table.
        return self.unknown(replace(function, name=f"\0{function.kind}\0{function.own}"), value)
