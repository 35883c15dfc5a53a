"""Each translation, and each step of simplification, keeps the value that the second engine computes."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from random import Random

import pytest

from bpsym.checker.evaluate import Point, Tensor, evaluate
from bpsym.checker.normal import TRANSLATIONS, Program
from bpsym.checker.normal.expand import unfold, unfold_derivatives
from bpsym.checker.normal.place import flat, output_place
from bpsym.checker.normal.reduce import reduced
from bpsym.checker.normal.term import Poly
from bpsym.checker.normal.translate import first_entry
from bpsym.expr import (
    NODES,
    ONE,
    Expr,
    Symbol,
    add,
    apply,
    at,
    broadcast_over_columns,
    broadcast_over_rows,
    constant,
    contract,
    determinant,
    diagonal,
    diagonal_part,
    divide,
    hadamard,
    identity,
    index,
    index_sum,
    inverse,
    known,
    kronecker_delta,
    kronecker_product,
    matmul,
    partial,
    scale,
    squared_norm,
    sum_over_columns,
    sum_over_rows,
    symbol,
    tabulate,
    total,
    trace,
    transpose,
    unknown,
    vec,
    zero,
)
from tests.checker.normal.polynomial_value import Worth
from tests.checker.normal.random_expression import DIMS, random_expression
from tests.checker.points import exact, point_of

f = unknown("f")
A, B, S = symbol("A", "m", "n"), symbol("B", "n", "k"), symbol("S", "n", "n")
z, a, J, r, c, s = (
    symbol("z", "m", "k"),
    symbol("a", "m", "k"),
    symbol("J"),
    symbol("r", 1, "n"),
    symbol("c", "m", 1),
    symbol("s"),
)
v, w = symbol("v", 3, 1), symbol("w", "n", 1)
i, j, k, p, q = index("i", "m"), index("j", "n"), index("k", "n"), index("p", "m"), index("q", "n")
DEFINITIONS = {z: matmul(A, B), a: add(apply(f, z), scale(s, z)), J: squared_norm(a)}
PROGRAM = Program(DEFINITIONS)

SIZES = {"m": 2, "n": 3, "k": 2}

SAMPLES: dict[str, list[Expr]] = {
    "Symbol": [A, c, s],
    "Constant": [constant(Fraction(-2, 3))],
    "Identity": [matmul(A, identity("n")), identity("n"), trace(identity("n")), identity(1)],
    "Zero": [zero("m", "n"), add(A, zero("m", "n"))],
    "Add": [add(A, hadamard(A, A))],
    "Scale": [scale(trace(S), A), scale(-2, A), scale(s, partial(a, A))],
    "Transpose": [transpose(A), transpose(matmul(A, B))],
    "MatMul": [matmul(A, B), matmul(r, matmul(S, B)), matmul(c, r), matmul(matmul(A, S), B)],
    "Hadamard": [hadamard(A, A), hadamard(S, transpose(S)), hadamard(identity("n"), S)],
    "Divide": [
        divide(A, hadamard(A, A)),
        divide(s, trace(S)),
        divide(A, add(hadamard(A, A), broadcast_over_rows(hadamard(r, r), "m"))),
    ],
    "Map": [apply(f, A), apply(f.derivative(), matmul(A, B)), apply(known("cube"), add(A, A))],
    "Total": [total(A), total(r), total(scale(s, broadcast_over_rows(r, "m")))],
    "SumRows": [sum_over_rows(A), sum_over_rows(r), sum_over_rows(S)],
    "SumColumns": [sum_over_columns(A), sum_over_columns(c), apply(f, sum_over_columns(S))],
    "BroadcastRows": [broadcast_over_rows(r, "k"), sum_over_rows(broadcast_over_rows(r, "k"))],
    "BroadcastColumns": [broadcast_over_columns(c, "k"), total(broadcast_over_columns(c, "k"))],
    "Trace": [trace(S), trace(matmul(S, S)), trace(scale(s, identity("n")))],
    "SquaredNorm": [squared_norm(A), squared_norm(matmul(A, B)), squared_norm(s)],
    "Partial": [partial(J, A), partial(J, s), partial(J, z), partial(z, B), partial(a, s), partial(A, A)],
    "At": [
        at(v, 2),
        matmul(A, tabulate(at(w, j), (j,))),
        tabulate(at(partial(J, A), i, j), (j, i)),
        at(partial(at(v, 3), v), 3),
    ],
    "KroneckerDelta": [
        tabulate(kronecker_delta(j, k), (j, k)),
        tabulate(index_sum(k, scale(kronecker_delta(j, k), at(A, i, k))), (i, j)),
        index_sum(j, index_sum(k, kronecker_delta(j, k))),
        index_sum(j, kronecker_delta(j, j)),
    ],
    "IndexSum": [
        tabulate(index_sum(k, hadamard(at(A, i, k), at(S, k, j))), (i, j)),
        index_sum(k, A),
        index_sum(j, hadamard(at(w, j), index_sum(j, at(w, j)))),
        index_sum(j, apply(f, index_sum(k, at(S, j, k)))),
        partial(index_sum(i, index_sum(j, hadamard(at(A, i, j), at(partial(J, A), i, j)))), s),
    ],
    "Tabulate": [
        transpose(tabulate(at(A, i, j), (j, i))),
        trace(tabulate(at(S, k, j), (j, k))),
        tabulate(hadamard(at(A, i, j), at(w, k)), (i, j, k)),
        partial(tabulate(hadamard(at(z, i, index("r", "k")), at(w, j)), (i, index("r", "k"), j)), A),
        tabulate(at(partial(partial(J, A), A), i, j, p, q), (j, q, p, i)),
        partial(partial(J, s), A),
    ],
    "Contract": [
        contract(partial(J, z), partial(z, B)),
        contract(partial(a, z), partial(z, A)),
        contract(A, partial(A, A)),
    ],
    "Diagonal": [diagonal(c), matmul(diagonal(c), A), diagonal(diagonal_part(S))],
    "DiagonalPart": [diagonal_part(S), diagonal_part(matmul(transpose(A), A))],
    "KroneckerProduct": [kronecker_product(A, B), trace(kronecker_product(S, S)), kronecker_product(c, r)],
    "Vec": [vec(A), matmul(kronecker_product(transpose(B), A), vec(S)), squared_norm(vec(matmul(A, B))), vec(c)],
    "Inverse": [
        inverse(S),
        matmul(A, inverse(add(identity("n"), matmul(transpose(A), A)))),
        inverse(scale(s, matmul(S, transpose(S)))),
        inverse(kronecker_product(S, S)),
        partial(trace(inverse(add(S, matmul(transpose(A), A)))), A),
        inverse(s),
    ],
    "Determinant": [
        determinant(S),
        determinant(scale(s, matmul(S, inverse(add(S, identity("n")))))),
        partial(determinant(add(S, matmul(transpose(A), A))), A),
        determinant(diagonal(diagonal_part(S))),
    ],
}


TRANSCENDENTAL = ("RowSoftmax", "ColumnSoftmax", "RowLogSumExp", "ColumnLogSumExp")
"""Nodes without rational values; `tests/checker/test_softmax.py` compares the engines at 50 digits."""


def square_value(head: str, order: int, t: Fraction) -> Fraction:
    """Unknown functions are t², as in the second engine's model here."""
    if head == "recip":
        return 1 / t
    assert head in ("?f", "?g")
    return {0: t * t, 1: 2 * t, 2: Fraction(2)}.get(order, Fraction(0))


def worth_at(expr: Expr, point: Point) -> Worth:
    symbols = {n for n in expr.walk() if isinstance(n, Symbol)} | {A, B, s, z, a, J}
    tensors = {n.name: evaluate(n, DEFINITIONS, point, exact()) for n in symbols}
    pairs = [(J, A), (J, B), (J, s), (J, z), (J, a), (z, A), (z, B), (a, A), (a, B), (a, s), (a, z)]
    derivatives = {(u.name, v.name): evaluate(partial(u, v), DEFINITIONS, point, exact()) for u, v in pairs}
    return Worth(tensors, derivatives, point.sizes, square_value)


def entries_by_index_terms(poly: Poly, expr: Expr, worth: Worth) -> dict[int, Fraction]:
    """The first, the last and one entry between them; sums over all indices of all terms are slow."""
    axes = [PROGRAM.structure.axis((expr, n)) for n in range(len(expr.shape))]
    sizes = [dim.evaluate(worth.sizes) for axis in axes for dim in axis or (ONE,)]
    indices = flat(output_place(axes))
    places = list(product(*(range(size) for size in sizes)))
    chosen = {0, len(places) // 2, len(places) - 1}
    return {n: worth.of(poly, dict(zip(indices, places[n], strict=True))) for n in chosen}


def entries_by_the_second_engine(expr: Expr, point: Point) -> dict[int, Fraction]:
    found = evaluate(expr, DEFINITIONS, point, exact()).entries
    return {n: Fraction(found[n]) for n in (0, len(found) // 2, len(found) - 1)}


def point_for(expr: Expr, seed: int) -> Point:
    everything = total(hadamard(partial(J, A), A))
    return point_of(scale(everything, expr), DEFINITIONS, SIZES, seed)


def unfolded(poly: Poly) -> Poly:
    for variable in ("A", "B", "s", "z", "a"):
        poly = unfold_derivatives(poly, variable, PROGRAM)
    for name in ("J", "a", "z"):
        poly = unfold(poly, name, PROGRAM)
    return poly


def test_every_node_has_a_translation_and_a_sample() -> None:
    assert set(TRANSLATIONS) == set(NODES)
    assert set(SAMPLES) == {kind.__name__ for kind in NODES} - set(TRANSCENDENTAL)
    assert all(any(type(n).__name__ == name for e in samples for n in e.walk()) for name, samples in SAMPLES.items())


CASES = [(name, n, e) for name, samples in SAMPLES.items() for n, e in enumerate(samples)]


@pytest.mark.parametrize(("name", "number", "expr"), CASES, ids=[f"{name}-{n}" for name, n, _ in CASES])
def test_a_node_means_the_same_in_both_engines(name: str, number: int, expr: Expr) -> None:
    point = point_for(expr, number)
    expected = entries_by_the_second_engine(expr, point)
    worth = worth_at(expr, point)
    poly = first_entry(expr, PROGRAM)
    assert entries_by_index_terms(poly, expr, worth) == expected
    assert entries_by_index_terms(tuple(reduced(poly).values()), expr, worth) == expected
    assert entries_by_index_terms(unfolded(poly), expr, worth) == expected


def test_random_expressions_mean_the_same_in_both_engines_before_and_after_simplification() -> None:
    for seed in range(60):
        random = Random(seed)
        expr = random_expression(random, random.choice([*DIMS, ONE]), random.choice([*DIMS, ONE]), 2)
        point = point_for(expr, seed)
        expected = entries_by_the_second_engine(expr, point)
        worth, poly = worth_at(expr, point), first_entry(expr, PROGRAM)
        assert entries_by_index_terms(poly, expr, worth) == expected, f"seed {seed}"
        assert entries_by_index_terms(tuple(reduced(poly).values()), expr, worth) == expected, f"seed {seed}"


def test_a_tensor_of_rank_four_is_read_by_its_places() -> None:
    point = point_for(A, 1)
    jacobian: Tensor = evaluate(partial(z, A), DEFINITIONS, point, exact())
    assert jacobian.shape == (SIZES["m"], SIZES["k"], SIZES["m"], SIZES["n"])
    assert any(jacobian.entries)
