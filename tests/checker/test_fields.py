"""Elementwise functions in each field: definitions, derivatives and the edges of their domains."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import mpmath
import pytest
import sympy

from bpsym.checker.evaluate import (
    PRIME,
    DegreeField,
    OpaqueField,
    OrderedField,
    OutsideDomain,
    PrimeField,
    RationalField,
    RealField,
    specials,
)
from bpsym.checker.evaluate.ordered import ANALYTIC
from bpsym.errors import UnsupportedError
from bpsym.expr import KNOWN, Function, known, own_function, unknown
from tests.checker.points import square_model

t = sympy.Symbol("t", real=True)
REAL = RealField(square_model)


@pytest.mark.parametrize("kind", KNOWN)
def test_a_known_function_and_its_derivatives_are_what_mpmath_finds_numerically(kind: str) -> None:
    value = Fraction(7, 10)
    plain = sympy.lambdify(t, KNOWN[kind].build(sympy, t), "mpmath")
    with mpmath.workdps(60):
        for order, function in enumerate(orders(known(kind), 3)):
            wanted = mpmath.diff(plain, mpmath.mpf(7) / 10, order)
            found = REAL.apply(function, REAL.number(value))
            assert abs(found - wanted) <= mpmath.mpf(10) ** -25 * (1 + abs(wanted))


def orders(function: Function, count: int) -> list[Function]:
    found = [function]
    while len(found) < count:
        found.append(found[-1].derivative())
    return found


@pytest.mark.parametrize(
    ("function", "value"),
    [
        (known("log"), 0),
        (known("log"), -1),
        (known("log").derivative(), -1),
        (known("log").derivative().derivative(), -1),
        (known("sqrt"), -1),
        (known("sqrt").derivative(), 0),
        (known("reciprocal"), 0),
        (known("relu").derivative(), 0),
        (known("abs").derivative(), 0),
        (known("sign").derivative(), 0),
        (known("step").derivative(), 0),
        (known("exp"), 10**9),
        (own_function("g", sympy.log(t - 1), t), 1),
    ],
    ids=str,
)
def test_where_a_function_has_no_value_the_point_is_drawn_again(function: Function, value: int) -> None:
    with pytest.raises(OutsideDomain):
        REAL.apply(function, REAL.number(value))


@pytest.mark.parametrize("field", [REAL, RationalField(square_model)], ids=["digits", "fractions"])
def test_at_a_kink_the_function_itself_has_a_value(field: OrderedField) -> None:
    zero = field.number(0)
    assert [field.apply(known(kind), zero) for kind in ("relu", "abs", "sign", "step")] == [0, 0, 0, 0]


@pytest.mark.parametrize("kind", [kind for kind in KNOWN if not specials(known(kind))])
def test_rational_functions_are_the_same_in_fractions_and_modulo_a_prime(kind: str) -> None:
    exact, prime = RationalField(square_model), PrimeField("0")
    for function in orders(known(kind), 4):
        value = exact.apply(function, Fraction(-3, 7))
        assert prime.apply(function, prime.number(Fraction(-3, 7))) == prime.number(value)


def test_only_rational_functions_are_offered_to_the_finite_field() -> None:
    assert {kind for kind in KNOWN if not specials(known(kind))} == {"identity", "square", "cube", "reciprocal"}
    with pytest.raises(UnsupportedError, match="exp cannot be evaluated in PrimeField"):
        PrimeField("0").apply(known("sigmoid"), 3)


def test_the_derivative_of_a_logarithm_is_no_rational_function() -> None:
    assert "log" in specials(known("log").derivative())
    with pytest.raises(UnsupportedError):
        PrimeField("0").apply(known("log").derivative(), 3)


def test_a_function_that_mpmath_is_not_asked_for_is_unsupported() -> None:
    with pytest.raises(UnsupportedError, match="gamma cannot be evaluated"):
        REAL.apply(own_function("g", sympy.gamma(t), t), REAL.number(2))


def test_constants_of_analysis_are_known() -> None:
    value = REAL.apply(own_function("g", sympy.pi * t + sympy.E, t), REAL.number(2))
    with mpmath.workdps(50):
        assert abs(value - (2 * mpmath.pi + mpmath.e)) < mpmath.mpf(10) ** -45


def test_a_piecewise_function_of_the_user_is_exact_in_fractions() -> None:
    leaky = own_function("leaky", sympy.Max(t, t / 10), t)
    field = RationalField(square_model)
    values = [field.apply(f, field.number(Fraction(x))) for f in orders(leaky, 2) for x in (-3, 5)]
    assert values == [Fraction(-3, 10), 5, Fraction(1, 10), 1]


def test_a_function_in_branches_is_computed_and_has_no_slope_where_they_meet() -> None:
    elu = own_function("elu", sympy.Piecewise((t, t > 0), (sympy.exp(t) - 1, True)), t)
    values = [float(REAL.apply(function, REAL.number(x))) for function in orders(elu, 2) for x in (-1, 2)]
    assert values == pytest.approx([math.exp(-1) - 1, 2, math.exp(-1), 1])
    assert REAL.apply(elu, REAL.number(0)) == 0
    with pytest.raises(OutsideDomain, match="branches meet"):
        REAL.apply(elu.derivative(), REAL.number(0))


def test_a_function_without_a_branch_has_no_value_there() -> None:
    with pytest.raises(OutsideDomain, match="no branch"):
        REAL.apply(own_function("g", sympy.Piecewise((t, t > 0)), t), REAL.number(-1))


def test_a_condition_that_is_no_comparison_is_unsupported() -> None:
    both = own_function("g", sympy.Piecewise((t, (t > 0) & (t**2 > 3)), (1, True)), t)
    with pytest.raises(UnsupportedError, match="comparison of two numbers"):
        REAL.apply(both, REAL.number(1))


@pytest.mark.parametrize("name", [name for name in ANALYTIC if name != "Pow"])
def test_the_functions_of_analysis_are_those_of_sympy(name: str) -> None:
    expression = getattr(sympy, name)(t)
    found = REAL.apply(own_function("g", expression, t), REAL.number(Fraction(7, 10)))
    with mpmath.workdps(50):
        assert abs(found - mpmath.mpf(str(expression.subs(t, sympy.Rational(7, 10)).evalf(45)))) < mpmath.mpf(10) ** -40


def test_floats_that_overflow_are_outside_the_domain() -> None:
    with pytest.raises(OutsideDomain, match="too large"):
        RealField(square_model, 0).apply(known("exp"), 1e4)


@pytest.mark.parametrize("field", [PrimeField("0"), RationalField(square_model), REAL], ids=lambda f: type(f).__name__)
def test_nothing_is_divided_by_zero(field: Any) -> None:
    with pytest.raises(OutsideDomain, match="division by 0"):
        field.reciprocal(field.number(0))


def test_degrees_add_in_products_and_meet_in_sums() -> None:
    field = DegreeField()
    x = field.variable(1)
    cubic = field.apply(known("cube"), x)
    quotient = field.dot([x], [field.reciprocal(cubic)])
    assert (cubic, quotient) == ((3, 0), (1, 3))
    assert field.dot([x, quotient], [field.number(1)] * 2) == (4, 3)


def test_the_bound_counts_the_difference_and_the_pairs_of_arguments_of_a_table() -> None:
    field = DegreeField()
    values = [field.apply(unknown("f"), (degree, 0)) for degree in (2, 3)]
    assert values == [(1, 0), (1, 0)]
    assert field.error_bound([(5, 0)], [(1, 0)], 101) == Fraction(5 + 2 * 1 * 3, 101)
    assert field.error_bound([(500, 0)], [(1, 0)], 101) is None


def test_entries_of_different_tables_need_no_pair() -> None:
    field = DegreeField()
    for function in (unknown("f"), unknown("g"), unknown("f").derivative()):
        field.apply(function, (2, 0))
    assert field.error_bound([(5, 0)], [(1, 0)], 101) == Fraction(5, 101)


def test_to_an_opaque_field_a_known_function_is_one_of_which_nothing_is_known() -> None:
    field = OpaqueField("seed")
    sigma, slope = field.apply(known("sigmoid"), 7), field.apply(known("sigmoid").derivative(), 7)
    assert slope != (sigma * (1 - sigma)) % PRIME
    assert field.apply(known("sigmoid", "s"), 7) == sigma
    assert field.apply(known("square"), 7) == 49
    assert len({sigma, *(field.apply(f, 7) for f in (known("tanh"), unknown("sigmoid"), unknown(r"\sigma")))}) == 4
