from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

from bpsym.derivation import Derivation, define
from bpsym.errors import BpsymError, InputError
from bpsym.expr import add, apply, broadcast_over_rows, known, matmul, squared_norm, subtract, symbol, total
from bpsym.program import lambdify
from bpsym.training import COURSE_SIZES, METHODS, DivergenceError, TrainingResult, course_data, train
from bpsym.training.packing import Packing
from tests.networks import two_layer

NETWORK = lambdify(two_layer(), functions={"f": "sigmoid"})


def course(**options: Any) -> TrainingResult:
    return train(NETWORK, course_data(), sizes=COURSE_SIZES, **options)


def line() -> Derivation:
    """y ≈ X w + b by least squares."""
    X, y, w, b = symbol("X", "m", "d"), symbol("y", "m", 1), symbol("w", "d", 1), symbol("b")
    p, J = symbol("p", "m", 1), symbol("J")
    fit = add(matmul(X, w), broadcast_over_rows(b, "m"))
    return Derivation((define("p", p, fit), define("J", J, squared_norm(subtract(y, p)))))


def test_the_courses_data_is_scaled_as_in_the_course() -> None:
    data = course_data()
    np.testing.assert_array_equal(data["X"], [[0.3, 1.0], [0.5, 0.2], [1.0, 0.4]])
    np.testing.assert_array_equal(data["y"], [[0.75], [0.82], [0.93]])


def test_bfgs_fits_the_courses_data_from_at_least_nine_of_ten_seeds() -> None:
    results = [course(method="bfgs", seed=seed) for seed in range(10)]
    assert sum(result.loss < 1e-6 for result in results) >= 9
    fitted = min(results, key=lambda result: result.loss)
    np.testing.assert_allclose(fitted.predict(X=course_data()["X"]), course_data()["y"], atol=1e-4)


@pytest.mark.parametrize("method", METHODS)
def test_every_method_goes_downhill_and_reports_every_step(method: str) -> None:
    seen: list[tuple[int, float]] = []
    result = course(method=method, steps=30, rate=1.0, callback=lambda step, loss: seen.append((step, loss)))
    assert result.history == tuple(loss for _, loss in seen)
    assert [step for step, _ in seen] == list(range(len(seen)))
    assert len(seen) <= 31
    assert result.loss < result.history[0]
    loss, _ = NETWORK(**course_data(), **result.parameters)
    assert float(loss) == pytest.approx(result.loss, rel=1e-12)


@pytest.mark.parametrize("method", METHODS)
def test_the_same_seed_gives_the_same_bits_and_another_seed_another_result(method: str) -> None:
    once, again, other = (course(method=method, seed=seed, steps=20) for seed in (4, 4, 5))
    assert once.history == again.history
    for name in ("W1", "W2"):
        assert once.parameters[name].tobytes() == again.parameters[name].tobytes()
    assert once.history[0] != other.history[0]


def test_gradient_descent_makes_the_steps_that_it_says() -> None:
    start = {"W1": np.full((2, 3), 0.2), "W2": np.array([[0.1], [-0.3], [0.5]])}
    result = course(method="gd", steps=1, rate=0.5, start=start)
    _, gradients = NETWORK(**course_data(), **start)
    for name, array in start.items():
        np.testing.assert_allclose(result.parameters[name], array - 0.5 * gradients[name], rtol=1e-15)


@pytest.mark.parametrize("method", ["bfgs", "l-bfgs"])
def test_a_line_is_found_exactly_with_a_scalar_among_the_parameters(method: str) -> None:
    X = np.random.default_rng(0).normal(size=(12, 2))
    result = train(line(), {"X": X, "y": X @ [[2.0], [-1.0]] + 0.5}, method=method)
    np.testing.assert_allclose(result.parameters["w"], [[2.0], [-1.0]], atol=1e-6)
    assert float(result.parameters["b"]) == pytest.approx(0.5, abs=1e-6)


@pytest.mark.filterwarnings("error")
def test_a_rate_that_is_too_large_stops_with_the_way_out() -> None:
    X = np.ones((5, 2)) * 100
    with pytest.raises(DivergenceError, match=r"the loss grew from .* in \d+ steps: try a smaller rate"):
        train(line(), {"X": X, "y": np.ones((5, 1))}, method="gd", rate=1.0)
    assert issubclass(DivergenceError, BpsymError)


@pytest.mark.parametrize("method", METHODS)
def test_a_start_outside_the_domain_stops_at_step_zero(method: str) -> None:
    J, w = symbol("J"), symbol("w", 1, "n")
    logs = Derivation((define("J", J, total(apply(known("log"), w))),))
    with pytest.raises(DivergenceError, match="the loss is nan at step 0: the parameters at the start, or the data"):
        train(logs, {}, start={"w": [[-1.0, 2.0]]}, method=method)


@pytest.mark.parametrize("method", METHODS)
def test_a_loss_that_becomes_nan_on_the_way_stops(method: str) -> None:
    J, w = symbol("J"), symbol("w", 1, "n")
    logs = Derivation((define("J", J, total(apply(known("log"), w))),))
    with pytest.raises(DivergenceError, match=r"the loss|ended at a loss"):
        train(logs, {}, start={"w": [[0.1, 0.2]]}, method=method, rate=0.5)


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "method": ({"method": "adam"}, "no method 'adam'; there are gd, bfgs, l-bfgs"),
    "steps": ({"steps": 0}, "steps and rate must be positive, found 0"),
    "rate": ({"rate": float("nan")}, "steps and rate must be positive, found 500 and nan"),
    "no size": (
        {"sizes": {}},
        "no data says how large hiddenLayerSize is, on which W1 (inputLayerSize, hiddenLayerSize)",
    ),
    "unknown size": ({"sizes": {"hidden": 3}}, "no dimension 'hidden'; there are numExamples"),
    "no units": ({"sizes": {"hiddenLayerSize": 0}}, "hiddenLayerSize = 0: a size is at least 1"),
    "contradiction": (
        {"sizes": {"hiddenLayerSize": 3, "numExamples": 7}},
        "numExamples = 7 was asked for, but the data has 3",
    ),
    "start": ({"start": {"W3": [[1.0]]}}, "W3: no parameter; there are W1, W2"),
    "start shape": ({"start": {"W1": np.ones((5, 3))}}, "W1 has shape (5, 3)"),
    "no target": ({"data": {"X": np.ones((3, 2))}}, "y: missing from the data; this derivation needs X, y"),
    "stray": ({"data": {**course_data(), "z": 1}}, "z: no data; this derivation needs X, y"),
    "nan": ({"data": {**course_data(), "y": [[1], [2], [float("nan")]]}}, "y holds nan in row 3, column 1"),
    "rows": ({"data": {**course_data(), "y": np.ones((2, 1))}}, "2 rows where numExamples is 3"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_does_not_fit_is_named(name: str) -> None:
    change, message = BAD[name]
    options = {"data": course_data(), "sizes": COURSE_SIZES, **change}
    with pytest.raises(InputError, match=re.escape(message)):
        train(NETWORK, options.pop("data"), **options)


def test_a_derivation_is_compiled_on_the_way() -> None:
    result = train(two_layer(), course_data(), functions={"f": "tanh"}, sizes=COURSE_SIZES, steps=5)
    assert "np.tanh" in result.compiled.source


def test_packing_and_unpacking_gives_the_same_arrays() -> None:
    arrays = {"W": np.arange(6.0).reshape(2, 3), "c": np.array(7.0), "b": np.arange(2.0).reshape(1, 2)}
    packing = Packing.of(arrays)
    unpacked = packing.unpack(packing.pack(arrays))
    assert packing.pack(arrays).shape == (9,)
    for name, array in arrays.items():
        np.testing.assert_array_equal(unpacked[name], array)
