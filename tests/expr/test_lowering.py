"""Index notation written with matrices: equal at random points, and as people would write it."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bpsym.checker import Judge
from bpsym.derivation import Reading, Verdict
from bpsym.errors import UnsupportedError
from bpsym.expr import (
    At,
    Expr,
    Index,
    Symbol,
    add,
    apply,
    at,
    broadcast_over_columns,
    broadcast_over_rows,
    column_softmax,
    constant,
    determinant,
    diagonal,
    diagonal_part,
    divide,
    hadamard,
    identity,
    index,
    index_sum,
    is_indexed,
    known,
    kronecker_delta,
    lower,
    matmul,
    ones,
    partial,
    row_softmax,
    scale,
    squared_norm,
    subtract,
    sum_over_columns,
    symbol,
    tabulate,
    total,
    trace,
    transpose,
    unknown,
)
from tests.autodiff.oracle import Point, evaluate, random_matrix, values

A, B, C = symbol("A", "m", "n"), symbol("B", "m", "n"), symbol("C", "n", "k")
S, J = symbol("S", "n", "n"), symbol("J")
x, y, z, w, b = symbol("x", "n"), symbol("y", "n"), symbol("z", "m"), symbol("w", "m"), symbol("b", 1, "n")
s, f, square, exp = symbol("s"), unknown("f"), known("square"), known("exp")
i, a = index("i", "m"), index("a", "m")
j, r = index("j", "n"), index("r", "n")
k = index("k", "k")
half = constant(Fraction(1, 2))


def product(*factors: Expr) -> Expr:
    first, *rest = factors
    return scale(first, product(*rest)) if rest else first


def row(matrix: Symbol, number: Index) -> Expr:
    """A row of a matrix as a column: the example with this number."""
    return tabulate(at(matrix, number, j), [j])


weighted = index_sum(j, product(at(A, i, j), at(x, j)))
GOOD: list[tuple[Expr, Expr]] = [
    (tabulate(add(weighted, at(z, i)), [i]), add(matmul(A, x), z)),
    (tabulate(apply(f, weighted), [i]), apply(f, matmul(A, x))),
    (tabulate(index_sum(j, product(at(A, i, j), at(C, j, k))), [i, k]), matmul(A, C)),
    (tabulate(index_sum(j, product(at(A, i, j), at(C, j, k))), [k, i]), transpose(matmul(A, C))),
    (tabulate(index_sum(i, product(at(A, i, j), at(z, i))), [j]), matmul(transpose(A), z)),
    (tabulate(index_sum(i, product(at(A, i, j), at(A, i, r))), [j, r]), matmul(transpose(A), A)),
    (
        tabulate(index_sum(i, product(at(z, i), at(A, i, j), at(A, i, r))), [j, r]),
        matmul(transpose(A), matmul(diagonal(z), A)),
    ),
    (tabulate(product(at(z, i), at(x, j)), [i, j]), matmul(z, transpose(x))),
    (tabulate(product(at(z, i), at(x, j)), [j, i]), matmul(x, transpose(z))),
    (tabulate(product(at(z, i), at(A, i, j), at(x, j)), [i, j]), matmul(matmul(diagonal(z), A), diagonal(x))),
    (tabulate(at(S, j, j), [j]), diagonal_part(S)),
    (tabulate(product(at(x, j), subtract(constant(1), at(x, j))), [j]), hadamard(x, subtract(ones("n", 1), x))),
    (tabulate(kronecker_delta(j, r), [j, r]), identity("n")),
    (tabulate(product(at(x, j), kronecker_delta(j, r)), [j, r]), diagonal(x)),
    (tabulate(index_sum(j, product(at(A, i, j), kronecker_delta(j, r))), [i, r]), A),
    (tabulate(add(at(A, i, j), at(b, 1, j)), [i, j]), add(A, broadcast_over_rows(b, "m"))),
    (
        tabulate(divide(apply(exp, at(z, i)), index_sum(a, apply(exp, at(z, a)))), [i]),
        column_softmax(z),
    ),
    (index_sum(j, index_sum(r, product(at(x, j), at(S, j, r), at(y, r)))), matmul(transpose(x), matmul(S, y))),
    (index_sum(j, product(at(x, j), at(y, j))), matmul(transpose(x), y)),
    (index_sum(j, product(at(x, j), at(x, j))), squared_norm(x)),
    (index_sum(i, index_sum(j, product(at(A, i, j), at(B, i, j)))), total(hadamard(A, B))),
    (index_sum(i, index_sum(j, apply(square, at(A, i, j)))), squared_norm(A)),
    (index_sum(j, at(S, j, j)), trace(S)),
    (index_sum(j, s), scale(s, trace(identity("n")))),
    (
        scale(half, index_sum(i, apply(square, subtract(at(z, i), weighted)))),
        scale(half, squared_norm(subtract(z, matmul(A, x)))),
    ),
    (index_sum(i, scale(at(z, i), A)), scale(total(z), A)),
    (index_sum(i, matmul(row(A, i), transpose(row(A, i)))), matmul(transpose(A), A)),
    (index_sum(i, squared_norm(subtract(row(A, i), row(B, i)))), squared_norm(subtract(A, B))),
    (index_sum(i, apply(square, matmul(transpose(row(A, i)), x))), squared_norm(matmul(A, x))),
    (index_sum(j, product(at(x, j), at(tabulate(at(y, j), [j]), j))), matmul(transpose(x), y)),
    (matmul(tabulate(at(A, i, j), [i, j]), x), matmul(A, x)),
    (tabulate(At(partial(J, A), (i, j)), [i, j]), partial(J, A)),
    (add(A, tabulate(scale(2, at(B, i, j)), [i, j])), add(A, scale(2, B))),
    (tabulate(index_sum(j, at(A, i, j)), [i]), sum_over_columns(A)),
    (
        tabulate(
            scale(apply(known("reciprocal"), index_sum(r, apply(exp, at(A, i, r)))), apply(exp, at(A, i, j))), [i, j]
        ),
        row_softmax(A),
    ),
    (
        tabulate(scale(apply(known("reciprocal"), at(z, i)), at(A, i, j)), [i, j]),
        divide(A, broadcast_over_columns(z, "n")),
    ),
]


@pytest.mark.parametrize(("before", "after"), GOOD, ids=[str(n) for n in range(len(GOOD))])
def test_index_notation_is_written_as_people_would_write_it_with_matrices(before: Expr, after: Expr) -> None:
    assert lower(before) == after
    assert before.shape == after.shape
    if not any(isinstance(node, type(partial(J, A))) for node in after.walk()):
        assert same_value(before, after)


@pytest.mark.parametrize(("before", "after"), GOOD, ids=[str(n) for n in range(len(GOOD))])
def test_what_is_lowered_is_proved_equal_by_the_checker(before: Expr, after: Expr) -> None:
    assert Judge({J: total(A)}).judge_reading(Reading(before, after)).judgement.verdict is Verdict.PROVED


def same_value(left: Expr, right: Expr) -> bool:
    nodes = (node for side in (left, right) for node in side.walk())
    point: Point = {n: random_matrix(n.shape, random.Random(n.name)) for n in nodes if isinstance(n, Symbol)}
    return values(evaluate(left, point)) == values(evaluate(right, point))


INDICES = (i, a, j, r, k)
ENTRIES: list[Expr] = [
    *(at(M, p, q) for M in (A, B) for p in (i, a) for q in (j, r)),
    *(at(C, q, k) for q in (j, r)),
    *(at(S, p, q) for p in (j, r) for q in (j, r)),
    *(at(v, q) for v in (x, y) for q in (j, r)),
    *(at(v, q) for v in (z, w) for q in (i, a)),
    *(at(transpose(A), q, p) for p in (i, a) for q in (j, r)),
    kronecker_delta(i, a),
    kronecker_delta(j, r),
    s,
    constant(2),
]


@st.composite
def scalars(draw: st.DrawFn, depth: int) -> Expr:
    """A scalar with any free indices."""
    if depth == 0:
        return draw(st.sampled_from(ENTRIES))

    def part() -> Expr:
        return draw(scalars(depth - 1))

    kind = draw(st.sampled_from(["product", "product", "sum", "sum", "add", "subtract", "map", "divide"]))
    match kind:
        case "product":
            return scale(part(), part())
        case "sum":
            return index_sum(draw(st.sampled_from(INDICES)), part())
        case "add":
            return add(part(), part())
        case "subtract":
            return subtract(part(), part())
        case "map":
            return apply(draw(st.sampled_from([f, square])), part())
    return divide(part(), draw(st.sampled_from([e for e in ENTRIES if isinstance(e, At)])))


@settings(max_examples=300, deadline=None)
@given(scalars(4), st.permutations(INDICES))
def test_what_is_lowered_has_the_same_value_and_shape_and_no_index(body: Expr, order: list[Index]) -> None:
    free = [number for number in order if number in body.free]
    assume(len(free) <= 2)
    expr = tabulate(body, free)
    try:
        found = lower(expr)
    except UnsupportedError:
        assume(False)
    assert found.shape == expr.shape
    assert not is_indexed(found)
    assert same_value(found, expr)


@settings(max_examples=60, deadline=None)
@given(scalars(3))
def test_whatever_is_lowered_is_proved_equal_by_the_checker(body: Expr) -> None:
    expr = tabulate(body, [number for number in INDICES if number in body.free][:2])
    try:
        found = lower(expr)
    except UnsupportedError:
        assume(False)
    assert Judge({}).judge_reading(Reading(expr, found)).judgement.verdict is Verdict.PROVED


def test_sums_of_squares_of_differences_over_pairs_are_multiplied_out() -> None:
    distances = tabulate(index_sum(j, apply(square, subtract(at(A, i, j), at(B, a, j)))), [i, a])
    found = lower(distances)
    assert found.shape == distances.shape
    assert same_value(found, distances)


def test_a_bound_index_is_no_other_index_of_the_same_name() -> None:
    shadowed = tabulate(scale(at(z, i), index_sum(i, at(z, i))), [i])
    assert lower(shadowed) == scale(total(z), z)
    assert same_value(lower(shadowed), shadowed)


BAD: list[tuple[Expr, str]] = [
    (tabulate(product(at(z, i), at(x, j), at(w, a)), [i, j, a]), "depends on the indices i, j, a together"),
    (tabulate(apply(f, product(at(z, i), at(x, j), at(w, a))), [i, j, a]), "indices i, j, a together"),
    (
        index_sum(i, index_sum(j, index_sum(a, apply(f, product(at(z, i), at(x, j), at(w, a)))))),
        "i, j, a together.*give a name",
    ),
    (at(symbol("v", 3), 2), "the entry 2 by its number"),
    (tabulate(determinant(scale(at(z, i), S)), [i]), "Determinant of something with an index"),
    (at(A, i, j), "the free indices i, j say no values"),
    (tabulate(At(partial(z, x), (i, 1, j, 1)), [i, j]), "derivative of a matrix by a matrix"),
]


@pytest.mark.parametrize(("expr", "message"), BAD, ids=[message for _, message in BAD])
def test_what_has_no_form_in_matrices_is_refused_with_a_reason(expr: Expr, message: str) -> None:
    with pytest.raises(UnsupportedError, match=message):
        lower(expr)
