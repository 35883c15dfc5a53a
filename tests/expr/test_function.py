from __future__ import annotations

import pytest
import sympy

from bpsym.expr import KNOWN, definition_of, known, own_function, unknown

T = sympy.Symbol("t", real=True)


@pytest.mark.parametrize("kind", KNOWN)
def test_a_known_function_has_a_definition_in_t_alone(kind: str) -> None:
    assert definition_of(known(kind)).free_symbols == {T}


@pytest.mark.parametrize("kind", KNOWN)
def test_the_derivative_of_a_function_is_sympys(kind: str) -> None:
    function = known(kind)
    assert definition_of(function.derivative()) == sympy.diff(definition_of(function), T)


def test_a_function_shows_its_order() -> None:
    assert str(unknown("f").derivative().derivative()) == "f''"
    assert known("sigmoid", "g").name == "g"


def test_an_unknown_function_has_no_definition() -> None:
    with pytest.raises(ValueError, match="f is an unknown function and has no definition"):
        definition_of(unknown("f"))


def test_a_name_that_is_not_in_the_table_is_refused() -> None:
    with pytest.raises(KeyError, match="no known function 'sigmoyd'; there are identity, sigmoid"):
        known("sigmoyd")


def test_a_users_own_function_may_depend_on_its_variable_alone() -> None:
    x, a = sympy.symbols("x a")
    assert definition_of(own_function("h", x**2 + 1, x).derivative()) == 2 * T
    with pytest.raises(ValueError, match="the function h may depend on x alone, found a"):
        own_function("h", a * x, x)
