"""Laws that hold for every expression: evaluation is a homomorphism, a derivative is linear and obeys Leibniz."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from operator import add as plus
from operator import mul
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bpsym.checker.agreement import agree
from bpsym.checker.counterexample import find_counterexample
from bpsym.checker.evaluate import Evaluation, PrimeField
from bpsym.derivation import Agreement
from bpsym.expr import (
    Expr,
    add,
    apply,
    broadcast_over_columns,
    broadcast_over_rows,
    constant,
    hadamard,
    known,
    matmul,
    negate,
    partial,
    scale,
    sum_over_columns,
    sum_over_rows,
    symbol,
    total,
    transpose,
    unknown,
)
from tests.checker.points import exact, point_of

A, B = symbol("A", "m", "n"), symbol("B", "m", "n")
f = unknown("f")


def bigger(parts: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    """One more node over expressions of shape (m, n)."""
    pairs = st.tuples(parts, parts)
    return st.one_of(
        pairs.map(lambda p: add(*p)),
        pairs.map(lambda p: hadamard(*p)),
        pairs.map(lambda p: matmul(matmul(p[0], transpose(p[1])), A)),
        parts.map(negate),
        parts.map(lambda e: apply(f, e)),
        parts.map(lambda e: apply(known("square"), e)),
        parts.map(lambda e: broadcast_over_rows(sum_over_rows(e), "m")),
        parts.map(lambda e: broadcast_over_columns(sum_over_columns(e), "n")),
        parts.map(lambda e: scale(total(e), B)),
        parts.map(lambda e: scale(constant(Fraction(1, 2)), e)),
        parts.map(lambda e: partial(total(e), A)),
    )


EXPRESSIONS = st.recursive(st.sampled_from([A, B]), bigger, max_leaves=6)
fewer = settings(max_examples=40, deadline=None)


def at(*exprs: Expr) -> Evaluation:
    whole = exprs[0]
    for expr in exprs[1:]:
        whole = add(whole, expr)
    return Evaluation({}, point_of(add(whole, add(A, B)), {}), PrimeField("5"))


def modulo(entries: Sequence[Any]) -> tuple[int, ...]:
    field = PrimeField("5")
    return tuple(field.number(entry) for entry in entries)


@fewer
@given(EXPRESSIONS, EXPRESSIONS)
def test_sums_and_products_of_entries_are_those_of_the_parts(p: Expr, q: Expr) -> None:
    here = at(p, q)
    left, right = here.value(p).entries, here.value(q).entries
    assert here.value(add(p, q)).entries == modulo(list(map(plus, left, right)))
    assert here.value(hadamard(p, q)).entries == modulo(list(map(mul, left, right)))
    assert here.value(transpose(transpose(p))) == here.value(p)


@fewer
@given(EXPRESSIONS, EXPRESSIONS)
def test_a_derivative_is_linear_and_obeys_the_product_rule(p: Expr, q: Expr) -> None:
    here = at(p, q)
    s, r = total(p), total(q)
    ds, dr = partial(s, A), partial(r, A)
    assert here.value(partial(add(s, r), A)) == here.value(add(ds, dr))
    assert here.value(partial(hadamard(s, r), A)) == here.value(add(scale(r, ds), scale(s, dr)))


@fewer
@given(EXPRESSIONS)
def test_mixed_second_derivatives_are_equal(expr: Expr) -> None:
    ab = at(expr).value(partial(partial(total(expr), A), B))
    ba = at(expr).value(partial(partial(total(expr), B), A))
    assert all(ab[i, j, p, q] == ba[p, q, i, j] for i, j, p, q in ab.indices())


@fewer
@given(EXPRESSIONS)
def test_the_fractions_of_a_point_have_the_residues_of_the_finite_field(p: Expr) -> None:
    field = PrimeField("5")
    square = Evaluation({}, point_of(add(p, add(A, B)), {}), exact())
    q = replaced(p)
    left = [field.number(entry) for entry in square.value(q).entries]
    assert tuple(left) == at(q).value(q).entries


def replaced(expr: Expr) -> Expr:
    """The unknown function replaced by t²."""
    if isinstance(expr, type(apply(f, A))):
        return apply(known("square"), replaced(expr.children[0]))
    return expr.with_children(tuple(map(replaced, expr.children)))


@settings(max_examples=25, deadline=None)
@given(EXPRESSIONS, EXPRESSIONS)
def test_whatever_agrees_has_no_counterexample_and_whatever_has_one_disagrees(p: Expr, q: Expr) -> None:
    found = find_counterexample(p, q, {})
    assert found is None or not isinstance(agree(p, q, {}), Agreement)
    assert isinstance(agree(add(p, q), add(q, p), {}), Agreement)
