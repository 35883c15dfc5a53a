"""The logarithm of a polynomial: of a sum, a product of positive factors, a power."""

from __future__ import annotations

from fractions import Fraction

from bpsym.checker.normal.canonical import canonical, leading
from bpsym.checker.normal.lemma import complement_of, exponential, two_exponents
from bpsym.checker.normal.logarithm import logarithm_of_determinants
from bpsym.checker.normal.positive import is_positive_factor, logarithm_of_rational, without
from bpsym.checker.normal.term import UNIT, Apply, Factor, Poly, Term, plus, scaled, single


def logarithm(argument: Poly) -> Poly:
    """Log p.

    What is taken out of a product is positive everywhere, so both sides are defined for the same p. That log(a b) is
    log a + log b for two factors that may both be negative is not among the lemmas.
    """
    terms = canonical(argument)
    if len(terms) == 1:
        return _logarithm_of_term(terms[0])
    pair = two_exponents(terms)
    if pair is not None and pair[0] > 0:
        c, a, b = pair
        return plus(_of_number(c), b, _softplus(plus(a, scaled(b, -1))))
    complement = complement_of(terms)
    if complement is not None and complement[0] > 0:
        return plus(_of_number(complement[0]), scaled(_softplus(complement[1]), -1))
    return single(Apply("log", terms))


def _softplus(argument: Poly) -> Poly:
    """log(1 + exp(u)) = u + log(1 + exp(-u)), written with a positive leading coefficient."""
    terms = canonical(argument)
    sign = leading(terms)
    inside = scaled(terms, -1) if sign is not None and sign < 0 else terms
    found = single(Apply("log", canonical(plus(UNIT, exponential(inside)))))
    return plus(terms, found) if inside != terms else found


def _logarithm_of_term(term: Term) -> Poly:
    bound = {i for i, _ in term.bound}
    positive = {f: p for f, p in term.factors if is_positive_factor(f) and bound.isdisjoint(f.indices)}
    sign = 1 if term.coefficient > 0 else -1
    outside = plus(_of_number(abs(term.coefficient)), *(scaled(_of_factor(f), p) for f, p in positive.items()))
    rest = without(term, set(positive), Fraction(sign))
    if rest == UNIT[0]:
        return outside
    found = logarithm_of_determinants(rest) or _of_power(rest)
    return plus(outside, single(Apply("log", canonical((rest,)))) if found is None else found)


def _of_number(value: Fraction) -> Poly:
    found = logarithm_of_rational(value)
    return single(Apply("log", (Term(value),))) if found is None else found


def _of_factor(factor: Factor) -> Poly:
    """Log of a factor that is positive: sigmoid(x) = 1/(1 + exp(-x))."""
    if isinstance(factor, Apply) and factor.head == "exp":
        return factor.argument
    if isinstance(factor, Apply) and factor.head == "sigmoid":
        return scaled(_softplus(scaled(factor.argument, -1)), -1)
    if isinstance(factor, Apply) and factor.head == "recip":
        return scaled(logarithm(factor.argument), -1)
    if isinstance(factor, Apply) and factor.head == "sqrt":
        return scaled(logarithm(factor.argument), Fraction(1, 2))
    return single(Apply("log", single(factor)))


def _of_power(rest: Term) -> Poly | None:
    """Log of an odd power of one factor, which is positive exactly where the factor is; of 1/p and of √p."""
    if len(rest.factors) != 1 or rest.coefficient != 1 or rest.bound:
        return None
    factor, power = rest.factors[0]
    if not power % 2:
        return None
    if isinstance(factor, Apply) and factor.head == "recip":
        return scaled(logarithm(factor.argument), -power)
    if isinstance(factor, Apply) and factor.head == "sqrt":
        return scaled(logarithm(factor.argument), Fraction(power, 2))
    return None if power == 1 else scaled(single(Apply("log", single(factor))), power)
