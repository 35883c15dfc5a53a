from __future__ import annotations

from collections.abc import Callable

import pytest

from bpsym.errors import ShapeError
from bpsym.expr import (
    SCALAR,
    Expr,
    add,
    apply,
    broadcast_over_columns,
    broadcast_over_rows,
    constant,
    contract,
    divide,
    fill,
    hadamard,
    identity,
    matmul,
    negate,
    ones,
    partial,
    scale,
    shape_of,
    show_shape,
    squared_norm,
    subtract,
    sum_over_columns,
    sum_over_rows,
    symbol,
    total,
    trace,
    transpose,
    unknown,
    zero,
)

A, B, C = symbol("A", "m", "n"), symbol("B", "m", "n"), symbol("C", "n", "k")
S, r, c, s = symbol("S", "n", "n"), symbol("r", 1, "n"), symbol("c", "m", 1), symbol("s")
f = unknown("f")
C_by_A, A_by_S = partial(C, A), partial(A, S)

SHAPES: list[tuple[Expr, tuple[str | int, ...]]] = [
    (constant(3), (1, 1)),
    (identity("n"), ("n", "n")),
    (zero("m", "n"), ("m", "n")),
    (add(A, B), ("m", "n")),
    (subtract(A, B), ("m", "n")),
    (negate(A), ("m", "n")),
    (scale(s, A), ("m", "n")),
    (scale(s, C_by_A), ("n", "k", "m", "n")),
    (transpose(A), ("n", "m")),
    (matmul(A, C), ("m", "k")),
    (hadamard(A, B), ("m", "n")),
    (divide(A, B), ("m", "n")),
    (apply(f, A), ("m", "n")),
    (total(A), (1, 1)),
    (sum_over_rows(A), (1, "n")),
    (sum_over_columns(A), ("m", 1)),
    (broadcast_over_rows(r, "m"), ("m", "n")),
    (broadcast_over_columns(c, "n"), ("m", "n")),
    (fill(s, "m", "n"), ("m", "n")),
    (ones("m", "n"), ("m", "n")),
    (trace(S), (1, 1)),
    (squared_norm(A), (1, 1)),
    (partial(s, A), ("m", "n")),
    (partial(A, s), ("m", "n")),
    (C_by_A, ("n", "k", "m", "n")),
    (contract(C, C_by_A), ("m", "n")),
    (contract(C_by_A, A_by_S), ("n", "k", "n", "n")),
]

CLASHES: list[tuple[Callable[[], Expr], str]] = [
    (lambda: add(A, C), r"cannot add \(m, n\) and \(n, k\): the shapes differ"),
    (lambda: scale(A, B), r"the factor of a scaling must be a scalar, found \(m, n\)"),
    (lambda: matmul(A, B), r"cannot multiply \(m, n\) by \(m, n\): n columns meet m rows"),
    (lambda: hadamard(A, C), r"cannot multiply entry by entry \(m, n\) and \(n, k\): the shapes differ"),
    (lambda: divide(A, r), r"cannot divide entry by entry \(m, n\) and \(1, n\): the shapes differ"),
    (lambda: trace(A), r"a trace needs a square matrix, found \(m, n\)"),
    (lambda: broadcast_over_rows(A, "m"), r"a broadcast over rows needs one row, found \(m, n\)"),
    (lambda: broadcast_over_columns(A, "n"), r"a broadcast over columns needs one column, found \(m, n\)"),
    (lambda: transpose(C_by_A), r"a transpose needs matrices, found 4 indices \(n, k, m, n\)"),
    (lambda: matmul(C_by_A, A), r"a matrix product needs matrices, found 4 indices"),
    (lambda: contract(C, A), r"a composition needs a derivative of four indices, found \(m, n\)"),
    (lambda: contract(A, C_by_A), r"cannot compose \(m, n\) with \(n, k, m, n\): the shared indices differ"),
]


@pytest.mark.parametrize(("expr", "shape"), SHAPES, ids=lambda value: str(value)[:30])
def test_a_node_knows_its_shape(expr: Expr, shape: tuple[str | int, ...]) -> None:
    assert expr.shape == shape_of(*shape)
    assert expr.is_scalar == (shape == (1, 1))


@pytest.mark.parametrize(("make", "message"), CLASHES, ids=[message[:40] for _, message in CLASHES])
def test_parts_that_do_not_fit_are_refused_with_both_shapes(make: Callable[[], Expr], message: str) -> None:
    with pytest.raises(ShapeError, match=message):
        make()


def test_dimensions_are_rigid() -> None:
    with pytest.raises(ShapeError):
        add(symbol("A", "m", 3), symbol("B", "m", "n"))


def test_a_scalar_is_shown_as_a_scalar() -> None:
    assert show_shape(SCALAR) == "scalar"
    assert show_shape(shape_of("m", 3)) == "(m, 3)"
