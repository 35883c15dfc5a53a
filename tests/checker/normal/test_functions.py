"""Known functions in normal form: their derivatives, their identities, and what holds only for positive numbers."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy

from bpsym.checker import Judge
from bpsym.checker.agreement import agree
from bpsym.checker.normal import NoProof, Program, prove
from bpsym.derivation import Agreement, Proof, Reading, Verdict
from bpsym.expr import (
    KNOWN,
    Expr,
    add,
    apply,
    constant,
    divide,
    hadamard,
    known,
    negate,
    ones,
    own_function,
    scale,
    subtract,
    symbol,
    trace,
)
from bpsym.expr import identity as identity_matrix
from bpsym.rules import KNOWN_DERIVATIVES

EMPTY = Program({})
t = sympy.Symbol("t", real=True)
x, y = symbol("x", "m", "n"), symbol("y", "m", "n")
one = ones("m", "n")
half, percent = constant(Fraction(1, 2)), constant(Fraction(1, 100))
PI = scale(4, apply(known("arctan"), constant(1)))


def of(kind: str, argument: Expr) -> Expr:
    return apply(known(kind), argument)


def slope(kind: str, argument: Expr) -> Expr:
    return apply(known(kind).derivative(), argument)


def square(argument: Expr) -> Expr:
    return of("square", argument)


def root(argument: Expr) -> Expr:
    return of("sqrt", argument)


two_pi = scale(2, PI)
bell = scale(divide(constant(1), root(two_pi)), of("exp", scale(negate(half), square(x))))
gate = scale(root(divide(constant(2), PI)), add(x, scale(constant(Fraction(44715, 10**6)), of("cube", x))))
below = subtract(one, of("step", x))
hinge = of("relu", subtract(one, hadamard(y, x)))
count = trace(identity_matrix("n"))

TRUE: dict[str, tuple[Expr, Expr]] = {
    "sine and cosine": (add(square(of("sin", x)), square(of("cos", x))), one),
    "the slope of tan": (slope("tan", x), divide(one, square(of("cos", x)))),
    "the slope of tan by tan": (slope("tan", x), add(one, square(of("tan", x)))),
    "sine is odd": (of("sin", negate(x)), negate(of("sin", x))),
    "cosine is even": (of("cos", subtract(x, y)), of("cos", subtract(y, x))),
    "arctan is odd": (of("arctan", negate(x)), negate(of("arctan", x))),
    "hyperbolic": (subtract(square(of("cosh", x)), square(of("sinh", x))), one),
    "tanh by sinh and cosh": (of("tanh", x), divide(of("sinh", x), of("cosh", x))),
    "erf is odd": (of("erf", negate(x)), negate(of("erf", x))),
    "erf at zero": (of("erf", subtract(x, x)), subtract(x, x)),
    "the slope of erf": (slope("erf", x), scale(divide(constant(2), root(PI)), of("exp", negate(square(x))))),
    "the normal density": (of("normal_pdf", x), bell),
    "the normal distribution by erf": (
        of("normal_cdf", x),
        scale(half, add(one, of("erf", scale(divide(constant(1), root(constant(2))), x)))),
    ),
    "a normal distribution of a negative": (of("normal_cdf", negate(x)), subtract(one, of("normal_cdf", x))),
    "gelu": (of("gelu", x), hadamard(x, of("normal_cdf", x))),
    "the slope of gelu": (slope("gelu", x), add(of("normal_cdf", x), hadamard(x, bell))),
    "gelu with tanh": (of("gelu_tanh", x), scale(half, hadamard(x, add(one, of("tanh", gate))))),
    "gelu with tanh by sigmoid": (of("gelu_tanh", x), hadamard(x, of("sigmoid", scale(2, gate)))),
    "silu": (of("silu", x), hadamard(x, of("sigmoid", x))),
    "silu of both signs": (subtract(of("silu", x), of("silu", negate(x))), x),
    "elu by its branches": (of("elu", x), add(of("relu", x), hadamard(below, of("expm1", x)))),
    "the slope of elu": (slope("elu", x), add(of("step", x), hadamard(below, of("exp", x)))),
    "leaky relu": (
        of("leaky_relu", x),
        subtract(of("relu", x), scale(constant(Fraction(1, 100)), of("relu", negate(x)))),
    ),
    "the slope of softsign": (slope("softsign", x), divide(one, square(add(one, of("abs", x))))),
    "softsign is odd": (of("softsign", negate(x)), negate(of("softsign", x))),
    "hard tanh is odd": (of("hard_tanh", negate(x)), negate(of("hard_tanh", x))),
    "huber is even": (of("huber", negate(x)), of("huber", x)),
    "log sigmoid": (of("log", of("sigmoid", x)), negate(of("softplus", negate(x)))),
    "log sigmoid of the table": (of("log_sigmoid", x), of("log", of("sigmoid", x))),
    "log of one minus sigmoid": (of("log", subtract(one, of("sigmoid", x))), negate(of("softplus", x))),
    "softplus of both signs": (subtract(of("softplus", x), of("softplus", negate(x))), x),
    "exp of softplus": (of("exp", of("softplus", x)), add(one, of("exp", x))),
    "log cosh": (of("log_cosh", x), add(x, subtract(of("softplus", scale(-2, x)), of("log", scale(2, one))))),
    "log cosh is even": (of("log_cosh", negate(x)), of("log_cosh", x)),
    "log1p and expm1": (of("log1p", of("expm1", x)), x),
    "a hinge loss": (hinge, add(subtract(one, hadamard(y, x)), of("relu", subtract(hadamard(y, x), one)))),
    "the logarithm of a number times x": (of("log", scale(6, x)), add(of("log", scale(6, one)), of("log", x))),
    "numbers in a logarithm": (of("log", constant(12)), add(scale(2, of("log", constant(2))), of("log", constant(3)))),
    "the logarithm of a product with exp": (of("log", hadamard(of("exp", y), x)), add(y, of("log", x))),
    "the logarithm of a product with sigmoid": (
        of("log", hadamard(of("sigmoid", y), x)),
        add(of("log", of("sigmoid", y)), of("log", x)),
    ),
    "the logarithm of a size": (of("log", scale(count, x)), add(scale(of("log", count), one), of("log", x))),
    "the logarithm of a cube": (of("log", of("cube", x)), scale(3, of("log", x))),
    "the logarithm of a root": (of("log", root(x)), scale(half, of("log", x))),
    "the logarithm of a reciprocal": (of("log", divide(one, x)), negate(of("log", x))),
    "the logarithm of a power of a density": (
        of("log", of("normal_pdf", x)),
        add(scale(negate(half), square(x)), scale(negate(half), scale(of("log", two_pi), one))),
    ),
    "a root of a number": (root(constant(Fraction(8, 9))), scale(constant(Fraction(2, 3)), root(constant(2)))),
    "roots of numbers": (hadamard(root(constant(2)), root(constant(3))), root(constant(6))),
    "x over its root": (divide(x, root(x)), root(x)),
    "a root of exp": (root(of("exp", x)), of("exp", scale(half, x))),
}

FALSE: dict[str, tuple[Expr, Expr]] = {
    "sine and cosine": (subtract(square(of("sin", x)), square(of("cos", x))), one),
    "sine and cosine of different angles": (add(square(of("sin", x)), square(of("cos", y))), one),
    "cosine is not odd": (of("cos", negate(x)), negate(of("cos", x))),
    "hyperbolic with a plus": (add(square(of("cosh", x)), square(of("sinh", x))), one),
    "erf is not even": (of("erf", negate(x)), of("erf", x)),
    "erf with another factor": (slope("erf", x), scale(divide(constant(1), root(PI)), of("exp", negate(square(x))))),
    "the two forms of gelu": (of("gelu", x), of("gelu_tanh", x)),
    "gelu without the density": (slope("gelu", x), of("normal_cdf", x)),
    "silu without the second term": (slope("silu", x), of("sigmoid", x)),
    "elu and relu": (of("elu", x), of("relu", x)),
    "the slope of elu is not its value": (slope("elu", x), of("elu", x)),
    "leaky relu is not linear": (of("leaky_relu", negate(x)), negate(of("leaky_relu", x))),
    "softsign without the square": (slope("softsign", x), divide(one, add(one, of("abs", x)))),
    "huber is no square": (of("huber", x), scale(half, square(x))),
    "log sigmoid": (of("log", of("sigmoid", x)), negate(of("softplus", x))),
    "softplus of both signs": (add(of("softplus", x), of("softplus", negate(x))), x),
    "log cosh without log 2": (of("log_cosh", x), add(x, of("softplus", scale(-2, x)))),
    "the logarithm of a sum": (of("log", add(x, y)), add(of("log", x), of("log", y))),
    "a root of a sum": (root(add(x, y)), add(root(x), root(y))),
    "a root of a number": (root(constant(8)), constant(2)),
    "a hinge loss without its corner": (hinge, subtract(one, hadamard(y, x))),
}

ONLY_POSITIVE: dict[str, tuple[Expr, Expr]] = {
    "the root of a square": (root(square(x)), x),
    "the logarithm of a square": (of("log", square(x)), scale(2, of("log", x))),
    "the logarithm of a product": (of("log", hadamard(x, y)), add(of("log", x), of("log", y))),
    "the logarithm of a quotient": (of("log", divide(x, y)), subtract(of("log", x), of("log", y))),
    "a root of a product": (root(hadamard(x, y)), hadamard(root(x), root(y))),
    "the logarithm of a negative number": (
        of("log", scale(-2, x)),
        add(of("log", scale(2, one)), of("log", negate(x))),
    ),
}
"""Left and right differ for some values, or the right is not defined where the left is; the last one holds."""


@pytest.mark.parametrize("name", TRUE)
def test_a_true_identity_is_proved_and_agrees(name: str) -> None:
    left, right = TRUE[name]
    proof = prove(left, right, EMPTY)
    assert isinstance(proof, Proof), proof
    assert isinstance(agree(left, right, {}), Agreement)


@pytest.mark.parametrize("name", FALSE)
def test_a_false_neighbour_is_not_proved(name: str) -> None:
    left, right = FALSE[name]
    assert isinstance(prove(left, right, EMPTY), NoProof)
    assert not isinstance(agree(left, right, {}), Agreement)


@pytest.mark.parametrize("name", ONLY_POSITIVE)
def test_what_needs_positive_numbers_is_not_proved(name: str) -> None:
    left, right = ONLY_POSITIVE[name]
    assert isinstance(prove(left, right, EMPTY), Proof) == (name == "the logarithm of a negative number")


@pytest.mark.parametrize("kind", KNOWN_DERIVATIVES)
def test_every_derivative_of_the_rules_is_proved_from_the_definition(kind: str) -> None:
    right = KNOWN_DERIVATIVES[kind].spelling(x, of(kind, x))
    proof = prove(slope(kind, x), right, EMPTY)
    assert isinstance(proof, Proof), proof
    wrong = add(right, scale(constant(Fraction(1, 1000)), x))
    assert isinstance(prove(slope(kind, x), wrong, EMPTY), NoProof)


@pytest.mark.parametrize("kind", KNOWN)
def test_a_second_derivative_is_the_derivative_of_the_first_and_has_a_form(kind: str) -> None:
    second = apply(known(kind).derivative().derivative(), x)
    assert isinstance(prove(second, second, EMPTY), Proof)
    assert isinstance(prove(second, add(second, x), EMPTY), NoProof)


def test_a_pole_is_part_of_the_domain() -> None:
    tangent = (of("tan", x), divide(of("sin", x), of("cos", x)))
    found = Judge({}).judge_reading(Reading(*tangent)).judgement
    assert (found.verdict, found.domain) == (Verdict.PROVED, (r"\cos(x_{ij}) \neq 0",))


def test_the_logarithm_of_a_product_with_exp_keeps_its_domain() -> None:
    found = Judge({}).judge_reading(Reading(of("exp", of("log", x)), x)).judgement
    assert (found.verdict, found.domain) == (Verdict.PROVED, ("x_{ij} > 0",))


def test_functions_whose_infinities_cancel_at_no_real_number_are_equal_there() -> None:
    difference = subtract(of("softplus", x), of("relu", x))
    assert isinstance(prove(difference, of("softplus", negate(of("abs", x))), EMPTY), NoProof)
    assert isinstance(agree(difference, of("softplus", negate(of("abs", x))), {}), Agreement)


def test_constants_of_analysis_are_atoms() -> None:
    pi, e = own_function("g", sympy.pi * t, t), own_function("h", sympy.E * t, t)
    assert isinstance(prove(apply(pi, x), scale(PI, x), EMPTY), Proof)
    assert isinstance(prove(apply(e, x), scale(of("exp", constant(1)), x), EMPTY), Proof)
    assert isinstance(prove(apply(pi, x), scale(constant(Fraction(355, 113)), x), EMPTY), NoProof)
