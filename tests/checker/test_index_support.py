"""What stands around the two engines copes with index notation: sizes, domains, counterexamples, printed formulas."""

from __future__ import annotations

import pytest

from bpsym.checker import Judge
from bpsym.checker.agreement import Disagreement, NoPoint, agree
from bpsym.checker.counterexample import find_counterexample
from bpsym.checker.domain import Domain
from bpsym.checker.evaluate import evaluation
from bpsym.checker.normal import Program, prove, show_entry
from bpsym.checker.shrink import can_refute, can_shrink, is_costly, is_large, shrink
from bpsym.checker.survey import survey
from bpsym.derivation import Counterexample, Proof, Reading, Verdict
from bpsym.errors import UnsupportedError
from bpsym.expr import (
    Expr,
    add,
    apply,
    at,
    broadcast_over_columns,
    constant,
    divide,
    hadamard,
    index,
    index_sum,
    known,
    kronecker_delta,
    matmul,
    partial,
    scale,
    squared_norm,
    symbol,
    tabulate,
    total,
    trace,
    transpose,
)

A, S, x, y = symbol("A", "m", "n"), symbol("S", "n", "n"), symbol("x", "n", 1), symbol("y", "n", 1)
i, j, k, p = index("i", "m"), index("j", "n"), index("k", "n"), index("p", "m")
X, large = symbol("X", 60, 784), symbol("v", 784, 1)
row, column = index("i", 60), index("j", 784)


def verdict(left: Expr, right: Expr) -> Verdict:
    return Judge({}).judge_reading(Reading(left, right)).judgement.verdict


@pytest.mark.parametrize(
    "expr",
    [
        index_sum(index("i", "new"), total(x)),
        index_sum(index("i", "new"), kronecker_delta(index("i", "new"), index("i", "new"))),
    ],
)
def test_a_dimension_that_only_an_index_has_gets_a_size(expr: Expr) -> None:
    assert set(survey((expr,), {}).dimensions) >= {"new"}
    assert isinstance(prove(expr, expr, Program({})), Proof)


def test_a_table_brings_its_dimensions() -> None:
    table = tabulate(kronecker_delta(index("a", "s"), index("b", "s")), (index("a", "s"), index("b", "s"), i))
    assert survey((table,), {}).dimensions == ("m", "s")


def test_an_index_over_a_large_dimension_is_shrunk_with_it() -> None:
    product = tabulate(index_sum(column, hadamard(at(X, row, column), at(large, column))), (row,))
    assert is_large([product])
    assert shrink(product).shape == symbol("z", "60", 1).shape
    assert verdict(product, matmul(X, large)) is Verdict.PROVED
    assert verdict(product, scale(2, matmul(X, large))) is Verdict.REFUTED


COUNTING: dict[str, Expr] = {
    "a sum over an index that the body lacks": index_sum(column, symbol("s")),
    "a term of a sum that lacks the index": index_sum(column, add(at(large, column), symbol("s"))),
    "a delta": index_sum(column, index_sum(index("k", 784), kronecker_delta(column, index("k", 784)))),
    "a table of numbers": tabulate(constant(1), (column,)),
    "a position": at(large, 500),
}


@pytest.mark.parametrize("name", COUNTING)
def test_nothing_is_shrunk_where_an_index_could_count_or_name_a_position(name: str) -> None:
    assert not can_shrink([COUNTING[name]])


def test_a_sum_that_has_its_index_in_every_term_is_shrunk() -> None:
    assert can_shrink([index_sum(column, hadamard(at(large, column), add(at(large, column), at(large, column))))])
    assert can_refute([index_sum(column, at(large, column))])


def test_a_definition_with_a_position_on_a_large_axis_does_no_harm_to_other_lines() -> None:
    judge = Judge({symbol("t"): at(large, 500)})
    assert judge.judge_reading(Reading(total(X), total(transpose(X)))).judgement.verdict is Verdict.PROVED
    assert judge.judge_reading(Reading(symbol("t"), at(large, 500))).judgement.verdict is Verdict.PROVED
    assert judge.judge_reading(Reading(symbol("t"), at(large, 501))).judgement.verdict is Verdict.REFUTED


def test_the_size_of_a_large_dimension_is_counted_by_a_sum_over_an_index() -> None:
    ones_ = index_sum(column, constant(1))
    assert verdict(ones_, constant(784)) is Verdict.PROVED
    assert verdict(ones_, constant(783)) is Verdict.REFUTED


def test_a_size_that_is_counted_where_nobody_saw_it_is_counted_in_full() -> None:
    v, s = symbol("v", 16, 1), symbol("s")
    r, c = index("r", 16), index("c", 16)
    jacobian = tabulate(at(partial(v, v), r, 1, c), (r, c))
    assert verdict(trace(jacobian), scale(4, constant(4))) is Verdict.PROVED
    assert verdict(total(broadcast_over_columns(s, 16)), scale(4, scale(4, s))) is Verdict.PROVED


def test_the_work_of_a_sum_grows_with_the_indices_that_are_free_in_it() -> None:
    r, Q = index("r", 784), symbol("Q", 784, 784)
    apart = scale(index_sum(r, at(large, r)), index_sum(column, hadamard(at(X, row, column), at(large, column))))
    within = index_sum(r, index_sum(column, hadamard(at(X, row, column), at(Q, column, r))))
    assert not is_costly([tabulate(apart, (row,))])
    assert is_costly([tabulate(within, (row,))])


def test_more_values_than_are_worked_out_give_no_second_opinion(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evaluation, "MOST_VALUES", 10)
    with pytest.raises(UnsupportedError, match="more than 10 values"):
        agree(index_sum(j, index_sum(k, at(S, j, k))), total(S), {})


DOMAINS: dict[str, tuple[Expr, tuple[str, ...]]] = {
    "a divisor with a free index": (index_sum(j, divide(at(x, j), at(y, j))), (r"y_{j} \neq 0",)),
    "a sum as a divisor": (
        tabulate(divide(at(x, j), index_sum(k, at(y, k))), (j,)),
        (r"\sum_{p} y_{p} \neq 0",),
    ),
    "a function of an entry": (index_sum(j, apply(known("log"), at(S, j, k := index("k", "n")))), (r"S_{jk} > 0",)),
    "a kink of an entry": (partial(index_sum(i, apply(known("relu"), at(A, i, j))), A), (r"A_{ij} \neq 0",)),
    "two indices of one name": (
        index_sum(i, index_sum(index("i", "n"), apply(known("log"), at(A, i, index("i", "n"))))),
        (r"A_{ii'} > 0",),
    ),
    "a position": (divide(constant(1), at(symbol("v", 3, 1), 2)), (r"v_{2} \neq 0",)),
}


@pytest.mark.parametrize("name", DOMAINS)
def test_the_domain_is_said_in_the_indices_of_the_notes(name: str) -> None:
    expr, expected = DOMAINS[name]
    assert Domain(Program({})).of((expr,)) == expected


SHOWN: dict[str, tuple[Expr, str]] = {
    "a product": (
        tabulate(index_sum(k, hadamard(at(A, i, k), at(x, k))), (i,)),
        r"\sum_{p} A_{ip} \, x_{p}",
    ),
    "two positions": (at(symbol("V", 2, 3), 1, 3), "V_{1,3}"),
    "a free index of the name of a place": (scale(at(x, index("i", "n")), A), r"A_{jk} \, x_{i}"),
    "five axes": (
        tabulate(hadamard(at(A, i, j), hadamard(at(S, k, j), at(A, p, k))), (i, j, k, p, index("q", "n"))),
        r"A_{ij} \, A_{lk} \, S_{kj}",
    ),
}


@pytest.mark.parametrize("name", SHOWN)
def test_a_formula_is_shown_with_its_indices(name: str) -> None:
    expr, expected = SHOWN[name]
    assert show_entry(expr, Program({})) == expected


def test_a_counterexample_of_many_axes_names_the_first_entry_that_differs() -> None:
    hessian = partial(partial(squared_norm(matmul(A, x)), A), A)
    wrong = tabulate(scale(2, hadamard(at(x, j), at(x, k))), (i, j, p, k))
    found = find_counterexample(hessian, wrong, {})
    assert isinstance(found, Counterexample)
    assert (found.entry, found.sizes) == ((1, 1, 2, 1), {"m": 2, "n": 1})
    outcome = agree(hessian, wrong, {})
    assert isinstance(outcome, Disagreement)
    assert len(outcome.entry) == 4


def test_a_zero_of_many_axes_may_be_compared_with_a_derivative() -> None:
    nothing = tabulate(constant(0), (i, j, p, k))
    judge = Judge({symbol("J"): total(A)})
    reading = Reading(partial(partial(symbol("J"), A), A), nothing)
    assert judge.judge_reading(reading).judgement.verdict is Verdict.PROVED


def test_an_axis_that_has_no_entries_gives_no_point() -> None:
    none = index("i", i.dim + -9)
    assert isinstance(agree(index_sum(none, total(A)), total(A), {}), NoPoint)
