"""Large declared sizes: judged at small ones, unless the size itself is part of the claim."""

from __future__ import annotations

from bpsym.checker import Judge
from bpsym.checker.shrink import can_refute, can_shrink, is_costly, shrink, sizes_in_reach
from bpsym.derivation import Counterexample, Reading, Verdict
from bpsym.expr import (
    Expr,
    apply,
    constant,
    determinant,
    diagonal_part,
    identity,
    inverse,
    known,
    kronecker_product,
    matmul,
    ones,
    partial,
    scale,
    squared_norm,
    subtract,
    symbol,
    total,
    trace,
    transpose,
    vec,
)

X, W = symbol("X", 60, 784), symbol("W", 784, 128)
J = symbol("J")
LOSS: dict[Expr, Expr] = {J: squared_norm(matmul(X, W))}


def verdict(left: Expr, right: Expr) -> Verdict:
    return Judge({J: LOSS[J]}).judge_reading(Reading(left, right)).judgement.verdict


def test_a_large_dimension_becomes_a_name_of_its_own_and_a_small_one_stays() -> None:
    assert shrink(X) == symbol("X", "60", "784")
    assert shrink(symbol("y", 3, 8)) == symbol("y", 3, 8)


def test_a_gradient_at_large_sizes_is_proved_and_its_mistake_refuted() -> None:
    true = scale(2, matmul(transpose(X), matmul(X, W)))
    assert verdict(partial(J, W), true) is Verdict.PROVED
    judged = Judge({J: LOSS[J]}).judge_reading(Reading(total(X), scale(2, total(X))))
    assert judged.judgement.verdict is Verdict.REFUTED
    assert isinstance(judged.judgement.witness, Counterexample)
    assert judged.judgement.witness.sizes_text == "60 taken as 1, 784 taken as 1"


def test_nothing_is_shrunk_where_a_number_could_be_counted() -> None:
    assert not can_shrink([total(ones(9, 11))])
    assert not can_shrink([trace(identity(9))])
    assert can_shrink([total(X)])


def test_a_claim_about_the_size_itself_is_judged_at_that_size() -> None:
    assert verdict(total(ones(9, 11)), constant(99)) is Verdict.PROVED
    assert verdict(total(ones(9, 11)), constant(98)) is Verdict.REFUTED
    assert verdict(trace(identity(9)), constant(9)) is Verdict.PROVED


def test_two_large_sizes_stay_different() -> None:
    a, b = symbol("a", 60, 784), symbol("b", 784, 60)
    assert verdict(total(subtract(a, transpose(b))), total(subtract(transpose(b), a))) is Verdict.REFUTED


def test_a_difference_counts_only_where_the_size_is_no_part_of_the_claim() -> None:
    assert can_refute([total(X)])
    assert not can_refute([total(X), constant(784)])
    assert not can_refute([total(symbol("a", 28, 28)), total(symbol("b", 784, 1))])


def test_a_size_is_put_back_where_the_numbers_of_the_claim_could_make_it() -> None:
    found, four, square = total(symbol("a", 9, 20)), constant(4), known("square")
    assert sizes_in_reach([found, four], [found, four]) == []
    assert sizes_in_reach([apply(square, four)], [found, four]) == [frozenset({9}), frozenset({20})]
    assert sizes_in_reach([apply(square, four)], [found, four, four]) == [{9}, {20}, {9, 20}]
    assert shrink(symbol("a", 9, 20), frozenset({9})) == symbol("a", 9, "20")


def test_an_evaluation_at_sizes_too_large_is_given_up() -> None:
    p = matmul(ones(784, 1), ones(1, 784))
    assert is_costly([matmul(p, p)])
    found = Judge({}).judge_reading(Reading(total(matmul(p, p)), scale(2, total(matmul(p, p)))))
    assert found.judgement.verdict is Verdict.UNDECIDED


def test_a_determinant_a_kronecker_product_and_vec_count_sizes() -> None:
    A, B = symbol("A", 20, 20), symbol("B", 12, 10)
    assert can_shrink([inverse(A), diagonal_part(A)])
    assert [can_shrink([e]) for e in (determinant(A), kronecker_product(B, B), vec(B))] == [False] * 3
    assert is_costly([inverse(symbol("C", 100, 100))])
    assert not is_costly([determinant(A)])
