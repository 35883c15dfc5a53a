"""The lemmas on real numbers: how a known function of a polynomial is written in normal form.

Heads that remain, with argument x:
    exp     exp(a + b) = exp(a) exp(b), exp(n a) = exp(a)^n, exp(n log a) = a^n
    log     log(c a b) = log c + log a + log b for a number c > 0 and an a that is positive everywhere, log(exp a) = a,
            log(1/p) = -log p, log √p = ½ log p, log(a^n) = n log a for odd n, log(c e^a + c e^b) = log c + b +
            log(1 + e^(a-b)), log(1 + e^-x) = log(1 + e^x) - x; of determinants log(a b) = log a + log b
    sigmoid sigmoid(x) = 1/(1 + exp(-x)), sigmoid(-x) = 1 - sigmoid(x)
    step    step(-x) = 1 - step(x) for x != 0, step(c x) = step(x) for c > 0
    recip   1/p of a sum p, normalised by its leading coefficient; a factor that is no sum is a negative power
    sqrt    √(c a p) = √c √a √p for a number c > 0 and an a that is positive everywhere, √exp(a) = exp(a/2),
            √(1/p) = 1/√p, √(a^n) = a^((n-1)/2) √a for odd n
    sin, erf, atan odd, cos even, at 0, and atan 1 = π/4
    pi      the number π
Everything else is expanded: tanh x = 2 sigmoid(2x) - 1, max(0, x) = x step(x), |x| = x (2 step(x) - 1),
softplus x = log(1 + exp x), sgn x = 2 step(x) - 1 for x != 0, sinh and cosh by exp. Powers and products of heads are
worked out in `reduce`; the tables from names to lemmas are in `head`.

Each lemma holds wherever both of its sides are defined, but for the two with `x != 0`, which is printed as part of
the domain of every verdict about step or sign.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from bpsym.checker.normal.canonical import canonical, components, leading, power_of
from bpsym.checker.normal.logarithm import is_signed
from bpsym.checker.normal.positive import PI, is_positive_factor, root_of_rational, without
from bpsym.checker.normal.term import UNIT, Apply, Delta, Factor, Poly, Term, number, plus, scaled, single, times
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
        if isinstance(factor, Apply) and factor.head == "log" and power == 1 and not is_signed(factor.argument):
            inner = factor.argument if c > 0 else reciprocal(factor.argument)
            return power_of(inner, abs(int(c)))
    base = Term(Fraction(1, c.denominator), term.factors, term.bound)
    return single(Apply("exp", canonical((base,))), int(c.numerator))


def exponent_of(term: Term) -> Poly | None:
    """u, where the term is a number times exp(u); None where it has another factor."""
    factors = [(f, p) for f, p in term.factors if isinstance(f, Apply) and f.head == "exp"]
    if term.bound or len(factors) != len(term.factors):
        return None
    return plus(*(scaled(f.argument, p) for f, p in factors))


def two_exponents(terms: Poly) -> tuple[Fraction, Poly, Poly] | None:
    """c, a, b where the polynomial is c e^a + c e^b: b is 0, or a - b has a positive leading coefficient."""
    if len(terms) != 2 or terms[0].coefficient != terms[1].coefficient:
        return None
    a, b = exponent_of(terms[0]), exponent_of(terms[1])
    if a is None or b is None:
        return None
    a, b = canonical(a), canonical(b)
    if not a or not b:
        return terms[0].coefficient, a or b, ()
    sign = leading(canonical(plus(a, scaled(b, -1))))
    if sign is None:
        return None
    return (terms[0].coefficient, a, b) if sign > 0 else (terms[0].coefficient, b, a)


def sigmoid(argument: Poly) -> Poly:
    """The logistic function, of an argument with a positive leading coefficient."""
    terms = canonical(argument)
    if not terms:
        return number(Fraction(1, 2))
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


def sinh(argument: Poly) -> Poly:
    """(exp(x) - exp(-x)) / 2."""
    rest = scaled(exponential(scaled(argument, -1)), Fraction(-1, 2))
    return plus(scaled(exponential(argument), Fraction(1, 2)), rest)


def cosh(argument: Poly) -> Poly:
    """(exp(x) + exp(-x)) / 2."""
    rest = scaled(exponential(scaled(argument, -1)), Fraction(1, 2))
    return plus(scaled(exponential(argument), Fraction(1, 2)), rest)


def odd(head: str) -> Callable[[Poly], Poly]:
    """A function with f(-x) = -f(x), so f(0) = 0, of an argument with a positive leading coefficient."""

    def apply(argument: Poly) -> Poly:
        terms = canonical(argument)
        sign = leading(terms)
        if not terms:
            return ()
        if sign is not None and sign < 0:
            return scaled(single(Apply(head, canonical(scaled(terms, -1)))), -1)
        return single(Apply(head, terms))

    return apply


def cosine(argument: Poly) -> Poly:
    """cos(-x) = cos(x), cos 0 = 1."""
    terms = canonical(argument)
    sign = leading(terms)
    if not terms:
        return UNIT
    return single(Apply("cos", canonical(scaled(terms, -1)) if sign is not None and sign < 0 else terms))


def arctangent(argument: Poly) -> Poly:
    """Odd, and atan 1 = π/4."""
    terms = canonical(argument)
    if len(terms) == 1 and not terms[0].factors and abs(terms[0].coefficient) == 1:
        return scaled(single(PI), terms[0].coefficient / 4)
    return odd("atan")(terms)


def square_root(argument: Poly) -> Poly:
    """√p, a single term: numbers and factors that are positive are taken out of the root."""
    terms = canonical(argument)
    factor = leading(terms)
    outside = root_of_rational(abs(factor)) if factor is not None else None
    if factor is None or outside is None:
        return single(Apply("sqrt", terms))
    rest = canonical(scaled(terms, 1 / abs(factor)))
    return times(outside, _root_of_term(rest[0]) if len(rest) == 1 else single(Apply("sqrt", rest)))


def _root_of_term(term: Term) -> Poly:
    """√(a r) = √a √r where a is positive; √(b^n) of one factor b and an odd n is b^((n - 1)/2) √b: n b >= 0."""
    bound = {i for i, _ in term.bound}
    outside = UNIT
    gone = {f: p for f, p in term.factors if is_positive_factor(f) and bound.isdisjoint(f.indices)}
    for factor, power in gone.items():
        outside = times(outside, _root_of_factor(factor, power))
    rest = without(term, set(gone), term.coefficient)
    if len(rest.factors) == 1 and not rest.bound and rest.coefficient == 1 and rest.factors[0][1] % 2:
        return times(outside, _root_of_factor(*rest.factors[0]))
    return outside if (rest,) == UNIT else times(outside, single(Apply("sqrt", (rest,))))


def _root_of_factor(factor: Factor, power: int) -> Poly:
    if isinstance(factor, Apply) and factor.head == "exp":
        return exponential(scaled(factor.argument, Fraction(power, 2)))
    if isinstance(factor, Apply) and factor.head == "recip":
        return single(Apply("sqrt", factor.argument), -power)
    whole = (Term(Fraction(1), ((factor, power // 2),)),) if power // 2 else UNIT
    return times(whole, single(Apply("sqrt", single(factor)))) if power % 2 else whole


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
    """1/(c e^a + c e^b) = e^-b sigmoid(b - a)/c, and 1/(c - c sigmoid(u)) = (1 + exp(u))/c."""
    pair = two_exponents(terms)
    if pair is not None:
        c, a, b = pair
        logistic = sigmoid(plus(b, scaled(a, -1)))
        return scaled(times(exponential(scaled(b, -1)), logistic), 1 / c)
    complement = complement_of(terms)
    if complement is None:
        return None
    return scaled(plus(UNIT, exponential(complement[1])), 1 / complement[0])


def complement_of(terms: Poly) -> tuple[Fraction, Poly] | None:
    """c, u where the polynomial is c - c sigmoid(u)."""
    constant = next((t.coefficient for t in terms if not t.factors), None)
    other = next((t for t in terms if t.factors), None)
    if len(terms) != 2 or constant is None or other is None or other.bound:
        return None
    if other.coefficient / constant == -1 and len(other.factors) == 1:
        factor, power = other.factors[0]
        if isinstance(factor, Apply) and factor.head == "sigmoid" and power == 1:
            return constant, factor.argument
    return None
