from __future__ import annotations

import pytest
import sympy

from bpsym.expr import apply, partial, symbol, unknown
from bpsym.expr.sympy_node import (
    BroadcastColumns,
    BroadcastRows,
    Filled,
    FunctionDerivative,
    SquaredNorm,
    SumColumns,
    SumRows,
    Total,
)

A = sympy.MatrixSymbol("A", 2, 3)
EXPLICIT = A.as_explicit()
s = sympy.Symbol("s")


def test_a_total_is_carried_out_on_an_explicit_matrix_alone() -> None:
    assert Total(EXPLICIT).doit() == sum(EXPLICIT)
    assert Total(A).doit() == Total(A)
    assert (-1 * (Total(A) * A)).as_coeff_matrices()[0] == -Total(A)


def test_a_squared_norm_is_carried_out_on_an_explicit_matrix_alone() -> None:
    assert SquaredNorm(EXPLICIT).doit() == sum(entry**2 for entry in EXPLICIT)
    assert SquaredNorm(A).doit() == SquaredNorm(A)


def test_sums_and_broadcasts_have_entries() -> None:
    rows, columns = SumRows(A), SumColumns(A)
    assert rows.as_explicit() == sympy.ones(1, 2) * EXPLICIT
    assert columns.as_explicit() == EXPLICIT * sympy.ones(3, 1)
    assert BroadcastRows(rows, 2).as_explicit() == sympy.ones(2, 2) * EXPLICIT
    assert BroadcastColumns(columns, 3).as_explicit() == EXPLICIT * sympy.ones(3, 3)
    assert Filled(s, 2, 3).as_explicit() == s * sympy.ones(2, 3)


def test_a_sum_over_a_size_without_a_number_stays_a_sum() -> None:
    m = sympy.Symbol("m", integer=True, positive=True)
    entry = SumRows(sympy.MatrixSymbol("B", m, 3))[0, 1]
    assert isinstance(entry, sympy.Sum)
    assert entry.limits[0][1:] == (0, m - 1)


def test_derivatives_are_written_as_fractions_and_with_primes() -> None:
    J, W = symbol("J"), symbol("W", "m", "n")
    assert sympy.latex(partial(J, W).sympy) == r"\frac{\partial J}{\partial W}"
    assert sympy.latex(partial(J, symbol("s")).sympy) == r"\frac{\partial J}{\partial s}"
    assert sympy.latex(apply(unknown("f").derivative(), symbol("s")).sympy) == r"f'\left(s\right)"


@pytest.mark.parametrize("order", [1, 2])
def test_a_derivative_at_a_formula_says_the_same_in_sympys_own_words(order: int) -> None:
    f, x = sympy.Function("f"), sympy.Symbol("x")
    found = FunctionDerivative(f(s**2), sympy.Integer(order)).as_subs()
    assert found.replace(f, sympy.exp).doit() == sympy.exp(x).diff((x, order)).subs(x, s**2)
