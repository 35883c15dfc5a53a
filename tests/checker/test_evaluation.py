"""Each node against a computation by hand."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pytest

from bpsym.checker.evaluate import (
    OPERATIONS,
    Evaluation,
    OutsideDomain,
    Point,
    PrimeField,
    RationalField,
    Tensor,
    evaluate,
)
from bpsym.checker.survey import survey
from bpsym.errors import InputError, ShapeError
from bpsym.expr import (
    NODES,
    At,
    ColumnLogSumExp,
    ColumnSoftmax,
    Expr,
    KroneckerDelta,
    Partial,
    RowLogSumExp,
    RowSoftmax,
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
from tests.checker.points import exact, square_model
from tests.networks import deep

Rows = Sequence[Sequence[int | Fraction]]

A, B, C = symbol("A", "m", "n"), symbol("B", "m", "n"), symbol("C", "n", "k")
S, s = symbol("S", "n", "n"), symbol("s")
b, c = symbol("b", 1, "n"), symbol("c", "m", 1)
i, j, q = index("i", "m"), index("j", "n"), index("q", "n")
SIZES = {"m": 2, "n": 3, "k": 1}
POINT = Point(
    SIZES,
    {
        A: Tensor.of([[1, 2, 3], [4, 5, 6]]),
        B: Tensor.of([[2, -1, 4], [8, 10, -3]]),
        C: Tensor.of([[7], [-8], [9]]),
        S: Tensor.of([[1, 2, 3], [4, 5, 6], [7, 8, 10]]),
        s: Tensor.of([[5]]),
        b: Tensor.of([[1, -2, 3]]),
        c: Tensor.of([[4], [-5]]),
    },
)

BY_HAND: list[tuple[Expr, Rows]] = [
    (A, [[1, 2, 3], [4, 5, 6]]),
    (constant(Fraction(3, 2)), [[Fraction(3, 2)]]),
    (identity("n"), [[1, 0, 0], [0, 1, 0], [0, 0, 1]]),
    (zero("m", "n"), [[0, 0, 0], [0, 0, 0]]),
    (add(A, B), [[3, 1, 7], [12, 15, 3]]),
    (scale(s, A), [[5, 10, 15], [20, 25, 30]]),
    (transpose(A), [[1, 4], [2, 5], [3, 6]]),
    (matmul(A, C), [[7 - 16 + 27], [28 - 40 + 54]]),
    (hadamard(A, B), [[2, -2, 12], [32, 50, -18]]),
    (divide(B, A), [[Fraction(2), Fraction(-1, 2), Fraction(4, 3)], [Fraction(2), Fraction(2), Fraction(-1, 2)]]),
    (apply(unknown("f"), A), [[1, 4, 9], [16, 25, 36]]),
    (apply(unknown("f").derivative(), A), [[2, 4, 6], [8, 10, 12]]),
    (apply(known("cube"), c), [[64], [-125]]),
    (total(A), [[21]]),
    (sum_over_rows(A), [[5, 7, 9]]),
    (sum_over_columns(A), [[6], [15]]),
    (trace(S), [[16]]),
    (squared_norm(A), [[91]]),
    (broadcast_over_rows(b, "m"), [[1, -2, 3], [1, -2, 3]]),
    (broadcast_over_columns(c, "n"), [[4, 4, 4], [-5, -5, -5]]),
    (partial(matmul(A, C), s), [[0], [0]]),
    (partial(total(hadamard(A, B)), A), [[2, -1, 4], [8, 10, -3]]),
    (partial(scale(s, A), s), [[1, 2, 3], [4, 5, 6]]),
    (diagonal(c), [[4, 0], [0, -5]]),
    (diagonal_part(S), [[1], [5], [10]]),
    (kronecker_product(c, A), [[4, 8, 12], [16, 20, 24], [-5, -10, -15], [-20, -25, -30]]),
    (kronecker_product(b, c), [[4, -8, 12], [-5, 10, -15]]),
    (vec(A), [[1], [4], [2], [5], [3], [6]]),
    (inverse(S), [[Fraction(-2, 3), Fraction(-4, 3), 1], [Fraction(-2, 3), Fraction(11, 3), -2], [1, -2, 1]]),
    (determinant(S), [[-3]]),
    (partial(determinant(S), S), [[2, 2, -3], [4, -11, 6], [-3, 6, -3]]),
    (at(s), [[5]]),
    (index_sum(j, at(S, j, j)), [[16]]),
    (tabulate(at(A, i, j), (j, i)), [[1, 4], [2, 5], [3, 6]]),
    (tabulate(scale(at(b, 1, j), kronecker_delta(j, q)), (j, q)), [[1, 0, 0], [0, -2, 0], [0, 0, 3]]),
    (contract(matmul(A, C), partial(matmul(A, C), C)), [[18 + 4 * 42], [36 + 5 * 42], [54 + 6 * 42]]),
]


@pytest.mark.parametrize(("expr", "expected"), BY_HAND, ids=lambda value: type(value).__name__)
def test_a_node_has_the_value_that_a_hand_computes(expr: Expr, expected: Rows) -> None:
    assert evaluate(expr, {}, POINT, exact()) == Tensor.of(expected)


def test_every_node_has_an_evaluation_and_a_computation_by_hand() -> None:
    assert set(NODES) == OPERATIONS.keys() | {Symbol, Partial, At, KroneckerDelta}
    softmax = {RowSoftmax, ColumnSoftmax, RowLogSumExp, ColumnLogSumExp}  # they are in test_softmax
    assert set(NODES) == {type(node) for expr, _ in BY_HAND for node in expr.walk()} | softmax


RATIONAL = [row for row in BY_HAND if not survey((row[0],), {}).unknown]


@pytest.mark.parametrize(("expr", "expected"), RATIONAL, ids=lambda value: type(value).__name__)
def test_modulo_a_prime_the_value_is_the_residue_of_the_fraction(expr: Expr, expected: Rows) -> None:
    field = PrimeField("0")
    wanted = [[field.number(Fraction(entry)) for entry in row] for row in expected]
    assert evaluate(expr, {}, POINT, field) == Tensor.of(wanted)


def test_a_jacobian_has_the_indices_of_what_is_differentiated_first() -> None:
    J = evaluate(partial(matmul(A, C), A), {}, POINT, exact())
    assert J.shape == (2, 1, 2, 3)
    values = {(i, j): POINT.values[C][j, 0] for i in range(2) for j in range(3)}
    for i, _, p, q in J.indices():
        assert J[i, 0, p, q] == (values[p, q] if i == p else 0)


def test_a_definition_is_evaluated_in_full() -> None:
    z, a = symbol("z", "m", "k"), symbol("a", "m", "k")
    definitions = {a: apply(unknown("f"), z), z: matmul(A, C)}
    assert evaluate(a, definitions, POINT, exact()) == Tensor.of([[18**2], [42**2]])


def test_a_polynomial_dimension_has_the_size_that_it_has_at_the_point() -> None:
    dim = A.rows * "n" + 1
    assert evaluate(trace(identity(dim)), {}, POINT, exact()) == Tensor.of([[7]])


def test_a_dimension_without_size_is_outside_the_domain() -> None:
    with pytest.raises(OutsideDomain, match="size -1"):
        evaluate(identity(A.rows + -3), {}, POINT, exact())


def test_what_was_computed_before_leaving_the_domain_stays_valid() -> None:
    evaluation = Evaluation({}, POINT, exact())
    with pytest.raises(OutsideDomain):
        evaluation.value(divide(A, zero("m", "n")))
    assert evaluation.value(matmul(A, C)) == Tensor.of([[18], [42]])


def test_a_sweep_that_left_the_domain_does_not_forget_what_was_waiting() -> None:
    x = symbol("x")
    of = add(apply(known("relu"), scale(0, x)), hadamard(x, x))
    evaluation = Evaluation({}, Point({}, {x: Tensor.of([[3]])}), exact())
    for _ in range(2):
        with pytest.raises(OutsideDomain, match="no derivative"):
            evaluation.value(partial(of, x))
    assert evaluation.value(partial(hadamard(x, x), x)) == Tensor.of([[6]])


def test_a_symbol_without_value_is_named() -> None:
    with pytest.raises(InputError, match="symbol D has neither"):
        evaluate(symbol("D", "m", "n"), {}, POINT, exact())


def test_a_value_of_another_shape_shows_both_shapes() -> None:
    point = Point(SIZES, {A: Tensor.of([[1, 2], [3, 4]])})
    with pytest.raises(ShapeError, match=r"value of A has the shape \(2, 2\), expected \(2, 3\)"):
        evaluate(A, {}, point, exact())


def test_definitions_in_a_circle_are_an_error_and_not_an_endless_loop() -> None:
    p, q = symbol("p"), symbol("q")
    with pytest.raises(InputError, match="form a circle"):
        evaluate(p, {p: scale(2, q), q: scale(3, p)}, POINT, exact())


def test_a_thousand_layers_are_evaluated_and_differentiated_without_recursion() -> None:
    network = deep(1000)
    sizes = dict.fromkeys(["m", *(f"n_{{{k}}}" for k in range(1001))], 1)
    values = {symbol: Tensor((1, 1), (k + 2,)) for k, symbol in enumerate(network.inputs)}
    definitions = network.definitions
    W1 = network.find("W^{(1)}")
    gradient = evaluate(partial(network.find("J"), W1), definitions, Point(sizes, values), PrimeField("1"))
    assert gradient.entries[0] != 0


def test_an_expression_of_five_thousand_terms_needs_no_recursion() -> None:
    expr: Expr = A
    for _ in range(5000):
        expr = add(expr, B)
    assert evaluate(expr, {}, POINT, exact())[0, 0] == 1 + 5000 * 2


def test_the_same_table_answers_the_same_question_and_no_other() -> None:
    f, g = unknown("f"), unknown("g")
    field = PrimeField("0")
    assert field.apply(f, 12345) == PrimeField("0").apply(f, 12345)
    answers = [field.apply(f, 12345), field.apply(f, 12346), field.apply(f.derivative(), 12345), field.apply(g, 12345)]
    assert len({*answers, PrimeField("1").apply(f, 12345)}) == 5


def test_numbers_that_nobody_could_write_down_are_outside_the_domain() -> None:
    with pytest.raises(OutsideDomain, match="too long"):
        RationalField(square_model).dot([2**300], [2**300])
