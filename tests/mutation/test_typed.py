"""Every true equation of the notes, with one mistake: wrong ones are refuted, those that are still true are proved."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import pytest

from bpsym.checker import Judge, Judged
from bpsym.derivation import Equation, Verdict, claim
from bpsym.expr import Expr, Map, Symbol
from tests.mutation.tally import Tally, printed
from tests.mutation.typed import MISTAKES as MISTAKES
from tests.mutation.typed import Material, Mutant, mutants_of
from tests.mutation.world import World, worlds

SAMPLE, SEED = 120, 20

Case = tuple[World, Expr, Mutant]


@dataclass(frozen=True)
class Credulous:
    """A judge that says of every mutant what is true of the original."""

    judged: Judged

    def judge(self, _: Equation) -> Judged:
        return self.judged


@cache
def cases() -> tuple[Case, ...]:
    """Every mutant of every true equation."""
    found: list[Case] = []
    for world in worlds():
        material = _material(world)
        for equation in world.true_claims:
            found += [(world, equation.left, mutant) for mutant in mutants_of(equation.right, material)]
    return tuple(found)


def _material(world: World) -> Material:
    maps = [n for body in world.document.derivation.forward.values() for n in body.walk() if isinstance(n, Map)]
    slopes = dict.fromkeys(Map(m.function.derivative(), m.body) for m in maps if isinstance(m.body, Symbol))
    derivation = world.document.derivation
    forward = tuple(s for s in derivation.symbols if s not in derivation.meanings)
    return Material(derivation.symbols, forward, tuple(slopes))


def _try(chosen: Iterable[Case], tally: Tally, judge: Judge | Credulous | None = None) -> list[str]:
    """What went wrong, by the judge of the notes or another; the counts go into the tally."""
    wrong = []
    for world, left, mutant in chosen:
        if world.asks_back(mutant.right):
            tally.add(mutant.mistake, "asked back")
            continue
        if not world.is_defined(mutant.right):
            tally.add(mutant.mistake, "undefined")
            continue
        is_true = world.is_true(left, mutant.right)
        expected = _expected(world, left, mutant.right) if is_true else {Verdict.REFUTED}
        judgement = (judge or world.judge).judge(claim("mutant", left, mutant.right)).judgement
        tally.add(mutant.mistake, f"{'true' if is_true else 'wrong'} and {judgement.verdict.value}")
        if judgement.verdict not in expected:
            said = f"{judgement.verdict.value}, expected {expected}: {judgement.reason}"
            wrong.append(f"{world.path.name}: {mutant.mistake}: {left} = {mutant.right}: {said}")
    return wrong


def _expected(world: World, left: Expr, right: Expr) -> set[Verdict]:
    """Proved; where only an identity of known functions makes it true (step of relu is step), it may lack a proof."""
    by_identity = not world.is_true_of_any_function(left, right)
    return {Verdict.PROVED, Verdict.SUPPORTED} if by_identity else {Verdict.PROVED}


def test_a_sample_of_mutants_is_judged_as_floats_say() -> None:
    chosen = random.Random(SEED).sample(cases(), SAMPLE)
    assert _try(chosen, printed(f"typed, a sample of {SAMPLE} of {len(cases())}")) == []


@pytest.mark.slow
def test_every_mutant_is_judged_as_floats_say() -> None:
    assert _try(cases(), printed("typed, all")) == []


@pytest.mark.parametrize("world", worlds(), ids=lambda w: w.path.stem)
def test_every_original_is_true_in_floats_and_proved(world: World) -> None:
    for equation in world.true_claims:
        assert world.is_true(equation.left, equation.right)
        assert world.judge.judge(equation).judgement.verdict is Verdict.PROVED


def test_a_judge_that_believes_everything_is_caught() -> None:
    world = next(w for w in worlds() if w.path.stem == "tied-weights.en")
    gradient = world.true_claims[-1]
    wrong = [
        (world, gradient.left, m) for m in mutants_of(gradient.right, _material(world)) if m.mistake != "rewritten"
    ]
    assert _try(wrong, Tally("plain")) == []
    believing = Credulous(world.judge.judge(gradient))
    assert len(_try(wrong, Tally("credulous"), believing)) > len(wrong) / 2
