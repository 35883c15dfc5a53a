"""Index notation and square matrices, compiled: values and gradients against complex steps."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from bpsym.autodiff import derive
from bpsym.codegen import Source, generate
from bpsym.derivation import Derivation, claim, define
from bpsym.errors import UnsupportedError
from bpsym.expr import (
    At,
    Expr,
    Symbol,
    add,
    apply,
    at,
    constant,
    determinant,
    diagonal,
    hadamard,
    index,
    index_sum,
    inverse,
    known,
    kronecker_product,
    matmul,
    partial,
    scale,
    squared_norm,
    subtract,
    symbol,
    tabulate,
    trace,
    transpose,
    vec,
)

SIZES = {"m": 6, "n": 4, "h": 3}
HALF = constant(Fraction(1, 2))
X, W, b, c, y = symbol("X", "m", "n"), symbol("W", "n", "h"), symbol("b", "h"), symbol("c", "h"), symbol("y", "m")
A, S, x, u = symbol("A", "n", "n"), symbol("S", "n", "n"), symbol("x", "n"), symbol("u", "m")
z, p, J = symbol("z", "m", "h"), symbol("p", "m"), symbol("J")
i, j, k = index("i", "m"), index("j", "n"), index("k", "h")
log, square, tanh = known("log"), known("square"), known("tanh")
gram = matmul(transpose(X), X)
quadratic = matmul(transpose(x), matmul(inverse(S), x))


def network() -> Derivation:
    return Derivation(
        (
            define("z", z, tabulate(add(index_sum(j, scale(at(X, i, j), at(W, j, k))), at(b, k)), [i, k])),
            define("p", p, tabulate(index_sum(k, scale(apply(tanh, at(z, i, k)), at(c, k))), [i])),
            define("J", J, scale(HALF, index_sum(i, apply(square, subtract(at(p, i), at(y, i)))))),
        )
    )


def alone(scalar: Expr) -> Derivation:
    return Derivation((define("J", J, scalar),))


CASES: dict[str, tuple[Derivation, list[Symbol]]] = {
    "a network entry by entry": (network(), [W, b, c]),
    "log det": (alone(apply(log, determinant(A))), [A]),
    "det": (alone(determinant(add(A, S))), [A]),
    "Gaussian likelihood": (alone(add(scale(HALF, apply(log, determinant(S))), scale(HALF, quadratic))), [x, S]),
    "log det of a Gram matrix": (alone(apply(log, determinant(gram))), [X]),
    "projection": (alone(matmul(transpose(y), matmul(X, matmul(inverse(gram), matmul(transpose(X), y))))), [X, y]),
    "weights on a diagonal": (alone(trace(matmul(transpose(X), matmul(diagonal(u), X)))), [u, X]),
    "a Kronecker product": (alone(squared_norm(apply(tanh, kronecker_product(W, x)))), [W, x]),
    "vec": (alone(squared_norm(apply(tanh, matmul(kronecker_product(transpose(W), X), vec(A))))), [A, W]),
}


def arrays(source: Source) -> dict[str, Any]:
    """Inputs whose square matrices have a positive determinant."""
    random = np.random.default_rng(5)
    found = {}
    for s in source.inputs:
        shape = tuple(dim.evaluate(SIZES) for dim in s.shape)
        array = random.uniform(-0.9, 0.9, shape) + (4 * np.eye(shape[0]) if s.rows == s.columns else 0)
        found[source.names[s]] = array
    return found


@pytest.mark.parametrize("name", CASES)
def test_a_compiled_gradient_agrees_with_complex_steps_to_ten_digits(name: str) -> None:
    derivation, wrt = CASES[name]
    source = generate(derive(derivation, wrt=wrt), wrt=[s.name for s in wrt])
    run, given = source.load()["loss_and_gradients"], arrays(source)
    _, gradients = run(**given)
    for s in wrt:
        name, step = source.names[s], np.zeros_like(given[source.names[s]])
        for place in np.ndindex(step.shape):
            moved = given[name].astype(complex)
            moved[place] += 1e-30j
            step[place] = np.imag(run(**{**given, name: moved})[0]) / 1e-30
        assert np.linalg.norm(gradients[name] - step) <= 1e-10 * np.linalg.norm(step)


@pytest.mark.parametrize("name", CASES)
def test_the_module_passes_its_own_check_at_the_inputs_that_it_draws(name: str) -> None:
    derivation, wrt = CASES[name]
    generate(derive(derivation, wrt=wrt), wrt=[s.name for s in wrt]).load()["check"]()


def test_an_inverse_that_is_multiplied_is_a_system_of_equations() -> None:
    text = generate(derive(alone(quadratic), wrt=[x]), wrt=["x"]).text
    assert "np.linalg.solve(S, x)" in text
    assert "np.linalg.inv" not in text


def test_a_product_with_a_diagonal_matrix_makes_no_diagonal_matrix() -> None:
    loss = trace(matmul(transpose(X), matmul(diagonal(u), X)))
    text = generate(derive(alone(loss), wrt=[u, X]), wrt=["u", "X"]).text
    assert "diag" not in text


def test_the_logarithm_of_a_determinant_neither_overflows_nor_hides_a_sign() -> None:
    run = generate(derive(alone(apply(log, determinant(A))), wrt=[A]), wrt=["A"]).load()["loss_and_gradients"]
    assert run(A=1e9 * np.eye(50))[0] == pytest.approx(50 * np.log(1e9), rel=1e-12)
    with np.errstate(invalid="ignore"):
        assert np.isnan(run(A=np.diag([-1.0, 1.0]))[0])


def test_a_gradient_that_is_claimed_entry_by_entry_is_computed() -> None:
    D = symbol("D", "m", "n")
    claimed = tabulate(scale(2, at(X, i, j)), [i, j])
    notes = Derivation(
        (define("J", J, squared_norm(X)), claim("g", tabulate(At(partial(J, X), (i, j)), [i, j]), claimed))
    )
    _, gradients = generate(notes).load()["loss_and_gradients"](X=np.arange(6.0).reshape(2, 3))
    assert gradients["X"].tolist() == (2 * np.arange(6.0).reshape(2, 3)).tolist()
    assert D not in notes.symbols


def test_index_notation_without_a_form_in_matrices_is_refused_by_the_name_that_it_defines() -> None:
    r, s = index("r", "n"), index("s", "n")
    three = apply(tanh, scale(at(x, j), scale(at(x, r), at(x, s))))
    notes = Derivation(
        (
            define("J", J, add(squared_norm(x), index_sum(j, index_sum(r, index_sum(s, three))))),
            claim("g", partial(J, x), scale(2, x)),
        )
    )
    with pytest.raises(
        UnsupportedError, match="J cannot be computed: a part that depends on the indices j, r, s together"
    ):
        generate(notes)


def test_two_shared_parts_of_different_shapes_have_different_names() -> None:
    first, second = hadamard(vec(A), vec(A)), matmul(kronecker_product(A, W), vec(transpose(W)))
    loss = add(squared_norm(add(first, first)), squared_norm(matmul(transpose(second), second)))
    source = generate(derive(alone(loss), wrt=[A]), wrt=["A"])
    run, given = source.load()["loss_and_gradients"], arrays(source)
    assert np.isfinite(run(**given)[0])
