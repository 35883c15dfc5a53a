from __future__ import annotations

import re

import numpy as np
import pytest

from bpsym.autodiff import derive
from bpsym.codegen import Source, generate
from bpsym.codegen.writer import WRITERS
from bpsym.derivation import Derivation, claim, define
from bpsym.errors import InputError, UnsupportedError
from bpsym.expr import NODES, Expr, add, contract, hadamard, partial, scale, squared_norm, symbol, total
from tests.codegen.evaluate import Array, concrete, evaluate
from tests.codegen.samples import SAMPLES, SIZES, SYMBOLS, WITHOUT_CODE, A, C

CASES = [(kind, k) for kind, samples in SAMPLES.items() for k in range(len(samples))]


def named(case: tuple[type[Expr], int]) -> str:
    return f"{case[0].__name__}-{case[1]}"


def values(dtype: type = np.float64) -> dict[str, Array]:
    random = np.random.default_rng(7)
    arrays: dict[str, Array] = {
        s.name: random.uniform(0.5, 1.5, concrete(s.shape, SIZES)).astype(dtype) for s in SYMBOLS
    }
    return {s.name: arrays[s.name][0, 0] if s.is_scalar else arrays[s.name] for s in SYMBOLS}


def compiled(expr: Expr) -> Source:
    """The module of the loss total(G ⊙ expr) + ‖A‖² + ‖C‖²: G tells every entry apart, A and C give every size."""
    value, J = symbol("Y", *expr.shape), symbol("J")
    loss = add(total(hadamard(symbol("G", *expr.shape), value)), add(squared_norm(A), squared_norm(C)))
    made = Derivation((define("Y", value, expr), define("J", J, loss)))
    wrt = [s for s in SYMBOLS if s in made.symbols]
    return generate(derive(made, wrt=wrt), wrt=[s.name for s in wrt])


def weights(expr: Expr) -> Array:
    return np.random.default_rng(11).uniform(0.5, 1.5, concrete(expr.shape, SIZES))


def test_every_node_but_derivatives_has_a_writer() -> None:
    assert set(WRITERS) == set(NODES) - WITHOUT_CODE


@pytest.mark.parametrize("case", CASES, ids=named)
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_the_source_of_a_node_computes_its_value_in_its_precision(case: tuple[type[Expr], int], dtype: type) -> None:
    expr = SAMPLES[case[0]][case[1]]
    source, G = compiled(expr), weights(expr)
    arrays = {**values(dtype), "G": G[0, 0].astype(dtype) if expr.is_scalar else G.astype(dtype)}
    functions = source.load()
    loss, gradients = functions["loss_and_gradients"](**{source.names[s]: arrays[s.name] for s in source.inputs})
    expected = evaluate(expr, {s: np.reshape(arrays[s.name], concrete(s.shape, SIZES)) for s in SYMBOLS}, SIZES)
    norms = sum(float(np.sum(np.square(arrays[name], dtype=float))) for name in ("A", "C"))
    tolerance = 1e-12 if dtype is np.float64 else 1e-5
    assert float(loss) == pytest.approx(float(np.sum(G * expected)) + norms, rel=tolerance)
    assert {np.asarray(g).dtype for g in gradients.values()} == {np.dtype(dtype)}
    if "forward" in functions:
        found = functions["forward"](**{source.names[s]: arrays[s.name] for s in source.prediction_inputs})
        assert np.shape(found) == (() if expr.is_scalar else expected.shape)
        np.testing.assert_allclose(np.reshape(found, expected.shape), expected, rtol=tolerance, atol=tolerance)


@pytest.mark.parametrize("case", CASES, ids=named)
def test_the_module_of_a_node_passes_its_own_check(case: tuple[type[Expr], int]) -> None:
    compiled(SAMPLES[case[0]][case[1]]).load()["check"]()


def with_gradient(gradient: Expr) -> Derivation:
    J, Y = symbol("J"), symbol("Y", "m", "n")
    equations = define("Y", Y, scale(2, A)), define("J", J, squared_norm(Y)), claim("g", partial(J, A), gradient)
    return Derivation(equations)


def test_a_gradient_that_is_given_only_by_jacobians_is_asked_for() -> None:
    Y = symbol("Y", "m", "n")
    with pytest.raises(InputError, match=re.escape(r"no equation says how to compute \frac{\partial J}{\partial A}")):
        generate(with_gradient(contract(Y, partial(Y, A))))


def test_a_derivative_that_no_equation_names_is_refused_by_its_shape() -> None:
    with pytest.raises(UnsupportedError, match=re.escape("a Partial of shape (m, n) has no NumPy form")):
        generate(with_gradient(partial(total(A), A)))
