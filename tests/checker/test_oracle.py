"""The further witnesses, against the second engine and against each other."""

from __future__ import annotations

import pytest

from bpsym.checker.evaluate import Evaluation, RealField, evaluate
from bpsym.checker.oracle import agree_entrywise, central_differences, entries_of
from bpsym.checker.oracle.indexed import INDEXED
from bpsym.checker.oracle.matrix import MEANINGS
from bpsym.expr import (
    NODES,
    Expr,
    Function,
    Map,
    Partial,
    Symbol,
    apply,
    hadamard,
    known,
    partial,
    symbol,
    total,
    transpose,
    unknown,
)
from tests.checker.claims import true_claims, wrong_claims
from tests.checker.points import point_of, square_model
from tests.checker.test_evaluation import BY_HAND, POINT
from tests.networks import two_layer

f = unknown("f")
TINY = {"numExamples": 1, "inputLayerSize": 1, "hiddenLayerSize": 2, "outputLayerSize": 2}


def test_every_node_has_a_meaning_in_sympy() -> None:
    assert set(NODES) == MEANINGS.keys() | INDEXED.keys() | {Symbol, Map, Partial}


@pytest.mark.parametrize("expr", [expr for expr, _ in BY_HAND], ids=lambda value: type(value).__name__)
def test_sympy_and_the_second_engine_find_the_same_entries(expr: Expr) -> None:
    expr = with_square(expr)
    inputs = {
        f"{s.name}[{i},{j}]": value[i, j]
        for s, value in POINT.values.items()
        for i in range(value.shape[0])
        for j in range(value.shape[1])
    }
    entries = entries_of(expr, {}, POINT.sizes)
    written = [entry.xreplace({v: inputs[v.name] for v in entry.free_symbols}) for entry in entries]
    computed = evaluate(expr, {}, POINT, RealField(square_model))
    assert [abs(float(a) - float(b)) < 1e-12 for a, b in zip(written, computed.entries, strict=True)] == [True] * len(
        written
    )


def with_square(expr: Expr) -> Expr:
    """The unknown function replaced by t², of the same order."""
    if isinstance(expr, Map):
        square: Function = known("square")
        return Map(square.derivative() if expr.function.order else square, expr.body)
    return expr


@pytest.mark.parametrize("function", [f, known("square")], ids=str)
def test_the_lines_of_a_network_are_true_and_its_mistakes_false_entry_by_entry(function: Function) -> None:
    network = two_layer(function)
    true, wrong = true_claims(network, function), wrong_claims(network, function)
    assert {agree_entrywise(*sides, network.definitions, TINY) for sides in true.values()} == {True}
    assert {agree_entrywise(*sides, network.definitions, TINY) for sides in wrong.values()} == {False}


def test_with_a_known_function_a_true_line_is_found_true_and_a_wrong_one_is_not() -> None:
    sizes = dict.fromkeys(TINY, 1)
    network = two_layer(known("sigmoid"))
    true, wrong = true_claims(network, known("sigmoid")), wrong_claims(network, known("sigmoid"))
    assert agree_entrywise(*true["delta2"], network.definitions, sizes) is True
    assert agree_entrywise(*wrong["a factor of two"], network.definitions, sizes) is None


def test_sympy_differentiates_twice_as_the_sweep_does() -> None:
    x = symbol("x", "n", 1)
    hessian = partial(partial(total(apply(f, hadamard(x, x))), x), x)
    assert [str(entry) for entry in entries_of(hessian, {}, {"n": 1})] == [
        "4*x[0,0]**2*f''(x[0,0]**2) + 2*f'(x[0,0]**2)"
    ]


@pytest.mark.parametrize("name", ["W1", "W2", "z2", "z3", "X", "y"])
@pytest.mark.parametrize("kind", ["sigmoid", "tanh", "softplus", "sin"])
def test_finite_differences_find_the_gradients_of_the_sweep(kind: str, name: str) -> None:
    network = two_layer(known(kind))
    J, wrt = network.find("J"), network.find(name)
    point = point_of(J, network.definitions)
    field = RealField(square_model, 0)
    exact = Evaluation(network.definitions, point, field).value(partial(J, wrt)).entries
    close = central_differences(J, wrt, network.definitions, point, square_model)
    scale = max(map(abs, exact))
    assert max(abs(a - b) for a, b in zip(exact, close, strict=True)) <= 1e-6 * scale


def test_finite_differences_of_a_matrix_have_its_indices_first() -> None:
    A = symbol("A", "m", "n")
    point = point_of(A, {})
    close = central_differences(transpose(A), A, {}, point, square_model)
    exact = evaluate(partial(transpose(A), A), {}, point, RealField(square_model)).entries
    assert max(abs(a - float(b)) for a, b in zip(close, exact, strict=True)) < 1e-9
