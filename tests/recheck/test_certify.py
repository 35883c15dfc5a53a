"""`bpsym certify`: one certificate for each proved equation, or the reason why there is none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bpsym.cli import main
from tests.recheck.certificates import NOTES, run

HEAD = """---
bpsym:
  symbols: {X: [m, n], Y: [m, n], J: scalar}
  functions: {s: sigmoid, e: exp, l: log}
---
"""
TRUE = "$$J = \\sum X \\odot Y$$\n\n$$\\frac{\\partial J}{\\partial X} = Y$$\n"


def _certify(path: Path, out: Path) -> int:
    return main(["certify", str(path), "-o", str(out)])


def test_the_founding_notes_have_a_certificate_for_every_proved_equation(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "cert.json"
    assert _certify(NOTES, out) == 0
    assert "9 of 9 proved equations" in capsys.readouterr().out
    assert len(json.loads(out.read_text())["certificates"]) == 9
    assert run(out).returncode == 0


def test_a_proof_beyond_the_table_is_reported_and_exits_with_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notes, out = tmp_path / "notes.md", tmp_path / "cert.json"
    notes.write_text(HEAD + TRUE + "\n$$l(e(X)) = X$$\n")
    assert _certify(notes, out) == 1
    said = capsys.readouterr().out
    assert "no certificate" in said
    assert "1 of 2 proved equations" in said
    assert run(out).returncode == 0


def test_a_refuted_line_exits_with_1_and_the_proved_ones_are_certified(tmp_path: Path) -> None:
    notes, out = tmp_path / "notes.md", tmp_path / "cert.json"
    notes.write_text(HEAD + TRUE + "\n$$\\frac{\\partial J}{\\partial Y} = -X$$\n")
    assert _certify(notes, out) == 1
    assert len(json.loads(out.read_text())["certificates"]) == 1


def test_nothing_proved_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    notes, out = tmp_path / "notes.md", tmp_path / "cert.json"
    notes.write_text(HEAD + "$$J = \\sum X \\odot Y$$\n")
    assert _certify(notes, out) == 1
    assert not out.exists()
    assert "nothing to certify" in capsys.readouterr().out


def test_unusable_places_exit_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _certify(tmp_path / "nowhere.md", tmp_path / "cert.json") == 2
    assert _certify(NOTES, tmp_path / "no" / "folder" / "cert.json") == 2
    assert "cannot write there" in capsys.readouterr().err
