"""Losses of probabilities are finite where the probability itself rounds to 0 or to 1."""

from __future__ import annotations

from typing import Any

import mpmath
import numpy as np
import pytest

from bpsym.autodiff import derive
from bpsym.codegen import generate
from bpsym.codegen.stable import stable_logarithm
from bpsym.derivation import Derivation, define
from bpsym.expr import (
    Expr,
    add,
    apply,
    broadcast_over_columns,
    column_log_sum_exp,
    column_softmax,
    hadamard,
    known,
    negate,
    ones,
    row_log_sum_exp,
    row_softmax,
    scale,
    subtract,
    symbol,
    total,
)

Z, Y, P, J = symbol("Z", "m", "n"), symbol("Y", "m", "n"), symbol("P", "m", "n"), symbol("J")
EXTREME = np.array([[1e4, -1e4, 0.0], [-1e4, -1e4, -1e4], [3.0, 1e4, 1e4]])
TARGET = np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [1.0, 0.0, 0.0]])


def log(argument: Expr) -> Expr:
    return apply(known("log"), argument)


def logarithm(node: Expr) -> Any:
    """The loss Σ Y ⊙ log P and its gradient by Z, at extreme Z, in both precisions."""
    loss = scale(-1, total(hadamard(Y, log(P))))
    made = derive(Derivation((define("P", P, node), define("J", J, loss))), wrt=[Z])
    run = generate(made).load()["loss_and_gradients"]
    found = []
    for dtype in (np.float64, np.float32):
        with np.errstate(all="raise"):
            found.append(run(Z=EXTREME.astype(dtype), Y=TARGET.astype(dtype)))
    return found


def test_cross_entropy_with_a_softmax_is_finite_and_right_at_extreme_logits() -> None:
    with mpmath.workdps(60):
        expected = sum(
            y * (mpmath.log(sum(mpmath.e ** mpmath.mpf(x) for x in row)) - mpmath.mpf(z))
            for row, targets in zip(EXTREME.tolist(), TARGET.tolist(), strict=True)
            for z, y in zip(row, targets, strict=True)
        )
    for loss, gradients in logarithm(row_softmax(Z)):
        assert float(loss) == pytest.approx(float(expected), rel=1e-6)
        shares = np.array([[1, 0, 0], [1 / 3, 1 / 3, 1 / 3], [0, 0.5, 0.5]])
        np.testing.assert_allclose(gradients["Z"], shares - TARGET, atol=1e-6)


def test_cross_entropy_with_a_softmax_of_columns_is_finite() -> None:
    for loss, gradients in logarithm(column_softmax(Z)):
        assert np.isfinite(loss)
        assert np.isfinite(gradients["Z"]).all()


def test_the_value_of_cross_entropy_with_a_sigmoid_is_finite() -> None:
    hit, miss = hadamard(Y, log(P)), hadamard(subtract(ones("m", "n"), Y), log(subtract(ones("m", "n"), P)))
    loss = negate(total(add(hit, miss)))
    made = derive(Derivation((define("P", P, apply(known("sigmoid"), Z)), define("J", J, loss))), wrt=[Z])
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        found = generate(made).load()["loss_and_gradients"](Z=EXTREME, Y=TARGET)[0]
    assert float(found) == pytest.approx(5e4 + np.log(2) + np.log1p(np.exp(-3)), rel=1e-15)


@pytest.mark.parametrize("make", [row_log_sum_exp, column_log_sum_exp])
def test_a_log_sum_exp_neither_overflows_nor_underflows(make: Any) -> None:
    made = derive(Derivation((define("J", J, total(make(Z))),)), wrt=[Z])
    with np.errstate(all="raise"):
        loss, gradients = generate(made).load()["loss_and_gradients"](Z=EXTREME)
    axis = 1 if make is row_log_sum_exp else 0
    largest = EXTREME.max(axis=axis, keepdims=True)
    expected = (largest + np.log(np.exp(EXTREME - largest).sum(axis=axis, keepdims=True))).sum()
    assert float(loss) == pytest.approx(float(expected))
    assert float(gradients["Z"].sum()) == pytest.approx(3)


def test_other_logarithms_are_left_alone() -> None:
    assert stable_logarithm(log(P), {}) is None
    assert stable_logarithm(log(P), {P: apply(known("exp"), Z)}) is None
    assert stable_logarithm(log(subtract(ones("m", "n"), P)), {}) is None
    assert stable_logarithm(P, {P: row_softmax(Z)}) is None
    lse = broadcast_over_columns(row_log_sum_exp(Z), "n")
    assert stable_logarithm(log(P), {P: row_softmax(Z)}) == subtract(Z, lse)
    assert stable_logarithm(log(P), {P: apply(known("sigmoid"), Z)}) == negate(apply(known("softplus"), negate(Z)))
    assert stable_logarithm(log(P), {P: apply(known("cosh"), Z)}) == apply(known("log_cosh"), Z)
    assert stable_logarithm(log(P), {P: apply(known("sinh"), Z)}) is None
