"""What is positive at every point, and the roots and logarithms of positive rational numbers in one form each."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from bpsym.checker.normal.term import Apply, Factor, Poly, Size, Term, number, plus, scaled, single

PI = Apply("pi", ())
"""The number π: a head without argument, whose value only the second engine knows."""

LARGEST = 10**8
"""Of larger numbers roots and logarithms stay as they are written: they are not taken apart."""


def is_positive(poly: Poly) -> bool:
    """Whether every term is a positive multiple of factors that are positive; a dimension is at least 1."""
    return bool(poly) and all(t.coefficient > 0 and all(is_positive_factor(f) for f, _ in t.factors) for t in poly)


def is_positive_factor(factor: Factor) -> bool:
    """Whether the factor is positive for all real values: of a root and of 1/p, whether what stands in it is."""
    if isinstance(factor, Size):
        return True
    if type(factor) is not Apply:
        return False
    return factor.head in ("exp", "sigmoid", "pi") or (
        factor.head in ("recip", "sqrt") and is_positive(factor.argument)
    )


def without(term: Term, gone: set[Factor], coefficient: Fraction) -> Term:
    """The term without some of its factors, with another coefficient."""
    return Term(coefficient, tuple((f, p) for f, p in term.factors if f not in gone), term.bound)


def root_of_rational(value: Fraction) -> Poly | None:
    """√(p/q) = (a/q) √n, where p q = a² n and no square divides n; None for a number that is too large."""
    n, outside = value.numerator * value.denominator, 1
    if not 0 < n <= LARGEST:
        return None
    for prime, power in _prime_powers(n):
        outside *= prime ** (power // 2)
    inside = n // outside**2
    root = single(Apply("sqrt", number(inside))) if inside > 1 else number(1)
    return scaled(root, Fraction(outside, value.denominator))


def logarithm_of_rational(value: Fraction) -> Poly | None:
    """The sum of the logarithms of the primes of p/q; None for a number that is too large."""
    if not (0 < value.numerator <= LARGEST and value.denominator <= LARGEST):
        return None
    parts = [(prime, power) for prime, power in _prime_powers(value.numerator)]
    parts += [(prime, -power) for prime, power in _prime_powers(value.denominator)]
    return plus(*(scaled(single(Apply("log", number(prime))), power) for prime, power in parts))


def _prime_powers(n: int) -> Iterator[tuple[int, int]]:
    prime = 2
    while prime * prime <= n:
        power = 0
        while n % prime == 0:
            n, power = n // prime, power + 1
        if power:
            yield prime, power
        prime += 1
    if n > 1:
        yield n, 1
