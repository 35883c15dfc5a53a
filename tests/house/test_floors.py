"""The floors of the house: an upper one may import lower ones, never the reverse."""

from __future__ import annotations

import ast
import subprocess
import sys

import pytest

from tests.house.sources import ROOT, modules, name_of, tree


def test_import_linter_finds_no_broken_contract() -> None:
    pytest.importorskip("importlinter", reason="import-linter checks the floors and is not installed")
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_the_judge_imports_neither_the_rules_nor_the_derivative_engine() -> None:
    found = []
    for path in modules("bpsym/checker"):
        for node in ast.walk(tree(path)):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [a.name for a in node.names] if isinstance(node, ast.Import) else []
            found += [f"{name_of(path)}: {n}" for n in names if n.startswith(("bpsym.rules", "bpsym.autodiff"))]
    assert found == []
