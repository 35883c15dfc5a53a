"""Gradients under what the header of notes states: shorter, proved under it, and said so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bpsym.autodiff import derive, simplify
from bpsym.autodiff.assuming import write_under
from bpsym.checker import Judge, definitions_of
from bpsym.derivation import Derivation, Equation, Reading, Verdict, define
from bpsym.expr import (
    Expr,
    add,
    apply,
    hadamard,
    inverse,
    known,
    matmul,
    negate,
    ones,
    row_softmax,
    scale,
    sum_over_columns,
    sum_over_rows,
    symbol,
    total,
    transpose,
)
from bpsym.notation import Assumption, Property
from bpsym.program import check_gradients, lambdify

J, P = symbol("J"), symbol("P", "m", "k")
Y, Z, S = symbol("Y", "m", "k"), symbol("Z", "m", "k"), symbol("S", "n", "n")
A, x, t = symbol("A", "n", "m"), symbol("x", "n", 1), symbol("t", "k", 1)
SUMS = Assumption("rows of Y sum to 1", Property.ROWS_SUM_TO_ONE, "Y")
SYMMETRIC = Assumption("S symmetric", Property.SYMMETRIC, "S")
LOGARITHM = apply(known("log"), P)
ENTROPY = Derivation(
    (define("P", P, row_softmax(Z)), define("J", J, negate(total(hadamard(Y, LOGARITHM))))), assumptions=(SUMS,)
)


def gradient(notes: Derivation, wrt: Expr) -> Equation:
    return derive(notes, wrt=[wrt]).claims[-1]


def test_cross_entropy_has_the_gradient_of_textbooks_where_the_rows_of_its_targets_sum_to_one() -> None:
    found = gradient(ENTROPY, Z)
    assert found.right == add(P, negate(Y))
    assert found.step is not None
    assert found.step.reason.endswith(" On condition that rows of Y sum to 1.")


def test_without_the_statement_the_sums_stay_and_nothing_is_said_of_a_condition() -> None:
    found = gradient(replace(ENTROPY, assumptions=()), Z)
    assert any(node == sum_over_columns(Y) for node in found.right.walk())
    assert found.step is not None
    assert "condition" not in found.step.reason


def test_a_gradient_under_a_condition_is_proved_under_it_and_not_without() -> None:
    found = gradient(ENTROPY, Z)
    claim = Reading(found.left, found.right)
    stated = definitions_of([SUMS], {"Y": Y})
    assert Judge({**ENTROPY.definitions, **stated}).judge_reading(claim).judgement.verdict is Verdict.PROVED
    assert Judge(ENTROPY.definitions).judge_reading(claim).judgement.verdict is not Verdict.PROVED


def test_a_program_does_not_rest_on_a_condition() -> None:
    compiled = lambdify(ENTROPY, wrt=["Z"])
    arrays = {"Y": [[0.5, 2.0], [0.25, 3.0], [1.0, 1.0]], "Z": [[1.0, 2.0], [0.5, 0.25], [3.0, 1.0]]}
    assert check_gradients(compiled, arrays, "complex-step").error < 1e-14


@pytest.mark.parametrize(
    ("assumption", "before", "after"),
    [
        (SUMS, sum_over_columns(Y), ones("m", 1)),
        (Assumption("", Property.COLUMNS_SUM_TO_ONE, "Y"), sum_over_rows(Y), ones(1, "k")),
        (Assumption("", Property.ENTRIES_SUM_TO_ONE, "t"), sum_over_rows(t), ones(1, 1)),
        (Assumption("", Property.ENTRIES_SUM_TO_ONE, "Y"), total(Y), ones(1, 1)),
        (SYMMETRIC, matmul(transpose(S), x), matmul(S, x)),
        (SYMMETRIC, transpose(inverse(S)), inverse(S)),
        (Assumption("", Property.POSITIVE_DEFINITE, "S"), transpose(S), S),
        (Assumption("", Property.DIAGONAL, "S"), transpose(S), S),
    ],
)
def test_an_expression_is_shorter_under_a_condition_and_the_checker_proves_it(
    assumption: Assumption, before: Expr, after: Expr
) -> None:
    assert write_under(before, [assumption]) == (simplify(after), (assumption.text,))
    stated = definitions_of([assumption], {"Y": Y, "t": t, "S": S})
    assert Judge(stated).judge_reading(Reading(before, after)).judgement.verdict is Verdict.PROVED


@pytest.mark.parametrize(
    ("assumption", "expr"),
    [
        (SUMS, sum_over_rows(Y)),
        (SUMS, sum_over_columns(Z)),
        (SUMS, total(Y)),
        (Assumption("", Property.ENTRIES_SUM_TO_ONE, "Y"), sum_over_columns(Y)),
        (SYMMETRIC, transpose(A)),
        (SYMMETRIC, transpose(matmul(S, A))),
        (Assumption("", Property.INVERTIBLE, "S"), transpose(S)),
        (Assumption("", Property.POSITIVE, "Y"), scale(2, sum_over_columns(Y))),
    ],
)
def test_a_condition_is_used_for_nothing_else(assumption: Assumption, expr: Expr) -> None:
    assert write_under(expr, [assumption]) == (expr, ())
