"""`bpsym train` and `bpsym demo`: fitted, compared, and written whole or not at all."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bpsym.cli import main
from bpsym.cli.by_hand import hand_coded_gradients
from bpsym.cli.demo import FILES
from bpsym.derivation import shipped
from bpsym.training import load_parameters

DATA = "sleep,study,score\n0.3,1.0,0.75\n0.5,0.2,0.82\n1.0,0.4,0.93\n"
NETWORK = ["two-layer-network", "--function", "f=sigmoid", "--size", "hiddenLayerSize=3"]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "data.csv"
    path.write_text(DATA)
    return path


def test_training_writes_parameters_and_the_loss_curve(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert main(["train", *NETWORK, "--data", str(data), "--out", str(out)]) == 0
    assert sorted(p.name for p in out.iterdir()) == ["loss-curve.png", "parameters.npz"]
    assert {name: array.shape for name, array in load_parameters(out / "parameters.npz").items()} == {
        "W1": (2, 3),
        "W2": (3, 1),
    }
    assert "BFGS, seed 0: J = " in capsys.readouterr().out


def test_a_title_in_another_script_gives_a_picture_without_a_warning(data: Path, tmp_path: Path) -> None:
    notes = tmp_path / "notes.md"
    text = shipped("two-layer-network").read_text(encoding="utf-8")
    notes.write_text(text.replace("# Backpropagation through a two-layer network", "# 反向传播"), encoding="utf-8")
    words = [*NETWORK[1:], "--data", str(data), "--out", str(tmp_path / "out")]
    assert main(["train", str(notes), *words]) == 0


def test_columns_of_a_csv_can_be_chosen(data: Path, tmp_path: Path) -> None:
    words = ["--columns", "X=study", "--columns", "y=score", "--out", str(tmp_path / "out")]
    assert main(["train", *NETWORK, "--data", str(data), *words]) == 0
    assert load_parameters(tmp_path / "out" / "parameters.npz")["W1"].shape == (1, 3)


@pytest.mark.parametrize(
    ("text", "words", "message"),
    [
        (DATA.replace("0.82", "nan"), [], "row 3, column 3 (score)"),
        (DATA.replace("0.82", ""), [], "row 3, column 3 (score)"),
        (DATA, ["--function", "f=sine"], "there are identity, sigmoid"),
        (DATA, ["--columns", "X=height"], "no column 'height'"),
        (DATA, ["--method", "gd", "--rate", "-1"], "rate must be positive"),
        (DATA, ["--size", "hiddenLayerSize=many"], "--size 'hiddenLayerSize=many': expected NAME=VALUE"),
        (DATA, ["--function", "f=identity", "--method", "gd", "--rate", "10"], "try a smaller rate"),
    ],
)
def test_training_that_fails_says_why_and_writes_nothing(
    text: str, words: list[str], message: str, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data.write_text(text)
    out = tmp_path / "out"
    assert main(["train", *NETWORK, "--data", str(data), "--out", str(out), *words]) == 2
    assert message in capsys.readouterr().err
    assert [p.name for p in tmp_path.iterdir()] == ["data.csv"]


@pytest.mark.parametrize(
    ("words", "option"),
    [(["--size", "hiddenLayerSize=3"], "--function f=sigmoid"), (["--function", "f=tanh"], "--size hiddenLayerSize=3")],
)
def test_what_is_missing_is_asked_for_in_the_words_of_the_command_line(
    words: list[str], option: str, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["train", "two-layer-network", "--data", str(data), *words]) == 2
    assert option in capsys.readouterr().err


def test_the_hand_coded_rules_agree_with_complex_steps() -> None:
    random = np.random.default_rng(5)
    arrays = {"X": random.normal(size=(5, 2)), "y": random.normal(size=(5, 3))}
    weights = {"W1": random.normal(size=(2, 4)), "W2": random.normal(size=(4, 3))}

    def loss(W1: Any, W2: Any) -> complex:
        a2 = 1 / (1 + np.exp(-(arrays["X"] @ W1)))
        return complex(np.sum((arrays["y"] - 1 / (1 + np.exp(-(a2 @ W2)))) ** 2) / 2)

    gradients = hand_coded_gradients(**arrays, **weights)
    for name, gradient in gradients.items():
        for index in np.ndindex(gradient.shape):
            moved = {n: w.astype(complex) for n, w in weights.items()}
            moved[name][index] += 1e-20j
            assert gradient[index] == pytest.approx(loss(**moved).imag / 1e-20, rel=1e-12)


def test_the_demo_checks_derives_compiles_trains_and_writes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "demo"
    assert main(["demo", "--out", str(out)]) == 0
    shown = capsys.readouterr().out
    assert sorted(p.name for p in out.iterdir()) == sorted(FILES)
    for line in ("δ⁽²⁾ = δ⁽³⁾ W⁽²⁾ᵀ ⊙ f′(z⁽²⁾)", "∂J/∂W⁽¹⁾ = Xᵀ δ⁽²⁾", "matmul_pullback", "11/11 decided"):
        assert line in shown
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert [f["file"].rpartition("/")[2] for f in report["files"]] == ["two-layer-network.md", "derivation.md"]
    assert report["summary"]["refuted"] == report["summary"]["undecided"] == report["summary"]["unread"] == 0


def test_what_the_demo_writes_stands_on_its_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "demo"
    assert main(["demo", "--out", str(out)]) == 0
    assert main(["check", str(out / "derivation.md")]) == 0
    done = subprocess.run([sys.executable, "network.py"], cwd=out, capture_output=True, text=True, check=True)
    assert "W1: relative error" in done.stdout
