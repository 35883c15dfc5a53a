"""The judge: one verdict per outcome of the two engines, and what it refuses to decide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from bpsym.checker import Judge, Judged
from bpsym.checker import judge as judge_module
from bpsym.checker.agreement import NoPoint
from bpsym.checker.normal import NoProof
from bpsym.derivation import Counterexample, Derivation, Equation, Reading, Role, ShapeClash, Verdict, claim
from bpsym.errors import UnsupportedError
from bpsym.expr import (
    Expr,
    apply,
    divide,
    hadamard,
    known,
    matmul,
    partial,
    scale,
    squared_norm,
    subtract,
    symbol,
    transpose,
    unknown,
    zero,
)
from tests.checker.claims import true_claims, wrong_claims
from tests.networks import two_layer

f = unknown("f")
A, S = symbol("A", "m", "n"), symbol("S", "n", "n")


@pytest.fixture
def network() -> Derivation:
    return two_layer()


@pytest.fixture
def bench(network: Derivation) -> Judge:
    return Judge(network.definitions)


def judged(judge: Judge, left: Expr, right: Expr) -> Judged:
    return judge.judge(claim("c", left, right))


def test_every_true_claim_about_the_two_layer_network_is_proved_with_both_pieces_of_evidence(
    network: Derivation, bench: Judge
) -> None:
    for name, (left, right) in true_claims(network, f).items():
        found = judged(bench, left, right)
        assert found.judgement.verdict is Verdict.PROVED, name
        assert found.judgement.proof is not None
        assert found.judgement.agreement is not None
        assert found.code == ""


def test_every_wrong_claim_about_the_two_layer_network_is_refuted_with_a_witness(
    network: Derivation, bench: Judge
) -> None:
    for name, (left, right) in wrong_claims(network, f).items():
        found = judged(bench, left, right)
        assert found.judgement.verdict is Verdict.REFUTED, name
        assert isinstance(found.judgement.witness, Counterexample)
        assert found.code == "BP301"


def test_what_agrees_without_a_proof_is_only_supported() -> None:
    square = squared_norm(symbol("x"))
    sine, cosine = apply(known("sin"), square), apply(known("cos"), square)
    doubled = apply(known("sin"), scale(2, square))
    found = judged(Judge({}), doubled, scale(2, hadamard(sine, cosine)))
    assert found.judgement.verdict is Verdict.SUPPORTED
    assert found.code == "BP302"
    assert "no proof was found" in found.judgement.reason


def test_a_proof_that_the_second_engine_contradicts_is_an_internal_error(
    network: Derivation, bench: Judge, monkeypatch: pytest.MonkeyPatch
) -> None:
    proof = judged(bench, *true_claims(network, f)["delta3"]).judgement.proof
    monkeypatch.setattr(judge_module, "prove", lambda left, right, program: proof)
    found = judged(bench, *wrong_claims(network, f)["a flipped sign"])
    assert (found.judgement.verdict, found.code) == (Verdict.UNDECIDED, "BP901")
    assert "the sides differ at a random point" in found.judgement.reason


def test_a_proof_without_a_point_to_check_it_at_is_undecided() -> None:
    x = symbol("x", "m", "n")
    nowhere = apply(known("log"), subtract(zero("m", "n"), hadamard(x, x)))
    found = judged(Judge({}), nowhere, nowhere)
    assert (found.judgement.verdict, found.code) == (Verdict.UNDECIDED, "BP302")
    assert "no point of the domain" in found.judgement.reason


def test_without_a_proof_and_without_a_point_both_reasons_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judge_module, "prove", lambda left, right, program: NoProof("the forms differ"))
    bench = Judge({})
    monkeypatch.setattr(bench.points, "agree", lambda *asked: NoPoint("nowhere defined"))
    found = judged(bench, A, A)
    assert found.judgement.verdict is Verdict.UNDECIDED
    assert found.judgement.reason == "nowhere defined; the forms differ"


def test_a_difference_at_a_random_point_without_a_witness_refutes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judge_module, "find_counterexample", lambda left, right, definitions: None)
    found = judged(Judge({}), S, transpose(S))
    assert (found.judgement.verdict, found.code) == (Verdict.UNDECIDED, "BP302")
    assert "no counterexample" in found.judgement.reason


def test_what_the_second_engine_cannot_compute_is_undecided_and_never_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*asked: object) -> None:
        raise UnsupportedError("no such function")

    bench = Judge({})
    monkeypatch.setattr(bench.points, "agree", refuse)
    monkeypatch.setattr(bench.points, "agree_whatever", refuse)
    found = judged(bench, A, A)
    assert found.judgement.verdict is Verdict.UNDECIDED
    assert "no such function" in found.judgement.reason
    assert not bench.proves(Reading(A, A))


CLASH = ShapeClash("(m, n)", "(n, m)", "(m, n) on the left, (n, m) on the right")


def test_a_clash_of_declared_shapes_refutes() -> None:
    found = Judge({}).judge(Equation("c", Role.CLAIM, (), CLASH))
    assert (found.judgement.verdict, found.judgement.witness, found.code) == (Verdict.REFUTED, CLASH, "BP201")
    assert found.reading is None


def test_a_clash_of_inferred_shapes_is_a_question() -> None:
    found = Judge({}).judge(Equation("c", Role.CLAIM, (), replace(CLASH, only_inferred=True)))
    assert (found.judgement.verdict, found.code) == (Verdict.UNDECIDED, "BP205")
    assert "declare them" in found.judgement.reason


def test_readings_that_are_not_equally_true_are_undecided() -> None:
    readings = Reading(matmul(S, S), matmul(S, S)), Reading(matmul(S, S), hadamard(S, S))
    found = Judge({}).judge(Equation("c", Role.CLAIM, readings))
    assert (found.judgement.verdict, found.code) == (Verdict.UNDECIDED, "BP106")
    assert "reading 1: proved; reading 2: refuted" in found.judgement.reason


def test_readings_that_are_equally_true_are_judged_as_the_first() -> None:
    readings = Reading(A, A), Reading(scale(2, A), scale(2, A))
    found = Judge({}).judge(Equation("c", Role.CLAIM, readings))
    assert (found.judgement.verdict, found.reading) == (Verdict.PROVED, readings[0])


def test_a_derivative_of_what_does_not_depend_on_the_variable_is_a_finding(network: Derivation, bench: Judge) -> None:
    stranger = symbol("V", "m", "n")
    found = judged(bench, partial(network.find("J"), stranger), stranger)
    assert (found.judgement.verdict, found.code) == (Verdict.UNDECIDED, "BP110")
    assert "J does not depend on V" in found.judgement.reason


def test_that_it_is_zero_may_be_claimed(network: Derivation, bench: Judge) -> None:
    stranger = symbol("V", "m", "n")
    found = judged(bench, partial(network.find("J"), stranger), zero("m", "n"))
    assert found.judgement.verdict is Verdict.PROVED


@pytest.mark.parametrize("doubt", ["J", r"\hat{y}", "W^{(2)}"])
def test_nothing_is_decided_that_rests_on_a_doubtful_definition(network: Derivation, doubt: str) -> None:
    bench = Judge(network.definitions, frozenset({doubt, "unrelated"}))
    found = judged(bench, *true_claims(network, f)["delta2"])
    assert (found.judgement.verdict, found.code) == (Verdict.UNDECIDED, "BP111")
    assert found.judgement.reason.startswith(f"it rests on {doubt}, ")


def test_what_holds_for_every_value_of_a_doubtful_symbol_is_proved(network: Derivation) -> None:
    bench = Judge(network.definitions, frozenset({"z^{(2)}"}))
    assert judged(bench, *true_claims(network, f)["delta2"]).judgement.verdict is Verdict.PROVED


def test_what_is_false_for_some_value_of_a_doubtful_symbol_is_not_refuted(network: Derivation) -> None:
    bench = Judge(network.definitions, frozenset({"z^{(2)}"}))
    left, right = true_claims(network, f)["delta2"]
    found = judged(bench, left, scale(2, right))
    assert (found.judgement.verdict, found.code) == (Verdict.UNDECIDED, "BP111")


def test_a_doubt_elsewhere_is_no_obstacle(network: Derivation) -> None:
    bench = Judge(network.definitions, frozenset({"unrelated"}))
    assert judged(bench, *true_claims(network, f)["delta2"]).judgement.verdict is Verdict.PROVED


def test_proves_says_what_judge_says(network: Derivation, bench: Judge) -> None:
    every: Callable[..., dict[str, tuple[Expr, Expr]]]
    for every, expected in ((true_claims, True), (wrong_claims, False)):
        assert {bench.proves(Reading(*sides)) for sides in every(network, f).values()} == {expected}


def test_a_quotient_has_its_condition_in_the_verdict() -> None:
    x, y = symbol("x", "m", "n"), symbol("y", "m", "n")
    found = judged(Judge({}), divide(hadamard(x, y), x), y)
    assert found.judgement.verdict is Verdict.PROVED
    assert found.judgement.domain == (r"x_{ij} \neq 0",)
