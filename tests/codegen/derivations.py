"""Derivations beyond the two-layer network: biases, a mean, a penalty; weights used twice."""

from __future__ import annotations

from fractions import Fraction

from bpsym.derivation import Derivation, define
from bpsym.expr import (
    add,
    apply,
    broadcast_over_rows,
    constant,
    divide,
    known,
    matmul,
    scale,
    squared_norm,
    subtract,
    symbol,
    transpose,
)


def biased() -> Derivation:
    """Biases as rows, a mean over the m examples, a penalty λ‖W‖²; m is a dimension and a scalar."""
    X, y, W, v = symbol("X", "m", "d"), symbol("y", "m", 1), symbol("W", "d", "h"), symbol("v", "h", 1)
    b, c, lam, m = symbol("b", 1, "h"), symbol("c"), symbol(r"\lambda"), symbol("m")
    z, a, p, J = symbol("z", "m", "h"), symbol("a", "m", "h"), symbol(r"\hat{y}", "m", 1), symbol("J")
    fit = scale(divide(constant(1), m), scale(constant(Fraction(1, 2)), squared_norm(subtract(y, p))))
    return Derivation(
        (
            define("z", z, add(matmul(X, W), broadcast_over_rows(b, "m"))),
            define("a", a, apply(known("tanh"), z)),
            define("p", p, add(matmul(a, v), broadcast_over_rows(c, "m"))),
            define("J", J, add(fit, scale(lam, squared_norm(W)))),
        ),
        title="A network with biases",
    )


def tied() -> Derivation:
    """An autoencoder whose decoder is the encoder transposed: the one weight is used twice."""
    X, W = symbol("X", "m", "d"), symbol("W", "d", "h")
    a, r, J = symbol("a", "m", "h"), symbol("r", "m", "d"), symbol("J")
    return Derivation(
        (
            define("a", a, apply(known("sigmoid"), matmul(X, W))),
            define("r", r, matmul(a, transpose(W))),
            define("J", J, squared_norm(subtract(X, r))),
        )
    )
