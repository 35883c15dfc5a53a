"""`bpsym check` on LaTeX, notebooks, reStructuredText, folders, patterns and standard input."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

import bpsym.review
from tests.cli.command import run

jsonschema = pytest.importorskip("jsonschema")

LATEX = r"""
\newcommand{\pd}[2]{\frac{\partial #1}{\partial #2}}
% bpsym:
%   symbols: {X: [m, d], W: [d, o], y: [m, o]}
\begin{document}
$Z = X W$ and $J = \frac{1}{2} \|Z - y\|_F^2$
\input{part}
\[ \pd{J}{W} = (Z - y) X \] % bpsym: expect refuted BP201
\end{document}
"""
PART = "first\n\\[ \\pd{J}{W} = X^T (Z - y) \\]\n"
RST = """
.. bpsym:
   symbols: {X: [m, d], W: [d, o], y: [m, o]}

:math:`Z = X W` and :math:`J = \\frac{1}{2} \\|Z - y\\|_F^2`

.. math:: \\frac{\\partial J}{\\partial W} = X^T (Z - y)
"""
CELLS = [
    {"cell_type": "markdown", "source": "```bpsym\nsymbols: {X: [m, d], W: [d, o], y: [m, o]}\n```\n$Z = X W$\n"},
    {"cell_type": "code", "source": "1"},
    {"cell_type": "markdown", "source": "$$J = \\sum Z$$\n\n$$\\frac{\\partial J}{\\partial Z} = 2 Z$$"},
]
NOTEBOOK = json.dumps({"cells": CELLS, "nbformat": 4})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "main.tex").write_text(LATEX, encoding="utf-8")
    (tmp_path / "part.tex").write_text(PART, encoding="utf-8")
    (tmp_path / "notes.rst").write_text(RST, encoding="utf-8")
    (tmp_path / "notes.ipynb").write_text(NOTEBOOK, encoding="utf-8")
    return tmp_path


def report(*words: str, capsys: pytest.CaptureFixture[str]) -> Any:
    _, out, err = run("check", *words, "--format", "json", capsys=capsys)
    assert err == ""
    made = json.loads(out)
    schema = Path(bpsym.review.__file__).with_name("report.schema.json").read_text(encoding="utf-8")
    jsonschema.validate(made, json.loads(schema))
    return made


def places(made: Any) -> list[tuple[str, int, str, str]]:
    return [(e["place"], e["line"], e["verdict"], e["latex"]) for e in made["equations"]]


def test_latex_is_checked_with_its_macros_its_header_and_the_files_it_includes(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = report(str(folder / "main.tex"), capsys=capsys)
    assert places(made) == [
        ("", 6, "definition", "Z = X W"),
        ("", 6, "definition", r"J = \frac{1}{2} \|Z - y\|_F^2"),
        ("part", 2, "proved", r"\pd{J}{W} = X^T (Z - y)"),
        ("", 8, "refuted", r"\pd{J}{W} = (Z - y) X"),
    ]
    code, out, _ = run("check", str(folder / "main.tex"), capsys=capsys)
    assert code == 0
    assert "\n  part\n     2 proved      ∂J/∂W = Xᵀ (Z − y)\n" in out


def test_cells_of_a_notebook_count_their_own_lines_in_every_format(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(folder / "notes.ipynb")
    made = report(path, capsys=capsys)
    assert [(e["place"], e["line"], e["end_line"], e["verdict"]) for e in made["equations"]] == [
        ("cell 1", 4, 4, "definition"),
        ("cell 3", 1, 1, "definition"),
        ("cell 3", 3, 3, "refuted"),
    ]
    assert {(f["place"], f["line"]) for f in made["equations"][2]["findings"]} == {("cell 3", 3)}
    _, out, _ = run("check", path, "--format", "concise", capsys=capsys)
    assert f"{path}:cell 3:3:3: refuted" in out
    _, out, _ = run("check", path, capsys=capsys)
    assert f"{path}:cell 3:3:3: BP301" in out
    assert "\n                    3 | $$" in out


def test_restructured_text_is_checked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = report(str(folder / "notes.rst"), capsys=capsys)
    assert [(e["line"], e["verdict"]) for e in made["equations"]] == [
        (5, "definition"),
        (5, "definition"),
        (7, "proved"),
    ]


def test_a_folder_is_searched_for_every_kind_and_what_another_file_includes_is_not_read_twice(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = [Path(f["file"]).name for f in report(str(folder), capsys=capsys)["files"]]
    assert names == ["main.tex", "notes.ipynb", "notes.rst"]


def test_a_pattern_names_files_and_one_that_names_none_is_an_error(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = report(str(folder / "*.rst"), capsys=capsys)
    assert [Path(f["file"]).name for f in made["files"]] == ["notes.rst"]
    code, _, err = run("check", str(folder / "*.md"), capsys=capsys)
    assert (code, err) == (2, f"bpsym: {folder / '*.md'}: no file has a name of this form\n")


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"$z = 2$, so $z + 1 = 3$")))
    made = report("-", capsys=capsys)
    assert (made["file"], [e["verdict"] for e in made["equations"]]) == ("-", ["definition", "proved"])


def test_latex_reads_no_file_outside_of_its_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    inner = folder / "inner"
    inner.mkdir()
    (inner / "a.tex").write_text("\\input{../part}\n$a = b$", encoding="utf-8")
    code, _, err = run("check", str(inner / "a.tex"), capsys=capsys)
    assert code == 2
    assert f"{inner / 'a.tex'}:1: \\input{{../part}}: the file lies outside of the folder of these notes" in err
