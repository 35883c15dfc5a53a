"""No altered certificate is accepted unless what it then claims is true, as the second engine finds by evaluation."""

from __future__ import annotations

import json
from collections import Counter
from itertools import islice
from typing import Any

import pytest

from bpsym.checker.agreement import agree
from bpsym.derivation import Agreement
from bpsym.errors import BpsymError
from tests.recheck.certificates import accepts, forged, read_back, samples, sealed
from tests.recheck.mutants import claims, records

Json = dict[str, Any]


def is_true(made: Json) -> bool:
    """Whether the claim means something and holds, without a word from the verifier or from what found the proof."""
    meaning = read_back(made)
    if meaning is None:
        return False
    try:
        return isinstance(agree(*meaning), Agreement)
    except BpsymError:
        return False


def _judge_mutants(every: int) -> Counter[str]:
    """How many alterations there were, of which each so-manyth was tried; fails at one that is false and accepted."""
    counts: Counter[str] = Counter()
    for made in samples():
        for what, mutant in islice(claims(made), 0, None, every):
            assert not accepts(mutant), f"{made['equation']}: {what}, digest not recomputed"
            accepted = accepts(sealed(mutant)) or accepts(forged(mutant))
            counts["altered"] += 1
            counts["accepted, and true"] += accepted
            assert not accepted or is_true(mutant), f"{made['equation']}: {what} is false and was accepted"
    print(f"\n{dict(counts)}")
    return counts


def test_an_altered_claim_is_accepted_only_if_it_is_true() -> None:
    counts = _judge_mutants(every=23)
    assert counts["altered"] >= 600
    assert counts["accepted, and true"] < counts["altered"] / 4


@pytest.mark.slow
def test_of_all_altered_claims_only_true_ones_are_accepted() -> None:
    assert _judge_mutants(every=1)["altered"] >= 15_000


def test_most_alterations_are_false_so_that_the_test_above_says_something() -> None:
    made = samples()[0]
    verdicts = Counter(is_true(mutant) for _, mutant in islice(claims(made), 0, None, 4))
    assert verdicts[False] > verdicts[True] > 0


def test_an_altered_record_is_rejected() -> None:
    count = 0
    for made in samples():
        for what, mutant in records(made):
            count += 1
            assert not accepts(mutant), f"{made['equation']}: {what}"
            assert not accepts(sealed(mutant)), f"{made['equation']}: {what}, digest recomputed"
    print(f"\n{count} altered records, all rejected")
    assert count >= 300


def test_the_originals_are_accepted_and_true() -> None:
    for made in samples():
        assert accepts(made)
        assert is_true(made)


@pytest.mark.parametrize("old", [r"z^{(2)}", r"W^{(1)}", "J", "numExamples", r"\\delta^{(3)}"])
@pytest.mark.parametrize("new", ["AAA", "zzz"])
def test_a_consistent_renaming_is_accepted(old: str, new: str) -> None:
    for made in samples()[:9]:
        text = json.dumps(made).replace(json.dumps(old)[1:-1].replace("\\\\\\\\", "\\\\"), new)
        assert accepts(sealed(json.loads(text))), made["equation"]


def test_two_names_made_one_are_not_a_renaming() -> None:
    for made in samples()[:3]:
        assert not accepts(sealed(json.loads(json.dumps(made).replace("W^{(1)}", "W^{(2)}"))))
