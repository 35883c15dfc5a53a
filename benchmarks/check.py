"""How fast claims are judged, beside what else could do the work, measured in one run.

    python benchmarks/check.py [--json FILE] [--layers 32 256 1000] [--tensorgrad PYTHON]

Each measurement runs in a process of its own, the rounds interleaved; medians. Peers: SymPy, entry by entry at one
small shape (two layers of 2 examples, 2 inputs, 2 hidden units, 1 output), and tensorgrad where it is installed: here,
or in an environment of its own, whose interpreter `--tensorgrad` names (it brings torch with it).
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

ROUNDS = 3


def judge_two_layers() -> dict[str, float]:
    """The four gradient claims of the two-layer network by both engines, warm: claims per second."""
    from bpsym.autodiff import derive
    from bpsym.checker import Judge
    from tests.networks import two_layer

    derived = derive(two_layer(), of="J", wrt=["W^{(1)}", "W^{(2)}"])
    judge = Judge(derived.definitions)
    claims = derived.claims
    assert all(judge.judge(c).judgement.verdict.value == "proved" for c in claims)
    start, count = time.perf_counter(), 0
    while time.perf_counter() - start < 2:
        count += sum(judge.judge(c).judgement.verdict.value == "proved" for c in claims)
    return {"claims_per_second": count / (time.perf_counter() - start)}


def judge_entrywise() -> dict[str, float]:
    """The same claims by SymPy's own diff, entry by entry at one shape: claims per second."""
    from bpsym.autodiff import derive
    from bpsym.checker.oracle import agree_entrywise
    from tests.networks import two_layer

    derived = derive(two_layer(), of="J", wrt=["W^{(1)}", "W^{(2)}"])
    sizes = {"numExamples": 2, "inputLayerSize": 2, "hiddenLayerSize": 2, "outputLayerSize": 1}
    start = time.perf_counter()
    agreed = [agree_entrywise(c.left, c.right, derived.definitions, sizes) for c in derived.claims]
    seconds = time.perf_counter() - start
    return {"claims_per_second": len(agreed) / seconds, "agreed": float(sum(bool(a) for a in agreed))}


def judge_tensorgrad() -> dict[str, float]:
    """The gradient of one weight matrix, derived and simplified by tensorgrad: gradients per second."""
    try:
        import sympy
        import tensorgrad as tg
        from tensorgrad import functions
    except ImportError:
        return {}
    i, h, o, m = sympy.symbols("i h o m")
    X, W1, W2 = tg.Variable("X", m, i), tg.Variable("W1", i, h), tg.Variable("W2", h, o)
    y = tg.Variable("y", m, o)
    start = time.perf_counter()
    prediction = functions.sigmoid(functions.sigmoid(X @ W1) @ W2)
    loss = functions.frobenius2(prediction - y)
    tg.Derivative(loss, W1).full_simplify()
    return {"claims_per_second": 1 / (time.perf_counter() - start)}


def judge_depth(layers: int) -> dict[str, float]:
    """All gradients of a network of that many layers, derived and judged by both engines: seconds, peak MB."""
    from bpsym.autodiff import derive
    from bpsym.checker import Judge
    from tests.networks import deep

    network = deep(layers)
    start = time.perf_counter()
    weights = [s for s in network.inputs if s.name.startswith("W")]
    derived = derive(network, of="J", wrt=weights)
    seconds_derive = time.perf_counter() - start
    judge = Judge(derived.definitions)
    proved = sum(judge.judge(c).judgement.verdict.value == "proved" for c in derived.claims)
    seconds = time.perf_counter() - start
    assert proved == len(derived.claims)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"layers": layers, "claims": proved, "derive": seconds_derive, "seconds": seconds, "peak_mb": peak}


TENSORGRAD = "tensorgrad, derive and simplify"

MEASUREMENTS: dict[str, Callable[[], dict[str, float]]] = {
    "bpsym, both engines": judge_two_layers,
    "SymPy, entry by entry": judge_entrywise,
    TENSORGRAD: judge_tensorgrad,
}


def run_apart(name: str, python: str = sys.executable) -> dict[str, float]:
    """One measurement in a process of its own."""
    call = [python, __file__, "--only", name]
    done = subprocess.run(call, capture_output=True, text=True, check=True, cwd=ROOT)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def measure(layers: list[int], tensorgrad: str) -> dict[str, object]:
    """Everything, in interleaved rounds."""
    rounds: dict[str, list[float]] = {name: [] for name in MEASUREMENTS}
    for _ in range(ROUNDS):
        for name in MEASUREMENTS:
            found = run_apart(name, tensorgrad if name == TENSORGRAD else sys.executable)
            if found:
                rounds[name].append(found["claims_per_second"])
    speeds = {name: statistics.median(values) for name, values in rounds.items() if values}
    depths = [run_apart(f"depth {count}") for count in layers]
    return {"claims_per_second": speeds, "depth": depths}


def report(found: dict[str, object]) -> None:
    """The figures, and the ratios that matter."""
    speeds, depths = found["claims_per_second"], found["depth"]
    assert isinstance(speeds, dict)
    assert isinstance(depths, list)
    own = speeds["bpsym, both engines"]
    for name, speed in speeds.items():
        print(f"{name:34} {speed:10.1f} claims/s   {own / speed:8.1f} x")
    for row in depths:
        print(f"{row['layers']:5.0f} layers: {row['seconds']:6.2f} s for {row['claims']:.0f} claims "
              f"(derived in {row['derive']:.2f} s), peak {row['peak_mb']:.0f} MB")  # fmt: skip
    by_layers = {row["layers"]: row["seconds"] for row in depths}
    if 32 in by_layers and 256 in by_layers:
        print(f"t(256) / t(32) = {by_layers[256] / by_layers[32]:.1f}")


def main() -> None:
    """Measure, print, and write JSON where asked."""
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--json", type=Path)
    args.add_argument("--layers", type=int, nargs="*", default=[32, 64, 256, 1000])
    args.add_argument(
        "--tensorgrad", default=sys.executable, metavar="PYTHON", help="an interpreter that has tensorgrad"
    )
    args.add_argument("--only", help=argparse.SUPPRESS)
    opts = args.parse_args()
    if opts.only:
        depth = opts.only.removeprefix("depth ")
        print(json.dumps(judge_depth(int(depth)) if depth != opts.only else MEASUREMENTS[opts.only]()))
        return
    found = measure(opts.layers, opts.tensorgrad)
    report(found)
    if opts.json:
        opts.json.write_text(json.dumps(found, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
