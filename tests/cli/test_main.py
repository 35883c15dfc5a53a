"""What all commands share: usage, help, errors without tracebacks, terminals of all kinds; and `bpsym explain`."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bpsym.cli import main
from bpsym.cli.main import MODULES
from bpsym.derivation import CODES
from tests.cli.command import TRUE, run


@pytest.mark.parametrize("command", ["check", "derive"])
def test_a_missing_file_exits_with_2(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(command, str(tmp_path / "nowhere.md"), capsys=capsys)
    assert code == 2
    assert "nowhere.md" in err


def test_explain_lists_every_code_and_explains_each(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run("explain", capsys=capsys)
    assert code == 0
    assert all(f"  {c}  {page.name}" in out for c, page in CODES.items())
    for c, page in CODES.items():
        _, out, _ = run("explain", c.lower(), capsys=capsys)
        assert f"{c} {page.name}" in out
        assert page.way_out.strip().splitlines()[0] in out


def test_an_unknown_code_exits_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run("explain", "BP999", capsys=capsys)
    assert code == 2
    assert "BP999" in err


@pytest.mark.parametrize(
    "words",
    [[], ["fly"], ["check", "--fix=all", "x.md"], ["check", "--format", "pdf", "x.md"], ["train", "x.md"]],
)
def test_wrong_usage_exits_with_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(words)
    assert stopped.value.code == 2
    assert "usage: bpsym" in capsys.readouterr().err


@pytest.mark.parametrize("command", [[], *([name] for name in MODULES)])
def test_every_command_has_help(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([*command, "--help"])
    assert stopped.value.code == 0
    assert "usage: bpsym" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (KeyboardInterrupt(), 130, "interrupted"),
        (ZeroDivisionError("by zero"), 70, "this is a bug in bpsym (ZeroDivisionError: by zero)"),
        (PermissionError(13, "Permission denied", "x.md"), 2, "x.md: Permission denied"),
    ],
)
def test_no_error_becomes_a_traceback(
    error: BaseException, code: int, words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(args: argparse.Namespace) -> int:
        raise error

    monkeypatch.setattr("bpsym.cli.explain.run", fail)
    monkeypatch.delenv("BPSYM_DEBUG", raising=False)
    found, _, err = run("explain", capsys=capsys)
    assert found == code
    assert words in err


def test_a_bug_shows_its_traceback_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(args: argparse.Namespace) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr("bpsym.cli.explain.run", fail)
    monkeypatch.setenv("BPSYM_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        main(["explain"])


def test_a_reader_that_stops_early_is_no_error() -> None:
    command = f"{sys.executable} -m bpsym explain | head -n 1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=True)
    assert done.stderr == ""


def test_a_terminal_without_unicode_shows_escapes_and_no_traceback(notes: Any) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        [sys.executable, "-m", "bpsym", "check", notes(TRUE)], capture_output=True, env=environment, check=True
    )
    assert b"proved" in done.stdout
