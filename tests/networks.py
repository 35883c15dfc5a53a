"""Networks on which the tests stand, written node by node: no reader, no SymPy."""

from __future__ import annotations

from fractions import Fraction

from bpsym.derivation import Derivation, Equation, define
from bpsym.expr import (
    Expr,
    Function,
    Symbol,
    apply,
    constant,
    known,
    matmul,
    partial,
    scale,
    subtract,
    symbol,
    total,
    unknown,
)

M, I, H, O = "numExamples", "inputLayerSize", "hiddenLayerSize", "outputLayerSize"  # noqa: E741

CODE_NAMES = {
    "X": "X",
    "y": "y",
    "W^{(1)}": "W1",
    "W^{(2)}": "W2",
    "z^{(2)}": "z2",
    "a^{(2)}": "a2",
    "z^{(3)}": "z3",
    r"\hat{y}": "yHat",
    "J": "J",
    r"\delta^{(2)}": "delta2",
    r"\delta^{(3)}": "delta3",
}


def half_squared_error(y: Expr, prediction: Expr) -> Expr:
    """The total of ½(y − prediction)², entry by entry."""
    return total(scale(constant(Fraction(1, 2)), apply(known("square"), subtract(y, prediction))))


def two_layer(f: Function | None = None) -> Derivation:
    """Equations (1)-(5) of the two-layer network, and δ⁽ᵏ⁾ = ∂J/∂z⁽ᵏ⁾; f is unknown unless it is given."""
    f = f or unknown("f")
    X, y = symbol("X", M, I), symbol("y", M, O)
    W1, W2 = symbol("W^{(1)}", I, H), symbol("W^{(2)}", H, O)
    z2, a2, z3 = symbol("z^{(2)}", M, H), symbol("a^{(2)}", M, H), symbol("z^{(3)}", M, O)
    y_hat, J = symbol(r"\hat{y}", M, O), symbol("J")
    equations = (
        define("eq1", z2, matmul(X, W1), tag="1"),
        define("eq2", a2, apply(f, z2), tag="2"),
        define("eq3", z3, matmul(a2, W2), tag="3"),
        define("eq4", y_hat, apply(f, z3), tag="4"),
        define("eq5", J, half_squared_error(y, y_hat), tag="5"),
        define("delta3", symbol(r"\delta^{(3)}", M, O), partial(J, z3)),
        define("delta2", symbol(r"\delta^{(2)}", M, H), partial(J, z2)),
    )
    return Derivation(equations, CODE_NAMES, "A two-layer network")


def deep(layers: int, f: Function | None = None) -> Derivation:
    """A network of `layers` weight matrices n_{l-1} x n_l, rows as examples, squared error, δ's not named."""
    f = f or unknown("f")
    a: Symbol = symbol("X", "m", "n_{0}")
    y, J = symbol("y", "m", f"n_{{{layers}}}"), symbol("J")
    equations: list[Equation] = []
    for k in range(1, layers + 1):
        W = symbol(f"W^{{({k})}}", f"n_{{{k - 1}}}", f"n_{{{k}}}")
        z = symbol(f"z^{{({k + 1})}}", "m", f"n_{{{k}}}")
        equations.append(define(f"z{k + 1}", z, matmul(a, W)))
        a = symbol(f"a^{{({k + 1})}}", "m", f"n_{{{k}}}")
        equations.append(define(f"a{k + 1}", a, apply(f, z)))
    equations.append(define("J", J, half_squared_error(y, a)))
    return Derivation(tuple(equations), {}, f"A network of {layers} layers")
