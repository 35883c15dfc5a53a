"""The third opinion: SymPy agrees with true proofs, and a false one is caught."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bpsym.cli import main
from bpsym.cli.thorough import ask_entrywise
from bpsym.derivation import Reading, Report, shipped
from bpsym.expr import negate
from bpsym.review import check_file, check_text
from tests.cli.command import TRUE


def test_sympy_agrees_with_every_proof_of_the_founding_notes(capsys: pytest.CaptureFixture[str]) -> None:
    path = str(shipped("two-layer-network"))
    assert main(["check", path, "--thorough", "--format", "concise"]) == 0
    assert capsys.readouterr().err == f"{path}: SymPy, entry by entry, agrees with 9 proofs\n"


def test_a_proof_of_something_false_would_be_caught() -> None:
    report = check_text(TRUE)
    assert ask_entrywise(report).against == ()
    false = _with_a_flipped_sign(report)
    assert [entry.id for entry in ask_entrywise(false).against] == [false.entries[-1].id]


def test_a_contradiction_exits_with_1(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("bpsym.cli.check.check_file", lambda path, notation: _with_a_flipped_sign(check_file(path)))
    assert main(["check", str(shipped("two-layer-network")), "--thorough"]) == 1
    assert "BP901: SymPy, entry by entry, contradicts the proof" in capsys.readouterr().err


def test_a_symbol_that_is_defined_twice_is_left_alone() -> None:
    twice = TRUE.replace("| y |", "| V | $V$ | (i, o) |\n| y |") + "\n$$\nz = \\tanh(X V) \\odot X V\n$$\n"
    assert ask_entrywise(check_text(twice)).agreed == 0


def _with_a_flipped_sign(report: Report) -> Report:
    """The same report, as if what was proved had been the opposite."""
    assert report.derivation is not None
    *kept, last = report.derivation.equations
    flipped = replace(last, readings=(Reading(last.left, negate(last.right)),))
    return replace(report, derivation=replace(report.derivation, equations=(*kept, flipped)))
