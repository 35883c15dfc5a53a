"""The same gradients asked of bpsym, tensorgrad and SymPy: which come out, and are they right?

    python benchmarks/peers.py [--tensorgrad PYTHON] [--verbose]

Every peer gets the cost as its users would write it, with symbolic shapes, and is asked for one gradient. What comes
back is evaluated at one point with NumPy or SymPy and compared with central differences of the cost; what tensorgrad
derives is not, as its evaluation needs named tensors, which PyTorch has given up. The table is Markdown. tensorgrad may
live in an environment of its own, whose interpreter `--tensorgrad` names. matrixcalculus.org is a service and not run.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

Arrays = dict[str, np.ndarray]
SIZES = {"m": 4, "d": 3, "k": 2}
SHAPES = {"X": "md", "W": "dk", "V": "kd", "Y": "mk", "w": "d", "y": "m", "x": "d", "A": "dd", "B": "dd"}


def sigmoid(t: Any) -> Any:
    """1 / (1 + exp(-t))."""
    return 1 / (1 + np.exp(-t))


def log_softmax(Z: Any) -> Any:
    """The logarithm of the softmax of each row."""
    return Z - np.log(np.exp(Z).sum(axis=1, keepdims=True))


COSTS: dict[str, tuple[str, Callable[[Arrays], Any]]] = {
    "½‖XW − Y‖²": ("W", lambda a: ((a["X"] @ a["W"] - a["Y"]) ** 2).sum() / 2),
    "‖Xw − y‖² + ‖w‖²": ("w", lambda a: ((a["X"] @ a["w"] - a["y"]) ** 2).sum() + (a["w"] ** 2).sum()),
    "xᵀ A x": ("x", lambda a: a["x"] @ a["A"] @ a["x"]),
    "tr(A⁻¹ B)": ("A", lambda a: np.trace(np.linalg.inv(a["A"]) @ a["B"])),
    "log det A": ("A", lambda a: np.log(np.linalg.det(a["A"]))),
    "Σ σ(XW)": ("W", lambda a: sigmoid(a["X"] @ a["W"]).sum()),
    "Σ log(1 + exp Xw) − yᵀXw": ("w", lambda a: np.log1p(np.exp(a["X"] @ a["w"])).sum() - a["y"] @ a["X"] @ a["w"]),
    "−Σ Y ⊙ log softmax(XW)": ("W", lambda a: -(a["Y"] * log_softmax(a["X"] @ a["W"])).sum()),
    "½‖tanh(XW)V − X‖² by W": ("W", lambda a: ((np.tanh(a["X"] @ a["W"]) @ a["V"] - a["X"]) ** 2).sum() / 2),
}
"""Cost -> the symbol by which it is differentiated, and the cost in NumPy."""

LATEX = [
    r"\frac{1}{2} \|X W - Y\|^2",
    r"\|X w - y\|^2 + \|w\|^2",
    "x^T A x",
    r"\operatorname{tr}(A^{-1} B)",
    r"\log \det A",
    r"\sum \sigma(X W)",
    r"\sum \log(1 + e^{X w}) - y^T X w",
    r"-\sum Y \odot \operatorname{logsoftmaxrows}(X W)",
    r"\frac{1}{2} \|\tanh(X W) V - X\|^2",
]


def point() -> Arrays:
    """One point; square matrices have a positive determinant."""
    random = np.random.default_rng(5)
    arrays = {n: random.uniform(0.2, 0.9, [SIZES[d] for d in dims]) for n, dims in SHAPES.items()}
    return {n: a + 2 * np.eye(len(a)) if SHAPES[n] == "dd" else a for n, a in arrays.items()}


def numeric(cost: Callable[[Arrays], Any], name: str) -> np.ndarray:
    """Central differences."""
    arrays = point()
    gradient = np.zeros_like(arrays[name])
    for place in np.ndindex(gradient.shape):
        sides = []
        for sign in (1, -1):
            moved = {n: a.copy() for n, a in arrays.items()}
            moved[name][place] += sign * 1e-5
            sides.append(cost(moved))
        gradient[place] = (sides[0] - sides[1]) / 2e-5
    return gradient


def ask_bpsym(number: int, name: str) -> tuple[str, np.ndarray]:
    """Read from notes, derived, proved by both engines or nothing, compiled."""
    from bpsym.autodiff import derive
    from bpsym.checker import Judge
    from bpsym.derivation import Reading
    from bpsym.printer import text
    from bpsym.program import lambdify
    from bpsym.review import check_text

    shapes = {n: list(dims) for n, dims in SHAPES.items()}
    header = f"---\nbpsym: {json.dumps({'symbols': shapes, 'functions': {chr(92) + 'sigma': 'sigmoid'}})}\n---\n"
    notes = check_text(f"{header}\n$$ J = {LATEX[number]} $$\n", "peers.md").derivation
    assert notes is not None
    derived = derive(notes, wrt=[name])
    (step,) = [e for e in derived.equations if e.step]
    judged = Judge(derived.definitions).judge_reading(Reading(step.left, step.right)).judgement
    assert judged.verdict.value == "proved"
    compiled = lambdify(notes, wrt=[name])
    given = {n: point()[n].reshape(len(point()[n]), -1) for n in compiled.inputs}
    return text(step.right), compiled(**given)[1][name]


def ask_tensorgrad(number: int, name: str) -> tuple[str, np.ndarray]:
    """Derived and simplified. Its evaluation rests on named tensors, which PyTorch no longer has: not compared."""
    import sympy
    import tensorgrad as tg
    from tensorgrad import functions

    s = {d: sympy.Symbol(d) for d in SIZES}
    v = {n: tg.Variable(n, *(s[d] for d in dims)) for n, dims in SHAPES.items() if dims != "dd"}
    square = {n: tg.Variable(n, i=s["d"], j=s["d"]) for n in "AB"}
    X, W, V, Y, w, y, x = (v[n] for n in ("X", "W", "V", "Y", "w", "y", "x"))
    A, B = square["A"], square["B"]
    residual = X @ w - y
    costs = [
        lambda: functions.frobenius2(X @ W - Y) / 2,
        lambda: functions.frobenius2(residual) + functions.frobenius2(w),
        lambda: x.rename(d="i") @ A @ x.rename(d="j"),
        lambda: functions.sum(functions.inverse(A) * B.rename(i="j", j="i")),
        lambda: functions.log(functions.det(A)),
        lambda: functions.sum(functions.sigmoid(X @ W)),
        lambda: functions.sum(functions.log(functions.exp(X @ w) + tg.Ones(s["m"]))) - y @ X @ w,
        lambda: -functions.sum(functions.log_softmax(X @ W, dim="k") * Y),
        lambda: functions.frobenius2(functions.tanh(X @ W) @ V - X) / 2,
    ]
    by = {**v, **square}[name]
    gradient = tg.Derivative(costs[number](), by).full_simplify()
    text = " ".join(str(gradient).split())
    if "Derivative" in text:
        raise NotImplementedError(f"left as {text}")
    return text, np.full(1, np.nan)


def ask_sympy(number: int, name: str) -> tuple[str, np.ndarray]:
    """Differentiated as a matrix expression, then evaluated at one shape."""
    import sympy as sp

    s = {d: sp.Symbol(d, integer=True, positive=True) for d in SIZES}
    v = {n: sp.MatrixSymbol(n, s[dims[0]], s[dims[1]] if dims[1:] else 1) for n, dims in SHAPES.items()}
    X, W, V, Y, w, y, x, A, B = (v[n] for n in ("X", "W", "V", "Y", "w", "y", "x", "A", "B"))
    t = sp.Symbol("t")
    logistic, grow = sp.Lambda(t, 1 / (1 + sp.exp(-t))), sp.Lambda(t, sp.log(1 + sp.exp(t)))
    ones = {d: sp.OneMatrix(1, s[d]) for d in SIZES}
    E, R, H = X * W - Y, X * w - y, (X * W).applyfunc(sp.tanh) * V - X
    costs: list[Callable[[], Any]] = [
        lambda: sp.Trace(E.T * E) / 2,
        lambda: R.T * R + w.T * w,
        lambda: x.T * A * x,
        lambda: sp.Trace(A.I * B),
        lambda: sp.log(sp.Determinant(A)),
        lambda: ones["m"] * (X * W).applyfunc(logistic) * ones["k"].T,
        lambda: ones["m"] * (X * w).applyfunc(grow) - y.T * X * w,
        lambda: _no_softmax(),
        lambda: sp.Trace(H.T * H) / 2,
    ]
    gradient = costs[number]().diff(v[name])
    if gradient.has(sp.Derivative):
        return f"left as {gradient}", np.empty(0)
    concrete = {v[n]: sp.Matrix(a.reshape(len(a), -1).tolist()) for n, a in point().items()}
    small = {s[d]: size for d, size in SIZES.items()}
    by_size = {v[n]: sp.MatrixSymbol(n, *a.reshape(len(a), -1).shape) for n, a in point().items()}
    renamed = {by_size[k]: concrete[k] for k in concrete}
    value = gradient.subs(small).subs(renamed).doit().as_explicit()
    return str(gradient), np.array(value.tolist(), dtype=float)


def _no_softmax() -> Any:
    raise NotImplementedError("no softmax of the rows of a matrix expression")


PEERS: dict[str, Callable[[int, str], tuple[str, np.ndarray]]] = {
    "bpsym": ask_bpsym,
    "tensorgrad": ask_tensorgrad,
    "SymPy": ask_sympy,
}


def outcome(peer: str, number: int) -> dict[str, str]:
    """What a peer says to one cost: `right`, `wrong`, or why there is nothing, and its formula."""
    name, cost = list(COSTS.values())[number]
    expected = numeric(cost, name)
    try:
        text, found = PEERS[peer](number, name)
    except Exception as error:  # whatever a peer raises is its answer
        return {"said": "no", "text": f"{type(error).__name__}: {error}".split("\n")[0]}
    if found.size == 0:
        return {"said": "no", "text": text}
    if np.isnan(found).all():
        return {"said": "derived, not evaluated", "text": text}
    if found.size != expected.size:
        return {"said": "wrong", "text": f"{text} (shape {found.shape})"}
    fits = found.T if found.shape != expected.shape == found.shape[::-1] else found.reshape(expected.shape)
    return {"said": "right" if np.allclose(fits, expected, rtol=1e-6) else "wrong", "text": text}


def table(answers: dict[str, list[dict[str, str]]]) -> str:
    """The table as Markdown; a formula is told by its length."""
    lines = [f"| Cost | {' | '.join(answers)} |", f"|---|{'---|' * len(answers)}"]
    for number, cost in enumerate(COSTS):
        cells = [_cell(answers[peer][number]) for peer in answers]
        lines.append(f"| {cost} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _cell(answer: dict[str, str]) -> str:
    if answer["said"] == "no":
        return f"none: {answer['text'][:60]}".replace("|", "\\|")
    return f"{answer['said']}, length {len(answer['text'])}"


def main() -> None:
    """Ask every peer, each in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tensorgrad", default=sys.executable, help="an interpreter that has tensorgrad")
    parser.add_argument("--only", choices=PEERS, help=argparse.SUPPRESS)
    parser.add_argument("--verbose", action="store_true", help="also every formula")
    args = parser.parse_args()
    if args.only:
        print(json.dumps([outcome(args.only, number) for number in range(len(COSTS))]))
        return
    answers = {}
    for peer in PEERS:
        python = args.tensorgrad if peer == "tensorgrad" else sys.executable
        call = [python, __file__, "--only", peer]
        done = subprocess.run(call, capture_output=True, text=True, check=True, cwd=ROOT)
        answers[peer] = json.loads(done.stdout.splitlines()[-1])
    print(table(answers))
    if args.verbose:
        for peer, said in answers.items():
            for cost, answer in zip(COSTS, said, strict=True):
                print(f"\n{peer}: {cost}: {answer['said']}: {answer['text']}")


if __name__ == "__main__":
    main()
