"""`bpsym check --fix` as a user meets it: the question, the file, the verdicts afterwards."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path
from typing import Any

import pytest

from bpsym.cli.whole_file import write_file
from bpsym.errors import InputError
from tests.cli.command import EXPECTED, FALSE, TRUE, run

TWICE = FALSE.replace(
    "= X^T (y - z)\n", "= X^T (y - z)\n$$\n\nAgain:\n\n$$\n\\frac{\\partial J}{\\partial W} = X (z - y)\n"
)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def answer(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(text))


def test_the_first_repair_of_every_line_is_written_and_the_file_checked_again(
    notes: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    path = notes(TWICE)
    code, out, err = run("check", "--fix=first", path, capsys=capsys)
    assert code == 0
    assert Path(path).read_text() == TWICE.replace("= X^T (y", "= -X^T (y").replace("= X (z", "= X^T (z")
    assert "4 equations: 2 definitions, 2 proved, 0 refuted" in out
    assert err.splitlines() == [
        f"{path}:16:1: mended: a minus sign is missing",
        f"{path}:22:1: mended: a transpose is missing on X",
    ]


def test_the_repairs_are_shown_and_the_one_that_is_wanted_is_applied(
    notes: Any, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = notes(TWICE)
    answer("7\n2\n0\n", monkeypatch)
    code, out, err = run("check", "--fix", path, "--format", "concise", capsys=capsys)
    assert code == 1
    assert Path(path).read_text() == TWICE.replace("= X^T (y - z)", "= X^T (z - y)")
    assert f"{path}:16:1: refuted: \\frac{{\\partial J}}{{\\partial W}} = X^T (y - z)\n" in err
    assert "  1  \\frac{\\partial J}{\\partial W} = -X^T (y - z)\n     a minus sign is missing\n  2  " in err
    assert "or 0 for none (line 1 of 2)? expected a number from 0 to" in err
    assert out.splitlines()[2].startswith(f"{path}:16:1: proved")
    assert out.splitlines()[3].startswith(f"{path}:22:1: refuted")


@pytest.mark.parametrize("text", ["0\n0\n", "", "0\n"])
def test_nothing_is_written_where_no_repair_is_wanted(
    text: str, notes: Any, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = notes(TWICE)
    before = os.stat(path)
    answer(text, monkeypatch)
    assert run("check", "--fix", path, capsys=capsys)[0] == 1
    assert (Path(path).read_text(), os.stat(path).st_ino) == (TWICE, before.st_ino)


@pytest.mark.parametrize("text", [TRUE, EXPECTED])
def test_where_nothing_is_to_be_mended_nothing_is_asked(
    text: str, notes: Any, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answer("", monkeypatch)
    code, _, err = run("check", "--fix", notes(text), capsys=capsys)
    assert (code, err) == (0, "")


def test_the_report_as_json_is_that_of_the_mended_file(notes: Any, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run("check", notes(FALSE), "--fix=first", "--format", "json", capsys=capsys)
    assert (code, json.loads(out)["summary"]["refuted"]) == (0, 0)


def test_without_a_terminal_the_way_out_is_named(
    notes: Any, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("1\n"))
    path = notes(FALSE)
    code, _, err = run("check", path, "--fix", capsys=capsys)
    assert (code, Path(path).read_text()) == (2, FALSE)
    message = "bpsym: --fix asks on a terminal, and there is none; --fix=first takes the first repair of each line\n"
    assert err == message


def test_standard_input_is_not_mended(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run("check", "-", "--fix=first", capsys=capsys)
    assert (code, err) == (2, "bpsym: --fix writes into files; standard input is none\n")


def test_a_file_that_changes_while_the_question_waits_is_left_alone(
    notes: Any, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = notes(FALSE)

    class Editing(Terminal):
        def readline(self, size: int = -1, /) -> str:  # type: ignore[override]
            Path(path).write_text("somebody else's text")
            return "1\n"

    monkeypatch.setattr("sys.stdin", Editing())
    code, _, err = run("check", path, "--fix", capsys=capsys)
    assert (code, Path(path).read_text()) == (2, "somebody else's text")
    assert err.endswith("the file has changed since it was checked; nothing was written, check it again\n")


def test_a_mended_file_keeps_its_permissions_and_a_link_stays_one(
    notes: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = Path(notes(FALSE))
    path.chmod(0o640)
    link = tmp_path / "link.md"
    link.symlink_to(path)
    assert run("check", str(link), "--fix=first", capsys=capsys)[0] == 0
    assert (link.is_symlink(), path.stat().st_mode & 0o777, path.read_text()) == (True, 0o640, TRUE)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["link.md", "notes.md"]


def test_a_file_that_holds_something_else_by_now_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"new")
    with pytest.raises(InputError, match="has changed meanwhile; nothing was written"):
        write_file(path, b"mine", expected=b"old")
    assert [p.read_bytes() for p in tmp_path.iterdir()] == [b"new"]
