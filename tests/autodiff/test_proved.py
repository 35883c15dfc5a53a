"""What is derived is proved by the checker, which knows none of the rules."""

from __future__ import annotations

import pytest

from bpsym.autodiff import derive
from bpsym.checker import Judge
from bpsym.derivation import Verdict
from bpsym.expr import Function, known, unknown
from tests.networks import deep, two_layer

FUNCTIONS = [unknown("f"), *map(known, ("sigmoid", "tanh", "softplus", "relu", "square"))]


@pytest.mark.parametrize("spell_out", [False, True])
@pytest.mark.parametrize("f", FUNCTIONS, ids=str)
def test_every_claim_on_the_two_layer_network_is_proved(f: Function, spell_out: bool) -> None:
    derived = derive(two_layer(f), wrt=["W1", "W2", "X", "y"], spell_out=spell_out)
    judge = Judge(derived.definitions)
    assert [judge.judge(claim).judgement.verdict for claim in derived.claims] == [Verdict.PROVED] * 6


def test_every_claim_on_a_deep_network_is_proved() -> None:
    derived = derive(deep(8))
    judge = Judge(derived.definitions)
    assert {judge.judge(claim).judgement.verdict for claim in derived.claims} == {Verdict.PROVED}
