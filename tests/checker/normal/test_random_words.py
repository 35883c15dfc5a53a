"""Random words of matrices: the same matrix in other words is proved equal, a mistake is never proved."""

from __future__ import annotations

from random import Random

import pytest

from bpsym.checker.agreement import NoPoint, agree
from bpsym.checker.normal import NoProof, Program, prove
from bpsym.derivation import Agreement, Proof
from tests.checker.normal.random_word import disguised, mistaken, random_word

PROGRAM = Program({})
WORDS = 150


def test_a_disguised_word_is_proved_equal() -> None:
    missed = []
    for seed in range(WORDS):
        random = Random(seed)
        word = random_word(random, random.randint(1, 3))
        same = disguised(random, word)
        if isinstance(prove(word, same, PROGRAM), NoProof):
            missed.append(seed)
    assert missed == []


@pytest.mark.parametrize("start", range(0, WORDS, 50))
def test_a_mistaken_word_is_proved_only_where_it_is_the_same(start: int) -> None:
    proved = 0
    for seed in range(start, start + 50):
        random = Random(f"mistake {seed}")
        word = random_word(random, random.randint(1, 3))
        other = mistaken(random, disguised(random, word))
        if isinstance(prove(word, other, PROGRAM), Proof):
            proved += 1
            assert isinstance(agree(word, other, {}), Agreement | NoPoint), seed
    assert proved < 25


def test_different_words_are_proved_equal_only_where_they_are() -> None:
    random = Random(7)
    words = [random_word(random, 2) for _ in range(12)]
    pairs = [(left, right) for left in words for right in words if isinstance(prove(left, right, PROGRAM), Proof)]
    assert len(words) <= len(pairs) < len(words) ** 2
    assert [pair for pair in pairs if not isinstance(agree(*pair, {}), Agreement | NoPoint)] == []
