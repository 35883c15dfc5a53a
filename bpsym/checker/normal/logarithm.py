"""Logarithms of products of determinants."""

from __future__ import annotations

from bpsym.checker.normal.canonical import canonical
from bpsym.checker.normal.square import DETERMINANT, Square
from bpsym.checker.normal.term import Apply, Factor, Poly, Term, plus, scaled, single


def logarithm_of_determinants(term: Term) -> Poly | None:
    """log(a^p b^q / c^r) = log a^p + log b^q - log c^r of determinants a, b, c; None where there is another factor.

    Here log t stands for log |t|, which is log t where that is defined; so exp undoes no such log, see `is_signed`.
    """
    if term.coefficient != 1 or not term.factors or not all(_is_determinant(f) for f, _ in term.factors):
        return None
    parts = (scaled(_logarithm(f, abs(p)), 1 if p > 0 else -1) for f, p in term.factors)
    return plus(*parts)


def _logarithm(factor: Factor, power: int) -> Poly:
    if power % 2:
        return scaled(single(Apply("log", single(factor))), power)
    return single(Apply("log", canonical(single(factor, power))))


def _is_determinant(factor: Factor) -> bool:
    return isinstance(factor, Square) and factor.head == DETERMINANT


def is_signed(argument: Poly) -> bool:
    """Whether log of this argument may stand for log |argument|: an odd power of a determinant."""
    return any(_is_determinant(f) and p % 2 for term in argument for f, p in term.factors)
