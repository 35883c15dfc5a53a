"""The evaluator of the suite itself: against derivatives worked out by hand, and against plain differences."""

from __future__ import annotations

import numpy as np
import pytest

from bpsym.expr import (
    Function,
    apply,
    contract,
    known,
    matmul,
    partial,
    squared_norm,
    subtract,
    symbol,
    total,
    trace,
    transpose,
    unknown,
)
from tests.mutation.elementary import KNOWN, values_of
from tests.mutation.evaluation import Point

SIZES = {"m": 3, "d": 2, "h": 4}
X, W, T, Z = symbol("X", "m", "d"), symbol("W", "d", "h"), symbol("T", "m", "h"), symbol("Z", "m", "h")
J = symbol("J")
RNG = np.random.default_rng(5)
VALUES = {s: RNG.uniform(0.2, 1.4, [d.evaluate(SIZES) for d in s.shape]).astype(np.complex128) for s in (X, W, T)}


def at(definitions: dict[str, object]) -> Point:
    """The point, with Z and J defined."""
    named = {"Z": Z, "J": J}
    return Point(SIZES, VALUES, {named[name]: body for name, body in definitions.items()})  # type: ignore[misc]


def test_a_gradient_goes_through_the_definitions_and_stops_at_its_variable() -> None:
    point = at({"Z": matmul(X, W), "J": squared_norm(subtract(Z, T))})
    error = 2 * (VALUES[X] @ VALUES[W] - VALUES[T])
    assert np.allclose(point.value(partial(J, Z)), error, atol=1e-12)
    assert np.allclose(point.value(partial(J, W)), VALUES[X].T @ error, atol=1e-12)


def test_a_jacobian_has_its_indices_in_order_and_composes() -> None:
    point = at({"Z": matmul(X, W), "J": total(Z)})
    jacobian = point.value(partial(Z, W))
    assert jacobian.shape == (3, 4, 2, 4)
    assert np.allclose(jacobian, np.einsum("md,hk->mhdk", VALUES[X], np.eye(4)))
    composed = point.value(contract(partial(J, Z), partial(Z, W)))
    assert np.allclose(composed, point.value(partial(J, W)), atol=1e-12)


def test_a_derivative_of_a_derivative_is_right_to_nine_digits() -> None:
    f = unknown("f")
    point = at({"Z": matmul(X, W), "J": total(apply(f, Z))})
    gradient = symbol("G", "m", "h")
    inner = Point(SIZES, VALUES, {**point.definitions, gradient: partial(J, Z)})
    second = inner.value(partial(gradient, Z)).reshape(12, 12)
    slopes = inner.value(apply(f.derivative().derivative(), Z)).ravel()
    assert np.allclose(second, np.diag(slopes), atol=1e-9)


def test_the_trace_knows_its_matrix_from_the_transposed_one() -> None:
    point = at({"J": trace(matmul(X, transpose(X)))})
    assert point.value(J) == pytest.approx((VALUES[X] ** 2).sum())
    assert point.value(transpose(X)).shape == (2, 3)


@pytest.mark.parametrize("kind", KNOWN)
def test_the_derivatives_written_by_hand_are_those_of_the_functions(kind: str) -> None:
    t = np.array([[0.3, 0.7, 1.9]]) + 0j
    for order in range(len(KNOWN[kind]) - 1):
        function = Function("f", kind, order)
        step = values_of(function, t + 1e-30j).imag / 1e-30
        assert np.allclose(step, values_of(function.derivative(), t), atol=1e-12)


def test_an_opaque_function_is_another_with_its_own_derivative() -> None:
    t = np.array([[0.3, -0.7]]) + 0j
    sigmoid = known("sigmoid")
    assert not np.allclose(values_of(sigmoid, t), values_of(sigmoid, t, is_opaque=True))
    step = values_of(sigmoid, t + 1e-30j, is_opaque=True).imag / 1e-30
    assert np.allclose(step, values_of(sigmoid.derivative(), t, is_opaque=True), atol=1e-12)
