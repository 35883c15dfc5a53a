r"""Conventions of a project: `[tool.bpsym]` in `pyproject.toml`, under what the notes themselves say."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bpsym.derivation import Report, Verdict
from bpsym.errors import InputError
from bpsym.notation import Notation
from bpsym.review import check_file, find_notes, load
from bpsym.review.project import KEYS, find_project
from bpsym.review.source import read_sidecar

NOTES = "$$\nz = X \\star W\n$$\n\n$$\nz = X \\odot W\n$$\n"
SYMBOLS = "symbols = {X = ['m', 'n'], W = ['m', 'n']}\nproducts = {'\\star' = 'hadamard'}\n"


def project(folder: Path, text: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pyproject.toml").write_text(f"[project]\nname = 'x'\n\n[tool.bpsym]\n{text}")


def check(folder: Path, text: str, name: str = "a/b/notes.md") -> Report:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return check_file(path)


def verdicts(report: Report) -> list[str]:
    return [entry.verdict.value for entry in report.entries]


def test_the_conventions_of_the_project_hold_in_the_notes_below_it(tmp_path: Path) -> None:
    assert verdicts(check(tmp_path, NOTES)) == ["unread", "unread"]
    project(tmp_path, SYMBOLS)
    assert verdicts(check(tmp_path, NOTES)) == ["definition", "proved"]
    assert len(load(tmp_path / "a/b/notes.md").equations) == 2


def test_the_nearest_table_counts_and_a_file_without_one_does_not(tmp_path: Path) -> None:
    project(tmp_path, "exclude = ['no']\n")
    project(tmp_path / "a", SYMBOLS)
    (tmp_path / "a/b").mkdir()
    (tmp_path / "a/b/pyproject.toml").write_text("[tool.other]\nbpsym = 1\n")
    assert verdicts(check(tmp_path, NOTES)) == ["definition", "proved"]


@pytest.mark.parametrize(
    "own",
    [
        "| $X$ | (m, k) |\n|---|---|\n| $X$ | (m, k) |\n| $W$ | (k, n) |\n\n",
        "Let $X \\in \\mathbb{R}^{m \\times k}$, $W \\in \\mathbb{R}^{k \\times n}$.\n\n",
        "---\nbpsym:\n  symbols: {X: [m, k], W: [k, n]}\n---\n",
    ],
    ids=["table", "prose", "header"],
)
def test_what_the_notes_say_wins(own: str, tmp_path: Path) -> None:
    project(tmp_path, "symbols = {X = ['m', 'n'], W = ['n', 'm']}\n")
    report = check(tmp_path, f"{own}$$\nz = X W\n$$\n")
    assert report.derivation is not None
    (equation,) = report.derivation.equations
    assert [str(d) for d in equation.left.shape] == ["m", "n"]


def test_what_the_notes_give_takes_the_place_of_what_the_project_gives(tmp_path: Path) -> None:
    project(tmp_path, "symbols = {X = ['m', 'n']}\ngiven = ['z = X', 'u = 2 X']\n")
    report = check(tmp_path, "---\nbpsym:\n  given: ['z=3 X']\n---\n$$\nz + u = 5 X\n$$\n")
    assert verdicts(report) == ["proved"]


def test_a_family_of_the_notes_takes_the_place_of_that_of_the_project(tmp_path: Path) -> None:
    family = "{{shape: [{0}, {0}], l: '1..3'}}"
    project(tmp_path, "families = {'W^{(l)}' = {shape = ['p', 'p'], l = '1..5'}}\n")
    header = f"---\nbpsym:\n  families: {{'W^{{(l)}}': {family.format('q')}}}\n---\n"
    report = check(tmp_path, header + "$$\na = W^{(1)} W^{(2)}\n$$\n\n$$\nb = W^{(4)} W^{(5)}\n$$\n")
    assert verdicts(report) == ["definition", "unread"]


def test_what_is_assumed_in_the_project_counts_only_where_the_notes_speak_of_it(tmp_path: Path) -> None:
    project(tmp_path, "symbols = {A = ['n', 'n'], B = ['n', 'm']}\nassume = ['A symmetric', 'C diagonal', 'o = 1']\n")
    report = check(tmp_path, "$$\nA^T B = A B\n$$\n")
    (entry,) = report.entries
    assert (entry.verdict, entry.links[0].judgement.conditions) == (Verdict.CONDITIONAL, ("A symmetric",))
    assert verdicts(check(tmp_path, "---\nbpsym:\n  symbols: {x: [n]}\n---\n$$\ny = 2 x\n$$\n")) == ["definition"]


def test_a_sidecar_wins_over_the_project(tmp_path: Path) -> None:
    project(tmp_path, "layout = 'numerator'\ndialect = 'numpy'\n")
    (tmp_path / "notes.bpsym.yml").write_text("dialect: matlab\n")
    found = read_sidecar(tmp_path / "notes.md", None)
    assert found is not None
    assert found.beneath is not None
    joined = found.above(found.beneath)
    assert (joined.dialect, joined.layout, joined.beneath) == ("matlab", found.beneath.layout, None)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "functons = {f = 'elementwise'}\n",
            f"5: unknown key 'functons' under [tool.bpsym]; there are {', '.join(KEYS)}",
        ),
        ("sections = []\n", f"5: unknown key 'sections' under [tool.bpsym]; there are {', '.join(KEYS)}"),
        ("exclude = 'drafts'\n", "5: exclude: expected a list of paths, found 'drafts'"),
        ("\n\nnotes = [1]\n", "7: notes: expected a list of paths, found [1]"),
        ("layout = 'sideways'\n", None),
        ("[tool.bpsym.symbols]\nX = ['m', 'n']\n'y' = []\n", None),
        ("symbols.X = [1, 2, 3]\n", None),
    ],
)
def test_what_is_not_understood_is_an_error_with_the_file_and_the_line(
    text: str, message: str | None, tmp_path: Path
) -> None:
    project(tmp_path, text)
    with pytest.raises(InputError) as error:
        check(tmp_path, NOTES)
    told = str(error.value).removeprefix(f"{tmp_path / 'pyproject.toml'}:")
    assert told == message or (message is None and told.startswith({"l": "5: ", "[": "7: ", "s": "5: "}[text[0]]))


def test_a_file_that_is_no_toml_is_an_error_only_if_it_speaks_of_bpsym(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.bpsym\n")
    with pytest.raises(InputError, match=r"pyproject\.toml: this is not TOML: "):
        check(tmp_path, NOTES)
    (tmp_path / "pyproject.toml").write_text("[tool.other\n")
    assert find_project(tmp_path) is None


def test_excluded_notes_are_left_out_of_folders_but_not_where_they_are_named(tmp_path: Path) -> None:
    project(tmp_path, SYMBOLS + "exclude = ['drafts/*', 'old/', '*.tex']\n")
    for name in ("one.md", "drafts/two.md", "drafts/deep/three.md", "old/four.md", "a/old/five.md", "a/six.tex"):
        check(tmp_path, NOTES, name) if name.endswith(".md") else (tmp_path / name).write_text("x")
    assert [p.relative_to(tmp_path) for p in find_notes(tmp_path)] == [Path("a/old/five.md"), Path("one.md")]
    assert [p.name for p in find_notes(tmp_path / "a")] == ["five.md"]


def test_a_project_that_is_reached_by_a_relative_path_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project(tmp_path, "notes = ['a']\n")
    (tmp_path / "a").mkdir()
    monkeypatch.chdir(tmp_path / "a")
    found = find_project(Path())
    assert found is not None
    assert (os.path.relpath(found.folder), found.notes, found.notation) == ("..", ("a",), Notation())
