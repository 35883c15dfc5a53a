"""`import bpsym`: six names, each imported when it is first used."""

from __future__ import annotations

import subprocess
import sys

import pytest

import bpsym
from bpsym.derivation import Verdict
from bpsym.expr import apply, hadamard, matmul, negate, subtract, symbol, transpose, unknown
from tests.networks import two_layer

NAMES = ["check", "derive", "lambdify", "load", "prove", "train"]


@pytest.mark.parametrize("name", NAMES)
def test_each_public_name_is_a_function_with_a_docstring(name: str) -> None:
    assert callable(getattr(bpsym, name))
    assert getattr(bpsym, name).__doc__
    assert name in dir(bpsym)


def test_an_unknown_name_is_an_ordinary_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = bpsym.nothing


def test_importing_bpsym_imports_neither_sympy_nor_numpy_nor_rich() -> None:
    code = "import sys, bpsym, bpsym.cli.arguments; print(*{'sympy', 'numpy', 'rich', 'matplotlib'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_an_equation_is_proved_and_a_false_one_refuted_from_expressions_and_from_sympy() -> None:
    X, W = symbol("X", "m", "i"), symbol("W", "i", "h")
    right = matmul(transpose(W), transpose(X))
    assert bpsym.prove(transpose(matmul(X, W)), right).verdict is Verdict.PROVED
    assert bpsym.prove(transpose(matmul(X, W)).sympy, right.sympy).verdict is Verdict.PROVED
    assert bpsym.prove(transpose(matmul(X, W)), negate(right)).verdict is Verdict.REFUTED


def test_definitions_can_be_given_to_a_proof() -> None:
    network = two_layer()
    y_hat, y = network.find("yHat"), network.find("y")
    delta3 = hadamard(negate(subtract(y, y_hat)), apply(unknown("f").derivative(), network.find("z3")))
    assert bpsym.prove(network.find("delta3"), delta3, network).verdict is Verdict.PROVED
    assert bpsym.prove(network.find("delta3"), delta3).verdict is Verdict.REFUTED


def test_a_notebook_shows_an_expression_as_latex() -> None:
    X, W = symbol("X", "m", "i"), symbol("W^{(1)}", "h", "i")
    assert matmul(X, transpose(W))._repr_latex_() == "$X (W^{(1)})^{T}$"
