from __future__ import annotations

from typing import Any

import pytest
import sympy

from bpsym.expr import (
    KNOWN,
    apply,
    definition_of,
    known,
    symbol,
    unknown,
)
from bpsym.rules import KNOWN_DERIVATIVES, known_derivative
from tests.rules.entry import T, entry

POINTS = [sympy.Rational(*pair) for pair in ((-17, 5), (-3, 7), (2, 9), (5, 3), (11, 4))]


def spelled(kind: str) -> Any:
    A = symbol("A", "m", "n")
    formula = KNOWN_DERIVATIVES[kind].spelling(A, apply(known(kind), A))
    assert formula.shape == A.shape
    return entry(formula)


def test_every_known_function_has_a_row() -> None:
    assert set(KNOWN_DERIVATIVES) == set(KNOWN)


@pytest.mark.parametrize("kind", KNOWN_DERIVATIVES)
def test_the_row_agrees_with_sympy_to_50_digits(kind: str) -> None:
    expected = definition_of(known(kind).derivative())
    for point in POINTS:
        if point > 0 or KNOWN[kind].domain in ("", "t != 0", "cos(t) != 0"):
            difference = (spelled(kind) - expected).subs(T, point)
            assert abs(sympy.N(difference, 50)) < sympy.Float(10) ** -48


LEFT_ALONE = {kind for kind, row in KNOWN.items() if row.smooth and kind not in ("sqrt", "abs")} | {"gelu_tanh"}
"""Kinds with a kink, where SymPy's Heaviside is 1/2 and the table's step is 0, and one that takes SymPy too long."""


@pytest.mark.parametrize("kind", sorted(set(KNOWN_DERIVATIVES) - LEFT_ALONE))
def test_the_row_agrees_with_sympy_symbolically(kind: str) -> None:
    assert sympy.simplify(spelled(kind) - definition_of(known(kind).derivative())) == 0


@pytest.mark.parametrize("kind", sorted(set(KNOWN_DERIVATIVES) - {"sign", "step"}))
def test_a_row_with_a_wrong_sign_or_factor_disagrees(kind: str) -> None:
    expected = definition_of(known(kind).derivative())
    for wrong in (-spelled(kind), 2 * spelled(kind)):
        assert any(abs(sympy.N((wrong - expected).subs(T, point), 50)) > 1e-9 for point in POINTS[2:])


def test_unknown_functions_and_higher_derivatives_have_no_row() -> None:
    assert known_derivative(known("sigmoid")) is None
    assert known_derivative(known("sigmoid").derivative().derivative()) is None
    assert known_derivative(unknown("f").derivative()) is None
    assert known_derivative(known("sigmoid").derivative()) is KNOWN_DERIVATIVES["sigmoid"]
