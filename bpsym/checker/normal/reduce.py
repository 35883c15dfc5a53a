"""Products and powers of heads, worked out until none is left.

step(x)^2 = step(x); sqrt(x)^2 = x and 1/sqrt(x) = sqrt(x) 1/x where they are defined; sin² = 1 - cos²;
Σ_k p_k · 1/Σ_k p_k = 1;
sigmoid(x) exp(x) = exp(x) - sigmoid(x), sigmoid(x) exp(-x) = 1 - sigmoid(x), 1/sigmoid(x) = 1 + exp(-x).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bpsym.checker.normal.cancel import cancelled
from bpsym.checker.normal.canonical import TOP, canonical, collected, components, factor_text, power_of, term_text
from bpsym.checker.normal.lemma import exponential, reciprocal, square_root
from bpsym.checker.normal.square import Square
from bpsym.checker.normal.term import (
    UNIT,
    Apply,
    Factor,
    Poly,
    Term,
    TooLargeError,
    plus,
    powered,
    scaled,
    single,
    times,
    times_within,
)

MOST_ROUNDS = 200
"""Rounds of simplification; what is not done then is given up."""


def reduced(poly: Poly) -> dict[str, Term]:
    """Canonical text -> term, with no product left to which a lemma of this file applies.

    Raises:
        TooLargeError: too many terms on the way.
    """
    found = collected(poly)
    for _ in range(MOST_ROUNDS):
        changed = {text: new for text, term in found.items() if (new := _reduce(term)) is not None}
        if not changed:
            return found
        rest = tuple(term for text, term in found.items() if text not in changed)
        found = collected(plus(rest, *changed.values()))
    raise TooLargeError(f"more than {MOST_ROUNDS} rounds of simplification")


def simplified(poly: Poly) -> Poly:
    """The reduced polynomial, its terms in the order of their texts."""
    found = reduced(poly)
    return tuple(found[text] for text in sorted(found))


def _reduce(term: Term) -> Poly | None:
    for factor, power in term.factors:
        if not isinstance(factor, Apply):
            continue
        if isinstance(factor, Square):
            found = cancelled(term, factor, power)
            if found is not None:
                return found
            continue
        if factor.head == "step" and power > 1:
            return times_within(_without(term, {factor: power - 1}), UNIT)
        reduction = REDUCTIONS.get(factor.head)
        found = reduction(term, factor, power) if reduction else None
        if found is not None:
            return found
    return None


def _reduce_root(term: Term, root: Apply, power: int) -> Poly | None:
    """√x² = x, 1/√x = √x · 1/x where they are defined; √m √n = √(m n) of two numbers."""
    if power == 1:
        return _reduce_roots_of_numbers(term, root)
    half = power // 2
    inside = power_of(root.argument if power > 0 else reciprocal(root.argument), abs(half))
    return times_within(_without(term, {root: 2 * half}), inside)


def _reduce_roots_of_numbers(term: Term, root: Apply) -> Poly | None:
    roots = [f for f, p in term.factors if isinstance(f, Apply) and f.head == "sqrt" and p == 1 and _is_number(f)]
    if len(roots) < 2 or root not in roots:
        return None
    product = square_root(times(roots[0].argument, roots[1].argument))
    return times_within(_without(term, {roots[0]: 1, roots[1]: 1}), product)


def _is_number(factor: Apply) -> bool:
    return len(factor.argument) == 1 and not factor.argument[0].factors


def _reduce_sine(term: Term, sine: Apply, power: int) -> Poly | None:
    """sin² = 1 - cos²; with 1/sin in the term cos² = 1 - sin² instead."""
    cosine = Apply("cos", sine.argument)
    if power > 1:
        return times_within(_without(term, {sine: 2}), plus(UNIT, scaled(single(cosine, 2), -1)))
    if power < 0 and dict(term.factors).get(cosine, 0) > 1:
        return times_within(_without(term, {cosine: 2}), plus(UNIT, scaled(single(sine, 2), -1)))
    return None


def _reduce_quotient(term: Term, quotient: Apply, power: int) -> Poly | None:
    """1/(1/p) = p, and Σ_k p_k · 1/Σ_k p_k = 1."""
    if power < 0:
        return times_within(_without(term, {quotient: power}), power_of(quotient.argument, -power))
    if len(quotient.argument) != 1 or not quotient.argument[0].bound:
        return None
    wanted = term_text(quotient.argument[0], TOP)
    bound = tuple(b for b in term.bound if b[0] not in quotient.indices)
    for indices, factors in components(Term(UNIT[0].coefficient, term.factors, bound)).items():
        inside = Term(UNIT[0].coefficient, tuple(factors), tuple(b for b in bound if b[0] in indices))
        if indices and term_text(inside, TOP) == wanted:
            rest = _without(term, {quotient: 1, **dict(factors)})
            left = tuple(b for b in term.bound if b[0] not in indices)
            return (Term(rest.coefficient, rest.factors, left),)
    return None


def _reduce_logistic(term: Term, logistic: Apply, power: int) -> Poly | None:
    if power < 0:
        inverse = plus(UNIT, exponential(scaled(logistic.argument, -1)))
        return times_within(_without(term, {logistic: -1}), inverse)
    exponents = {factor_text(f, TOP): f for f, _ in term.factors if isinstance(f, Apply) and f.head == "exp"}
    if not exponents:
        return None
    growth = canonical(exponential(logistic.argument))
    if len(growth) != 1 or growth[0].coefficient != 1 or growth[0].bound:
        return None
    wanted = {exponents.get(factor_text(f, TOP)): p for f, p in growth[0].factors}
    return _reduce_by_growth(term, logistic, {f: p for f, p in wanted.items() if f is not None}, len(wanted))


def _reduce_by_growth(term: Term, logistic: Apply, growth: Mapping[Apply, int], parts: int) -> Poly | None:
    """The term with sigmoid(x) exp(x) or sigmoid(x) exp(-x) replaced, where exp(x) is the product of `growth`."""
    powers = dict(term.factors)
    if not growth or len(growth) != parts:
        return None
    s = scaled(single(logistic), -1)
    for sign, other in ((1, plus((_product(growth),), s)), (-1, plus(UNIT, s))):
        if all(sign * p * powers[f] >= p * p for f, p in growth.items()):
            gone: dict[Factor, int] = {logistic: 1, **{f: sign * p for f, p in growth.items()}}
            return times_within(_without(term, gone), other)
    return None


def _product(growth: Mapping[Apply, int]) -> Term:
    return Term(UNIT[0].coefficient, tuple(growth.items()))


def _without(term: Term, powers: Mapping[Factor, int]) -> Term:
    """The term divided by a product of its own factors."""
    return Term(term.coefficient, powered({f: p - powers.get(f, 0) for f, p in term.factors}), term.bound)


REDUCTIONS: dict[str, Callable[[Term, Apply, int], Poly | None]] = {
    "sigmoid": _reduce_logistic,
    "recip": _reduce_quotient,
    "sqrt": _reduce_root,
    "sin": _reduce_sine,
}
"""Head -> what becomes of a term with a power of it; None where nothing applies."""
