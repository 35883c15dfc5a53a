"""True equations agree at random points, false ones do not, and what has no point is said to have none."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy

from bpsym.checker.agreement import Disagreement, NoPoint, RandomPoints, agree
from bpsym.checker.draw import draw_sizes
from bpsym.derivation import Agreement
from bpsym.errors import InputError, ShapeError
from bpsym.expr import (
    Expr,
    Function,
    add,
    apply,
    constant,
    divide,
    fill,
    hadamard,
    identity,
    known,
    matmul,
    negate,
    ones,
    own_function,
    partial,
    scale,
    subtract,
    symbol,
    total,
    trace,
    transpose,
    unknown,
    zero,
)
from tests.checker.claims import true_claims, wrong_claims
from tests.networks import deep, two_layer

f, g = unknown("f"), unknown("g")
A, B, C = symbol("A", "m", "n"), symbol("B", "m", "n"), symbol("C", "n", "k")
S, R = symbol("S", "n", "n"), symbol("R", "n", "n")
t = sympy.Symbol("t", real=True)
FUNCTIONS = [f, known("sigmoid"), known("tanh"), known("relu"), known("square"), own_function("g", sympy.sin(t) + t, t)]


@pytest.mark.parametrize("function", FUNCTIONS, ids=str)
def test_the_true_lines_of_a_network_agree(function: Function) -> None:
    network = two_layer(function)
    points = RandomPoints(network.definitions)
    found = {name: points.agree(*sides) for name, sides in true_claims(network, function).items()}
    assert {type(outcome) for outcome in found.values()} == {Agreement}


@pytest.mark.parametrize("function", FUNCTIONS, ids=str)
def test_the_wrong_lines_of_a_network_disagree(function: Function) -> None:
    network = two_layer(function)
    points = RandomPoints(network.definitions)
    found = {name: points.agree(*sides) for name, sides in wrong_claims(network, function).items()}
    assert {type(outcome) for outcome in found.values()} == {Disagreement}


TRUE: list[tuple[Expr, Expr]] = [
    (matmul(A, C), transpose(matmul(transpose(C), transpose(A)))),
    (trace(matmul(S, R)), trace(matmul(R, S))),
    (total(hadamard(A, B)), trace(matmul(transpose(A), B))),
    (divide(hadamard(A, B), B), A),
    (apply(known("log"), apply(known("exp"), A)), A),
    (apply(known("exp"), apply(known("log"), A)), A),
    (apply(known("tanh"), A), subtract(scale(2, apply(known("sigmoid"), scale(2, A))), ones("m", "n"))),
    (hadamard(apply(known("sqrt"), A), apply(known("sqrt"), A)), A),
    (partial(total(hadamard(A, A)), A), scale(2, A)),
    (subtract(A, A), zero("m", "n")),
    (trace(matmul(S, transpose(R))), total(hadamard(S, R))),
    (partial(total(apply(f, A)), B), zero("m", "n")),
]


@pytest.mark.parametrize(("left", "right"), TRUE)
def test_what_is_true_agrees(left: Expr, right: Expr) -> None:
    assert isinstance(agree(left, right, {}), Agreement)


FALSE: list[tuple[Expr, Expr]] = [
    (S, transpose(S)),
    (matmul(S, R), matmul(R, S)),
    (apply(f, A), apply(f.derivative(), A)),
    (apply(f, A), apply(g, A)),
    (apply(f, A), A),
    (apply(f, add(A, B)), add(apply(f, A), apply(f, B))),
    (apply(f.derivative(), A), apply(f.derivative().derivative(), A)),
    (matmul(S, R), hadamard(S, R)),
    (trace(identity("n")), constant(1)),
    (scale(trace(identity("n")), A), scale(trace(identity("m")), A)),
    (trace(matmul(S, R)), total(hadamard(S, R))),
    (apply(known("relu"), A), A),
    (apply(known("relu").derivative(), A), ones("m", "n")),
    (apply(known("sigmoid"), A), apply(known("tanh"), A)),
    (apply(known("exp"), add(A, B)), add(apply(known("exp"), A), apply(known("exp"), B))),
]


@pytest.mark.parametrize(("left", "right"), FALSE)
def test_what_is_false_disagrees_and_names_an_entry(left: Expr, right: Expr) -> None:
    found = agree(left, right, {})
    assert isinstance(found, Disagreement)
    assert len(found.entry) == 2
    assert min(found.entry) >= 1


def test_in_a_finite_field_the_bound_is_computed_and_tiny() -> None:
    found = agree(*TRUE[0], {})
    assert isinstance(found, Agreement)
    assert (found.method, found.modulus, found.trials) == ("finite field", 2**61 - 1, 3)
    assert found.error_bound == Fraction(2, 2**61 - 1)


def test_with_known_functions_no_bound_is_claimed() -> None:
    found = agree(*TRUE[6], {})
    assert isinstance(found, Agreement)
    assert (found.method, found.modulus, found.error_bound, found.tolerance) == ("50 digits", None, None, "1e-30")


def test_a_degree_beyond_the_prime_gives_no_bound() -> None:
    expr: Expr = A
    for _ in range(64):
        expr = apply(known("square"), expr)
    found = agree(expr, expr, {})
    assert isinstance(found, Agreement)
    assert found.error_bound is None


def test_the_seed_decides_everything() -> None:
    network = two_layer()
    sides = true_claims(network, f)["delta3"]
    assert agree(*sides, network.definitions, seed=3) == agree(*sides, network.definitions, seed=3)
    assert agree(*sides, network.definitions, seed=3) != agree(*sides, network.definitions, seed=4)


def test_dimensions_of_different_names_have_different_sizes_as_long_as_there_are_some() -> None:
    for seed in range(20):
        assert len(set(draw_sizes(f"{seed}", ["a", "b", "c", "d"]).values())) == 4
        assert set(draw_sizes(f"{seed}", [f"n{k}" for k in range(40)]).values()) <= {2, 3, 4, 5}


def test_a_dimension_that_only_the_equation_has_is_drawn_for_it_alone() -> None:
    points = RandomPoints({symbol("z", "m", "n"): A})
    alone = points.agree(C, scale(1, C))
    points.agree(symbol("D", "q", "r"), symbol("E", "q", "r"))
    assert points.agree(C, scale(1, C)) == alone


@pytest.mark.parametrize(
    "outside",
    [
        apply(known("log"), negate(apply(known("exp"), A))),
        apply(known("sqrt"), fill(constant(-1), "m", "n")),
        divide(A, subtract(B, B)),
        partial(total(apply(known("relu"), subtract(A, A))), A),
    ],
    ids=["log", "sqrt", "quotient", "kink"],
)
def test_where_no_point_is_in_the_domain_nothing_is_claimed(outside: Expr) -> None:
    found = agree(outside, outside, {})
    assert isinstance(found, NoPoint)
    assert "no point of the domain was found" in found.reason


def test_a_zero_of_relu_does_not_hide_a_wrong_factor() -> None:
    relu = known("relu")
    masked = apply(relu, negate(apply(known("exp"), add(A, fill(constant(Fraction(-1)), "m", "n")))))
    assert isinstance(agree(masked, scale(2, masked), {}), Agreement)
    half = apply(relu, subtract(symbol("s"), constant(Fraction(7, 4))))
    assert isinstance(agree(half, scale(2, half), {}), Disagreement)


def test_a_rounding_error_around_zero_is_no_difference() -> None:
    sine, cosine = apply(known("sin"), A), apply(known("cos"), A)
    left = subtract(add(hadamard(sine, sine), hadamard(cosine, cosine)), ones("m", "n"))
    assert isinstance(agree(left, zero("m", "n"), {}), Agreement)


def test_a_gradient_that_has_almost_vanished_is_still_compared() -> None:
    network = deep(64, known("sigmoid"))
    J, W1, X, z2 = (network.find(name) for name in ("J", "W^{(1)}", "X", "z^{(2)}"))
    points = RandomPoints(network.definitions)
    right = matmul(transpose(X), partial(J, z2))
    assert isinstance(points.agree(partial(J, W1), right), Agreement)
    off = scale(constant(1 + Fraction(1, 10**12)), right)
    assert isinstance(points.agree(partial(J, W1), off), Disagreement)


def test_sides_of_different_shapes_are_an_error() -> None:
    with pytest.raises(ShapeError, match="cannot compare"):
        agree(A, C, {})


def test_a_circle_of_definitions_is_an_error() -> None:
    p, q = symbol("p"), symbol("q")
    with pytest.raises(InputError, match="circle"):
        RandomPoints({p: q, q: p})


def test_hundreds_of_layers_are_judged_in_the_middle() -> None:
    network = deep(300)
    points = RandomPoints(network.definitions)
    J, a, z, W = (network.find(name) for name in ("J", "a^{(150)}", "z^{(151)}", "W^{(150)}"))
    right = matmul(transpose(a), partial(J, z))
    assert isinstance(points.agree(partial(J, W), right), Agreement)
    assert isinstance(points.agree(partial(J, W), negate(right)), Disagreement)
