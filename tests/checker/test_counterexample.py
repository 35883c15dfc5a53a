"""Counterexamples: small, exact, with every definition evaluated, and different when they are worked out again."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
import sympy

from bpsym.checker.candidate import POLYNOMIALS, WAVES, model, small_sizes
from bpsym.checker.counterexample import find_counterexample
from bpsym.checker.evaluate import Point, RealField, Tensor, evaluate
from bpsym.checker.survey import survey
from bpsym.derivation import Counterexample
from bpsym.errors import ShapeError
from bpsym.expr import (
    Expr,
    Function,
    Symbol,
    add,
    apply,
    constant,
    divide,
    hadamard,
    identity,
    known,
    matmul,
    negate,
    own_function,
    partial,
    scale,
    subtract,
    symbol,
    total,
    trace,
    transpose,
    unknown,
)
from tests.checker.claims import true_claims, wrong_claims
from tests.networks import deep, two_layer

f, g = unknown("f"), unknown("g")
A, B = symbol("A", "m", "n"), symbol("B", "m", "n")
S, R = symbol("S", "n", "n"), symbol("R", "n", "n")
t = sympy.Symbol("t", real=True)
FUNCTIONS = [f, known("sigmoid"), known("tanh"), known("relu"), known("square"), own_function("g", sympy.sin(t) + t, t)]


def worked_out_again(
    found: Counterexample, left: Expr, right: Expr, definitions: Mapping[Symbol, Expr]
) -> tuple[Any, Any]:
    """Both sides at the entry, from nothing but the texts of the counterexample."""
    values = {s: tensor_of(found.values[s.name]) for s in survey((left, right), definitions).inputs}
    field = RealField(lambda name: model(found.functions[name]), 60)
    index = tuple(i - 1 for i in found.entry) or (0, 0)
    point = Point(found.sizes, values)
    return evaluate(left, definitions, point, field)[index], evaluate(right, definitions, point, field)[index]


def tensor_of(text: Any) -> Tensor:
    rows = [[text]] if isinstance(text, str) else text
    return Tensor.of([[Fraction(entry) for entry in row] for row in rows])


def require_witness(left: Expr, right: Expr, definitions: Mapping[Symbol, Expr]) -> Counterexample:
    found = find_counterexample(left, right, definitions)
    assert found is not None
    again = worked_out_again(found, left, right, definitions)
    for text, value in zip((found.left, found.right), again):
        assert abs(Fraction(text) - Fraction(str(value))) <= Fraction(1, 10**5) * abs(Fraction(text))
    assert found.left != found.right
    return found


@pytest.mark.parametrize("function", FUNCTIONS, ids=str)
def test_every_mistake_in_a_network_has_a_witness_that_can_be_worked_out_again(function: Function) -> None:
    network = two_layer(function)
    for left, right in wrong_claims(network, function).values():
        require_witness(left, right, network.definitions)


def test_a_flipped_sign_is_shown_with_the_smallest_numbers() -> None:
    network = two_layer()
    left, right = wrong_claims(network, f)["a flipped sign"]
    found = require_witness(left, right, network.definitions)
    assert set(found.sizes.values()) == {1}
    assert found.functions == {"f": "t^2"}
    assert (found.left, found.right) == ("12", "-12")
    assert found.values == {
        "y": [["1"]],
        "X": [["1"]],
        "W^{(1)}": [["1"]],
        "W^{(2)}": [["2"]],
        "z^{(2)}": [["1"]],
        "a^{(2)}": [["1"]],
        "z^{(3)}": [["2"]],
        r"\hat{y}": [["4"]],
        "J": "9/2",
        r"\delta^{(3)}": [["12"]],
    }


def test_without_the_half_in_the_loss_the_gradient_lines_are_false() -> None:
    network = two_layer()
    y, yHat, J = network.find("y"), network.find("yHat"), network.find("J")
    definitions = {**network.definitions, J: total(apply(known("square"), subtract(y, yHat)))}
    for left, right in (true_claims(network, f)[name] for name in ("delta3", "chain", "long chain")):
        found = require_witness(left, right, definitions)
        assert Fraction(found.left) == 2 * Fraction(found.right)


def test_a_missing_transpose_needs_two_rows_and_gets_no_more() -> None:
    found = require_witness(S, transpose(S), {})
    assert found.sizes == {"n": 2}
    assert found.entry == (1, 2)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (matmul(S, R), matmul(R, S)),
        (matmul(S, R), hadamard(S, R)),
        (apply(f, add(A, B)), add(apply(f, A), apply(f, B))),
        (apply(f, A), apply(f.derivative(), A)),
        (apply(f, A), apply(g, A)),
        (apply(f, A), hadamard(A, A)),
        (trace(identity("n")), constant(1)),
        (scale(trace(identity("n")), A), scale(trace(identity("m")), A)),
        (apply(known("log"), S), apply(known("log"), transpose(S))),
        (apply(known("relu"), A), A),
        (apply(known("step"), A), apply(known("abs"), A)),
        (divide(A, B), divide(B, A)),
    ],
)
def test_what_is_false_has_a_witness(left: Expr, right: Expr) -> None:
    require_witness(left, right, {})


def test_a_witness_in_which_both_sides_are_not_zero_is_preferred() -> None:
    found = require_witness(subtract(A, B), A, {})
    assert "0" not in (found.left, found.right)


def test_an_equation_false_only_where_one_side_is_zero_has_a_witness_all_the_same() -> None:
    sign = known("sign")
    found = require_witness(apply(known("step"), A), hadamard(apply(sign, A), apply(sign, A)), {})
    assert (found.left, found.right) == ("0", "1")


def test_a_scalar_has_no_entry_and_a_jacobian_has_four() -> None:
    s = symbol("s")
    assert require_witness(s, scale(2, s), {}).entry == ()
    jacobian = partial(apply(f, A), A)
    assert len(require_witness(jacobian, scale(2, jacobian), {}).entry) == 4


@pytest.mark.parametrize("function", FUNCTIONS[:3], ids=str)
def test_a_true_equation_has_no_witness(function: Function) -> None:
    network = two_layer(function)
    left, right = true_claims(network, function)["delta3"]
    assert find_counterexample(left, right, network.definitions) is None


def test_where_nothing_is_defined_there_is_no_witness() -> None:
    nowhere = apply(known("log"), negate(apply(known("exp"), A)))
    assert find_counterexample(nowhere, scale(2, nowhere), {}) is None


def test_a_witness_lies_in_the_domain_of_every_function() -> None:
    slope = apply(known("log").derivative(), A)
    assert find_counterexample(slope, apply(known("abs"), slope), {}) is None


def test_in_deep_networks_a_bounded_function_keeps_the_numbers_short() -> None:
    network = deep(64)
    J, a, z, W = (network.find(name) for name in ("J", "a^{(40)}", "z^{(41)}", "W^{(40)}"))
    right = negate(matmul(transpose(a), partial(J, z)))
    found = require_witness(partial(J, W), right, network.definitions)
    assert max(len(text) for text in (found.left, found.right)) <= 12


def test_where_powers_of_powers_cannot_be_written_down_the_model_is_a_wave() -> None:
    left, right = scale(2, A), scale(3, A)
    for _ in range(64):
        left, right = apply(f, left), apply(f, right)
    assert require_witness(left, right, {}).functions == {"f": r"\sin(t)"}


def test_different_unknown_functions_are_given_different_models() -> None:
    found = require_witness(apply(f, A), apply(g, A), {})
    assert len(set(found.functions.values())) == 2


def test_sizes_grow_with_their_sum_and_start_with_one() -> None:
    few = [tuple(sizes.values()) for sizes in small_sizes(["a", "b", "c"])]
    assert few[0] == (1, 1, 1)
    assert [sum(sizes) for sizes in few] == sorted(sum(sizes) for sizes in few)
    many = [tuple(sizes.values()) for sizes in small_sizes([f"n{k}" for k in range(9)])]
    assert many[:2] == [(1,) * 9, (2,) * 9]
    assert len(many) == 12


def test_no_model_satisfies_the_equation_of_another() -> None:
    models = [model(text) for text in (*POLYNOMIALS, *WAVES)]
    assert all(find_counterexample(apply(p, A), apply(q, A), {}) for p in models for q in models if p != q)


def test_sides_of_different_shapes_are_an_error() -> None:
    with pytest.raises(ShapeError, match="cannot compare"):
        find_counterexample(A, transpose(A), {})
