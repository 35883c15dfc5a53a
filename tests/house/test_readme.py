"""The README is true: its session is run again, and its two commands are there for `.ci/run` to run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.sources import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def _block(language: str) -> str:
    """The first fenced block in the language."""
    found = re.search(rf"^```{language}\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
    assert found is not None
    return found[1]


def test_the_session_prints_what_the_readme_says(tmp_path: Path) -> None:
    command, _, printed = _block("console").partition("\n")
    assert command == "$ bpsym check notes.md"
    (tmp_path / "notes.md").write_text(_block("markdown"), encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "bpsym", "check", "notes.md"],
        cwd=tmp_path,
        env={**os.environ, "COLUMNS": "120", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.stdout.strip(), run.stderr) == (printed.strip(), "")


def test_the_session_is_about_ten_lines_long() -> None:
    assert 8 <= len(_block("console").splitlines()) <= 16


@pytest.mark.parametrize(("name", "ends_with"), [("main", "bpsym demo"), ("tests", "pytest")])
def test_each_command_of_the_readme_does_all_of_its_own_set_up(name: str, ends_with: str) -> None:
    script = [sys.executable, str(ROOT / ".ci/readme_commands.py"), str(ROOT / "README.md"), name]
    command = subprocess.run(script, capture_output=True, text=True, check=True).stdout.strip()
    assert command.startswith("python3 -m venv .venv && .venv/bin/pip install ")
    assert command.endswith(ends_with)


def test_every_file_that_the_readme_points_to_exists() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    assert [link for link in links if not (ROOT / link).exists()] == []
    assert "docs/assets/checked-page.png" in links
