"""Inverses, determinants, Kronecker products, vec and diagonals: what is proved, refuted, and left alone."""

from __future__ import annotations

import pytest

from bpsym.checker import Judge
from bpsym.checker.agreement import agree
from bpsym.checker.assumption import free_symbol, symmetric
from bpsym.checker.normal import NoProof, Program, prove
from bpsym.derivation import Agreement, Counterexample, Judgement, Proof, Reading, Verdict
from bpsym.expr import (
    Expr,
    Symbol,
    add,
    apply,
    constant,
    determinant,
    divide,
    hadamard,
    identity,
    inverse,
    known,
    kronecker_product,
    matmul,
    partial,
    scale,
    squared_norm,
    subtract,
    symbol,
    trace,
    transpose,
    vec,
    zero,
)
from tests.checker.matrix_claims import FALSE, GRAM, RIDGE, TRUE, A, B, C, E, I_n, X, c, log, minus, product, x, y


def judge(left: Expr, right: Expr, definitions: dict[Symbol, Expr] | None = None) -> Judgement:
    return Judge(definitions or {}).judge_reading(Reading(left, right)).judgement


@pytest.mark.parametrize("name", TRUE)
def test_a_true_line_is_proved_by_both_engines(name: str) -> None:
    assert judge(*TRUE[name]).verdict is Verdict.PROVED


@pytest.mark.parametrize("name", FALSE)
def test_a_false_line_is_refuted_by_small_numbers(name: str) -> None:
    judgement = judge(*FALSE[name])
    assert judgement.verdict is Verdict.REFUTED
    assert isinstance(judgement.witness, Counterexample)
    assert max(judgement.witness.sizes.values()) <= 3


@pytest.mark.parametrize("name", FALSE)
def test_the_first_engine_alone_proves_no_false_line(name: str) -> None:
    assert isinstance(prove(*FALSE[name], Program({})), NoProof)


def test_an_inverse_is_part_of_the_domain() -> None:
    assert judge(product(A, inverse(A)), I_n).domain == (r"\det A \neq 0",)
    assert judge(product(RIDGE, inverse(RIDGE)), I_n).domain == (
        r"\det\left[c \, \delta_{ij} + \sum_{p} X_{pi} \, X_{pj}\right] \neq 0",
    )
    assert judge(inverse(c), divide(constant(1), c)).domain == (r"c \neq 0",)


def test_the_derivative_of_a_determinant_holds_where_there_is_an_inverse() -> None:
    assert judge(partial(determinant(A), B), zero("n", "n")).domain == (r"\det A \neq 0",)
    assert judge(determinant(transpose(A)), determinant(A)).domain == ()


def test_a_singular_matrix_has_no_inverse() -> None:
    outer = product(x, transpose(x))
    for singular in (outer, zero("n", "n"), scale(0, A), subtract(A, A)):
        judgement = judge(product(singular, inverse(singular)), I_n)
        assert judgement.verdict is not Verdict.REFUTED
        assert judgement.agreement is None


def test_a_gram_matrix_of_more_columns_than_rows_is_drawn_again() -> None:
    found = agree(product(GRAM, inverse(GRAM)), I_n, {})
    assert isinstance(found, Agreement)
    assert all(sizes["m"] >= sizes["n"] for sizes in found.sizes)


def test_an_axis_whose_size_is_a_product_is_compared_as_it_is_split() -> None:
    u = symbol("u", A.rows * X.rows)
    assert isinstance(prove(squared_norm(u), product(transpose(u), u), Program({})), Proof)
    image = product(kronecker_product(A, X), symbol("w", A.rows * A.rows))
    refused = prove(image, u, Program({}))
    assert isinstance(refused, NoProof)
    assert "split" in refused.reason


def test_a_defined_column_is_split_as_its_definition_is() -> None:
    u, J = symbol("u", X.rows * A.rows), symbol("J")
    definitions: dict[Symbol, Expr] = {u: vec(product(X, A)), J: squared_norm(u)}
    program = Program(definitions)
    for left, right in (
        (u, product(kronecker_product(I_n, X), vec(A))),
        (partial(J, A), scale(2, product(GRAM, A))),
        (partial(J, u), scale(2, u)),
        (partial(J, u), scale(2, vec(product(X, A)))),
        (partial(J, X), scale(2, product(X, A, transpose(A)))),
    ):
        assert isinstance(prove(left, right, program), Proof)
        assert judge(left, right, definitions).verdict is Verdict.PROVED
    assert judge(partial(J, A), product(GRAM, A), definitions).verdict is Verdict.REFUTED


def test_two_ways_to_split_one_axis_are_not_compared() -> None:
    u = symbol("u", X.rows * X.columns)
    program = Program({u: vec(X)})
    refused = prove(u, vec(transpose(X)), program)
    assert isinstance(refused, NoProof)


def test_normal_equations_follow_from_the_definition_of_their_solution() -> None:
    K, w, J = symbol("K", "n", "n"), symbol("w", "n"), symbol("J")
    loss = add(squared_norm(subtract(product(X, w), y)), scale(c, squared_norm(w)))
    definitions: dict[Symbol, Expr] = {K: RIDGE, w: product(inverse(K), transpose(X), y), J: loss}
    for left, right in (
        (product(K, w), product(transpose(X), y)),
        (add(product(GRAM, w), scale(c, w)), product(transpose(X), y)),
        (partial(J, w), zero("n", 1)),
        (partial(J, y), scale(2, subtract(y, product(X, w)))),
    ):
        assert judge(left, right, definitions).verdict is Verdict.PROVED
    assert judge(product(GRAM, w), product(transpose(X), y), definitions).verdict is Verdict.REFUTED


S = free_symbol(A)
WITH_PROPERTY = {
    "symmetric": symmetric(S),
    "positive definite": matmul(S, transpose(S)),
    "diagonal": hadamard(S, I_n),
}


@pytest.mark.parametrize("name", WITH_PROPERTY)
def test_under_an_assumption_the_plain_derivative_is_taken_and_then_the_assumption(name: str) -> None:
    definitions: dict[Symbol, Expr] = {A: WITH_PROPERTY[name]}
    form = product(transpose(x), inverse(A), x)
    for left, right in (
        (transpose(inverse(A)), inverse(A)),
        (partial(log(determinant(A)), A), inverse(A)),
        (partial(product(transpose(x), A, x), x), scale(2, product(A, x))),
        (partial(form, x), scale(2, product(inverse(A), x))),
        (partial(form, A), minus(product(inverse(A), x, transpose(x), inverse(A)))),
        (log(determinant(inverse(A))), minus(log(determinant(A)))),
    ):
        assert judge(left, right, definitions).verdict is Verdict.PROVED
    for left, right in (
        (partial(log(determinant(A)), A), scale(2, inverse(A))),
        (partial(form, A), product(inverse(A), x, transpose(x), inverse(A))),
        (inverse(A), A),
    ):
        assert judge(left, right, definitions).verdict is Verdict.REFUTED


@pytest.mark.parametrize("name", ["symmetric", "positive definite"])
def test_the_structured_derivative_by_a_symmetric_matrix_is_another_one(name: str) -> None:
    structured = subtract(scale(2, inverse(A)), hadamard(inverse(A), I_n))
    assert judge(partial(log(determinant(A)), A), structured, {A: WITH_PROPERTY[name]}).verdict is Verdict.REFUTED


def test_on_diagonal_matrices_both_derivatives_have_the_same_value() -> None:
    structured = subtract(scale(2, inverse(A)), hadamard(inverse(A), I_n))
    definitions: dict[Symbol, Expr] = {A: WITH_PROPERTY["diagonal"]}
    assert judge(partial(log(determinant(A)), A), structured, definitions).verdict is Verdict.PROVED


def test_the_exponential_of_a_logarithm_that_may_be_of_a_minus_is_not_undone() -> None:
    """With det A, det B and det C below 0 the left side is positive and the right side is not."""
    D = symbol("D", "n", "n")
    half = divide(constant(1), constant(2))
    left = apply(known("exp"), scale(half, add(log(determinant(product(A, B))), log(determinant(product(A, D))))))
    right = hadamard(determinant(A), apply(known("exp"), scale(half, log(determinant(product(B, D))))))
    assert isinstance(prove(left, right, Program({})), NoProof)


def test_a_proof_by_multiplication_says_so_and_shows_what_both_sides_are_then() -> None:
    proof = prove(product(inverse(add(A, B)), B), subtract(I_n, product(inverse(add(A, B)), A)), Program({}))
    assert isinstance(proof, Proof)
    assert proof.steps == ()
    proof = prove(divide(c, add(c, trace(A))), subtract(constant(1), divide(trace(A), add(c, trace(A)))), Program({}))
    assert isinstance(proof, Proof)
    assert proof.steps == (r"both sides times c + \sum_{p} A_{pp}",)
    assert proof.normal_form == "c"


def test_denominators_are_cleared_at_whole_axes_only() -> None:
    assert isinstance(prove(trace(inverse(add(A, B))), trace(add(inverse(A), inverse(B))), Program({})), NoProof)
    assert isinstance(prove(product(inverse(add(A, B)), x), product(inverse(A), x), Program({})), NoProof)


def test_the_determinant_of_a_product_that_is_not_square_by_square_stays_whole() -> None:
    square = product(transpose(X), matmul(C, A))
    assert judge(determinant(square), hadamard(determinant(matmul(transpose(X), C)), determinant(A))).verdict is (
        Verdict.PROVED
    )
    assert isinstance(prove(determinant(GRAM), constant(0), Program({})), NoProof)


def test_the_inverse_of_a_kronecker_product_with_an_identity() -> None:
    block = kronecker_product(identity("p"), A)
    assert judge(inverse(block), kronecker_product(identity("p"), inverse(A))).verdict is Verdict.PROVED
    assert judge(product(inverse(kronecker_product(E, A)), block), kronecker_product(inverse(E), I_n)).verdict is (
        Verdict.PROVED
    )
