"""Budgets: what grows past them is split, not excused."""

from __future__ import annotations

import ast
from statistics import median

import pytest

from tests.house.sources import modules, name_of, tree

LINES_OF_A_FILE = 300
LINES_OF_THE_VERIFIER = 400
"""`bpsym/recheck.py` is read alone, by somebody who trusts nothing else of the package."""
MEDIAN_OF_FILES = 100
LINES_OF_A_FUNCTION = 40
USUAL_FUNCTION = 20
LAZY = {"sympy", "mpmath", "numpy", "scipy", "matplotlib", "rich", "yaml"}
"""What may be imported inside a function of the package: slow or optional libraries."""
LAZY_FLOORS = {"bpsym/__init__.py", "bpsym/__main__.py", "bpsym/cli/", "bpsym/expr/node.py", "bpsym/expr/sympy_door.py"}
"""Where our own modules may be imported late: the public face and the command line, so that they start fast, and the
door to SymPy, which nobody opens who does not need it."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


def _functions(folder: str) -> list[tuple[str, int]]:
    nodes = ((path, node) for path in modules(folder) for node in ast.walk(tree(path)) if isinstance(node, Function))
    return [(f"{name_of(p)}:{n.lineno} {n.name}", (n.end_lineno or n.lineno) - n.lineno + 1) for p, n in nodes]


@pytest.mark.parametrize("folder", ["bpsym", "tests"])
def test_no_file_is_longer_than_a_reader_can_hold(folder: str) -> None:
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in modules(folder)}
    limits = {"bpsym/recheck.py": LINES_OF_THE_VERIFIER}
    assert {name: n for name, n in lengths.items() if n > limits.get(name, LINES_OF_A_FILE)} == {}
    assert median(lengths.values()) <= MEDIAN_OF_FILES


@pytest.mark.parametrize("folder", ["bpsym", "tests"])
def test_no_function_is_long_and_nearly_all_are_short(folder: str) -> None:
    functions = _functions(folder)
    assert [(name, n) for name, n in functions if n > LINES_OF_A_FUNCTION] == []
    short = sum(n <= USUAL_FUNCTION for _, n in functions)
    assert short >= 0.9 * len(functions)


def test_only_slow_or_optional_libraries_are_imported_inside_functions() -> None:
    found = []
    for path in modules("bpsym"):
        for function in (n for n in ast.walk(tree(path)) if isinstance(n, Function)):
            for node in ast.walk(function):
                names = _imported(node)
                late = [n for n in names if n.split(".")[0] not in LAZY and not _may_be_late(name_of(path), n)]
                found += [f"{name_of(path)}:{function.name} imports {name}" for name in late]
    assert found == []


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []


def _may_be_late(path: str, module: str) -> bool:
    return module.startswith("bpsym") and any(path.startswith(floor) for floor in LAZY_FLOORS)
