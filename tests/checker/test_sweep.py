"""Derivatives: the two-layer network against its rules coded by hand, and what a derivative holds fixed."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from bpsym.checker.evaluate import Evaluation, Field, Point, PrimeField, Tensor, evaluate
from bpsym.errors import UnsupportedError
from bpsym.expr import Symbol, add, apply, divide, hadamard, known, matmul, partial, scale, symbol, total, unknown
from tests.checker.points import SIZES, exact, point_of, rows_of
from tests.networks import two_layer

Matrix = list[list[Any]]


def product(a: Matrix, b: Matrix) -> Matrix:
    return [[sum(x * y for x, y in zip(row, column)) for column in zip(*b)] for row in a]


def flip(a: Matrix) -> Matrix:
    return [list(column) for column in zip(*a)]


def entrywise(function: Callable[..., Any], *matrices: Matrix) -> Matrix:
    return [[function(*entries) for entries in zip(*rows)] for rows in zip(*matrices)]


def rules_by_hand(inputs: list[Matrix], f: Callable[[Any], Any], df: Callable[[Any], Any]) -> dict[str, Matrix]:
    """The gradients of the two-layer network, as the notes state them."""
    X, y, W1, W2 = inputs
    z2 = product(X, W1)
    a2 = entrywise(f, z2)
    z3 = product(a2, W2)
    delta3 = entrywise(lambda t, p, z: -(t - p) * df(z), y, entrywise(f, z3), z3)
    delta2 = entrywise(lambda d, z: d * df(z), product(delta3, flip(W2)), z2)
    return {
        "delta3": delta3,
        "delta2": delta2,
        "W2": product(flip(a2), delta3),
        "W1": product(flip(X), delta2),
    }


@pytest.mark.parametrize("name", ["delta3", "delta2", "W2", "W1"])
@pytest.mark.parametrize("field", [exact(), PrimeField("7")], ids=["fractions", "prime"])
def test_the_gradients_are_those_of_the_rules_coded_by_hand(field: Field, name: str) -> None:
    network, f = two_layer(), unknown("f")
    J, found = network.find("J"), network.find(name)
    definitions = network.definitions
    point = point_of(J, definitions)
    inputs = [rows_of(Tensor(t.shape, tuple(map(field.number, t.entries)))) for t in inputs_of(point, network.find)]
    wanted = rules_by_hand(
        inputs, lambda t: field.apply(f, field.number(t)), lambda t: field.apply(f.derivative(), field.number(t))
    )[name]
    target = found if name.startswith("delta") else partial(J, found)
    gradient = evaluate(target, definitions, point, field)
    assert rows_of(gradient) == entrywise(field.number, wanted)


def inputs_of(point: Point, find: Callable[[str], Symbol]) -> list[Tensor]:
    return [point.values[find(name)] for name in ("X", "y", "W1", "W2")]


def test_an_intermediate_is_held_as_a_variable_of_its_own() -> None:
    x, z = symbol("x"), symbol("z")
    definitions = {z: scale(3, x)}
    of = add(hadamard(z, z), hadamard(x, z))
    at = Evaluation(definitions, Point({}, {x: Tensor.of([[2]])}), exact())
    assert at.value(partial(of, z)) == Tensor.of([[2 * 6 + 2]])
    assert at.value(partial(of, x)) == Tensor.of([[18 * 2 + 6 * 2]])


def test_a_symbol_that_is_defined_as_another_symbol_is_a_variable_of_its_own() -> None:
    x, z = symbol("x"), symbol("z")
    of = add(hadamard(z, z), hadamard(x, x))
    at = Evaluation({z: x}, Point({}, {x: Tensor.of([[2]])}), exact())
    assert at.value(partial(of, z)) == Tensor.of([[4]])
    assert at.value(partial(of, x)) == Tensor.of([[8]])


def test_the_derivative_by_what_is_not_upstream_is_zero() -> None:
    network = two_layer()
    z2, y = network.find("z2"), network.find("y")
    of = partial(total(z2), y)
    value = evaluate(of, network.definitions, point_of(of, network.definitions), exact())
    assert value == Tensor((2, 5), (0,) * 10)


def test_a_second_derivative_is_the_derivative_of_the_gradient() -> None:
    x = symbol("x", "n", 1)
    f = unknown("f")
    hessian = partial(partial(total(apply(f, hadamard(x, x))), x), x)
    field, sizes = exact(lambda name: known("cube", name)), {"n": 2}
    values = evaluate(hessian, {}, Point(sizes, {x: Tensor.of([[2], [Fraction(1, 3)]])}), field)
    assert values.shape == (2, 1, 2, 1)
    assert values.entries == (30 * 2**4, 0, 0, 30 * Fraction(1, 81))


def test_a_third_derivative_of_an_unknown_function_is_its_third_table() -> None:
    x, field = symbol("x"), PrimeField("0")
    f = unknown("f")
    third = partial(partial(partial(apply(f, x), x), x), x)
    value = evaluate(third, {}, Point({}, {x: Tensor.of([[5]])}), field)
    assert value.entries == (field.apply(f.derivative().derivative().derivative(), 5),)


def test_a_second_derivative_through_named_deltas_is_the_one_by_hand() -> None:
    w, z, delta, J = symbol("w"), symbol("z"), symbol("d"), symbol("J")
    definitions = {z: scale(2, w), J: hadamard(z, hadamard(z, z)), delta: partial(J, z)}
    value = evaluate(partial(delta, w), definitions, Point({}, {w: Tensor.of([[5]])}), exact())
    assert value.entries == (6 * 10 * 2,)


def test_a_derivative_without_a_settled_meaning_is_refused() -> None:
    w, z, J = symbol("w"), symbol("z"), symbol("J")
    definitions = {z: hadamard(w, w), J: hadamard(z, z)}
    with pytest.raises(UnsupportedError, match="no settled meaning"):
        evaluate(partial(partial(J, w), z), definitions, Point({}, {w: Tensor.of([[5]])}), exact())


def test_the_chain_of_jacobians_is_the_gradient() -> None:
    network = two_layer()
    J, yHat, z3, W2 = (network.find(name) for name in ("J", "yHat", "z3", "W2"))
    at = Evaluation(network.definitions, point_of(J, network.definitions, SIZES), PrimeField("2"))
    jacobians = [at.value(partial(a, b)) for a, b in ((J, yHat), (yHat, z3), (z3, W2))]
    flat = [rows_of(Tensor((1, 10), jacobians[0].entries))]
    flat.append(rows_of(Tensor((10, 10), jacobians[1].entries)))
    flat.append(rows_of(Tensor((10, 15), jacobians[2].entries)))
    chained = product(product(flat[0], flat[1]), flat[2])[0]
    assert [PrimeField("2").number(entry) for entry in chained] == list(at.value(partial(J, W2)).entries)


def test_a_weight_that_is_used_twice_collects_both_paths() -> None:
    W, x = symbol("W", "n", "n"), symbol("x", "n", 1)
    of = total(matmul(W, matmul(W, x)))
    point = Point({"n": 2}, {W: Tensor.of([[1, 2], [3, 4]]), x: Tensor.of([[5], [7]])})
    # d/dW_ij of 1' W W x: (W x)_j for the outer W, and (1' W)_i x_j for the inner one.
    assert evaluate(partial(of, W), {}, point, exact()) == Tensor.of([[19 + 20, 43 + 28], [19 + 30, 43 + 42]])


def test_the_derivative_of_a_quotient_is_that_of_the_textbook() -> None:
    x, z = symbol("x", "n", 1), symbol("z", "n", 1)
    at = Evaluation({}, Point({"n": 2}, {x: Tensor.of([[2], [3]]), z: Tensor.of([[5], [7]])}), exact())
    of = total(divide(x, z))
    assert at.value(partial(of, x)) == Tensor.of([[Fraction(1, 5)], [Fraction(1, 7)]])
    assert at.value(partial(of, z)) == Tensor.of([[Fraction(-2, 25)], [Fraction(-3, 49)]])
    assert at.value(partial(partial(of, z), z)).entries == (Fraction(4, 125), 0, 0, Fraction(6, 343))
