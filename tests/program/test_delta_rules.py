from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from bpsym.program import check_gradients, lambdify
from bpsym.training import course_data
from tests.networks import deep, two_layer
from tests.program.delta_rules import ACTIVATIONS, Array, deep_by_hand, two_layer_by_hand

COMPILED = {kind: lambdify(two_layer(), functions={"f": kind}) for kind in ACTIVATIONS}


def network(random: np.random.Generator) -> dict[str, Array]:
    """Arrays of a random shape, no two dimensions equal."""
    m, i, h, o = random.permutation(np.arange(1, 9))[:4]
    shapes = {"X": (m, i), "y": (m, o), "W1": (i, h), "W2": (h, o)}
    return {name: random.normal(0, 0.5, shape) for name, shape in shapes.items()}


def apart(found: Array, expected: Array) -> float:
    """The largest difference, against the largest entry."""
    return float(np.max(np.abs(found - expected)) / max(np.max(np.abs(expected)), 1e-300))


@pytest.mark.parametrize("kind", ACTIVATIONS)
def test_compiled_gradients_equal_the_hand_coded_delta_rules_over_a_hundred_shapes(kind: str) -> None:
    random = np.random.default_rng(20)
    for _ in range(100):
        arrays = network(random)
        loss, gradients = COMPILED[kind](**arrays)
        expected_loss, expected = two_layer_by_hand(**arrays, kind=kind)
        assert float(loss) == pytest.approx(float(expected_loss), rel=1e-12)
        assert max(apart(gradients[name], expected[name]) for name in ("W1", "W2")) <= 1e-12


@pytest.mark.parametrize("layers", [1, 3, 8])
def test_compiled_gradients_equal_the_delta_rules_at_any_depth(layers: int) -> None:
    compiled = lambdify(deep(layers), functions={"f": "tanh"})
    random = np.random.default_rng(21)
    sizes = [2 + k % 5 for k in range(layers + 1)]
    weights = [random.normal(0, 0.8, (a, b)) for a, b in pairwise(sizes)]
    X, y = random.normal(size=(7, sizes[0])), random.normal(size=(7, sizes[-1]))
    _, gradients = compiled(X, y, *weights)
    _, expected = deep_by_hand(X, y, weights, "tanh")
    assert max(apart(gradients[f"W{k + 1}"], g) for k, g in enumerate(expected)) <= 1e-12


@pytest.mark.parametrize("seed", range(5))
def test_central_differences_on_the_courses_data_agree_to_one_part_in_a_hundred_million(seed: int) -> None:
    random = np.random.default_rng(seed)
    arrays = {**course_data(), "W1": random.standard_normal((2, 3)), "W2": random.standard_normal((3, 1))}
    check = check_gradients(COMPILED["sigmoid"], arrays, method="central", eps=1e-4)
    assert check.eps == 1e-4
    assert check.error <= 1e-8
    assert check.errors.keys() == {"W1", "W2"}


@pytest.mark.parametrize("kind", [k for k in ACTIVATIONS if k not in ("relu", "abs")])
def test_complex_steps_agree_to_the_last_digits(kind: str) -> None:
    random = np.random.default_rng(22)
    for _ in range(5):
        assert check_gradients(COMPILED[kind], network(random), method="complex-step").error <= 1e-14
