from __future__ import annotations

from typing import Any

import mpmath
import numpy as np
import pytest
import sympy

from bpsym.codegen.kernel import KERNELS, NOT_ANALYTIC
from bpsym.codegen.slope import BY_ARGUMENT, BY_VALUE
from bpsym.errors import UnsupportedError
from bpsym.expr import KNOWN, Function, Map, definition_of, known, symbol
from tests.codegen.elementwise import source_of, values_of
from tests.codegen.evaluate import evaluate

POINTS = {"float64": (0.0, 1e-9, 0.5, 1.0, 3.0, 20.0, 40.0, 300.0, 700.0), "float32": (0.0, 0.5, 1.0, 3.0, 20.0, 80.0)}
EXTREME = {"float64": 1e4, "float32": 1e4}
STABLE: tuple[str, ...] = ("sigmoid", "tanh", "softplus", "identity", "relu", "abs", "sign", "step", "square", "cube")
STABLE += (
    "sin",
    "cos",
    "arctan",
    "erf",
    "normal_pdf",
    "normal_cdf",
    "leaky_relu",
    "elu",
    "silu",
    "gelu",
    "gelu_tanh",
    "softsign",
)
STABLE += ("hard_tanh", "log_sigmoid", "log_cosh", "huber")
POSITIVE = {"log", "sqrt", "reciprocal"}
KINKED = {
    kind: {float(c.split()[-1]) for c in row.smooth.split(", ")} for kind, row in KNOWN.items() if "!=" in row.smooth
}
"""Kind -> the points without a derivative."""
SENSITIVE = {"tan", "sinh", "cosh", "expm1", "silu", "gelu", "gelu_tanh", "erf", "normal_pdf", "normal_cdf"}
"""Kinds whose value a rounding of the argument moves by many times its own size: that much is allowed."""
ORDERS = [(kind, order) for kind in KNOWN for order in (0, 1, 2)]


def function(kind: str, order: int) -> Function:
    found = known(kind)
    for _ in range(order):
        found = found.derivative()
    return found


def points(kind: str, order: int, dtype: str) -> np.ndarray[Any, Any]:
    grid = [x for x in POINTS[dtype] if kind != "exp" or x < 80]
    if kind in POSITIVE:
        grid = [x for x in grid if x > 0]
    elif kind != "log1p":
        grid += [-x for x in grid]
    return np.array([x for x in grid if not order or x not in KINKED.get(kind, ())], dtype=dtype)


def truth(kind: str, order: int, at: float) -> mpmath.mpf:
    """The derivative of the table's definition by mpmath, from its value in 1,000 digits where SymPy has a form."""
    t = sympy.Symbol("t", real=True)
    if kind in KINKED:
        exact = definition_of(function(kind, order)).subs(t, sympy.Rational(at))
        return mpmath.mpf(str(sympy.N(exact, 60)))
    with mpmath.workdps(1000):
        return mpmath.mpf(sympy.lambdify(t, definition_of(function(kind, order)), "mpmath")(mpmath.mpf(at)))


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize(("kind", "order"), ORDERS)
def test_a_known_function_is_accurate_and_raises_no_floating_point_flag(kind: str, order: int, dtype: str) -> None:
    at = points(kind, order, dtype)
    with np.errstate(all="raise"):
        found = values_of(function(kind, order), at)
    expected = [truth(kind, order, float(x)) for x in at]
    assert found.dtype == at.dtype
    precision = 8 * float(np.finfo(dtype).eps)
    for x, here, there in zip(at, found, expected, strict=True):
        smallest = 32 * float(np.finfo(dtype).tiny)
        moved = sensitivity(kind, order, float(x)) if kind in SENSITIVE else 0
        assert abs(mpmath.mpf(float(here)) - there) <= precision * (abs(there) + moved) + smallest, (kind, order, x)


def sensitivity(kind: str, order: int, at: float) -> mpmath.mpf:
    """|x f'(x)| by how far f moves when x grows by 10⁻²⁰ of itself."""
    with mpmath.workdps(1000):
        t, step = sympy.Symbol("t", real=True), mpmath.mpf(10) ** -20
        value = sympy.lambdify(t, definition_of(function(kind, order)), "mpmath")
        return abs(value(mpmath.mpf(at) * (1 + step)) - value(mpmath.mpf(at))) / step


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("order", [0, 1, 2])
@pytest.mark.parametrize("kind", STABLE)
def test_a_stable_function_is_finite_at_ten_thousand(kind: str, order: int, dtype: str) -> None:
    at = np.array([-EXTREME[dtype], EXTREME[dtype]], dtype=dtype)
    with np.errstate(all="raise"):
        assert np.isfinite(values_of(function(kind, order), at)).all()


@pytest.mark.parametrize("kind", sorted(KNOWN.keys() - NOT_ANALYTIC))
def test_the_imaginary_part_of_a_complex_step_is_the_derivative(kind: str) -> None:
    at = np.array([0.3, 1.7, 4.0])
    step = np.imag(values_of(function(kind, 0), at + 1e-20j)) / 1e-20
    np.testing.assert_allclose(step, values_of(function(kind, 1), at), rtol=1e-14)


@pytest.mark.parametrize("kind", BY_VALUE)
def test_a_derivative_by_the_value_is_the_derivative(kind: str) -> None:
    a, at = symbol("a", 1, 3), (0.3, 1.1, 2.5)
    value = np.array([[float(truth(kind, 0, x)) for x in at]])
    expected = [[float(truth(kind, 1, x)) for x in at]]
    np.testing.assert_allclose(evaluate(BY_VALUE[kind](a), {a: value}, {}), expected, rtol=1e-13)


def test_every_known_function_has_a_form_of_its_own_or_a_row_that_leads_to_one() -> None:
    written = {kind for kind, order in KERNELS if order == 0} | {"square", "cube", "reciprocal"}
    assert written | {kind for kind, order in BY_ARGUMENT if order == 0} == set(KNOWN)


@pytest.mark.parametrize(("kind", "order"), BY_ARGUMENT)
def test_a_row_of_the_table_keeps_the_shape(kind: str, order: int) -> None:
    z = symbol("z", "m", "n")
    assert BY_ARGUMENT[kind, order](z).shape == Map(function(kind, order), z).shape


def test_a_derivative_without_a_safe_form_is_refused() -> None:
    with pytest.raises(UnsupportedError, match="order 3 of sigmoid has no numerically safe form"):
        source_of(function("sigmoid", 3))
