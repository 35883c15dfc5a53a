"""Attacks with indices: capture, shadows, dummies used twice, deltas, axes of size 1, positions, derivatives."""

from __future__ import annotations

import numpy as np
import pytest

from bpsym.checker import Judge
from bpsym.checker.agreement import agree
from bpsym.checker.normal import NoProof, Program, prove
from bpsym.derivation import Reading, Verdict
from bpsym.errors import UnsupportedError
from bpsym.expr import (
    Expr,
    Symbol,
    add,
    apply,
    at,
    constant,
    diagonal,
    divide,
    hadamard,
    identity,
    index,
    index_sum,
    kronecker_delta,
    matmul,
    ones,
    partial,
    resize,
    scale,
    squared_norm,
    sum_over_columns,
    symbol,
    tabulate,
    total,
    trace,
    transpose,
    unknown,
)
from tests.mutation.evaluation import Point

f = unknown("f")
A, S, x, y = symbol("A", "m", "n"), symbol("S", "n", "n"), symbol("x", "n", 1), symbol("y", "n", 1)
v, e, J, r = symbol("v", 3, 1), symbol("e", 1, 1), symbol("J"), symbol("r", 1, "n")
im, i, j, k = index("i", "m"), index("i", "n"), index("j", "n"), index("k", "n")
one, three = index("i", 1), index("i", 3)
DEFINITIONS: dict[Symbol, Expr] = {J: total(apply(f, matmul(A, x)))}
n_times_total = scale(total(ones("n", 1)), total(x))


FALSE: dict[str, tuple[Expr, Expr]] = {
    "a dummy that is used in two sums": (
        index_sum(i, hadamard(at(x, i), index_sum(i, at(y, i)))),
        index_sum(i, hadamard(at(x, i), at(y, i))),
    ),
    "an inner sum of the name of an array": (
        tabulate(hadamard(at(x, i), index_sum(i, at(y, i))), (i,)),
        hadamard(x, y),
    ),
    "one name over two dimensions is two indices": (
        index_sum(im, index_sum(i, at(A, im, i))),
        index_sum(i, at(S, i, i)),
    ),
    "an index put into a sum that binds its name": (
        tabulate(at(tabulate(index_sum(j, at(S, i, j)), (i,)), j), (j,)),
        scale(total(ones("n", 1)), tabulate(at(S, j, j), (j,))),
    ),
    "two indices swapped at once": (tabulate(at(tabulate(at(S, i, j), (i, j)), j, i), (i, j)), S),
    "two indices swapped one after the other": (
        tabulate(at(tabulate(at(S, i, j), (i, j)), j, i), (i, j)),
        tabulate(at(S, i, i), (i, j)),
    ),
    "a sum over an index that the body lacks": (index_sum(j, total(x)), total(x)),
    "a sum of deltas with itself": (index_sum(i, kronecker_delta(i, i)), constant(1)),
    "a sum over a delta and nothing else": (tabulate(index_sum(j, kronecker_delta(i, j)), (i,)), sum_over_columns(S)),
    "a delta for the value of a function": (
        index_sum(j, apply(f, kronecker_delta(j, k))),
        apply(f, constant(1)),
    ),
    "a function of a delta by a diagonal": (
        tabulate(apply(f, scale(kronecker_delta(i, j), at(S, i, j))), (i, j)),
        tabulate(scale(kronecker_delta(i, j), apply(f, at(S, i, j))), (i, j)),
    ),
    "a delta of three indices in a row": (
        tabulate(hadamard(kronecker_delta(i, j), kronecker_delta(j, k)), (i, j, k)),
        tabulate(kronecker_delta(i, k), (i, j, k)),
    ),
    "a derivative in a sum that binds an index of what is differentiated": (
        index_sum(i, at(partial(at(x, i), x), i)),
        constant(1),
    ),
    "a derivative in a sum by another index": (
        index_sum(i, index_sum(j, at(partial(at(x, i), x), j))),
        total(ones("n", "n")),
    ),
    "a derivative of a sum over an index by an entry at that index": (
        tabulate(at(partial(index_sum(i, hadamard(at(x, i), at(x, i))), x), i), (i,)),
        scale(2, scale(total(x), ones("n", 1))),
    ),
    "a derivative that forgets a captured index": (
        tabulate(at(partial(hadamard(at(x, i), index_sum(i, at(x, i))), x), j), (i, j)),
        tabulate(scale(kronecker_delta(i, j), index_sum(i, at(x, i))), (i, j)),
    ),
    "a second derivative without its delta": (
        tabulate(at(partial(partial(index_sum(i, apply(f, at(x, i))), x), x), i, 1, j, 1), (i, j)),
        tabulate(apply(f.derivative().derivative(), at(x, i)), (i, j)),
    ),
    "an inner index of a function under a sum": (
        index_sum(i, apply(f, index_sum(j, at(S, i, j)))),
        index_sum(j, apply(f, index_sum(i, at(S, i, j)))),
    ),
    "the wrong index of a nested sum": (
        index_sum(i, hadamard(at(x, i), index_sum(j, hadamard(at(S, i, j), at(y, j))))),
        index_sum(i, hadamard(at(x, i), index_sum(j, hadamard(at(S, j, i), at(y, j))))),
    ),
    "a position for an index": (tabulate(at(v, three), (three,)), tabulate(at(v, 1), (three,))),
    "a position by another": (at(partial(squared_norm(v), v), 2), scale(2, at(v, 3))),
    "a sum over positions with one missing": (total(v), add(at(v, 1), at(v, 2))),
    "a sum over an axis of size 1 counts nothing more": (index_sum(one, add(at(e, one), e)), e),
    "a quotient of sums term by term": (
        index_sum(i, divide(at(x, i), at(y, i))),
        divide(index_sum(i, at(x, i)), index_sum(i, at(y, i))),
    ),
    "an entry of a product for a product of entries": (
        tabulate(at(matmul(S, S), i, j), (i, j)),
        tabulate(hadamard(at(S, i, j), at(S, i, j)), (i, j)),
    ),
}

TRUE: dict[str, tuple[Expr, Expr]] = {
    "a dummy that is used in two sums": (
        index_sum(i, hadamard(at(x, i), index_sum(i, at(y, i)))),
        hadamard(total(x), total(y)),
    ),
    "a dummy that hides another": (index_sum(i, index_sum(i, at(x, i))), n_times_total),
    "one name over two dimensions": (index_sum(im, index_sum(i, at(A, im, i))), total(A)),
    "a table in a sum of its own name": (
        index_sum(i, hadamard(at(x, i), at(tabulate(at(y, i), (i,)), i))),
        matmul(transpose(x), y),
    ),
    "an index put into a sum that binds its name": (
        tabulate(at(tabulate(index_sum(j, at(S, i, j)), (i,)), j), (j,)),
        sum_over_columns(S),
    ),
    "two indices swapped at once": (tabulate(at(tabulate(at(S, i, j), (i, j)), j, i), (i, j)), transpose(S)),
    "the diagonal of a table": (
        tabulate(at(tabulate(at(S, i, j), (j, i)), i, i), (i,)),
        matmul(hadamard(S, identity("n")), ones("n", 1)),
    ),
    "a sum over an index that the body lacks": (index_sum(j, total(x)), n_times_total),
    "a delta with itself": (tabulate(scale(kronecker_delta(i, i), at(x, i)), (i,)), x),
    "a sum of deltas with itself": (index_sum(i, kronecker_delta(i, i)), total(ones("n", 1))),
    "deltas in a chain": (
        tabulate(index_sum(j, hadamard(kronecker_delta(i, j), kronecker_delta(j, k))), (i, k)),
        identity("n"),
    ),
    "a delta inside a function": (
        tabulate(apply(f, index_sum(j, scale(kronecker_delta(i, j), at(x, j)))), (i,)),
        apply(f, x),
    ),
    "a delta inside and outside of a function": (
        index_sum(i, index_sum(j, scale(kronecker_delta(i, j), apply(f, kronecker_delta(i, j))))),
        scale(apply(f, constant(1)), total(ones("n", 1))),
    ),
    "a derivative in a sum that binds an index of what is differentiated": (
        index_sum(i, at(partial(at(x, i), x), i)),
        total(ones("n", 1)),
    ),
    "a derivative of a product with a captured index": (
        tabulate(at(partial(hadamard(at(x, i), index_sum(i, at(x, i))), x), j), (i, j)),
        add(scale(total(x), identity("n")), matmul(x, ones(1, "n"))),
    ),
    "a derivative of a sum over an index by an entry at that index": (
        tabulate(at(partial(index_sum(i, hadamard(at(x, i), at(x, i))), x), i), (i,)),
        scale(2, x),
    ),
    "a sum over an axis of size 1": (index_sum(one, add(at(e, one), e)), scale(2, e)),
    "a delta on an axis of size 1": (index_sum(one, kronecker_delta(one, index("j", 1))), constant(1)),
    "a row by its index": (tabulate(at(r, 1, i), (i,)), transpose(r)),
    "a position by itself": (at(partial(squared_norm(v), v), 2), scale(2, at(v, 2))),
    "a sum with a delta at a position": (
        index_sum(three, hadamard(at(partial(at(v, 2), v), three), at(v, three))),
        at(v, 2),
    ),
    "a second derivative": (
        tabulate(at(partial(partial(index_sum(i, apply(f, at(x, i))), x), x), i, 1, j), (i, j)),
        diagonal(apply(f.derivative().derivative(), x)),
    ),
}

POINT = Point(
    {"m": 2, "n": 3},
    {
        s: np.random.default_rng(n).uniform(0.2, 1.4, [d.evaluate({"m": 2, "n": 3}) for d in s.shape]) + 0j
        for n, s in enumerate((A, S, x, y, v, e, r))
    },
    DEFINITIONS,
)


def sides_of(claim: tuple[Expr, Expr]) -> tuple[Expr, Expr]:
    """Both sides closed by one array over their free indices."""
    free = sorted(claim[0].free | claim[1].free, key=lambda index_: index_.name)
    left, right = (tabulate(side, free) for side in claim)
    return left, right


def verdict(claim: tuple[Expr, Expr]) -> Verdict:
    return Judge(DEFINITIONS).judge_reading(Reading(*sides_of(claim))).judgement.verdict


@pytest.mark.parametrize("name", FALSE)
def test_a_false_line_is_refuted(name: str) -> None:
    left, right = sides_of(FALSE[name])
    assert not np.allclose(POINT.value(left), POINT.value(right))
    assert verdict(FALSE[name]) is Verdict.REFUTED


@pytest.mark.parametrize("name", TRUE)
def test_a_true_line_is_proved(name: str) -> None:
    left, right = sides_of(TRUE[name])
    assert np.allclose(POINT.value(left), POINT.value(right))
    assert verdict(TRUE[name]) is Verdict.PROVED


def test_a_sum_over_numbers_of_an_axis_is_not_refuted_although_it_is_not_proved() -> None:
    claim = (total(v), add(add(at(v, 1), at(v, 2)), at(v, 3)))
    assert verdict(claim) is Verdict.SUPPORTED


@pytest.mark.parametrize("side", [at(x, i), kronecker_delta(i, j), index_sum(i, at(S, i, j)), partial(at(x, i), x)])
def test_a_side_with_a_free_index_is_refused(side: Expr) -> None:
    assert isinstance(prove(side, side, Program({})), NoProof)
    with pytest.raises(UnsupportedError, match=r"the index [ij]"):
        agree(side, side, {})
    assert Judge({}).judge_reading(Reading(side, side)).judgement.verdict is Verdict.UNDECIDED


def test_a_definition_with_a_free_index_proves_nothing_and_is_caught_by_no_sum() -> None:
    s = symbol("s")
    definitions = {s: at(x, i)}
    claim = (index_sum(i, s), total(x))
    assert isinstance(prove(*claim, Program(definitions)), NoProof)
    with pytest.raises(UnsupportedError, match="the index i"):
        agree(*claim, definitions)


def test_two_indices_of_one_name_stay_two_where_their_dimensions_become_one() -> None:
    claim = (index_sum(im, index_sum(i, at(A, im, i))), total(A))
    left, right = (resize(side, {"m": "n"}) for side in claim)
    assert verdict((left, right)) is Verdict.PROVED
    assert verdict((left, trace(resize(A, {"m": "n"})))) is Verdict.REFUTED
    body = resize(hadamard(at(A, im, i), index_sum(im, at(A, im, i))), {"m": "n"})
    assert {index_.name for index_ in body.free} == {"i", "i'"}


def test_a_symbol_of_the_name_of_an_index_is_not_the_index() -> None:
    named = symbol("i", "n", 1)
    assert verdict((tabulate(at(named, i), (i,)), named)) is Verdict.PROVED
    assert verdict((index_sum(i, at(named, i)), total(x))) is Verdict.REFUTED
    assert verdict((index_sum(i, symbol("i")), symbol("i"))) is Verdict.REFUTED


def test_the_index_of_a_position_is_not_a_place_of_the_output() -> None:
    w = symbol("w", 3, 1)
    table = tabulate(hadamard(at(w, 1), at(v, three)), (three,))
    assert verdict((table, hadamard(w, v))) is Verdict.REFUTED
    assert verdict((table, scale(at(w, 1), v))) is Verdict.PROVED
