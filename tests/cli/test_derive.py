"""`bpsym derive` in every format."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.command import TRUE, run


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("text", "∂J/∂W = −Xᵀ (y − z)"),
        ("latex", r"\frac{\partial J}{\partial W} &= -X^{T} (y - z)"),
        ("markdown", r"\frac{\partial J}{\partial W} = -X^{T} (y - z)"),
        ("json", '"matmul_pullback"'),
        ("numpy", "def loss_and_gradients(X, y, W):"),
        ("sympy", "X.T"),
    ],
)
def test_gradients_are_derived_in_every_format(
    form: str, expected: str, notes: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run("derive", notes(TRUE), "--format", form, capsys=capsys)
    assert code == 0
    assert expected in out


def test_shapes_stand_under_braces_on_request(notes: Any, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run("derive", notes(TRUE), "--format", "latex", "--shapes", capsys=capsys)
    assert r"\underbrace{X^{T}}_{(i, m)}" in out


def test_what_derive_prints_as_markdown_is_proved(notes: Any, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run("derive", notes(TRUE), "--wrt", "W", "--wrt", "X", "--format", "markdown", capsys=capsys)
    code, out, _ = run("check", notes(out, "printed.md"), capsys=capsys)
    assert code == 0
    assert " 0 refuted, 0 undecided" in out


def test_an_unknown_variable_is_named(notes: Any, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run("derive", notes(TRUE), "--wrt", "Q", capsys=capsys)
    assert code == 2
    assert "Q" in err


def test_an_option_of_the_wrong_form_is_refused(notes: Any, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run("derive", notes(TRUE), "--function", "tanh", capsys=capsys)
    assert code == 2
    assert "--function 'tanh': expected NAME=VALUE, such as f=tanh" in err
