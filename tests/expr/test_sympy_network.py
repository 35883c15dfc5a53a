"""The two-layer network written purely in SymPy, in and out, and evaluated by SymPy's own lambdify."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import sympy
from sympy import HadamardProduct, MatrixSymbol, Trace

from bpsym.autodiff import derive
from bpsym.derivation import Derivation, derivation_from_sympy
from bpsym.errors import InputError, ShapeError
from bpsym.expr import (
    apply,
    broadcast_over_columns,
    broadcast_over_rows,
    divide,
    fill,
    hadamard,
    identity,
    known,
    matmul,
    negate,
    ones,
    partial,
    scale,
    squared_norm,
    subtract,
    sum_over_columns,
    sum_over_rows,
    symbol,
    total,
    trace,
    transpose,
    unknown,
    zero,
)
from bpsym.expr.sympy_printer import NumPyPrinter

m, i, h, o = sympy.symbols("m i h o")
X, y, W1, W2, z2, a2, z3, y_hat = (
    MatrixSymbol(*spec)
    for spec in (
        ("X", m, i),
        ("y", m, o),
        ("W1", i, h),
        ("W2", h, o),
        ("z2", m, h),
        ("a2", m, h),
        ("z3", m, o),
        ("yHat", m, o),
    )
)
J = sympy.Symbol("J")
E = y - y_hat


def sigmoid(t: Any) -> Any:
    return 1 / (1 + sympy.exp(-t))


def network(f: Any) -> list[Any]:
    return [
        (z2, X * W1),
        (a2, z2.applyfunc(f)),
        sympy.Eq(z3, a2 * W2),
        (y_hat, z3.applyfunc(f)),
        (J, Trace(E * E.T) / 2),
    ]


def by_left(derived: Derivation) -> dict[Any, Any]:
    return {equation.left.sympy: equation.right.sympy for equation in derived.claims}


def substituted(formula: Any, rules: dict[Any, Any]) -> Any:
    """The formula with every name replaced by its definition, until none is left."""
    while formula.xreplace(rules) != formula:
        formula = formula.xreplace(rules)
    return formula


def test_the_network_in_sympy_gives_the_delta_rules_in_sympy() -> None:
    f = sympy.Function("f")
    derived = derive(network(f), of=J, wrt=[W1, W2])
    s = {symbol.name: symbol for symbol in derived.symbols}
    slope = unknown("f").derivative()
    delta3 = partial(s["J"], s["z3"])
    delta2 = hadamard(matmul(delta3, transpose(s["W2"])), apply(slope, s["z2"]))
    assert [(e.left, e.right) for e in derived.claims] == [
        (delta3, negate(hadamard(subtract(s["y"], s["yHat"]), apply(slope, s["z3"])))),
        (partial(s["J"], s["W2"]), matmul(transpose(s["a2"]), delta3)),
        (partial(s["J"], s["W1"]), matmul(transpose(s["X"]), delta2)),
    ]
    assert all(isinstance(side, sympy.Basic) for sides in by_left(derived).items() for side in sides)


def hand_coded(values: dict[str, Any]) -> tuple[Any, Any]:
    """The δ rules of the notes, in NumPy, for sigmoid."""

    def f(t: Any) -> Any:
        return 1 / (1 + np.exp(-t))

    hidden = f(values["X"] @ values["W1"])
    output = f(hidden @ values["W2"])
    delta3 = -(values["y"] - output) * output * (1 - output)
    delta2 = delta3 @ values["W2"].T * hidden * (1 - hidden)
    return values["X"].T @ delta2, hidden.T @ delta3


def random_values(sizes: dict[Any, int]) -> dict[str, Any]:
    rng = np.random.default_rng(7)
    return {A.name: rng.normal(size=[sizes[d] for d in A.shape]) for A in (X, y, W1, W2)}


@pytest.mark.parametrize("spell_out", [False, True])
def test_lambdify_evaluates_both_gradients_with_our_printer(spell_out: bool) -> None:
    derived = derive(network(sigmoid), wrt=[W1, W2], spell_out=spell_out)
    rules = {s.sympy: d.sympy for s, d in derived.forward.items()} | by_left(derived)
    gradients = [substituted(partial(symbol("J"), derived.find(name)).sympy, rules) for name in ("W1", "W2")]
    evaluate = sympy.lambdify([X, y, W1, W2], gradients, printer=NumPyPrinter())
    values = random_values({m: 5, i: 2, h: 3, o: 4})
    found = evaluate(*(values[name] for name in ("X", "y", "W1", "W2")))
    for gradient, expected in zip(found, hand_coded(values), strict=True):
        assert gradient.shape == expected.shape
        np.testing.assert_allclose(gradient, expected, rtol=1e-13, atol=0)


def test_unknown_functions_are_given_as_modules() -> None:
    A, s = symbol("A", "m", "n"), symbol("s")
    f = unknown("f")
    formula = hadamard(apply(f.derivative().derivative(), A), scale(apply(f.derivative(), s), apply(f, A))).sympy
    tables = {"f": lambda t: t**3, "f_prime": lambda t: 3 * t**2, "f_prime2": lambda t: 6 * t}
    evaluate = sympy.lambdify([A.sympy, s.sympy], formula, modules=[tables, "numpy"], printer=NumPyPrinter())
    values = np.array([[1.5, -2.0, 0.25]])
    np.testing.assert_allclose(evaluate(values, 0.5), 6 * values * 0.75 * values**3, rtol=1e-14)


def test_every_other_node_is_evaluated() -> None:
    A, S, s = symbol("A", "m", "n"), symbol("S", "n", "n"), symbol("s")
    B = np.array([[1.0, -2.0, 3.5], [0.5, 4.0, -1.0]])
    D = np.arange(9.0).reshape(3, 3) + 1
    ones_mn = np.ones((2, 3))
    cases = {
        total(A): B.sum(),
        squared_norm(A): (B**2).sum(),
        sum_over_rows(A): B.sum(axis=0, keepdims=True),
        sum_over_columns(A): B.sum(axis=1, keepdims=True),
        broadcast_over_rows(sum_over_rows(A), "m"): B.sum(axis=0) * ones_mn,
        broadcast_over_columns(sum_over_columns(A), "n"): B.sum(axis=1, keepdims=True) * ones_mn,
        subtract(ones("m", "n"), A): 1 - B,
        hadamard(fill(s, "m", "n"), A): 0.5 * B,
        trace(S): D.trace(),
        matmul(A, matmul(S, S)): B @ D @ D,
        identity("n"): np.eye(3),
        zero("m", "n"): 0 * B,
        apply(known("reciprocal"), A): 1 / B,
        apply(known("square").derivative(), A): 2 * B,
        apply(known("identity").derivative(), A): ones_mn,
        apply(known("relu"), A): np.maximum(B, 0),
        apply(known("relu").derivative(), A): (B > 0) * 1.0,
        matmul(transpose(A), zero("m", "n")): np.zeros((3, 3)),
        scale(total(A), transpose(A)): B.sum() * B.T,
    }
    for expr, expected in cases.items():
        arguments = [A.sympy, S.sympy, s.sympy]
        evaluate = sympy.lambdify(arguments, expr.sympy, printer=NumPyPrinter(arguments))
        found = evaluate(B, D, 0.5)
        assert np.shape(found) == np.shape(expected)
        np.testing.assert_allclose(found, expected, rtol=1e-14, err_msg=str(expr.sympy))


def test_whole_numbers_are_divided_too() -> None:
    A, B = symbol("A", "m", "n"), symbol("B", "m", "n")
    evaluate = sympy.lambdify([A.sympy, B.sympy], divide(A, B).sympy, printer=NumPyPrinter())
    np.testing.assert_array_equal(evaluate(np.array([[3, 1]]), np.array([[2, 4]])), [[1.5, 0.25]])


def test_what_cannot_be_evaluated_is_refused_with_a_way_out() -> None:
    W = symbol("W^{(1)}", "m", "n")
    with pytest.raises(InputError, match=r"no matrix has the size m; name one that has: NumPyPrinter\(\[X, \.\.\.\]\)"):
        NumPyPrinter().doprint(ones("m", "n").sympy)
    with pytest.raises(InputError, match=r"the derivative .* has no value of its own; substitute the right side"):
        NumPyPrinter().doprint(partial(symbol("J"), symbol("A", "m", "n")).sympy)
    with pytest.raises(InputError, match="has a name that is no Python identifier"):
        sympy.lambdify([W.sympy], transpose(W).sympy, printer=NumPyPrinter())


def test_a_second_equation_for_a_symbol_is_a_claim() -> None:
    net = derivation_from_sympy([(z2, X * W1), (z2, X * W1 * 1), (X * W1, z2)])
    assert [equation.defines is not None for equation in net.equations] == [True, False, False]
    assert [equation.id for equation in net.equations] == ["eq1", "eq2", "eq3"]


def test_a_symbol_is_not_defined_by_itself() -> None:
    assert derivation_from_sympy([(z2, z2 + X * W1)]).equations[0].defines is None


def test_an_equation_with_two_shapes_is_refused() -> None:
    with pytest.raises(ShapeError, match=r"equation 1: the sides have the shapes \(m, o\) and \(m, h\)"):
        derivation_from_sympy([(z3, X * W1)])


def test_one_name_with_two_shapes_is_refused() -> None:
    with pytest.raises(ShapeError, match=r"equation 2: W1 has two shapes, \(i, h\) and \(h, o\)"):
        derivation_from_sympy([(z2, X * W1), (z3, a2 * MatrixSymbol("W1", h, o))])


@pytest.mark.parametrize("given", [sympy.Eq(z2, z2), (z2,), z2, "z2 = X*W1"])
def test_what_is_no_equation_is_refused(given: Any) -> None:
    with pytest.raises(InputError, match=r"equation 1: expected a pair \(left, right\) or sympy.Eq"):
        derivation_from_sympy([given])


def test_only_symbols_can_be_asked_for() -> None:
    with pytest.raises(InputError, match=r"expected a symbol or its name, found X\*W1"):
        derive(network(sigmoid), wrt=[X * W1])
    with pytest.raises(InputError, match="only a scalar has a gradient"):
        derive(network(sigmoid), of=z2)


def test_shapes_that_sympy_lets_pass_are_refused_in_a_network() -> None:
    with pytest.raises(ShapeError, match=r"\(m, o\)"):
        derivation_from_sympy([(J, Trace(HadamardProduct(E, X)))])
