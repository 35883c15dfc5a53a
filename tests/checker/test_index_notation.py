"""Lines in index notation, and lines that mix it with matrices: the true ones proved, the false ones refuted."""

from __future__ import annotations

import pytest

from bpsym.checker import Judge
from bpsym.checker.oracle import agree_entrywise
from bpsym.derivation import Reading, Verdict
from bpsym.expr import (
    Expr,
    Index,
    Symbol,
    apply,
    at,
    constant,
    contract,
    diagonal,
    divide,
    fill,
    hadamard,
    identity,
    index,
    index_sum,
    jacobian,
    known,
    kronecker_delta,
    matmul,
    ones,
    partial,
    scale,
    squared_norm,
    subtract,
    sum_over_columns,
    sum_over_rows,
    symbol,
    tabulate,
    total,
    trace,
    transpose,
    unknown,
)

f = unknown("f")
A, B, W = symbol("A", "m", "n"), symbol("B", "m", "n"), symbol("W", "m", "n")
C, S, x, b, s = symbol("C", "n", "k"), symbol("S", "n", "n"), symbol("x", "n", 1), symbol("b", "m", 1), symbol("s")
v, V = symbol("v", 3, 1), symbol("V", 2, 3)
i, p = index("i", "m"), index("p", "m")
j, k, q, r = (index(name, "n") for name in "jkqr")
c, only = index("c", "k"), index("o", 1)
X, w, y, t, L = symbol("X", "m", "n"), symbol("w", "n", 1), symbol("y", "m", 1), symbol("t", "m", 1), symbol("L")
W1, W2, h = symbol("W1", "h", "n"), symbol("W2", "m", "h"), index("h", "h")
z1, a1, z2, J = symbol("z1", "h", 1), symbol("a1", "h", 1), symbol("z2", "m", 1), symbol("J")


def times(*factors: Expr) -> Expr:
    found = factors[0]
    for factor in factors[1:]:
        found = hadamard(found, factor)
    return found


def sums(indices: str, *factors: Expr) -> Expr:
    """The sum of a product over indices by their names."""
    body = times(*factors)
    for name in reversed(indices):
        body = index_sum(NAMED[name], body)
    return body


NAMED: dict[str, Index] = {index.name: index for index in (i, p, j, k, q, r, c, h)}

DEFINITIONS: dict[Symbol, Expr] = {
    t: matmul(X, w),
    L: sums("i", subtract(apply(known("softplus"), at(t, i)), times(at(y, i), at(t, i)))),
    z1: tabulate(sums("k", at(W1, h, k), at(x, k)), (h,)),
    a1: apply(f, z1),
    z2: tabulate(sums("h", at(W2, i, h), at(a1, h)), (i,)),
    J: scale(divide(constant(1), constant(2)), sums("i", apply(known("square"), subtract(at(z2, i), at(y, i))))),
}
error = subtract(at(z2, i), at(y, i))
slope = at(apply(f.derivative(), z1), h)
delta_row = kronecker_delta(i, p)

TRUE: dict[str, tuple[Expr, Expr]] = {
    "a product of a matrix and a column": (tabulate(sums("k", at(W, i, k), at(x, k)), (i,)), matmul(W, x)),
    "a product of two matrices": (tabulate(sums("j", at(A, i, j), at(C, j, c)), (i, c)), matmul(A, C)),
    "a double sum is a trace": (sums("ij", at(A, i, j), at(B, i, j)), trace(matmul(transpose(A), B))),
    "a delta replaces an index": (tabulate(sums("k", kronecker_delta(k, j), at(A, i, k)), (i, j)), A),
    "an array with its indices swapped is the transpose": (tabulate(at(A, i, j), (j, i)), transpose(A)),
    "a sum of a matrix over an index that it lacks": (index_sum(i, C), scale(total(ones("m", 1)), C)),
    "a sum over the first index": (transpose(tabulate(sums("i", at(A, i, j)), (j,))), sum_over_rows(A)),
    "a sum over the second index": (tabulate(sums("j", at(A, i, j)), (i,)), sum_over_columns(A)),
    "the deltas are the identity": (tabulate(kronecker_delta(j, k), (j, k)), identity("n")),
    "a diagonal matrix": (tabulate(times(at(x, j), kronecker_delta(j, k)), (j, k)), diagonal(x)),
    "a product by entries inside a function": (
        tabulate(apply(f, sums("k", at(W, i, k), at(x, k))), (i,)),
        apply(f, matmul(W, x)),
    ),
    "a derivative by one entry": (at(partial(squared_norm(x), x), j), at(partial(squared_norm(x), x), j)),
    "a sum of squares by one entry": (
        tabulate(at(partial(sums("k", at(x, k), at(x, k)), x), j), (j,)),
        scale(2, x),
    ),
    "an entry by an entry is two deltas": (
        tabulate(at(partial(sums("k", at(W, i, k), at(x, k)), W), p, q), (i, p, q)),
        tabulate(times(delta_row, at(x, q)), (i, p, q)),
    ),
    "a Jacobian in index notation": (
        jacobian(tabulate(sums("k", at(W, i, k), at(x, k)), (i,)), x),
        W,
    ),
    "a trace of a table": (trace(tabulate(at(S, k, j), (j, k))), sums("j", at(S, j, j))),
    "an array of three axes by its entries": (
        tabulate(at(tabulate(times(at(A, i, j), at(x, k)), (i, j, k)), i, k, j), (i, k, j)),
        tabulate(times(at(A, i, j), at(x, k)), (i, j, k)),
    ),
    "a Jacobian of an array of three axes": (
        partial(tabulate(times(at(A, i, j), at(x, k)), (i, j, k)), x),
        tabulate(times(at(A, i, j), kronecker_delta(k, q)), (i, j, k, q, only)),
    ),
    "a Jacobian of an array of three axes, contracted": (
        contract(tabulate(times(at(x, j), at(A, i, k)), (j, i, k)), partial(tabulate(at(A, i, j), (i, j)), A)),
        tabulate(times(at(x, j), at(A, i, k)), (j, i, k)),
    ),
    "one position of a product": (at(matmul(V, v), 2), sums("", at(matmul(V, v), 2))),
    "a derivative by one position": (at(partial(squared_norm(v), v), 2), scale(2, at(v, 2))),
    "another position does not depend on it": (at(partial(at(v, 3), v), 2), constant(0)),
    "a position by itself": (at(partial(at(v, 3), v), 3), constant(1)),
    "a softmax in index notation sums to 1": (
        sums("j", divide(apply(known("exp"), at(x, j)), sums("k", apply(known("exp"), at(x, k))))),
        constant(1),
    ),
    "the delta rule of the last layer": (tabulate(at(partial(J, z2), i), (i,)), tabulate(error, (i,))),
    "the delta rule of the hidden layer": (
        tabulate(at(partial(J, z1), h), (h,)),
        tabulate(times(sums("i", at(partial(J, z2), i), at(W2, i, h)), slope), (h,)),
    ),
    "the gradient by one weight of the last layer": (
        tabulate(at(partial(J, W2), i, h), (i, h)),
        tabulate(times(error, at(a1, h)), (i, h)),
    ),
    "the gradient by one weight of the hidden layer": (
        tabulate(at(partial(J, W1), h, j), (h, j)),
        tabulate(times(sums("i", error, at(W2, i, h)), slope, at(x, j)), (h, j)),
    ),
    "a chain rule as a sum over an index": (
        partial(J, W1),
        tabulate(sums("i", at(partial(J, z2), i), at(partial(at(z2, i), W1), h, j)), (h, j)),
    ),
    "the gradient of the logistic loss": (
        tabulate(at(partial(L, w), j), (j,)),
        tabulate(sums("i", subtract(at(apply(known("sigmoid"), t), i), at(y, i)), at(X, i, j)), (j,)),
    ),
}

FALSE: dict[str, tuple[Expr, Expr]] = {
    "an array with its indices swapped is not the matrix": (tabulate(at(S, j, k), (k, j)), S),
    "a sum over the other index": (tabulate(sums("k", at(S, k, j)), (j,)), sum_over_columns(S)),
    "a double sum of a product is not a product of sums": (
        sums("ij", at(A, i, j), at(B, i, j)),
        times(sums("ij", at(A, i, j)), sums("ij", at(B, i, j))),
    ),
    "a product of a matrix with the wrong index": (
        tabulate(sums("k", at(S, k, j), at(x, k)), (j,)),
        matmul(S, x),
    ),
    "a delta is not 1": (tabulate(times(kronecker_delta(j, k), at(S, j, k)), (j, k)), S),
    "a sum of deltas is not the size squared": (sums("jk", kronecker_delta(j, k)), total(ones("n", "n"))),
    "a gradient with a delta forgotten": (
        tabulate(at(partial(sums("k", at(W, i, k), at(x, k)), W), p, q), (i, p, q)),
        tabulate(times(at(x, q), fill(constant(1), 1, 1)), (i, p, q)),
    ),
    "a gradient by an entry with a factor forgotten": (
        tabulate(at(partial(sums("k", at(x, k), at(x, k)), x), j), (j,)),
        x,
    ),
    "two positions are two numbers": (at(v, 2), at(v, 3)),
    "a position is not the sum": (at(v, 1), total(v)),
    "the delta rule without the slope": (
        tabulate(at(partial(J, z1), h), (h,)),
        tabulate(sums("i", at(partial(J, z2), i), at(W2, i, h)), (h,)),
    ),
    "the gradient by a weight with the indices swapped": (
        tabulate(at(partial(J, W1), h, j), (h, j)),
        tabulate(times(sums("i", error, at(W2, i, h)), slope, sums("j", at(x, j))), (h, j)),
    ),
    "a table of three axes with two of them swapped": (
        tabulate(times(at(S, j, k), at(x, q)), (j, k, q)),
        tabulate(times(at(S, j, k), at(x, q)), (k, j, q)),
    ),
}
JUDGE = Judge(DEFINITIONS)


@pytest.mark.parametrize("name", TRUE)
def test_a_true_line_is_proved(name: str) -> None:
    left, right = (_closed(side) for side in TRUE[name])
    judgement = JUDGE.judge_reading(Reading(left, right)).judgement
    assert (judgement.verdict, judgement.reason) == (Verdict.PROVED, "")


@pytest.mark.parametrize("name", FALSE)
def test_a_false_line_is_refuted(name: str) -> None:
    left, right = FALSE[name]
    judgement = JUDGE.judge_reading(Reading(left, right)).judgement
    assert (judgement.verdict, judgement.reason) == (Verdict.REFUTED, "")


def _closed(side: Expr) -> Expr:
    free = sorted(side.free, key=lambda index: index.name)
    return tabulate(side, free)


SMALL = {"m": 2, "n": 2, "k": 1, "h": 1}


@pytest.mark.parametrize("name", [n for n in TRUE if "logistic" not in n and "softmax" not in n])
def test_a_true_line_is_true_entry_by_entry(name: str) -> None:
    left, right = (_closed(side) for side in TRUE[name])
    assert agree_entrywise(left, right, DEFINITIONS, SMALL) is True


@pytest.mark.parametrize("name", FALSE)
def test_a_false_line_is_false_entry_by_entry(name: str) -> None:
    assert agree_entrywise(*FALSE[name], DEFINITIONS, SMALL) is False
