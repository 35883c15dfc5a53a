from __future__ import annotations

import random

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy.matrices.expressions.matexpr import MatrixExpr

from bpsym.checker import Judge
from bpsym.derivation import Reading, Verdict
from bpsym.errors import UnsupportedError
from bpsym.expr import (
    KNOWN,
    NODES,
    Expr,
    Function,
    Map,
    Partial,
    Symbol,
    add,
    apply,
    at,
    broadcast_over_columns,
    broadcast_over_rows,
    column_log_sum_exp,
    column_softmax,
    constant,
    contract,
    definition_of,
    divide,
    fill,
    from_sympy,
    hadamard,
    identity,
    index,
    index_sum,
    known,
    matmul,
    negate,
    ones,
    own_function,
    partial,
    row_log_sum_exp,
    row_softmax,
    scale,
    shape_of,
    squared_norm,
    sum_over_columns,
    sum_over_rows,
    symbol,
    to_sympy,
    total,
    trace,
    transpose,
    unknown,
    zero,
)
from bpsym.expr.sympy_dimension import read_dimension, write_dimension
from bpsym.expr.sympy_writer import WRITERS
from tests.autodiff.expressions import RATIONAL_FUNCTIONS, SIZES, matrices
from tests.autodiff.oracle import Point, evaluate, random_matrix, values
from tests.expr.sympy_examples import DERIVATIVES, INDEXED, SQUARE
from tests.rules.entry import entry

A, B, C, S = symbol("A", "m", "n"), symbol("B", "m", "n"), symbol("C", "n", "k"), symbol("S", "n", "n")
J, Z = symbol("J"), symbol("Z", "m", "k")
r, c, s, t = symbol("r", 1, "n"), symbol("c", "m", 1), symbol("s"), symbol("t")
f = unknown("f")

EXAMPLES: list[Expr] = [
    A,
    s,
    constant(-3),
    identity("n"),
    zero("m", "n"),
    add(A, B),
    scale(s, A),
    transpose(A),
    matmul(A, C),
    hadamard(A, B),
    divide(A, B),
    apply(f, A),
    apply(f.derivative(), A),
    apply(f.derivative().derivative(), s),
    apply(f, divide(s, t)),
    apply(f.derivative(), divide(s, t)),
    total(A),
    sum_over_rows(A),
    sum_over_columns(A),
    sum_over_rows(c),
    broadcast_over_rows(r, "m"),
    broadcast_over_columns(c, "n"),
    broadcast_over_columns(s, "n"),
    fill(s, "m", "n"),
    ones("m", "n"),
    trace(S),
    squared_norm(A),
    squared_norm(s),
    matmul(transpose(c), c),
    matmul(matmul(r, C), transpose(matmul(r, C))),
    scale(matmul(transpose(c), c), A),
    partial(J, A),
    partial(J, s),
    partial(Z, s),
]


def value(expr: Expr) -> list[list[int]]:
    point: Point = {
        node: random_matrix(node.shape, random.Random(node.name)) for node in expr.walk() if isinstance(node, Symbol)
    }
    return values(evaluate(expr, point))


EXAMPLES += SQUARE + INDEXED
EXAMPLES += [make(body) for make in (row_softmax, column_softmax) for body in (A, r, c, s)]
EXAMPLES += [make(body) for make in (row_log_sum_exp, column_log_sum_exp) for body in (A, r, c, s)]


def test_every_node_has_a_writer() -> None:
    assert set(WRITERS) == set(NODES)
    assert {type(node) for expr in EXAMPLES for node in expr.walk()} >= set(NODES) - {type(contract(Z, partial(Z, A)))}


@pytest.mark.parametrize("expr", EXAMPLES, ids=str)
def test_every_node_comes_back_with_its_shape_and_value(expr: Expr) -> None:
    back = from_sympy(to_sympy(expr))
    assert back.shape == expr.shape
    if any(isinstance(node, type(partial(J, A))) for node in expr.walk()):
        assert back == expr
    else:
        assert value(back) == value(expr)


@pytest.mark.parametrize("expr", [e for e in EXAMPLES if not isinstance(e, Partial)], ids=str)
def test_what_comes_back_is_proved_equal_for_all_shapes(expr: Expr) -> None:
    assert Judge({}).judge_reading(Reading(expr, from_sympy(to_sympy(expr)))).judgement.verdict is Verdict.PROVED


@pytest.mark.parametrize("expr", EXAMPLES, ids=str)
def test_a_scalar_is_a_scalar_of_sympy_and_a_matrix_a_matrix(expr: Expr) -> None:
    given = expr.sympy
    assert isinstance(given, MatrixExpr) != expr.is_scalar
    if not expr.is_scalar:
        assert tuple(map(read_dimension, given.shape)) == expr.shape


@pytest.mark.parametrize("expr", DERIVATIVES, ids=str)
def test_entries_of_derivatives_come_back(expr: Expr) -> None:
    assert from_sympy(to_sympy(expr)) == expr


def test_an_index_of_one_name_over_two_dimensions_is_refused() -> None:
    over_m, over_n = index("i", "m"), index("i", "n")
    with pytest.raises(UnsupportedError, match="the index i runs over m and over n; SymPy needs two names"):
        to_sympy(scale(index_sum(over_m, at(c, over_m)), index_sum(over_n, at(r, 1, over_n))))


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_any_expression_comes_back_with_its_shape_and_value(data: st.DataObject) -> None:
    rows, columns = data.draw(st.sampled_from(SIZES)), data.draw(st.sampled_from(SIZES))
    expr = data.draw(matrices(rows, columns, depth=3, functions=RATIONAL_FUNCTIONS))
    back = from_sympy(to_sympy(expr))
    assert back.shape == expr.shape
    assert value(back) == value(expr)


def test_derivatives_of_matrices_by_matrices_come_back() -> None:
    Z_by_A, A_by_C = partial(Z, A), partial(A, C)
    for expr in (Z_by_A, contract(Z, Z_by_A), contract(Z_by_A, A_by_C), contract(contract(Z, Z_by_A), A_by_C)):
        assert from_sympy(to_sympy(expr)) == expr
    for expr in (negate(Z_by_A), scale(s, Z_by_A), add(scale(2, Z_by_A), scale(s, Z_by_A))):
        assert from_sympy(to_sympy(expr)) == expr


@pytest.mark.parametrize("order", [0, 1, 2])
@pytest.mark.parametrize("kind", sorted(set(KNOWN) - {"identity"}))
def test_a_known_function_of_a_matrix_is_recognized(kind: str, order: int) -> None:
    function = Function(known(kind).name, kind, order)
    given = to_sympy(apply(function, A))
    back = from_sympy(given)
    if order == 0:
        assert back == apply(function, A)
    assert sympy.simplify(entry(back) - definition_of(function)) == 0


@pytest.mark.parametrize("kind", KNOWN)
def test_a_known_function_of_a_scalar_comes_back(kind: str) -> None:
    given = to_sympy(apply(known(kind), divide(s, t)))
    assert sympy.simplify(to_sympy(from_sympy(given)) - given) == 0


@pytest.mark.parametrize(("kind", "order"), [("sigmoid", 1), ("sigmoid", 2), ("tanh", 1), ("softplus", 2), ("relu", 1)])
def test_a_derivative_of_a_known_function_comes_back_as_one_map(kind: str, order: int) -> None:
    back = from_sympy(to_sympy(apply(Function("g", kind, order), A)))
    assert isinstance(back, Map)
    assert back.body == A
    assert sympy.simplify(definition_of(back.function) - definition_of(Function("g", kind, order))) == 0


def test_a_users_own_function_comes_back_as_its_formula() -> None:
    x = sympy.Symbol("x")
    swish = own_function("swish", x / (1 + sympy.exp(-x)), x)
    assert from_sympy(apply(swish, A).sympy) == apply(known("silu"), A)
    assert from_sympy(apply(own_function("erf", sympy.erf(x), x), A).sympy) == apply(known("erf"), A)
    gamma = from_sympy(apply(own_function("gamma", sympy.gamma(x), x), A).sympy)
    assert gamma == apply(own_function(r"\left( t \mapsto \Gamma\left(t\right) \right)", sympy.gamma(x), x), A)
    assert from_sympy(gamma.sympy) == gamma


def test_a_size_that_sympy_makes_a_number_comes_back_as_a_size() -> None:
    given = to_sympy(scale(trace(identity("n")), A)).doit()
    assert given.as_coeff_matrices()[0].name == "n"
    assert value(from_sympy(given)) == value(scale(constant(4), A))


def test_an_unknown_function_keeps_its_name_and_order() -> None:
    g = unknown("g^{[1]}").derivative().derivative()
    assert from_sympy(to_sympy(apply(g, A))) == apply(g, A)


def test_dimensions_come_back() -> None:
    m, n = shape_of("m", "n")
    for dim in (m, m * n, m * m + n * 3 + -2, *shape_of(4, 0)):
        assert read_dimension(write_dimension(dim)) == dim


def test_a_deep_expression_is_written_without_recursion_of_ours() -> None:
    deep: Expr = A
    for _ in range(40):
        deep = add(apply(f, deep), B)
    assert isinstance(to_sympy(deep), MatrixExpr)
