"""Folders of results: whole, or not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from bpsym.cli.output import whole_folder
from bpsym.errors import InputError

NAMES = ("a.txt", "b.txt")


def write(target: Path, text: str = "new") -> None:
    with whole_folder(target, NAMES) as folder:
        (folder / "a.txt").write_text(text)


def test_a_folder_appears_whole_and_nothing_else_is_left(tmp_path: Path) -> None:
    write(tmp_path / "deep" / "out")
    assert (tmp_path / "deep" / "out" / "a.txt").read_text() == "new"
    assert [p.name for p in (tmp_path / "deep").iterdir()] == ["out"]


def test_a_folder_of_an_earlier_run_is_replaced(tmp_path: Path) -> None:
    write(tmp_path / "out", "old")
    (tmp_path / "out" / "b.txt").write_text("old")
    write(tmp_path / "out")
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["a.txt"]
    assert (tmp_path / "out" / "a.txt").read_text() == "new"


def test_an_error_leaves_the_old_folder_as_it_was_and_no_half_of_a_new_one(tmp_path: Path) -> None:
    write(tmp_path / "out", "old")
    with pytest.raises(TypeError):
        write(tmp_path / "out", None)  # type: ignore[arg-type]  # what goes wrong while the folder is written
    assert (tmp_path / "out" / "a.txt").read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_folder_with_something_else_in_it_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("years of work")
    with pytest.raises(InputError, match=r"holds thesis\.tex, which is not ours to replace"):
        write(tmp_path)
    assert (tmp_path / "thesis.tex").exists()


def test_a_file_is_not_replaced_by_a_folder(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(InputError, match="a file of this name exists"):
        write(tmp_path / "out")
