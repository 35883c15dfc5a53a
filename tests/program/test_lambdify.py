from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
import sympy

from bpsym.derivation import Derivation, claim, define
from bpsym.errors import InputError, UnsupportedError
from bpsym.expr import known, matmul, partial, shape_of, squared_norm, symbol, transpose
from bpsym.program import Compiled, check_gradients, lambdify
from bpsym.program.gradient_check import relative_error
from tests.codegen.derivations import biased, tied
from tests.networks import H, I, M, O, deep, two_layer

NETWORK = lambdify(two_layer(), functions={"f": "sigmoid"})


def arrays(m: int = 4, i: int = 2, h: int = 3, o: int = 1) -> dict[str, Any]:
    random = np.random.default_rng(3)
    shapes = {"X": (m, i), "y": (m, o), "W1": (i, h), "W2": (h, o)}
    return {name: random.uniform(0.1, 0.9, shape) for name, shape in shapes.items()}


def test_a_compiled_derivation_knows_its_inputs_shapes_and_source() -> None:
    assert NETWORK.inputs == ("X", "y", "W1", "W2")
    assert NETWORK.parameters == ("W1", "W2")
    assert NETWORK.prediction_inputs == ("X", "W1", "W2")
    assert NETWORK.shapes == {
        "X": shape_of(M, I),
        "y": shape_of(M, O),
        "W1": shape_of(I, H),
        "W2": shape_of(H, O),
    }
    assert "    delta2 = (delta3 @ W2.T) * a2 * (1 - a2)\n" in NETWORK.source


def test_arrays_are_given_by_place_or_by_name() -> None:
    given = arrays()
    by_place, by_name = NETWORK(*given.values()), NETWORK(given["X"], W2=given["W2"], y=given["y"], W1=given["W1"])
    assert by_place[0] == by_name[0]
    np.testing.assert_array_equal(by_place[1]["W1"], by_name[1]["W1"])


def test_the_prediction_needs_no_target() -> None:
    given = arrays()
    prediction = NETWORK.predict(given["X"], given["W1"], given["W2"])
    assert float(0.5 * np.sum((given["y"] - prediction) ** 2)) == pytest.approx(float(NETWORK(**given)[0]), rel=1e-14)


def test_single_precision_stays_single_and_integers_become_double() -> None:
    single = {name: array.astype(np.float32) for name, array in arrays().items()}
    loss, gradients = NETWORK(**single)
    assert {loss.dtype, *(g.dtype for g in gradients.values())} == {np.dtype(np.float32)}
    linear = lambdify(two_layer(), functions={"f": "identity"})
    _, gradients = linear(**{name: np.ones(array.shape, dtype=int) for name, array in arrays().items()})
    assert {g.dtype for g in gradients.values()} == {np.dtype(np.float64)}


def test_lists_are_arrays_too() -> None:
    given = arrays()
    assert NETWORK(**{name: array.tolist() for name, array in given.items()})[0] == NETWORK(**given)[0]


def test_the_given_arrays_are_not_changed() -> None:
    given = arrays()
    before = {name: array.copy() for name, array in given.items()}
    check_gradients(NETWORK, given)
    for name, array in given.items():
        np.testing.assert_array_equal(array, before[name])


def test_a_wrong_claim_of_the_notes_is_never_compiled() -> None:
    X, W1, J = symbol("X", M, I), symbol("W^{(1)}", I, H), symbol("J")
    wrong = claim("wrong", partial(J, W1), matmul(transpose(X), matmul(X, W1)))
    compiled = lambdify(two_layer().extended((wrong,)), functions={"f": "sigmoid"}, wrt=["W1", "W2"])
    assert compiled.source == NETWORK.source


def test_the_inputs_whose_gradients_the_notes_mention_are_the_parameters() -> None:
    X, J = symbol("X", M, I), symbol("J")
    mentioned = two_layer(known("tanh")).extended((claim("g", partial(J, X), X),))
    assert lambdify(mentioned).parameters == ("X",)


def test_without_a_word_from_the_notes_everything_but_data_is_fitted() -> None:
    assert lambdify(two_layer(known("tanh"))).parameters == ("W1", "W2")
    assert lambdify(biased()).parameters == ("W", "b", "v", "c")
    assert lambdify(tied()).parameters == ("W",)


def test_scalars_can_be_fitted_and_are_numbers() -> None:
    random = np.random.default_rng(5)
    given = {
        n: random.uniform(size=s)
        for n, s in (("X", (5, 2)), ("y", (5, 1)), ("W", (2, 3)), ("b", (1, 3)), ("v", (3, 1)))
    }
    given |= {"lambda_": np.array(0.1), "c": np.array([[0.3]])}
    compiled = lambdify(biased())
    assert compiled(**given)[1]["c"].shape == ()
    assert check_gradients(compiled, given).error <= 1e-8
    assert check_gradients(compiled, given, method="complex-step").error <= 1e-14


def test_a_function_of_ones_own_is_compiled() -> None:
    t = sympy.Symbol("t")
    swish = lambdify(two_layer(), functions={"f": t / (1 + sympy.exp(-t))})
    assert check_gradients(swish, arrays(), method="complex-step").error <= 1e-14


@pytest.mark.parametrize(
    ("wrt", "message"),
    [
        (["q"], "no symbol 'q'"),
        (["z2"], "is no input of J; only inputs are fitted: X, W"),
        ([], "nothing to diff"),
    ],
)
def test_what_cannot_be_fitted_is_refused(wrt: list[str], message: str) -> None:
    with pytest.raises(InputError, match=re.escape(message)):
        lambdify(two_layer(known("tanh")), wrt=wrt)


def test_a_derivation_of_data_alone_asks_what_to_differentiate_by() -> None:
    J = symbol("J")
    with pytest.raises(InputError, match=r"nothing to differentiate J by; say which of the inputs \(X\) with wrt"):
        lambdify(Derivation((define("J", J, squared_norm(symbol("X", "m", "n"))),)))


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "disagreement": (
        {"W1": np.ones((5, 3))},
        "W1 has shape (5, 3), expected (inputLayerSize, hiddenLayerSize): "
        "5 rows where inputLayerSize is 2; inputLayerSize is 2 by the 2 columns of X",
    ),
    "second axis": (
        {"y": np.ones((4, 2))},
        "W2 has shape (3, 1), expected (hiddenLayerSize, outputLayerSize): 1 columns",
    ),
    "vector": (
        {"y": np.ones(4)},
        "y has shape (4,), expected a matrix (numExamples, outputLayerSize); y.reshape(-1, 1)",
    ),
    "cube": ({"X": np.ones((4, 2, 1))}, "X has shape (4, 2, 1), expected a matrix"),
    "nan": ({"X": [[1, 2], [3, float("nan")], [1, 1], [1, 1]]}, "X holds nan in row 2, column 2"),
    "infinite": ({"W2": [[1], [float("-inf")], [1]]}, "W2 holds -inf in row 2, column 1"),
    "words": ({"y": [["a"], ["b"], ["c"], ["d"]]}, "y holds <U1 where numbers are expected"),
    "objects": ({"y": [[None], [1], [2], [3]]}, "y holds object where numbers are expected"),
    "ragged": ({"X": [[1, 2], [3], [4, 5], [6, 7]]}, "X is no matrix: its rows have different lengths"),
}


@pytest.mark.parametrize("name", BAD)
def test_an_array_that_does_not_fit_is_named_with_the_place(name: str) -> None:
    change, message = BAD[name]
    with pytest.raises(InputError, match=re.escape(message)):
        NETWORK(**{**arrays(), **change})


def test_missing_superfluous_and_repeated_arrays_are_named() -> None:
    given = arrays()
    with pytest.raises(InputError, match="missing: W1, W2; the inputs are X, y, W1, W2"):
        NETWORK(given["X"], given["y"])
    with pytest.raises(InputError, match="b is no input"):
        NETWORK(**given, b=1)
    with pytest.raises(InputError, match="X was given twice"):
        NETWORK(given["X"], **given)
    with pytest.raises(InputError, match="5 arrays for 4 inputs"):
        NETWORK(*given.values(), 1)


def test_fixed_and_composed_dimensions_are_checked() -> None:
    J, W = symbol("J"), symbol("W", 2, "n")
    compiled = lambdify(Derivation((define("J", J, squared_norm(W)),)))
    with pytest.raises(InputError, match=re.escape("W has shape (3, 4), expected (2, n): 3 rows where 2 is 2")):
        compiled(np.ones((3, 4)))


def test_a_derivation_without_a_prediction_says_so() -> None:
    J, W = symbol("J"), symbol("W", 2, "n")
    with pytest.raises(UnsupportedError, match="no forward value depends on the parameters"):
        lambdify(Derivation((define("J", J, squared_norm(W)),))).predict(np.ones((2, 4)))


def test_complex_steps_through_a_kink_are_refused() -> None:
    compiled = lambdify(two_layer(), functions={"f": "relu"})
    with pytest.raises(UnsupportedError, match="relu is none; use method='central'"):
        check_gradients(compiled, arrays(), method="complex-step")


def test_an_unknown_method_of_checking_is_refused() -> None:
    with pytest.raises(InputError, match="no method 'forward'; there are central, complex-step"):
        check_gradients(NETWORK, arrays(), method="forward")  # type: ignore[arg-type]


def test_a_wrong_gradient_is_seen() -> None:
    source = NETWORK.generated
    names: dict[str, Any] = {}
    exec(source.text.replace("dJdW1 = X.T", "dJdW1 = 2 * X.T"), names)
    wrong = Compiled(source, names["loss_and_gradients"], names["forward"])
    check = check_gradients(wrong, arrays())
    assert check.errors["W1"] == pytest.approx(1 / 3, rel=1e-6)
    assert check.errors["W2"] <= 1e-8


def test_the_relative_error_of_two_vanishing_gradients_is_zero() -> None:
    assert relative_error(np.zeros(3), np.zeros(3)) == 0
    assert relative_error(np.ones(3), -np.ones(3)) == 1


def test_a_network_of_many_layers_is_compiled_whole() -> None:
    compiled = lambdify(deep(64), functions={"f": "tanh"})
    random = np.random.default_rng(1)
    given = {name: random.normal(0, 0.5, tuple(3 for _ in shape)) for name, shape in compiled.shapes.items()}
    assert len(compiled(**given)[1]) == 64
