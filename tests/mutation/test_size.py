"""How large the suite is."""

from __future__ import annotations

import pytest

from tests.mutation import test_text, test_typed

LEAST = 2_000


@pytest.mark.slow
def test_there_are_two_thousand_mutants_and_every_mistake_is_among_them() -> None:
    typed, source = test_typed.cases(), test_text.cases()
    assert len(typed) + len(source) >= LEAST
    assert {mutant.mistake for _, _, mutant in typed} == set(test_typed.MISTAKES)
    assert {case.mistake for case in source} == set(test_text.MISTAKES)
