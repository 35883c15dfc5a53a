from __future__ import annotations

import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpsym.autodiff import REWRITES, simplify
from bpsym.checker import Judge
from bpsym.derivation import Reading, Verdict
from bpsym.expr import (
    NODES,
    Expr,
    Symbol,
    add,
    apply,
    broadcast_over_columns,
    broadcast_over_rows,
    constant,
    divide,
    fill,
    hadamard,
    identity,
    known,
    matmul,
    ones,
    partial,
    scale,
    squared_norm,
    sum_over_columns,
    sum_over_rows,
    symbol,
    total,
    trace,
    transpose,
    zero,
)
from tests.autodiff.expressions import SIZES, matrices
from tests.autodiff.oracle import Point, evaluate, random_matrix, values
from tests.autodiff.square_examples import LEFT_ALONE, SQUARE_EXAMPLES
from tests.autodiff.textbook_examples import ABOUT_FUNCTIONS, TEXTBOOK_EXAMPLES, UNCHANGED

A, B, C = symbol("A", "m", "n"), symbol("B", "m", "n"), symbol("C", "n", "k")
D, S = symbol("D", "n", "m"), symbol("S", "n", "n")
row, column = symbol("r", 1, "n"), symbol("c", "m", 1)
s, t = symbol("s"), symbol("t")
two, half = constant(2), constant(Fraction(1, 2))

EXAMPLES: dict[str, list[tuple[Expr, Expr]]] = {
    "cancel_a_divisor": [(hadamard(A, divide(B, A)), B), (hadamard(divide(B, A), A), B)],
    "multiply_out_where_a_divisor_cancels": [
        (hadamard(A, add(scale(s, divide(B, A)), A)), add(hadamard(A, scale(s, divide(B, A))), hadamard(A, A))),
        (hadamard(add(A, divide(B, A)), A), add(hadamard(A, A), hadamard(A, divide(B, A)))),
    ],
    "unfold_the_factor": [(scale(scale(two, s), A), scale(two, scale(s, A)))],
    "multiply_numbers": [(scale(two, scale(half, A)), scale(1, A)), (scale(two, constant(3)), constant(6))],
    "put_numbers_first": [(scale(s, scale(two, A)), scale(two, scale(s, A))), (scale(s, two), scale(two, s))],
    "drop_the_factor_one": [(scale(1, A), A)],
    "move_scalars_out_of_products": [
        (matmul(scale(s, A), C), scale(s, matmul(A, C))),
        (hadamard(A, scale(s, B)), scale(s, hadamard(A, B))),
    ],
    "move_scalars_out_of_linear_maps": [
        (transpose(scale(s, A)), scale(s, transpose(A))),
        (broadcast_over_rows(scale(s, row), "m"), scale(s, broadcast_over_rows(row, "m"))),
        (total(scale(two, A)), scale(two, total(A))),
        (trace(scale(two, S)), scale(two, trace(S))),
        (sum_over_rows(scale(two, A)), scale(two, sum_over_rows(A))),
        (sum_over_columns(scale(two, A)), scale(two, sum_over_columns(A))),
        (broadcast_over_columns(scale(s, column), "n"), scale(s, broadcast_over_columns(column, "n"))),
    ],
    "move_scalars_out_of_quotients": [
        (divide(scale(s, A), B), scale(s, divide(A, B))),
        (divide(A, scale(two, B)), scale(half, divide(A, B))),
    ],
    "scale_by_a_filled_matrix": [
        (hadamard(ones("m", "n"), A), scale(1, A)),
        (hadamard(A, fill(s, "m", "n")), scale(s, A)),
        (hadamard(s, t), scale(s, t)),
    ],
    "scale_by_a_scalar_factor": [(matmul(s, row), scale(s, row)), (matmul(column, s), scale(s, column))],
    "divide_by_a_filled_matrix": [
        (divide(A, fill(two, "m", "n")), scale(half, A)),
        (divide(A, fill(s, "m", "n")), scale(divide(constant(1), s), A)),
    ],
    "multiply_by_a_reciprocal": [(hadamard(A, divide(ones("m", "n"), B)), scale(1, divide(A, B)))],
    "transpose_twice": [(transpose(transpose(A)), A)],
    "transpose_what_is_symmetric": [(transpose(s), s), (transpose(identity("n")), identity("n"))],
    "transpose_a_product": [
        (transpose(matmul(transpose(C), D)), matmul(transpose(D), transpose(transpose(C)))),
    ],
    "transpose_entry_by_entry": [
        (transpose(add(A, transpose(D))), add(transpose(A), transpose(transpose(D)))),
        (transpose(hadamard(transpose(D), A)), hadamard(transpose(transpose(D)), transpose(A))),
        (transpose(divide(A, transpose(D))), divide(transpose(A), transpose(transpose(D)))),
    ],
    "transpose_a_sum_or_broadcast": [
        (transpose(sum_over_rows(transpose(D))), sum_over_columns(transpose(transpose(D)))),
        (transpose(sum_over_columns(transpose(D))), sum_over_rows(transpose(transpose(D)))),
        (transpose(broadcast_over_columns(s, "n")), broadcast_over_rows(transpose(s), "n")),
        (transpose(broadcast_over_rows(s, "n")), broadcast_over_columns(transpose(s), "n")),
    ],
    "broadcast_scalars_over_columns_first": [
        (broadcast_over_columns(broadcast_over_rows(s, "m"), "n"), fill(s, "m", "n")),
    ],
    "drop_products_with_zero": [
        (matmul(zero("k", "m"), A), zero("k", "n")),
        (scale(0, A), zero("m", "n")),
        (hadamard(A, zero("m", "n")), zero("m", "n")),
    ],
    "drop_linear_maps_of_zero": [(transpose(zero("m", "n")), zero("n", "m")), (squared_norm(zero("m", "n")), zero())],
    "drop_quotients_of_zero": [(divide(zero("m", "n"), A), zero("m", "n"))],
    "drop_terms_of_zero": [(add(A, zero("m", "n")), A), (add(zero("m", "n"), A), A)],
    "add_numbers": [(add(two, half), constant(Fraction(5, 2)))],
    "add_equal_terms": [(add(A, A), scale(2, A)), (add(scale(3, A), scale(-1, A)), scale(2, A))],
    "drop_identity_factors": [(matmul(identity("m"), A), A), (matmul(A, identity("n")), A)],
    "drop_sums_of_one_row": [(sum_over_rows(row), row), (broadcast_over_rows(row, 1), row)],
    "drop_sums_of_one_column": [(sum_over_columns(column), column), (broadcast_over_columns(column, 1), column)],
    "drop_sums_of_one_entry": [(total(s), s), (trace(s), s)],
    "drop_the_identity_map": [(apply(known("identity"), A), A)],
    "write_plain_derivatives": [(apply(known("square").derivative(), A), scale(2, A))],
}

EXAMPLES |= TEXTBOOK_EXAMPLES
for name, pairs in SQUARE_EXAMPLES.items():
    EXAMPLES.setdefault(name, []).extend(pairs)

RULES_BY_NAME = {rule.__name__: rule for rules in REWRITES.values() for rule in rules}
CASES = [(name, before, after) for name, pairs in EXAMPLES.items() for before, after in pairs]


def same_value(left: Expr, right: Expr) -> bool:
    """Whether both sides agree at a random point at which every symbol has the value that its name draws."""
    point: Point = {
        node: random_matrix(node.shape, random.Random(node.name))
        for side in (left, right)
        for node in side.walk()
        if isinstance(node, Symbol)
    }
    return values(evaluate(left, point)) == values(evaluate(right, point))


def test_every_rewriting_rule_has_an_example_and_a_theorem() -> None:
    assert set(EXAMPLES) == set(RULES_BY_NAME)
    assert all(rule.__doc__ for rule in RULES_BY_NAME.values())
    assert set(REWRITES) <= set(NODES)


@pytest.mark.parametrize(("name", "before", "after"), CASES, ids=[name for name, *_ in CASES])
def test_a_rewriting_rule_is_an_identity(name: str, before: Expr, after: Expr) -> None:
    assert RULES_BY_NAME[name] in REWRITES[type(before)]
    assert RULES_BY_NAME[name](before) == after
    assert before.shape == after.shape
    if name in ABOUT_FUNCTIONS:
        return
    assert same_value(before, after)
    assert not same_value(scale(2, before), after) or isinstance(simplify(after), type(zero()))


@pytest.mark.parametrize(("name", "before", "after"), CASES, ids=[name for name, *_ in CASES])
def test_a_rewriting_rule_is_proved_by_the_checker(name: str, before: Expr, after: Expr) -> None:
    assert Judge({}).judge_reading(Reading(before, after)).judgement.verdict is Verdict.PROVED


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_rewriting_rule_leaves_what_it_does_not_know(name: str) -> None:
    plain = [
        A,
        add(A, B),
        scale(s, A),
        matmul(A, C),
        hadamard(A, B),
        divide(A, B),
        transpose(A),
        transpose(matmul(A, C)),
    ]
    plain += [total(A), sum_over_rows(A), sum_over_columns(A), trace(S), squared_norm(A), broadcast_over_rows(row, "m")]
    plain += [broadcast_over_columns(column, "n"), apply(known("square"), A), divide(s, t), transpose(add(A, B))]
    plain += LEFT_ALONE + UNCHANGED
    rule = RULES_BY_NAME[name]
    assert {rule(node) for node in plain if rule in REWRITES.get(type(node), [])} <= {None}


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_simplified_expressions_have_the_same_value_and_shape_and_are_simple(data: st.DataObject) -> None:
    rows, columns = data.draw(st.sampled_from(SIZES)), data.draw(st.sampled_from(SIZES))
    expr = data.draw(matrices(rows, columns))
    simple = simplify(expr)
    assert simple.shape == expr.shape
    assert same_value(simple, expr)
    assert simplify(simple) == simple


def test_half_times_two_vanishes() -> None:
    assert simplify(scale(half, scale(s, scale(two, A)))) == scale(s, A)


def test_the_minus_of_a_difference_stays() -> None:
    difference = scale(-1, add(A, scale(-1, B)))
    assert simplify(difference) == difference


def test_a_product_with_transposes_on_both_sides_loses_them() -> None:
    assert simplify(transpose(matmul(transpose(C), transpose(A)))) == matmul(A, C)


def test_a_transpose_that_would_only_move_stays() -> None:
    assert simplify(transpose(matmul(A, C))) == transpose(matmul(A, C))


def test_derivatives_with_four_indices_are_left_alone() -> None:
    jacobian = partial(A, C)
    assert simplify(scale(0, jacobian)) == scale(0, jacobian)
    assert simplify(scale(1, jacobian)) == jacobian


def test_a_very_deep_expression_does_not_recurse() -> None:
    deep: Expr = A
    for _ in range(3000):
        deep = apply(known("sin"), deep)
    assert simplify(transpose(transpose(deep))) is deep
