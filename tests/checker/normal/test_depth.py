"""Deep networks: no recursion, no work that grows faster than the network, and false claims that end."""

from __future__ import annotations

from bpsym.autodiff import derive
from bpsym.checker import Judge
from bpsym.checker.normal import NoProof, Program, prove
from bpsym.checker.normal.term import MOST_NESTED
from bpsym.derivation import Proof, Verdict
from bpsym.expr import Expr, add, apply, matmul, scale, squared_norm, symbol, total, transpose, unknown
from tests.networks import deep

f = unknown("f")


def test_every_derived_gradient_of_64_layers_is_proved_by_both_engines() -> None:
    derived = derive(deep(64))
    judge = Judge(derived.definitions)
    verdicts = {claim.id: judge.judge(claim).judgement.verdict for claim in derived.claims}
    assert len(verdicts) >= 128
    assert set(verdicts.values()) == {Verdict.PROVED}


def test_derived_gradients_of_a_thousand_layers_are_proved_by_the_normal_form() -> None:
    derived = derive(deep(1000))
    program = Program(derived.definitions)
    assert len(derived.claims) >= 2000
    assert all(isinstance(prove(claim.left, claim.right, program), Proof) for claim in derived.claims[::5])


def test_a_proof_of_one_layer_uses_the_definitions_of_that_layer_alone() -> None:
    derived = derive(deep(200))
    claim = next(c for c in derived.claims if "W^{(100)}" in str(c.left))
    proof = prove(claim.left, claim.right, Program(derived.definitions))
    assert isinstance(proof, Proof)
    assert proof.definitions == ("z^{(101)}",)


def test_a_false_gradient_of_a_deep_network_ends_without_a_proof() -> None:
    derived = derive(deep(20))
    claim = next(c for c in derived.claims if "W^{(1)}" in str(c.left))
    assert isinstance(prove(claim.left, scale(2, claim.right), Program(derived.definitions)), NoProof)


def test_a_penalty_on_each_of_a_thousand_weights_is_one_long_sum() -> None:
    weights = [symbol(f"W_{n}", "m", "n") for n in range(1000)]
    loss = symbol("J")
    forwards: Expr = squared_norm(weights[0])
    backwards: Expr = squared_norm(weights[-1])
    for first, last in zip(weights[1:], reversed(weights[:-1])):
        forwards, backwards = add(forwards, squared_norm(first)), add(backwards, squared_norm(last))
    assert isinstance(prove(loss, backwards, Program({loss: forwards})), Proof)


def test_a_nest_that_is_too_deep_is_given_up_with_its_reason() -> None:
    nest: Expr = symbol("x", "m", "n")
    for _ in range(MOST_NESTED + 1):
        nest = apply(f, nest)
    proof = prove(nest, nest, Program({}))
    assert isinstance(proof, NoProof)
    assert "nested within each other" in proof.reason


def test_a_product_of_very_many_factors_is_given_up_with_its_reason() -> None:
    chain: Expr = symbol("S", "n", "n")
    for _ in range(2000):
        chain = matmul(chain, transpose(symbol("S", "n", "n")))
    proof = prove(total(chain), total(chain), Program({}))
    assert isinstance(proof, NoProof)
    assert "give its parts names" in proof.reason
