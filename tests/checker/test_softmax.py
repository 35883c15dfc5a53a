"""Softmax and log-sum-exp: both engines, the oracle, SymPy's door, and what a gradient of cross-entropy needs."""

from __future__ import annotations

from math import exp, log

import pytest

from bpsym.autodiff import derive
from bpsym.checker import Judge
from bpsym.checker.agreement import agree
from bpsym.checker.evaluate import Point, RealField, Tensor, evaluate
from bpsym.checker.normal import NoProof, Program, prove
from bpsym.checker.oracle import agree_entrywise
from bpsym.derivation import Agreement, Derivation, Proof, Reading, Verdict, define
from bpsym.expr import (
    Expr,
    Symbol,
    add,
    apply,
    broadcast_over_columns,
    broadcast_over_rows,
    column_log_sum_exp,
    column_softmax,
    diagonal,
    divide,
    from_sympy,
    hadamard,
    known,
    matmul,
    negate,
    ones,
    partial,
    row_log_sum_exp,
    row_softmax,
    scale,
    subtract,
    sum_over_columns,
    sum_over_rows,
    symbol,
    total,
    trace,
    transpose,
)
from bpsym.expr import identity as identity_matrix
from bpsym.expr.softmax import written_out
from tests.checker.points import square_model

Z, Y, P = symbol("Z", "m", "n"), symbol("Y", "m", "n"), symbol("P", "m", "n")
z, s, J = symbol("z", "n"), symbol("s", "n"), symbol("J")
c, r = symbol("c", "m", 1), symbol("r", 1, "n")
EMPTY = Program({})
POINT = Point({"m": 2, "n": 3}, {Z: Tensor.of([[1, 2, 0], [-1, 0, 3]])})
ROWS = [[exp(1), exp(2), 1], [exp(-1), 1, exp(3)]]
NODES = [row_softmax, column_softmax, row_log_sum_exp, column_log_sum_exp]


def of(kind: str, argument: Expr) -> Expr:
    return apply(known(kind), argument)


def across(column: Expr) -> Expr:
    return broadcast_over_columns(column, "n")


def down(row: Expr) -> Expr:
    return broadcast_over_rows(row, "m")


COLUMNS = [list(column) for column in zip(*ROWS)]
BY_HAND = {
    row_softmax: [[x / sum(row) for x in row] for row in ROWS],
    column_softmax: [[x / sum(column) for x, column in zip(row, COLUMNS)] for row in ROWS],
    row_log_sum_exp: [[log(sum(row))] for row in ROWS],
    column_log_sum_exp: [[log(sum(column)) for column in COLUMNS]],
}


@pytest.mark.parametrize("node", NODES, ids=lambda node: node.__name__)
def test_a_node_has_the_value_that_a_hand_computes(node: object) -> None:
    found = evaluate(node(Z), {}, POINT, RealField(square_model))  # type: ignore[operator]
    expected = BY_HAND[node]  # type: ignore[index]
    assert found.shape == (len(expected), len(expected[0]))
    assert [float(x) for x in found.entries] == pytest.approx([x for row in expected for x in row])


@pytest.mark.parametrize("node", NODES, ids=lambda node: node.__name__)
@pytest.mark.parametrize("body", [Z, transpose(Z), matmul(Z, symbol("W", "n", "k")), c, r, symbol("t")], ids=repr)
def test_all_engines_know_it_as_exp_over_its_sum(node: object, body: Expr) -> None:
    made = node(body)  # type: ignore[operator]
    assert isinstance(prove(made, written_out(made), EMPTY), Proof)
    assert isinstance(agree(made, written_out(made), {}), Agreement)
    assert agree_entrywise(made, written_out(made), {}, {"m": 2, "n": 2, "k": 1})
    assert isinstance(prove(from_sympy(made.sympy), made, EMPTY), Proof)


softmax, logits = row_softmax(Z), across(row_log_sum_exp(Z))
s_of_z = column_softmax(z)
TRUE: dict[str, tuple[Expr, Expr]] = {
    "the rows sum to 1": (sum_over_columns(softmax), ones("m", 1)),
    "the columns sum to 1": (sum_over_rows(column_softmax(Z)), ones(1, "n")),
    "a shift of each row": (row_softmax(add(Z, across(c))), softmax),
    "a shift of each column": (column_softmax(add(Z, down(r))), column_softmax(Z)),
    "a shift of a log-sum-exp": (row_log_sum_exp(add(Z, across(c))), add(row_log_sum_exp(Z), c)),
    "the logarithm": (of("log", softmax), subtract(Z, logits)),
    "softmax by log-sum-exp": (softmax, of("exp", subtract(Z, logits))),
    "a transpose": (transpose(softmax), column_softmax(transpose(Z))),
    "of one entry": (column_softmax(symbol("t")), ones(1, 1)),
    "a log-sum-exp of one entry": (row_log_sum_exp(c), c),
    "the gradient of a log-sum-exp": (partial(column_log_sum_exp(z), z), s_of_z),
    "the gradient of all log-sum-exps": (partial(total(row_log_sum_exp(Z)), Z), softmax),
    "a cotangent through a softmax": (
        partial(total(hadamard(Y, softmax)), Z),
        hadamard(softmax, subtract(Y, across(sum_over_columns(hadamard(Y, softmax))))),
    ),
    "the Jacobian, applied to a cotangent": (
        partial(total(hadamard(s, s_of_z)), z),
        matmul(subtract(diagonal(s_of_z), matmul(s_of_z, transpose(s_of_z))), s),
    ),
}

FALSE: dict[str, tuple[Expr, Expr]] = {
    "the columns of a softmax of rows": (sum_over_rows(softmax), ones(1, "n")),
    "a softmax over the wrong axis": (softmax, column_softmax(Z)),
    "a shift of each column of a softmax of rows": (row_softmax(add(Z, down(r))), softmax),
    "a shift of a log-sum-exp that is lost": (row_log_sum_exp(add(Z, across(c))), row_log_sum_exp(Z)),
    "a factor": (row_softmax(scale(2, Z)), softmax),
    "the logarithm": (of("log", softmax), add(Z, logits)),
    "a transpose": (transpose(softmax), row_softmax(transpose(Z))),
    "a sum in it": (column_log_sum_exp(add(z, s)), add(column_log_sum_exp(z), column_log_sum_exp(s))),
    "the Jacobian without the second term": (
        partial(total(hadamard(s, s_of_z)), z),
        hadamard(hadamard(s_of_z, subtract(ones("n", 1), s_of_z)), s),
    ),
}


@pytest.mark.parametrize("name", TRUE)
def test_a_true_identity_is_proved_and_agrees(name: str) -> None:
    left, right = TRUE[name]
    proof = prove(left, right, EMPTY)
    assert isinstance(proof, Proof), proof
    assert isinstance(agree(left, right, {}), Agreement)


@pytest.mark.parametrize("name", FALSE)
def test_a_false_neighbour_is_not_proved_and_is_refuted(name: str) -> None:
    assert isinstance(prove(*FALSE[name], EMPTY), NoProof)
    found = Judge({}).judge_reading(Reading(*FALSE[name])).judgement
    assert found.verdict is Verdict.REFUTED


size = trace(identity_matrix("m"))
WAYS = {
    "with the prediction as a name": (row_softmax(Z), of("log", P)),
    "in one formula": (row_softmax(Z), of("log", row_softmax(Z))),
    "by the log-sum-exp": (row_softmax(Z), subtract(Z, across(row_log_sum_exp(Z)))),
}


@pytest.mark.parametrize("way", WAYS)
def test_the_gradient_of_cross_entropy_has_the_row_sums_of_the_target(way: str) -> None:
    prediction, logarithm = WAYS[way]
    loss = scale(divide(negate(ones(1, 1)), size), total(hadamard(Y, logarithm)))
    found = derive(Derivation((define("P", P, prediction), define("J", J, loss))), wrt=[Z])
    gradient = found.claims[-1].right
    mended = divide(subtract(hadamard(P, across(sum_over_columns(Y))), Y), across(broadcast_over_rows(size, "m")))
    judge = Judge(found.definitions)
    assert judge.judge_reading(Reading(gradient, mended)).judgement.verdict is Verdict.PROVED
    assert judge.judge_reading(Reading(partial(J, Z), mended)).judgement.verdict is Verdict.PROVED
    short = divide(subtract(P, Y), across(broadcast_over_rows(size, "m")))
    assert judge.judge_reading(Reading(partial(J, Z), short)).judgement.verdict is not Verdict.PROVED


def test_the_gradient_of_cross_entropy_is_written_without_a_quotient_by_the_prediction() -> None:
    loss = scale(-1, total(hadamard(Y, of("log", P))))
    found = derive(Derivation((define("P", P, row_softmax(Z)), define("J", J, loss))), wrt=[Z]).claims[-1].right
    nodes = list(found.walk())
    assert not any(type(n).__name__ in ("Divide", "RowSoftmax") for n in nodes)
    assert {n for n in nodes if isinstance(n, Symbol)} == {P, Y}
