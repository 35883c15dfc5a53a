"""The normal form does not depend on how an expression is written, and a mistake does not hide in it."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from bpsym.checker.agreement import agree
from bpsym.checker.normal import NoProof, Program, prove
from bpsym.checker.normal.reduce import reduced
from bpsym.checker.normal.translate import first_entry
from bpsym.derivation import Agreement, Proof
from bpsym.expr import ONE, Expr
from tests.checker.normal.random_expression import DIMS, MISTAKES, TRUTHS, Rule, mistaken, random_expression, rewritten

EMPTY = Program({})


def form(expr: Expr) -> dict[str, object]:
    return {text: term.coefficient for text, term in reduced(first_entry(expr, EMPTY)).items()}


def a_random_expression(seed: int) -> tuple[Expr, Random]:
    random = Random(seed)
    return random_expression(random, random.choice([*DIMS, ONE]), random.choice([*DIMS, ONE])), random


def count_confluent(cases: range) -> int:
    confluent = 0
    for seed in cases:
        expr, random = a_random_expression(seed)
        disguised = rewritten(rewritten(expr, TRUTHS, random, 0.4), TRUTHS, random, 0.3)
        assert form(disguised) == form(expr), f"seed {seed}"
        confluent += disguised != expr
    return confluent


def test_the_normal_form_does_not_depend_on_presentation() -> None:
    assert count_confluent(range(300)) > 250


@pytest.mark.slow
def test_the_normal_form_does_not_depend_on_presentation_in_ten_thousand_cases() -> None:
    confluent = count_confluent(range(10_000))
    print(f"{confluent} of 10000 disguises differ from the original and have its normal form")
    assert confluent > 8_000


@pytest.mark.parametrize("rule", TRUTHS, ids=lambda rule: rule.__name__.strip("_"))
def test_each_disguise_occurs_and_keeps_the_normal_form(rule: Rule) -> None:
    used = 0
    for seed in range(60):
        expr, random = a_random_expression(seed)
        disguised = rewritten(expr, [rule], random, 1.0)
        used += disguised != expr
        assert form(disguised) == form(expr), f"seed {seed}"
    assert used > 0


def judge_mistakes(seeds: range) -> Counter[tuple[bool, bool]]:
    """(the second engine agrees, the first one proves) -> how often."""
    found: Counter[tuple[bool, bool]] = Counter()
    for seed in seeds:
        expr, random = a_random_expression(seed)
        wrong = mistaken(expr, random, MISTAKES)
        assert wrong is not None
        proof, outcome = prove(expr, wrong, EMPTY), agree(expr, wrong, {})
        assert isinstance(proof, Proof | NoProof)
        found[isinstance(outcome, Agreement), isinstance(proof, Proof)] += 1
    return found


def test_on_polynomials_the_normal_form_proves_exactly_what_agrees_at_random_points() -> None:
    found = judge_mistakes(range(250))
    assert found[False, True] == found[True, False] == 0
    assert found[False, False] > 200


@pytest.mark.slow
def test_on_polynomials_the_engines_agree_about_five_thousand_mistakes() -> None:
    found = judge_mistakes(range(1_000, 6_000))
    print(f"{found[False, False]} mistakes found, {found[True, True]} that are none, by both engines")
    assert found[False, True] == found[True, False] == 0


@pytest.mark.parametrize("rule", MISTAKES, ids=lambda rule: rule.__name__.strip("_"))
def test_each_mistake_occurs_and_is_not_proved(rule: Rule) -> None:
    refuted = 0
    for seed in range(3_000):
        expr, random = a_random_expression(seed)
        wrong = mistaken(expr, random, [rule])
        if wrong is not None and not isinstance(agree(expr, wrong, {}), Agreement):
            refuted += 1
            assert isinstance(prove(expr, wrong, EMPTY), NoProof)
        if refuted == 5:
            break
    assert refuted > 0
