from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from bpsym.codegen.scalar import scalar_source
from bpsym.errors import UnsupportedError
from bpsym.expr import own_function
from tests.codegen.elementwise import source_of, values_of

t = sympy.Symbol("t", real=True)

OWN = {
    "gauss": sympy.exp(-(t**2)),
    "swish": t / (1 + sympy.exp(-t)),
    "rational": (t - 1) / (t**2 + sympy.Rational(1, 3)),
    "root": sympy.sqrt(t + 3) - 1 / sympy.sqrt(t + 3),
    "power": (t + 2) ** sympy.Rational(5, 3) - (t + 2) ** -3,
    "nested": sympy.sin(sympy.cos(t) + sympy.tanh(2 * t)) * sympy.atan(t),
    "leaky": sympy.Max(t, t / 10),
    "clipped": sympy.Min(1, sympy.Max(t, -1, -t)),
    "constants": sympy.pi * t + sympy.E - sympy.Float("0.25") * t,
    "tower": 2**t,
    "negative": -t * (t + 1) * -3,
    "quotient": 1 / (t * (t + 4)),
    "hyperbolic": sympy.sinh(t) / sympy.cosh(t) + sympy.asinh(t),
    "logs": sympy.log(1 + t**2) ** 2,
    "kinked": sympy.Abs(t) * sympy.sign(t),
}
AT = np.array([-1.3, -0.4, 0.35, 1.9])


@pytest.mark.parametrize("name", OWN)
def test_a_function_of_the_users_own_and_its_derivative_compute_what_sympy_says(name: str) -> None:
    function = own_function(name, OWN[name], t)
    for order in (0, 1):
        expected = [float(sympy.diff(OWN[name], t, order).subs(t, x).evalf()) for x in AT]
        np.testing.assert_allclose(values_of(function, AT), expected, rtol=1e-13, atol=1e-14)
        function = function.derivative()


def test_a_constant_function_has_the_shape_of_its_argument() -> None:
    function = own_function("line", 3 * t + 1, t).derivative()
    np.testing.assert_array_equal(values_of(function, np.array([1.0, 2.0], dtype=np.float32)), [3, 3])


LEAVES = st.sampled_from([t, sympy.Integer(2), sympy.Rational(-1, 3), sympy.Integer(-1), sympy.Float("0.5")])
UNARY: list[Callable[[sympy.Expr], sympy.Expr]] = [sympy.sin, sympy.exp, sympy.atan, lambda e: e**2, lambda e: -e]
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(lambda f, e: f(e), st.sampled_from(UNARY), inner),
        st.builds(lambda a, b: a + b, inner, inner),
        st.builds(lambda a, b: a * b, inner, inner),
        st.builds(lambda a, b: a / (b**2 + 1), inner, inner),
    ),
    max_leaves=8,
)


@given(TREES)
@settings(max_examples=150, deadline=None)
def test_parentheses_stand_wherever_they_are_needed(tree: sympy.Expr) -> None:
    text = scalar_source("g", tree).text
    found = complex(eval(text, {"np": np}, {"z": np.float64(0.7)}))
    expected = complex(tree.subs(t, sympy.Float("0.7", 30)).evalf(30))
    if abs(expected) < 1e100:
        assert found == pytest.approx(expected, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(
    "expression", [sympy.gamma(t), sympy.erf(t), sympy.Piecewise((t, t > 0), (0, True)), sympy.I * t]
)
def test_a_node_outside_the_closed_set_is_refused_by_name(expression: sympy.Expr) -> None:
    with pytest.raises(UnsupportedError, match=r"the function g contains .* which has no NumPy form here"):
        source_of(own_function("g", expression, t))
