"""Random expressions in index notation: proved equal to the matrices that they are, and never to others."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from bpsym.checker.agreement import Disagreement, agree
from bpsym.checker.evaluate import evaluate
from bpsym.checker.normal import Program, prove
from bpsym.derivation import Agreement, Proof
from bpsym.expr import ONE, Expr, Symbol, partial
from tests.checker.normal.index_writing import miswritten, written
from tests.checker.normal.random_expression import DIMS, MISTAKES, mistaken, random_expression
from tests.checker.points import exact, point_of

SEEDS = st.integers(0, 10**9)


def drawn(seed: int, depth: int = 3) -> tuple[Expr, Expr, Random]:
    """A matrix expression, the same in index notation, and the source of what else is drawn."""
    random = Random(seed)
    expr = random_expression(random, random.choice([*DIMS, ONE]), random.choice([*DIMS, ONE]), depth)
    return expr, written(expr, random), random


@settings(max_examples=150, deadline=None)
@given(SEEDS)
def test_what_is_written_entry_by_entry_is_proved_equal(seed: int) -> None:
    expr, indexed, _ = drawn(seed)
    assert isinstance(agree(indexed, expr, {}), Agreement)
    assert isinstance(prove(indexed, expr, Program({})), Proof)


@settings(max_examples=150, deadline=None)
@given(SEEDS)
def test_two_spellings_with_other_dummies_are_proved_equal(seed: int) -> None:
    expr, indexed, random = drawn(seed)
    assert isinstance(prove(indexed, written(expr, random), Program({})), Proof)


@settings(max_examples=300, deadline=None)
@given(SEEDS)
def test_an_index_exchanged_is_proved_only_where_it_makes_no_difference(seed: int) -> None:
    expr, indexed, random = drawn(seed)
    wrong = miswritten(indexed, random)
    if wrong is None or wrong.free:
        return
    outcome, proof = agree(wrong, expr, {}), prove(wrong, expr, Program({}))
    assert isinstance(proof, Proof) == isinstance(outcome, Agreement)


@settings(max_examples=150, deadline=None)
@given(SEEDS)
def test_a_mistake_in_the_matrices_is_not_proved(seed: int) -> None:
    expr, indexed, random = drawn(seed)
    wrong = mistaken(expr, random, MISTAKES)
    if wrong is None or wrong.shape != expr.shape or not isinstance(agree(wrong, indexed, {}), Disagreement):
        return
    assert not isinstance(prove(indexed, wrong, Program({})), Proof)


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_a_derivative_of_what_is_written_entry_by_entry_is_proved_equal(seed: int) -> None:
    expr, indexed, random = drawn(seed, 2)
    wrt = _symbol(expr, random)
    assert isinstance(prove(partial(indexed, wrt), partial(expr, wrt), Program({})), Proof)
    assert isinstance(agree(partial(indexed, wrt), partial(expr, wrt), {}), Agreement)


@settings(max_examples=40, deadline=None)
@given(SEEDS)
def test_a_second_derivative_is_symmetric_and_the_same_in_both_notations(seed: int) -> None:
    random = Random(seed)
    expr = random_expression(random, ONE, ONE, 2)
    indexed = written(expr, random)
    first, second = _symbol(expr, random), _symbol(expr, random)
    hessian = partial(partial(indexed, first), second)
    assert isinstance(prove(hessian, partial(partial(expr, first), second), Program({})), Proof)
    assert isinstance(agree(hessian, partial(partial(expr, first), second), {}), Agreement)


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_the_value_is_that_of_the_matrices(seed: int) -> None:
    expr, indexed, _ = drawn(seed, 2)
    sizes = {"m": 2, "n": 3, "k": 1}
    point = point_of(expr, {}, sizes, seed)
    assert evaluate(indexed, {}, point, exact()) == evaluate(expr, {}, point, exact())


def _symbol(expr: Expr, random: Random) -> Symbol:
    return random.choice([n for n in expr.walk() if isinstance(n, Symbol)] or [Symbol("A", ONE, ONE)])
