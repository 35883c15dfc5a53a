r"""Repairs that are written into files: what is replaced, and what stays to the last byte."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bpsym.derivation import Patch, Repair, Report, Verdict
from bpsym.errors import InputError
from bpsym.review import check_file
from bpsym.review.mend import mendable, mended_files
from bpsym.review.patch import patch_text
from bpsym.review.patched_notebook import patch_notebook

TABLE = "| $X$ | (m, i) |\n|---|---|\n| $X$ | (m, i) |\n| $W$ | (i, o) |\n| $y$ | (m, o) |\n\n"
FORWARD = "$$\nz = X W\n$$\n\n$$\nJ = \\sum \\frac{1}{2} (y - z)^2\n$$\n\n"
WRONG = "\\frac{\\partial J}{\\partial W} = X^T   (y - z)"
RIGHT = "\\frac{\\partial J}{\\partial W} = -X^T   (y - z)"
NOTES = f"{TABLE}{FORWARD}before $a$\n\n$$\n{WRONG}  % kept\n$$\n\nafter"

HEADER = "bpsym:\n  symbols: {X: [m, i], W: [i, o], y: [m, o]}\n"


def first_repairs(report: Report) -> list[Repair]:
    return [repairs[0] for _, repairs in mendable(report)]


def write(path: Path, text: str) -> Report:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return check_file(path)


def mended(path: Path, text: str) -> str:
    report = write(path, text)
    (made,) = mended_files(report, first_repairs(report)).values()
    assert made[0] == path.read_bytes()
    return made[1].decode()


@pytest.mark.parametrize("text", [NOTES, NOTES.replace("\n", "\r\n"), "\ufeff" + NOTES], ids=["unix", "dos", "mark"])
def test_only_the_side_that_is_wrong_changes_in_markdown(text: str, tmp_path: Path) -> None:
    assert mended(tmp_path / "notes.md", text) == text.replace(WRONG, RIGHT)


def test_what_is_mended_is_proved(tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    report = write(path, mended(path, NOTES))
    assert [e.verdict for e in report.entries] == [Verdict.DEFINITION, Verdict.DEFINITION, Verdict.PROVED]


def test_a_repair_of_a_line_in_a_quote_keeps_its_marks(tmp_path: Path) -> None:
    text = NOTES.replace(f"$$\n{WRONG}  % kept\n$$", f"> $$\n> {WRONG}\n> $$")
    assert mended(tmp_path / "notes.md", text) == text.replace(WRONG, RIGHT)


def test_a_repair_keeps_the_commands_of_the_author(tmp_path: Path) -> None:
    line = "\\pd{J}{W} = \\inp^T (y - z)"
    text = f"{TABLE}$\\newcommand{{\\pd}}[2]{{\\frac{{\\partial #1}}{{\\partial #2}}}} \\newcommand{{\\inp}}{{X}}$\n\n"
    text += f"{FORWARD}$$\n{line}\n$$\n"
    assert mended(tmp_path / "notes.md", text) == text.replace(line, line.replace("= ", "= -"))


def test_latex_is_mended_on_the_line_and_in_the_file_where_it_stands(tmp_path: Path) -> None:
    beside = f"Back \\emph{{again}} `x'\n\\[ {WRONG} \\] % a comment\n"
    (tmp_path / "back.tex").write_text(beside)
    (tmp_path / "notes.bpsym.yml").write_text(HEADER)
    main = "\\section{One} \\[ z = X W \\]\n\\[ J = \\sum \\frac{1}{2} (y - z)^2 \\]\n\\input{back}\n"
    report = write(tmp_path / "notes.tex", main)
    assert mended_files(report, first_repairs(report)) == {
        tmp_path / "back.tex": (beside.encode(), beside.replace(WRONG, RIGHT).encode())
    }


def test_restructured_text_is_mended_on_its_line(tmp_path: Path) -> None:
    (tmp_path / "notes.bpsym.yml").write_text(HEADER)
    text = (
        f"Title\n=====\n\n.. math:: z = X W\n\nand :math:`J = \\sum \\frac{{1}}{{2}} (y - z)^2`, so :math:`{WRONG}`.\n"
    )
    assert mended(tmp_path / "notes.rst", text) == text.replace(WRONG, RIGHT)


def notebook(*cells: list[str] | str, indent: int | None = 1) -> str:
    made = [{"cell_type": "markdown", "metadata": {"cells": [{"source": "no"}]}, "source": cell} for cell in cells]
    code = {"source": ["print('ä {[')\n"], "outputs": [], "cell_type": "code"}
    return json.dumps({"nbformat": 4, "cells": [code, *made], "metadata": {}}, indent=indent) + "\n"


@pytest.mark.parametrize("indent", [None, 1, 3])
def test_a_cell_of_a_notebook_is_mended_and_the_rest_of_the_file_stays(indent: int | None, tmp_path: Path) -> None:
    lines = [line + "\n" for line in f"$$\n{WRONG}\n$$".split("\n")]
    header = f"```bpsym\n{HEADER}```\n"
    text = notebook(f"{header}{FORWARD}", ["ä\n", *lines], indent=indent)
    right = notebook(f"{header}{FORWARD}", ["ä\n", *(s.replace(WRONG, RIGHT) for s in lines)], indent=indent)
    assert mended(tmp_path / "notes.ipynb", text) == right


def test_a_cell_whose_source_is_one_string_stays_one() -> None:
    text = notebook("a = b\nc = d")
    assert patch_notebook(text, {2: [Patch(2, 5, "d", "é\n+ d")]}, "n") == notebook("a = b\nc = é\n+ d")


def test_a_list_of_lines_takes_new_lines_and_keeps_the_others_as_they_are_written() -> None:
    text = '{"cells": [{"source": [\n "\\u00e4 = b\\n",\n "c"\n]}]}'
    assert (
        patch_notebook(text, {1: [Patch(2, 1, "c", "d\ne")]}, "n")
        == '{"cells": [{"source": [\n "\\u00e4 = b\\n",\n "d\\n",\n "e"\n]}]}'
    )


def test_a_file_that_has_changed_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    report = write(path, NOTES)
    path.write_text(NOTES + " more")
    with pytest.raises(InputError, match="has changed since it was checked; nothing was written"):
        mended_files(report, first_repairs(report))


def test_a_line_that_is_wrong_on_purpose_is_not_mended(tmp_path: Path) -> None:
    text = NOTES.replace("\n\nafter", "\n<!-- bpsym: expect refuted -->\n")
    assert mendable(write(tmp_path / "notes.md", text)) == []


def test_two_patches_of_one_line_do_not_disturb_each_other() -> None:
    assert patch_text("a + bb = c\n", [Patch(1, 1, "a", "aaa"), Patch(1, 5, "bb", "d")], "n") == "aaa + d = c\n"


@pytest.mark.parametrize(
    ("patch", "message"),
    [
        (Patch(1, 1, "x", "y"), "n:1: cannot tell what to replace: 'x' stands there 2 times; mend this line by hand"),
        (Patch(2, 1, "x", "y"), "n:2: cannot tell what to replace: 'x' is not there; mend this line by hand"),
        (Patch(1, 1, " ", "y"), "n:1: there is nothing to replace here; mend this line by hand"),
        (Patch(9, 1, "x", "y"), "n:9: there is nothing to replace here; mend this line by hand"),
    ],
)
def test_a_place_that_is_not_found_once_is_refused(patch: Patch, message: str) -> None:
    with pytest.raises(InputError) as error:
        patch_text("2 x = x\nz = 1\n", [patch], "n", keeps_columns=False)
    assert str(error.value) == message
