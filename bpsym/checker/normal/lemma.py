"""The lemmas on real numbers: how a known function of a polynomial is written in normal form.

Heads that remain, with argument x:
    exp     exp(a + b) = exp(a) exp(b), exp(n a) = exp(a)^n, exp(n log a) = a^n
    log     log(exp(a) b) = a + log b, log(1/p) = -log p
    sigmoid sigmoid(x) = 1/(1 + exp(-x)), sigmoid(-x) = 1 - sigmoid(x)
    step    step(-x) = 1 - step(x) for x != 0, step(c x) = step(x) for c > 0
    recip   1/p of a sum p, normalised by its leading coefficient; a factor that is no sum is a negative power
    sqrt, sin, cos, ...     opaque
Everything else is expanded: tanh x = 2 sigmoid(2x) - 1, max(0, x) = x step(x), |x| = x (2 step(x) - 1),
softplus x = log(1 + exp x), sgn x = 2 step(x) - 1 for x != 0. Powers and products of heads are worked out in `reduce`.

Each lemma holds wherever both of its sides are defined, but for the two with `x != 0`, which is printed as part of
the domain of every verdict about step or sign.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from bpsym.checker.normal.canonical import canonical, components, leading, power_of
from bpsym.checker.normal.term import UNIT, Apply, Delta, Poly, Term, number, plus, scaled, single, times
from bpsym.errors import UnsupportedError


def exponential(argument: Poly) -> Poly:
    """Exp of a sum: the product of the exponentials of its terms."""
    found = UNIT
    for term in canonical(argument):
        found = times(found, _exponential_of_term(term))
    return found


def _exponential_of_term(term: Term) -> Poly:
    c = term.coefficient
    if c.denominator == 1 and not term.bound and len(term.factors) == 1:
        factor, power = term.factors[0]
        if isinstance(factor, Apply) and factor.head == "log" and power == 1:
            inner = factor.argument if c > 0 else reciprocal(factor.argument)
            return power_of(inner, abs(int(c)))
    base = Term(Fraction(1, c.denominator), term.factors, term.bound)
    return single(Apply("exp", canonical((base,))), int(c.numerator))


def logarithm(argument: Poly) -> Poly:
    """log, undone where the argument is a product of exponentials, and -log p of 1/p.

    log(exp(a) b) = a + log b: exp(a) is positive, so both sides are defined for the same b.
    """
    terms = canonical(argument)
    if len(terms) != 1:
        return single(Apply("log", terms))
    term = terms[0]
    bound = {i for i, _ in term.bound}
    exponents = {
        f: p for f, p in term.factors if isinstance(f, Apply) and f.head == "exp" and bound.isdisjoint(f.indices)
    }
    rest = Term(term.coefficient, tuple((f, p) for f, p in term.factors if f not in exponents), term.bound)
    outside = plus(*(scaled(f.argument, p) for f, p in exponents.items()))
    if rest == UNIT[0]:
        return outside
    if len(rest.factors) == 1 and rest.coefficient == 1 and not rest.bound:
        factor, power = rest.factors[0]
        if isinstance(factor, Apply) and factor.head == "recip" and power == 1:
            return plus(outside, scaled(logarithm(factor.argument), -1))
    return plus(outside, single(Apply("log", canonical((rest,)))))


def exponent_of(terms: Poly) -> Poly | None:
    """u, where the polynomial is exp(u); None where it is no product of exponentials."""
    if len(terms) != 1 or terms[0].coefficient != 1 or terms[0].bound:
        return None
    factors = [(f, p) for f, p in terms[0].factors if isinstance(f, Apply) and f.head == "exp"]
    if len(factors) != len(terms[0].factors):
        return None
    return plus(*(scaled(f.argument, p) for f, p in factors))


def sigmoid(argument: Poly) -> Poly:
    """The logistic function, of an argument with a positive leading coefficient."""
    terms = canonical(argument)
    sign = leading(terms)
    if sign is not None and sign < 0:
        return plus(UNIT, scaled(single(Apply("sigmoid", canonical(scaled(terms, -1)))), -1))
    return single(Apply("sigmoid", terms))


def step(argument: Poly) -> Poly:
    """1 for a positive argument and 0 for a negative one; the argument is scaled to a leading coefficient of 1."""
    terms = canonical(argument)
    factor = leading(terms)
    if factor is None:
        return single(Apply("step", terms))
    positive = single(Apply("step", canonical(scaled(terms, 1 / abs(factor)))))
    if factor > 0:
        return positive
    return plus(UNIT, scaled(single(Apply("step", canonical(scaled(terms, 1 / factor)))), -1))


def tanh(argument: Poly) -> Poly:
    """2 sigmoid(2x) - 1."""
    return plus(scaled(sigmoid(scaled(argument, 2)), 2), number(-1))


def positive_part(argument: Poly) -> Poly:
    """max(0, x) = x step(x), at 0 too."""
    return times(argument, step(argument))


def absolute(argument: Poly) -> Poly:
    """|x| = x (2 step(x) - 1), at 0 too."""
    return times(argument, sign_of(argument))


def sign_of(argument: Poly) -> Poly:
    """2 step(x) - 1, for x != 0."""
    return plus(scaled(step(argument), 2), number(-1))


def reciprocal(argument: Poly) -> Poly:
    """1/p: negative powers for a single term, 1/(1 + exp(u)) and 1/(1 - sigmoid(u)) by their lemmas, else opaque.

    Raises:
        UnsupportedError: 1/0, and 1 over an entry of an identity matrix.
    """
    terms = canonical(argument)
    if not terms:
        raise UnsupportedError("a division by zero")
    if len(terms) == 1:
        return _reciprocal_of_term(terms[0])
    logistic = _logistic_reciprocal(terms)
    if logistic is not None:
        return logistic
    factor = leading(terms)
    if factor is None:
        return single(Apply("recip", terms))
    return scaled(single(Apply("recip", canonical(scaled(terms, 1 / factor)))), 1 / factor)


def _reciprocal_of_term(term: Term) -> Poly:
    """1/(c x Σ_i y_i Σ_j z_j) = 1/c x^-1 (1/Σ_i y_i) (1/Σ_j z_j)."""
    groups = components(term)
    loose = groups.pop((), [])
    if any(isinstance(f, Delta) for f, _ in loose):
        raise UnsupportedError("a division by the entries of an identity matrix, of which some are 0")
    found: Poly = (Term(1 / term.coefficient, tuple((f, -p) for f, p in loose)),)
    for indices, factors in groups.items():
        bound = tuple(b for b in term.bound if b[0] in indices)
        found = times(found, single(Apply("recip", canonical((Term(Fraction(1), tuple(factors), bound),)))))
    return found


def _logistic_reciprocal(terms: Poly) -> Poly | None:
    """1/(c + c exp(u)) = sigmoid(-u)/c, and 1/(c - c sigmoid(u)) = (1 + exp(u))/c."""
    constant = next((t.coefficient for t in terms if not t.factors), None)
    other = next((t for t in terms if t.factors), None)
    if len(terms) != 2 or constant is None or other is None or other.bound:
        return None
    ratio = other.coefficient / constant
    if ratio == 1:
        inner = exponent_of((Term(Fraction(1), other.factors),))
        return None if inner is None else scaled(sigmoid(scaled(inner, -1)), 1 / constant)
    if ratio == -1 and len(other.factors) == 1:
        factor, power = other.factors[0]
        if isinstance(factor, Apply) and factor.head == "sigmoid" and power == 1:
            return scaled(plus(UNIT, exponential(factor.argument)), 1 / constant)
    return None


FUNCTIONS: dict[str, Callable[[Poly], Poly]] = {
    "exp": exponential,
    "log": logarithm,
    "tanh": tanh,
    "Abs": absolute,
    "sign": sign_of,
    "Heaviside": step,
}
"""SymPy's name of a function -> its normal form."""

HEADS: dict[str, Callable[[Poly], Poly]] = {
    "exp": exponential,
    "log": logarithm,
    "sigmoid": sigmoid,
    "step": step,
    "recip": reciprocal,
}
"""Head of a normal form -> what it becomes when its argument changes."""


def rebuilt(head: Apply, argument: Poly) -> Poly:
    """The same function of a new argument, by its lemmas again."""
    rule = HEADS.get(head.head)
    return rule(argument) if rule else single(Apply(head.head, canonical(argument), head.order))
