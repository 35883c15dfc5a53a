"""True lines about the two-layer network, and the mistakes that people make in them."""

from __future__ import annotations

from bpsym.derivation import Derivation
from bpsym.expr import (
    Expr,
    Function,
    apply,
    contract,
    hadamard,
    matmul,
    negate,
    partial,
    scale,
    subtract,
    transpose,
)

Sides = tuple[Expr, Expr]


def true_claims(network: Derivation, f: Function) -> dict[str, Sides]:
    """The δ rules, both gradients, and the chain rules with their products of derivatives."""
    J, X, y, W1, W2 = (network.find(name) for name in ("J", "X", "y", "W1", "W2"))
    a2, yHat, z2, z3 = (network.find(name) for name in ("a2", "yHat", "z2", "z3"))
    d2, d3 = network.find("delta2"), network.find("delta3")
    slope = f.derivative()
    error = subtract(yHat, y)
    return {
        "delta3": (d3, hadamard(error, apply(slope, z3))),
        "delta2": (d2, hadamard(matmul(d3, transpose(W2)), apply(slope, z2))),
        "dJdW2": (partial(J, W2), matmul(transpose(a2), d3)),
        "dJdW1": (partial(J, W1), matmul(transpose(X), d2)),
        "chain": (partial(J, W2), contract(error, partial(yHat, W2))),
        "long chain": (partial(J, W2), contract(contract(error, partial(yHat, z3)), partial(z3, W2))),
        "jacobians": (partial(z3, W1), contract(partial(z3, a2), partial(a2, W1))),
    }


def wrong_claims(network: Derivation, f: Function) -> dict[str, Sides]:
    """A flipped sign, a missing or misplaced f', the wrong order of the slope, a factor, another δ."""
    J, X, y, W1, W2 = (network.find(name) for name in ("J", "X", "y", "W1", "W2"))
    a2, yHat, z2, z3 = (network.find(name) for name in ("a2", "yHat", "z2", "z3"))
    d2, d3 = network.find("delta2"), network.find("delta3")
    slope = f.derivative()
    error = subtract(yHat, y)
    back = matmul(d3, transpose(W2))
    wrong = {
        "a flipped sign": (d3, hadamard(subtract(y, yHat), apply(slope, z3))),
        "no slope in delta3": (d3, error),
        "no slope in delta2": (d2, back),
        "f for its slope": (d2, hadamard(back, apply(f, z2))),
        "a slope at the activity": (d2, hadamard(back, apply(slope, a2))),
        "the slope of the slope": (d3, hadamard(error, apply(slope.derivative(), z3))),
        "a factor of two": (partial(J, W1), scale(2, matmul(transpose(X), d2))),
        "an activation for an activity": (partial(J, W2), matmul(transpose(z2), d3)),
        "a sign in the chain": (partial(J, W2), negate(contract(error, partial(yHat, W2)))),
    }
    if f.kind == "relu":
        # There it is true wherever it is defined: relu(relu(z)) = relu(z), and relu has no slope at 0.
        del wrong["a slope at the activity"]
    return wrong
