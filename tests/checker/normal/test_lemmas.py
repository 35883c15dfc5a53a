"""Identities of known functions: the true ones are proved, their neighbours are not."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy

from bpsym.checker.agreement import agree
from bpsym.checker.normal import NoProof, Program, prove
from bpsym.derivation import Agreement, Proof
from bpsym.expr import (
    Expr,
    Function,
    add,
    apply,
    broadcast_over_columns,
    broadcast_over_rows,
    constant,
    divide,
    hadamard,
    known,
    matmul,
    negate,
    ones,
    own_function,
    partial,
    scale,
    subtract,
    sum_over_columns,
    sum_over_rows,
    symbol,
    total,
)

EMPTY = Program({})
t = sympy.Symbol("t", real=True)
x, y = symbol("x", "m", "n"), symbol("y", "m", "n")
one = ones("m", "n")
half = constant(Fraction(1, 2))


def of(kind: str, argument: Expr) -> Expr:
    return apply(known(kind), argument)


def slope(kind: str, argument: Expr) -> Expr:
    return apply(known(kind).derivative(), argument)


def own(definition: sympy.Expr) -> Function:
    return own_function("g", definition, t)


sigma, tanh, relu = of("sigmoid", x), of("tanh", x), of("relu", x)
product = matmul(x, symbol("B", "n", "k"))

TRUE: dict[str, tuple[Expr, Expr]] = {
    "the slope of sigmoid": (slope("sigmoid", x), hadamard(sigma, subtract(one, sigma))),
    "the slope of sigmoid at a product": (
        slope("sigmoid", product),
        hadamard(of("sigmoid", product), subtract(ones("m", "k"), of("sigmoid", product))),
    ),
    "the slope of tanh": (slope("tanh", x), subtract(one, of("square", tanh))),
    "the slope of softplus": (slope("softplus", x), sigma),
    "the slope of relu": (slope("relu", x), of("step", x)),
    "the slope of sqrt": (slope("sqrt", x), divide(scale(half, one), of("sqrt", x))),
    "sigmoid of a negative": (of("sigmoid", negate(x)), subtract(one, sigma)),
    "tanh by sigmoid": (tanh, subtract(scale(2, of("sigmoid", scale(2, x))), one)),
    "tanh is odd": (of("tanh", negate(x)), negate(tanh)),
    "log of exp": (of("log", of("exp", x)), x),
    "exp of log": (of("exp", of("log", x)), x),
    "exp of a sum": (of("exp", add(x, y)), hadamard(of("exp", x), of("exp", y))),
    "exp of a multiple": (of("exp", scale(3, x)), of("cube", of("exp", x))),
    "exp of a negative": (of("exp", negate(x)), divide(one, of("exp", x))),
    "relu of both signs": (subtract(relu, of("relu", negate(x))), x),
    "abs by relu": (of("abs", x), add(relu, of("relu", negate(x)))),
    "abs squared": (of("square", of("abs", x)), of("square", x)),
    "relu of a multiple": (of("relu", scale(2, x)), scale(2, relu)),
    "sqrt squared": (of("square", of("sqrt", x)), x),
    "x over x": (divide(x, x), one),
    "one over sigmoid": (divide(one, sigma), add(one, of("exp", negate(x)))),
    "sigmoid times exp": (hadamard(sigma, of("exp", x)), subtract(of("exp", x), sigma)),
    "sigmoid by its definition": (apply(own(1 / (1 + sympy.exp(-t))), x), sigma),
    "a logistic with a factor": (
        apply(own(3 / (2 + 2 * sympy.exp(-t))), x),
        scale(constant(Fraction(3, 2)), sigma),
    ),
    "swish": (apply(own(t / (1 + sympy.exp(-t))).derivative(), x), add(sigma, hadamard(x, slope("sigmoid", x)))),
    "an own power": (apply(own(t**2 + 1).derivative(), x), scale(2, x)),
    "two arguments of one sum": (
        hadamard(of("sin", product), of("sin", product)),
        of("square", of("sin", product)),
    ),
}
expx = of("exp", x)


def softmax(logits: Expr) -> Expr:
    """Over rows: (m, n) -> (m, n)."""
    exponentials = of("exp", logits)
    return divide(exponentials, broadcast_over_columns(sum_over_columns(exponentials), "n"))


shift = broadcast_over_columns(symbol("c", "m", 1), "n")
log_of_sum = broadcast_over_columns(of("log", sum_over_columns(expx)), "n")

TRUE |= {
    "the rows of a softmax sum to 1": (sum_over_columns(softmax(x)), ones("m", 1)),
    "a softmax does not change under a shift": (softmax(add(x, shift)), softmax(x)),
    "the logarithm of a softmax": (of("log", softmax(x)), subtract(x, log_of_sum)),
    "a softmax over itself": (divide(softmax(x), softmax(x)), one),
}

FALSE: dict[str, tuple[Expr, Expr]] = {
    "the slope of sigmoid": (slope("sigmoid", x), hadamard(sigma, add(one, sigma))),
    "the slope of tanh": (slope("tanh", x), subtract(one, tanh)),
    "the slope of softplus": (slope("softplus", x), of("sigmoid", negate(x))),
    "sigmoid is not odd": (of("sigmoid", negate(x)), negate(sigma)),
    "tanh without the factor": (tanh, subtract(scale(2, sigma), one)),
    "exp of a sum": (of("exp", add(x, y)), add(of("exp", x), of("exp", y))),
    "relu of a negative multiple": (of("relu", scale(-2, x)), scale(-2, relu)),
    "relu is not linear": (of("relu", add(x, y)), add(relu, of("relu", y))),
    "the root of a square": (of("sqrt", of("square", x)), x),
    "abs": (of("abs", x), x),
    "a maximum of three": (apply(own(sympy.Max(0, t, t**2)), x), relu),
    "a maximum of three others": (apply(own(sympy.Max(0, t, 1 - t)), x), relu),
    "the columns of a softmax do not sum to 1": (sum_over_rows(softmax(x)), ones(1, "n")),
    "a softmax changes under another shift": (
        softmax(add(x, broadcast_over_rows(symbol("r", 1, "n"), "m"))),
        softmax(x),
    ),
    "a softmax changes under a factor": (softmax(scale(2, x)), softmax(x)),
    "the logarithm of a sum": (of("log", add(expx, of("exp", y))), add(x, y)),
    "max by the wrong side": (apply(own(sympy.Max(0, -t)), x), relu),
}


@pytest.mark.parametrize("name", TRUE)
def test_a_true_identity_is_proved_and_agrees(name: str) -> None:
    left, right = TRUE[name]
    proof = prove(left, right, EMPTY)
    assert isinstance(proof, Proof), proof
    assert isinstance(agree(left, right, {}), Agreement)


@pytest.mark.parametrize("name", FALSE)
def test_a_false_identity_is_not_proved(name: str) -> None:
    left, right = FALSE[name]
    assert isinstance(prove(left, right, EMPTY), NoProof)
    assert not isinstance(agree(left, right, {}), Agreement)


def test_cross_entropy_with_sigmoid_has_the_gradient_prediction_minus_target() -> None:
    z, prediction, target, J = symbol("z", "m", 1), symbol("p", "m", 1), symbol("y", "m", 1), symbol("J")
    certain = ones("m", 1)
    hit = hadamard(target, of("log", prediction))
    miss = hadamard(subtract(certain, target), of("log", subtract(certain, prediction)))
    program = Program({prediction: of("sigmoid", z), J: negate(total(add(hit, miss)))})
    assert isinstance(prove(partial(J, z), subtract(prediction, target), program), Proof)
    assert isinstance(prove(partial(J, z), subtract(target, prediction), program), NoProof)


def test_cross_entropy_with_softmax_has_the_gradient_prediction_times_row_sums_minus_target() -> None:
    target, S, J = symbol("y", "m", "n"), symbol("S", "m", "n"), symbol("J")
    program = Program({S: softmax(x), J: negate(total(hadamard(target, of("log", S))))})
    sums = broadcast_over_columns(sum_over_columns(target), "n")
    assert isinstance(prove(partial(J, x), subtract(hadamard(S, sums), target), program), Proof)
    assert isinstance(prove(partial(J, x), subtract(S, target), program), NoProof)


def test_a_function_that_only_bears_the_name_of_exp_is_not_exp() -> None:
    imposter = sympy.Function("exp")(t)
    claim = (apply(own(imposter * imposter), x), of("exp", scale(2, x)))
    proof = prove(*claim, EMPTY)
    assert isinstance(proof, NoProof)
    assert "does not know exp" in proof.reason


def test_what_is_outside_the_lemmas_is_said_and_not_guessed() -> None:
    for definition in (sympy.Piecewise((t, t > 0), (0, True)), t ** sympy.Rational(1, 3), 2**t, sympy.Max(1, t)):
        proof = prove(apply(own(definition), x), apply(own(definition), x), EMPTY)
        assert isinstance(proof, NoProof)
        assert "does not know" in proof.reason


def test_powers_of_sigmoid_and_exp_do_not_explode() -> None:
    fierce = own((sympy.exp(-t) / (1 + sympy.exp(-t)) ** 2) ** 12)
    left = apply(fierce, x)
    assert isinstance(prove(left, apply(own((sympy.exp(t) / (1 + sympy.exp(t)) ** 2) ** 12), x), EMPTY), Proof)
