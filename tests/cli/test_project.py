"""`bpsym check` in a project: what it checks where nothing is named, and what it leaves out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import FALSE, TRUE, run


def test_without_a_path_the_notes_of_the_project_are_checked(
    notes: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    notes("[tool.bpsym]\nnotes = ['one.md', 'two']\nexclude = ['two/drafts/*']\n", "pyproject.toml")
    notes(TRUE, "one.md")
    notes(TRUE, "two/a.md")
    notes(FALSE, "two/drafts/b.md")
    notes(FALSE, "three.md")
    monkeypatch.chdir(tmp_path / "two")
    code, out, err = run("check", "--format", "concise", capsys=capsys)
    assert (code, err) == (0, "")
    assert {line.partition(":")[0] for line in out.splitlines()} == {"../one.md", "a.md"}
    assert run("check", "drafts/b.md", capsys=capsys)[0] == 1
    assert run("check", "../two/**/*.md", capsys=capsys)[0] == 0


@pytest.mark.parametrize("text", ["[tool.bpsym]\n", "[tool.other]\n"])
def test_without_a_path_and_without_notes_of_the_project_the_way_out_is_named(
    text: str, notes: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    notes(text, "pyproject.toml")
    monkeypatch.chdir(tmp_path)
    code, out, err = run("check", capsys=capsys)
    assert (code, out) == (2, "")
    assert err == "bpsym: check: name the notes, or list them in pyproject.toml, [tool.bpsym] notes = ['docs']\n"


def test_a_mistake_in_the_conventions_exits_with_2_and_names_the_key(
    notes: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notes("[tool.bpsym]\nfunctons = {}\n", "pyproject.toml")
    code, _, err = run("check", notes(TRUE), capsys=capsys)
    assert (code, err.partition("; there are")[0]) == (
        2,
        f"bpsym: {tmp_path}/pyproject.toml:2: unknown key 'functons' under [tool.bpsym]",
    )
