"""`bpsym check` as a user meets it: exit codes, messages, formats."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import EXPECTED, FALSE, TRUE, UNREAD, run


def test_true_notes_are_green(notes: Any, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run("check", notes(TRUE), capsys=capsys)
    assert (code, err) == (0, "")
    assert out.rstrip().endswith("3 equations: 2 definitions, 1 proved, 0 refuted, 0 undecided · 3/3 decided")


@pytest.mark.parametrize(("text", "word"), [(FALSE, "1 refuted"), (UNREAD, "1 unread")])
def test_a_refuted_or_unread_line_exits_with_1(
    text: str, word: str, notes: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run("check", notes(text), capsys=capsys)
    assert code == 1
    assert word in out


def test_a_refuted_line_comes_with_its_counterexample(notes: Any, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run("check", notes(FALSE), capsys=capsys)
    assert "counterexample: " in out
    assert "the left side is" in out


def test_a_line_that_is_wrong_on_purpose_is_fine(notes: Any, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run("check", notes(EXPECTED), capsys=capsys)
    assert code == 0
    assert "wrong on purpose" in out


def test_a_line_that_is_wrong_on_purpose_and_true_is_not_fine(notes: Any, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run("check", notes(TRUE + "<!-- bpsym: expect refuted -->\n"), capsys=capsys)
    assert code == 1
    assert "expected refuted, found proved" in out


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.md", b""),
        ("binary.md", b"\x00\xff\xfe$$a=b$$"),
        ("plain.md", b"no equation here"),
        ("latin.md", b"\xe9$$a=b$$"),
    ],
)
def test_a_file_that_cannot_be_used_exits_with_2_and_says_which(
    name: str, content: bytes, notes: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run("check", notes(content, name), capsys=capsys)
    assert code == 2
    assert name in err
    assert "decided" not in out


def test_a_folder_is_walked_and_one_bad_file_does_not_stop_the_others(
    notes: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notes(TRUE, "a/one.md")
    notes(FALSE, "b/two.md")
    notes("no equation", "b/three.md")
    notes(TRUE, ".hidden/four.md")
    code, out, err = run("check", str(tmp_path), "--format", "concise", capsys=capsys)
    assert code == 1
    assert out.count("proved") == 1
    assert out.count("refuted") == 1
    assert "three.md" in err


def test_a_named_bad_file_exits_with_2_even_beside_a_good_one(notes: Any, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run("check", notes(TRUE), notes("", "empty.md"), capsys=capsys)
    assert code == 2
    assert "1 proved" in out


def test_a_folder_in_which_nothing_could_be_checked_exits_with_2(
    notes: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notes("no equation", "one.md")
    notes(b"\xff", "two.md")
    code, out, err = run("check", str(tmp_path), capsys=capsys)
    assert code == 2
    assert "one.md" in err
    assert "two.md" in err
    assert "decided" not in out


def test_a_folder_without_notes_exits_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run("check", str(tmp_path), capsys=capsys)
    assert code == 2
    assert "no notes here" in err


def test_the_concise_format_is_one_line_for_each_equation(notes: Any, capsys: pytest.CaptureFixture[str]) -> None:
    path = notes(TRUE)
    _, out, _ = run("check", path, "--format", "concise", capsys=capsys)
    lines = [line for line in out.splitlines() if ": BP" not in line]
    assert len(lines) == 3
    assert lines[2].startswith(f"{path}:16:1: proved  ∂J/∂W = −Xᵀ (y − z)")


def test_json_of_one_file_and_of_several(notes: Any, capsys: pytest.CaptureFixture[str]) -> None:
    path, other = notes(TRUE), notes(FALSE, "other.md")
    code, out, _ = run("check", path, "--format", "json", capsys=capsys)
    alone = json.loads(out)
    assert (code, alone["schema_version"], alone["summary"]["proved"]) == (0, 1, 1)
    code, out, _ = run("check", path, other, "--format", "json", capsys=capsys)
    several = json.loads(out)
    assert code == 1
    assert several["files"][0] == alone
    assert several["summary"]["total"] == 6


def test_json_of_a_file_that_fails_has_its_error_and_no_equations(
    notes: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run("check", notes(""), "--format", "json", capsys=capsys)
    made = json.loads(out)
    assert code == 2
    assert made["error"]
    assert made["equations"] == []
