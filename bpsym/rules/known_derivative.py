"""The derivatives of the known functions, stated as formulas; a test compares them with SymPy's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from bpsym.expr import (
    Expr,
    Function,
    apply,
    constant,
    divide,
    hadamard,
    known,
    negate,
    ones,
    scale,
    subtract,
    zero,
)

Spelling = Callable[[Expr, Expr], Expr]
"""From the argument A (m, n) and the value f(A) to f'(A), all of one shape."""


@dataclass(frozen=True, slots=True)
class KnownDerivative:
    """One row of the table."""

    theorem: str
    spelling: Spelling
    plain: bool
    """Whether every textbook writes the derivative so; otherwise f' is left standing until a spelling is asked for."""


def _ones_like(A: Expr) -> Expr:
    return ones(A.rows, A.columns)


def _zero_like(A: Expr) -> Expr:
    return zero(A.rows, A.columns)


KNOWN_DERIVATIVES: dict[str, KnownDerivative] = {
    "identity": KnownDerivative("t' = 1", lambda A, Y: _ones_like(A), plain=True),
    "square": KnownDerivative("(t²)' = 2t", lambda A, Y: scale(2, A), plain=True),
    "cube": KnownDerivative("(t³)' = 3t²", lambda A, Y: scale(3, apply(known("square"), A)), plain=True),
    "exp": KnownDerivative("exp' = exp", lambda A, Y: Y, plain=True),
    "log": KnownDerivative("log'(t) = 1/t", lambda A, Y: divide(_ones_like(A), A), plain=True),
    "reciprocal": KnownDerivative("(1/t)' = −(1/t)²", lambda A, Y: negate(hadamard(Y, Y)), plain=True),
    "sqrt": KnownDerivative(
        "sqrt' = 1/(2 sqrt)", lambda A, Y: scale(constant(Fraction(1, 2)), divide(_ones_like(A), Y)), plain=True
    ),
    "sin": KnownDerivative("sin' = cos", lambda A, Y: apply(known("cos"), A), plain=True),
    "cos": KnownDerivative("cos' = −sin", lambda A, Y: negate(apply(known("sin"), A)), plain=True),
    "sigmoid": KnownDerivative("σ' = σ (1 − σ)", lambda A, Y: hadamard(Y, subtract(_ones_like(A), Y)), plain=False),
    "tanh": KnownDerivative("tanh' = 1 − tanh²", lambda A, Y: subtract(_ones_like(A), hadamard(Y, Y)), plain=False),
    "softplus": KnownDerivative("softplus' = σ", lambda A, Y: apply(known("sigmoid"), A), plain=False),
    "relu": KnownDerivative("relu' = step", lambda A, Y: apply(known("step"), A), plain=False),
    "abs": KnownDerivative("abs' = sgn", lambda A, Y: apply(known("sign"), A), plain=False),
    "sign": KnownDerivative("sgn' = 0", lambda A, Y: _zero_like(A), plain=False),
    "step": KnownDerivative("step' = 0", lambda A, Y: _zero_like(A), plain=False),
}
"""Kind of known function -> its first derivative."""


def known_derivative(function: Function) -> KnownDerivative | None:
    """The row for f, where the function is the first derivative f' of a function f of the table."""
    return KNOWN_DERIVATIVES.get(function.kind) if function.order == 1 else None
