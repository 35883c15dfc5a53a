"""The derivatives of the known functions, stated as formulas; a test compares them with SymPy's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from bpsym.expr import (
    Expr,
    Function,
    add,
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


def _one_plus(A: Expr) -> Expr:
    return add(_ones_like(A), A)


def _squares(A: Expr) -> Expr:
    return apply(known("square"), A)


def _power_of_pi(numerator: int) -> Expr:
    """The number numerator/√π, from π = 4 arctan 1: the language has no π of its own."""
    root = apply(known("sqrt"), apply(known("arctan"), constant(1)))
    return divide(constant(Fraction(numerator, 2)), root)


def _gelu_tanh_slope(A: Expr) -> Expr:
    """With v = 2u = √(8/π) (t + 0.044715 t³): σ(v) + t v' σ'(v); √(8/π) is the root of 2/arctan 1."""
    root = apply(known("sqrt"), divide(constant(2), apply(known("arctan"), constant(1))))
    cubic = constant(Fraction(44715, 10**6))
    v = scale(root, add(A, scale(cubic, apply(known("cube"), A))))
    slope = scale(root, _one_plus(scale(3, scale(cubic, _squares(A)))))
    sigma = apply(known("sigmoid"), v)
    return add(sigma, hadamard(A, hadamard(slope, hadamard(sigma, apply(known("sigmoid"), negate(v))))))


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
    "softplus": KnownDerivative("softplus' = σ", lambda A, Y: apply(known("sigmoid"), A), plain=True),
    "relu": KnownDerivative("relu' = step", lambda A, Y: apply(known("step"), A), plain=False),
    "abs": KnownDerivative("abs' = sgn", lambda A, Y: apply(known("sign"), A), plain=True),
    "sign": KnownDerivative("sgn' = 0", lambda A, Y: _zero_like(A), plain=False),
    "step": KnownDerivative("step' = 0", lambda A, Y: _zero_like(A), plain=False),
    "tan": KnownDerivative("tan' = 1 + tan²", lambda A, Y: add(_ones_like(A), hadamard(Y, Y)), plain=False),
    "sinh": KnownDerivative("sinh' = cosh", lambda A, Y: apply(known("cosh"), A), plain=True),
    "cosh": KnownDerivative("cosh' = sinh", lambda A, Y: apply(known("sinh"), A), plain=True),
    "arctan": KnownDerivative(
        "arctan'(t) = 1/(1 + t²)", lambda A, Y: divide(_ones_like(A), _one_plus(_squares(A))), plain=True
    ),
    "expm1": KnownDerivative("expm1' = exp", lambda A, Y: apply(known("exp"), A), plain=True),
    "log1p": KnownDerivative("log1p'(t) = 1/(1 + t)", lambda A, Y: divide(_ones_like(A), _one_plus(A)), plain=True),
    "erf": KnownDerivative(
        "erf'(t) = (2/√π) exp(−t²)",
        lambda A, Y: scale(_power_of_pi(2), apply(known("exp"), negate(_squares(A)))),
        plain=False,
    ),
    "normal_pdf": KnownDerivative("φ'(t) = −t φ(t)", lambda A, Y: negate(hadamard(A, Y)), plain=False),
    "normal_cdf": KnownDerivative("Φ' = φ", lambda A, Y: apply(known("normal_pdf"), A), plain=True),
    "leaky_relu": KnownDerivative(
        "LeakyReLU' = 1/100 + (99/100) step",
        lambda A, Y: add(
            scale(constant(Fraction(1, 100)), _ones_like(A)),
            scale(constant(Fraction(99, 100)), apply(known("step"), A)),
        ),
        plain=False,
    ),
    "elu": KnownDerivative(
        "ELU' = 1 + (1 − step) ELU",
        lambda A, Y: _one_plus(hadamard(subtract(_ones_like(A), apply(known("step"), A)), Y)),
        plain=False,
    ),
    "silu": KnownDerivative(
        "SiLU' = σ + SiLU (1 − σ)",
        lambda A, Y: add(apply(known("sigmoid"), A), hadamard(Y, apply(known("sigmoid"), negate(A)))),
        plain=False,
    ),
    "gelu": KnownDerivative(
        "GELU'(t) = Φ(t) + t φ(t)",
        lambda A, Y: add(apply(known("normal_cdf"), A), hadamard(A, apply(known("normal_pdf"), A))),
        plain=False,
    ),
    "gelu_tanh": KnownDerivative(
        "(t σ(2u))' = σ(2u) + 2 t u' σ'(2u), u = √(2/π) (t + 0.044715 t³)",
        lambda A, Y: _gelu_tanh_slope(A),
        plain=False,
    ),
    "softsign": KnownDerivative(
        "softsign'(t) = 1/(1 + |t|)²",
        lambda A, Y: divide(_ones_like(A), _squares(_one_plus(apply(known("abs"), A)))),
        plain=False,
    ),
    "hard_tanh": KnownDerivative(
        "hardtanh'(t) = step(t + 1) − step(t − 1)",
        lambda A, Y: subtract(apply(known("step"), _one_plus(A)), apply(known("step"), subtract(A, _ones_like(A)))),
        plain=False,
    ),
    "log_sigmoid": KnownDerivative("(log σ)'(t) = σ(−t)", lambda A, Y: apply(known("sigmoid"), negate(A)), plain=False),
    "log_cosh": KnownDerivative("(log cosh)' = tanh", lambda A, Y: apply(known("tanh"), A), plain=True),
    "huber": KnownDerivative("Huber' = hardtanh", lambda A, Y: apply(known("hard_tanh"), A), plain=True),
}
"""Kind of known function -> its first derivative."""


def known_derivative(function: Function) -> KnownDerivative | None:
    """The row for f, where the function is the first derivative f' of a function f of the table."""
    return KNOWN_DERIVATIVES.get(function.kind) if function.order == 1 else None
