"""What a derivative is, on index terms: the product rule, Kronecker deltas, and the chain rule through definitions."""

from __future__ import annotations

from fractions import Fraction

from bpsym.checker.normal.determinant import derivative_of_square
from bpsym.checker.normal.program import Program
from bpsym.checker.normal.scalar import derivative_of
from bpsym.checker.normal.square import Square
from bpsym.checker.normal.term import (
    ONLY,
    ZERO,
    Adjoint,
    Apply,
    Delta,
    Entry,
    Factor,
    Poly,
    Term,
    plus,
    powered,
    refreshed,
    single,
    times,
    times_within,
)
from bpsym.errors import UnsupportedError

Place = tuple[int, ...]

SECOND = "derivatives of derivatives are not decided yet"


def differentiate(poly: Poly, wrt: str, place: Place, program: Program, through: bool = True) -> Poly:
    """∂ poly / ∂ wrt[place]; `through` follows the definitions of the names in the polynomial.

    Raises:
        UnsupportedError: a derivative of a derivative.
    """
    return plus(*(_of_term(refreshed(t), wrt, place, program, through) for t in poly))


def _of_term(term: Term, wrt: str, place: Place, program: Program, through: bool) -> Poly:
    found = ZERO
    for factor, power in term.factors:
        inner = _of_factor(factor, wrt, place, program, through)
        if not inner:
            continue
        powers = {f: p - (f == factor) for f, p in term.factors}
        rest = Term(term.coefficient * power, powered(powers), term.bound)
        found = plus(found, times_within(rest, inner))
    return found


def _of_factor(factor: Factor, wrt: str, place: Place, program: Program, through: bool) -> Poly:
    if isinstance(factor, Entry):
        if factor.name == wrt:
            return _deltas(factor.indices, place)
        return adjoint(factor.name, wrt, factor.indices + place, program) if through else ZERO
    if isinstance(factor, Square):
        return derivative_of_square(factor, lambda p: differentiate(p, wrt, place, program, through))
    if isinstance(factor, Apply):
        inner = differentiate(factor.argument, wrt, place, program, through)
        return times(derivative_of(factor), inner) if inner else ZERO
    if isinstance(factor, Adjoint):
        raise UnsupportedError(SECOND)
    return ZERO


def adjoint(of: str, wrt: str, place: Place, program: Program) -> Poly:
    """∂ of / ∂ wrt through the definitions, of two different names, at their four indices; not worked out.

    Raises:
        UnsupportedError: a derivative stands between them.
    """
    if not program.depends(of, wrt):
        return ZERO
    if program.leads_through_derivative(of, wrt):
        raise UnsupportedError(SECOND)
    return single(Adjoint(of, wrt, place))


def _deltas(left: Place, right: Place) -> Poly:
    pairs = [(a, b) for a, b in zip(left, right, strict=True) if (a, b) != (ONLY, ONLY)]
    return (Term(Fraction(1), tuple((Delta(p), 1) for p in dict.fromkeys(pairs))),)
