"""The source of every true line, with one mistake: the verdict is that of its reading, and a repair brings it back."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import pytest

from bpsym.derivation import Equation, Link, Verdict
from bpsym.expr import Symbol
from bpsym.reader import Document, SourceEntry, read
from bpsym.review.entries import Bench
from tests.mutation.tally import Tally, printed
from tests.mutation.text import MISTAKES as MISTAKES
from tests.mutation.text import Side, text_mutants
from tests.mutation.world import World, worlds

SAMPLE, LARGE_SAMPLE, SEED = 30, 400, 21
FIRST_OR_SECOND, OF_A_SAMPLE = 0.9, 0.75
"""How often the original must stand first or second; a small sample may be unlucky."""
ALWAYS_WRONG = frozenset({"sign", "inner sign", "number too many", "prime"})
"""Mistakes that change the value of every formula here: a reading that hides one would itself be wrong."""
OPERATOR_WITH_A_PRIME = re.compile(r"\\det\s*'|\\operatorname\{[a-z]+\}'")
"""The derivative of an operator is not written so, and not read."""
ARROW = r"\rightarrow"
STANDING, MOST_STANDING = "wrong and conditional on a sum of 1", 0.01
"""A mistake that leaves a true line where the targets sum to 1 is conditional on that, as it should be."""
ASKED, MOST_ASKED = "asked back", 0.1
"""A product of derivatives that fits in no way may be answered with a question, but seldom."""
WAYS_OF_WRITING = frozenset([*"()[]{}+-,;^", r"\left", r"\right", r"\odot", r"\cdot", r"\,"])


@dataclass(frozen=True)
class Case:
    """One mistake in one line of one file."""

    world: World
    mistake: str
    entry: int
    link: int
    original: str
    mutated: str
    start: int

    def text(self) -> str:
        """The notes with the mistake in them."""
        text = self.world.document.text
        return text[: self.start] + self.mutated + text[self.start + len(self.original) :]


@cache
def cases() -> tuple[Case, ...]:
    """Every text mutant of every true line; not of notes with macros, whose source is not what is read.

    Nor of networks of any depth, which are read once for each depth, nor of the names that an arrow gives to results:
    what is no name is none.
    """
    found: list[Case] = []
    for world in (w for w in worlds() if "macros:" not in w.document.text and not w.document.is_instance):
        for at, source in enumerate(world.document.entries):
            named = ARROW in _between(world.document.text, source)
            for link in range(len(source.links)):
                if (source.relation.id, link) in world.true_links and not named:
                    found += _of_link(world, at, link)
    return tuple(found)


def _between(text: str, source: SourceEntry) -> str:
    """What stands between the first member of a relation and its last."""
    members = source.relation.members
    return text[members[0].end : members[-1].start] if source.relation.source == text else ""


def _of_link(world: World, at: int, link: int) -> list[Case]:
    document = world.document
    formula = document.entries[at].relation.members[link + 1]
    side = Side(formula, document.text, document.derivation.symbols)
    return [Case(world, name, at, link, side.source, mutated, side.start) for name, mutated in text_mutants(side)]


def _judged(case: Case) -> tuple[Link, tuple[Equation, ...]] | None:
    """The mutated link as bpsym judges it, with its equations; None where the line is not read."""
    document = read(case.text(), "notes.md")
    source = document.entries[case.entry]
    entry = Bench(document).entry(source)
    if entry.verdict is Verdict.UNREAD or len(entry.links) <= case.link:
        return None
    return entry.links[case.link], _equations(document, source, case.link)


def _equations(document: Document, source: SourceEntry, link: int) -> tuple[Equation, ...]:
    wanted = set(source.links[link].equations)
    return tuple(e for e in document.derivation.equations if e.id in wanted)


def _truths(case: Case, equations: Iterable[Equation]) -> set[bool]:
    """What floats say of every reading; a clash of shapes is false."""
    world, found = case.world, {False} if case.mistake in ALWAYS_WRONG else set()
    for equation in equations:
        for reading in equation.readings:
            defined = world.is_defined(reading.right)
            found.add(defined and world.is_true(reading.left, reading.right))
        if equation.clash is not None:
            found.add(False)
    return found


def _allowed(case: Case, equations: tuple[Equation, ...], truths: set[bool]) -> set[Verdict]:
    """The verdicts that the reading of a mutant may have."""
    pairs = [(reading.left, reading.right) for e in equations for reading in e.readings]
    if False not in truths:
        by_identity = not all(case.world.is_true_of_any_function(*pair) for pair in pairs)
        return {Verdict.PROVED, Verdict.CONDITIONAL} | ({Verdict.SUPPORTED} if by_identity else set())
    if any(len(e.readings) > 1 for e in equations) and truths == {True, False}:
        return {Verdict.UNDECIDED}
    if any(case.world.asks_back(right) for _, right in pairs):
        return {Verdict.UNDECIDED}
    forward = case.world.document.derivation.forward
    is_forward = any(isinstance(left, Symbol) and left in forward for left, _ in pairs)
    # A second formula for a forward symbol, in the section of the first, is asked back where no single edit mends it.
    return {Verdict.REFUTED, Verdict.UNDECIDED} if is_forward else {Verdict.REFUTED}


def _try(chosen: Iterable[Case], tally: Tally) -> tuple[list[str], Counter[str]]:
    """Wrong verdicts, and how high in the list of repairs the original stands."""
    wrong, places = list[str](), Counter[str]()
    for case in chosen:
        judged = _judged(case)
        if judged is None:
            tally.add(case.mistake, "not read")
            is_nonsense = OPERATOR_WITH_A_PRIME.search(case.mutated) is not None
            wrong += [f"{case.mutated}: not read"] if case.mistake in ALWAYS_WRONG and not is_nonsense else []
            continue
        link, equations = judged
        if not equations and link.judgement.verdict is Verdict.UNDECIDED:
            tally.add(case.mistake, ASKED)
            wrong += [f"{case.mutated}: asked back"] if case.mistake in ALWAYS_WRONG else []
            continue
        verdict, truths = link.judgement.verdict, _truths(case, equations)
        conditions = link.judgement.conditions
        if False in truths and conditions and all(c.endswith("sum to 1") for c in conditions):
            tally.add(case.mistake, STANDING)
            continue
        outcome = f"{'wrong' if False in truths else 'true'} and {verdict.value}"
        if verdict not in _allowed(case, equations, truths):
            wrong.append(f"{case.world.path.name}: {case.mistake}: {case.mutated}: {verdict.value}: {truths}")
        if verdict is Verdict.REFUTED:
            places[_place(case, link)] += 1
            outcome += f", mended {_place(case, link)}"
        tally.add(case.mistake, outcome)
    return wrong, places


def _place(case: Case, link: Link) -> str:
    """Where the original, up to likeness, stands among the repairs."""
    relation = case.world.document.entries[case.entry].relation
    first = relation.members[0]
    wanted = _parts(f"{relation.source[first.start : first.end]} = {case.original}")
    for at, repair in enumerate(link.repairs):
        if _parts(repair.latex) == wanted:
            return "first or second" if at < 2 else "later"
    return "by another" if link.repairs else "not at all"


def _parts(latex: str) -> Counter[str]:
    """The symbols, numbers, transposes and primes of a formula.

    A repair is proved to be equal to the left side: one of the same parts differs in order, brackets and signs only.
    """
    plain = latex.replace(r"^\prime", "'").replace(r"\top", "T")
    return Counter(part for part in re.findall(r"\\[a-zA-Z]+|\S", plain) if part not in WAYS_OF_WRITING)


def test_a_sample_of_mistakes_in_the_source_is_judged_and_mended() -> None:
    chosen = random.Random(SEED).sample(cases(), SAMPLE)
    tally = printed(f"source text, a sample of {SAMPLE} of {len(cases())}")
    wrong, places = _try(chosen, tally)
    assert wrong == []
    assert tally.total(ASKED) <= MOST_ASKED * SAMPLE
    assert tally.total(STANDING) <= 1
    assert places["first or second"] >= OF_A_SAMPLE * places.total()


@pytest.mark.slow
def test_a_large_sample_of_mistakes_in_the_source_is_judged_and_mended() -> None:
    chosen = random.Random(SEED + 1).sample(cases(), LARGE_SAMPLE)
    tally = printed(f"source text, a sample of {LARGE_SAMPLE} of {len(cases())}")
    wrong, places = _try(chosen, tally)
    assert wrong == []
    assert tally.total(ASKED) <= MOST_ASKED * tally.total()
    assert tally.total(STANDING) <= MOST_STANDING * tally.total()
    assert places["first or second"] >= FIRST_OR_SECOND * places.total()
