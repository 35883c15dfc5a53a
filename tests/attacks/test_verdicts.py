"""Attacks on the second engine and on what is stated: rounding, sizes that are counted, signs, two properties."""

from __future__ import annotations

import pytest

from bpsym.checker import Judge
from bpsym.derivation import Counterexample, Judgement, Reading, Verdict
from bpsym.expr import (
    Expr,
    add,
    apply,
    constant,
    divide,
    hadamard,
    identity,
    inverse,
    known,
    matmul,
    scale,
    subtract,
    symbol,
    total,
    transpose,
)
from bpsym.review import check_text

x, y, z, v = symbol("x"), symbol("y"), symbol("z", 16), symbol("v", "n")


def of(kind: str, body: Expr) -> Expr:
    return apply(known(kind), body)


def judgement(left: Expr, right: Expr) -> Judgement:
    return Judge({}).judge_reading(Reading(left, right)).judgement


# sin 2x = 2 sin x cos x is true, and not among the lemmas: what is built with it is true and has no proof.
def twice(body: Expr) -> Expr:
    return scale(2, hadamard(of("sin", body), of("cos", body)))


SIXTEEN = hadamard(constant(4), constant(4))
UNPROVED = {
    "a size that two numbers make": (
        total(add(of("cos", scale(2, z)), scale(2, of("square", of("sin", z))))),
        SIXTEEN,
    ),
    "a size that a square makes": (
        total(divide(of("sin", scale(2, z)), twice(z))),
        of("square", constant(4)),
    ),
    "a size that nobody sees to be counted": (total(divide(of("sin", scale(2, z)), twice(z))), SIXTEEN),
}


@pytest.mark.parametrize("name", UNPROVED)
def test_what_counts_a_large_size_by_small_numbers_is_not_refuted_at_other_sizes(name: str) -> None:
    assert judgement(*UNPROVED[name]).verdict is Verdict.SUPPORTED


def test_a_wrong_count_of_a_large_size_is_refuted() -> None:
    left, right = UNPROVED["a size that two numbers make"]
    assert judgement(left, hadamard(constant(2), right)).verdict is Verdict.REFUTED


def test_a_matrix_that_is_singular_up_to_rounding_has_no_inverse() -> None:
    # True for n = 1, and for larger n neither side is defined.
    column = of("exp", v)
    square = matmul(column, transpose(column))
    once = matmul(inverse(square), square)
    found = judgement(scale(of("sin", scale(2, y)), once), scale(twice(y), identity("n")))
    assert found.verdict is Verdict.UNDECIDED


def test_a_counterexample_is_no_error_of_rounding() -> None:
    nothing = subtract(of("sin", scale(3, x)), subtract(scale(3, of("sin", x)), scale(4, of("cube", of("sin", x)))))
    found = judgement(add(of("relu", scale(-1, y)), nothing), constant(0))
    assert isinstance(found.witness, Counterexample)
    assert (found.witness.left, found.witness.right) == ("1", "0")


@pytest.mark.parametrize("name", ["A_1x1", "x", "a", "b", "c"])
def test_what_holds_for_positive_numbers_alone_is_refuted_whatever_is_drawn(name: str) -> None:
    number = symbol(name)
    for kind in ("abs", "relu"):
        assert judgement(of(kind, number), number).verdict is Verdict.REFUTED
    assert judgement(of("sqrt", of("square", number)), number).verdict is Verdict.REFUTED


HEADER = "---\nbpsym: {symbols: {A: [n, n], B: [n, n], 'A_{free}': [n, n]}, assume: [%s]}\n---\n"


def verdicts(assume: str, *lines: str) -> list[str]:
    text = HEADER % assume + "".join(f"\n$$ {line} $$\n" for line in lines)
    return [entry.verdict.value for entry in check_text(text, "x.md").entries]


SUMS = (r"\sum_j A_{ij} = 1", r"A^T = A", r"\sum_i A_{ij} = 1", "A B = B A")


@pytest.mark.parametrize("assume", ["'A symmetric', 'rows of A sum to 1'", "'rows of A sum to 1', 'A symmetric'"])
def test_of_two_properties_of_one_symbol_each_is_used_and_neither_refutes_alone(assume: str) -> None:
    assert verdicts(assume, *SUMS) == ["conditional", "conditional", "undecided", "undecided"]


def test_a_property_that_follows_from_another_one_counts_once() -> None:
    lines = ("A^T = A", "A B = B A")
    assert verdicts("'A symmetric positive definite', 'A symmetric'", *lines) == ["conditional", "refuted"]


def test_no_symbol_of_the_notes_is_the_free_matrix_behind_a_symmetric_one() -> None:
    assert verdicts("'A symmetric'", "2A = A_{free} + A_{free}^T") == ["refuted"]
