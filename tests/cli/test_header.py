"""`bpsym header`: a skeleton that can be read as it is, asks once for each symbol, and works when it is filled in."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from bpsym.expr import shape_of
from bpsym.reader import read_header
from tests.cli.command import TRUE, run

BARE = TRUE[TRUE.index("$$") :]
LAYERS = (
    "$X \\in \\mathbb{R}^{m \\times n}$\n\n$$\nz^{(l)} = a^{(l-1)} W^{(l)}\n$$\n\n$$\nu = X T + X \\Theta^{(1)}\n$$\n"
)


def header(path: str, capsys: pytest.CaptureFixture[str]) -> str:
    code, out, err = run("header", path, capsys=capsys)
    assert (code, err) == (0, "")
    read_header(out, "header", is_sidecar=True)
    return out


def test_what_the_notes_declare_and_define_is_written(notes: Any, capsys: pytest.CaptureFixture[str]) -> None:
    found = read_header(header(notes(TRUE), capsys), "header", is_sidecar=True)
    assert {name: declared.shape for name, declared in found.symbols.items()} == {
        "X": shape_of("m", "i"),
        "W": shape_of("i", "o"),
        "y": shape_of("m", "o"),
        "z": shape_of("m", "o"),
        "J": shape_of(1, 1),
    }


def test_a_shape_that_is_forced_is_written_and_said_to_be(notes: Any, capsys: pytest.CaptureFixture[str]) -> None:
    text = TRUE.replace("| W | $W$ | (i, o) |\n", "")
    assert "    W: [i, o]  # not declared; the only shape with which the definitions fit\n" in header(
        notes(text), capsys
    )


def test_every_symbol_that_is_not_declared_is_asked_for_once(notes: Any, capsys: pytest.CaptureFixture[str]) -> None:
    out = header(notes(BARE), capsys)
    assert re.findall(r"# \? (.*)", out) == [
        "What is the shape of X? (line 2: z = X W)",
        "What is the shape of W? (line 2: z = X W)",
        "What is the shape of y? (line 6: J = \\sum \\frac{1}{2} (y - z)^2)",
    ]


def test_the_skeleton_works_when_it_is_filled_in(notes: Any, capsys: pytest.CaptureFixture[str]) -> None:
    path = notes(BARE)
    out = header(path, capsys)
    for name, shape in (("X", "[m, i]"), ("W", "[i, o]"), ("y", "[m, o]")):
        out = out.replace(f"    # {name}: [rows, columns]", f"    {name}: {shape}")
    notes(out, "notes.bpsym.yml")
    assert run("check", path, capsys=capsys)[0] == 0
    assert "# ?" not in header(path, capsys)


def test_layers_and_a_letter_that_may_be_a_transpose_are_asked_for(
    notes: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    out = header(notes(LAYERS), capsys)
    assert "# 'W^{(l)}': {shape: [rows, columns], l: '1..L'}" in out
    assert (
        "# ? Is T a transpose or a symbol? A transpose is written A^T; for a symbol, what is its shape? (line 8:" in out
    )
    assert (
        "# ? What is the shape of \\Theta^{(1)}? (line 8: u = X T + X \\Theta^{(1)})\n    # '\\Theta^{(1)}': [rows"
        in out
    )
    filled = re.sub(r"# ('.*'): \{shape: \[rows, columns\], l: '1..L'\}", r"\1: {shape: [n, n], l: '1..3'}", out)
    assert [f.template for f in read_header(filled, "x", is_sidecar=True).families] == [
        "z^{(@)}",
        "a^{(@)}",
        "W^{(@)}",
    ]


def test_a_function_is_taken_to_act_entry_by_entry(notes: Any, capsys: pytest.CaptureFixture[str]) -> None:
    out = header(notes(TRUE.replace("z = X W", "z = f(X W)")), capsys)
    assert out.endswith("  functions:\n    f: elementwise\n")


def test_a_symbol_that_is_set_equal_to_another_stays_a_definition(
    notes: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    text = TRUE.replace("z = X W", "z = a W").replace("\n$$\nJ", "\n$$\na = X\n$$\n\n$$\nJ")
    path = notes(text)
    notes(header(path, capsys), "notes.bpsym.yml")
    assert "    # a: [m, i]  # from its definition\n" in header(path, capsys)
    assert "3 definitions, 1 proved" in run("check", path, capsys=capsys)[1]


def test_a_file_is_replaced_only_by_force(notes: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, out = notes(BARE), tmp_path / "notes.bpsym.yml"
    code, _, err = run("header", path, "-o", str(out), capsys=capsys)
    assert (code, err) == (0, f"{out}: written; 3 questions are open in it\n")
    out.write_text("symbols: {}\n")
    assert run("header", path, "-o", str(out), capsys=capsys) == (
        2,
        "",
        f"bpsym: {out}: there is such a file; --force replaces it\n",
    )
    assert out.read_text() == "symbols: {}\n"
    assert run("header", path, "-o", str(out), "--force", capsys=capsys)[0] == 0
    assert out.read_text().startswith("# The symbols of notes.md")


def test_notes_without_an_equation_have_no_header(notes: Any, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run("header", notes("words only"), capsys=capsys)
    assert code == 2
    assert "no equation found" in err
