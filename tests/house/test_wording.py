"""What no file of the repository may say."""

from __future__ import annotations

import ast
import re
import subprocess
import sys

import pytest

from tests.house.sources import ROOT, TEXT, modules, name_of, tracked, tree

UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|X" r"XX)\b|not implemen" r"ted yet", re.IGNORECASE)
BLANKET = re.compile(r"#\s*(noqa|type:\s*ignore)\s*$|#\s*(ruff|flake8):\s*noqa\s*$|#\s*mypy:\s*ignore-errors")
THIS_MACHINE = re.compile(r"(?<![\w.])/(wo" r"rk|ho" r"me|ro" r"ot)/|\bsha" r"red/|/tm" r"p/bash")
CATCH_ALLS = {"utils", "util", "misc", "core", "helpers", "helper", "common", "stuff"}
RUNS_TEXT = {"eval", "exec", "sympify", "parse_expr", "__import__"}
MAY_EXEC = ("bpsym/codegen/", "bpsym/program/")
"""Where `exec` runs source that was generated from checked nodes with validated names."""


def _lines(pattern: re.Pattern[str]) -> list[str]:
    found = []
    for path in tracked():
        if path.suffix in TEXT and path.name != "package-lock.json":
            lines = path.read_text(encoding="utf-8").splitlines()
            found += [f"{name_of(path)}:{n} {line.strip()}" for n, line in enumerate(lines, 1) if pattern.search(line)]
    return found


@pytest.mark.parametrize("pattern", [UNFINISHED, BLANKET, THIS_MACHINE], ids=["unfinished", "blanket", "machine"])
def test_no_file_leaves_work_silences_a_tool_or_names_a_machine(pattern: re.Pattern[str]) -> None:
    assert _lines(pattern) == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [name_of(p) for p in tracked() if CATCH_ALLS & {p.stem, *p.relative_to(ROOT).parts[:-1]}] == []


def test_no_text_of_a_user_is_ever_run() -> None:
    found = []
    for path in modules("bpsym"):
        for node in ast.walk(tree(path)):
            name = _called(node)
            if name in RUNS_TEXT and not (name == "exec" and name_of(path).startswith(MAY_EXEC)):
                found.append(f"{name_of(path)}:{getattr(node, 'lineno', 0)} {name}")
    assert found == []


def _called(node: ast.AST) -> str:
    if not isinstance(node, ast.Call):
        return ""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def test_re_exports_are_written_as_such() -> None:
    found = []
    for path in modules("bpsym"):
        if path.name == "__init__.py":
            imports = [
                n for n in tree(path).body if isinstance(n, ast.ImportFrom) and (n.module or "").startswith("bpsym")
            ]
            found += [f"{name_of(path)}: {a.name}" for n in imports for a in n.names if a.asname != a.name]
    assert found == []


def test_contributing_fits_on_two_screens() -> None:
    assert len((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").splitlines()) <= 60


def test_the_core_works_without_numpy() -> None:
    floors = ["expr", "derivation", "notation", "rules", "reader", "autodiff", "printer", "checker"]
    code = "import sys; sys.modules['numpy'] = None; sys.modules['scipy'] = None\n"
    code += "\n".join(f"import bpsym.{floor}" for floor in floors) + "\nassert 'sympy' not in sys.modules"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
