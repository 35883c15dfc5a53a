"""Derivatives of known functions in cheaper or safer words: tanh' = 1 - tanh², softplus' = sigmoid.

Each row is an identity of real functions; the tests compare every row with SymPy's derivative of the definition.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from bpsym.expr import (
    Expr,
    Function,
    Map,
    add,
    apply,
    constant,
    divide,
    fill,
    hadamard,
    known,
    negate,
    ones,
    scale,
    subtract,
    zero,
)

BY_VALUE: dict[str, Callable[[Expr], Expr]] = {
    "sigmoid": lambda a: hadamard(a, subtract(_ones(a), a)),
    "tanh": lambda a: subtract(_ones(a), _map("square", a)),
    "exp": lambda a: a,
    "sqrt": lambda a: divide(fill(constant(Fraction(1, 2)), *a.shape), a),
    "reciprocal": lambda a: negate(_map("square", a)),
}
"""f'(z) from the value a = f(z), for use where a is computed anyway."""

BY_ARGUMENT: dict[tuple[str, int], Callable[[Expr], Expr]] = {
    ("identity", 0): lambda z: z,
    ("identity", 1): lambda z: _ones(z),
    ("identity", 2): lambda z: _zeros(z),
    ("sigmoid", 2): lambda z: negate(hadamard(_map("sigmoid", z, 1), _map("tanh", _half(z)))),
    ("tanh", 2): lambda z: scale(-2, hadamard(_map("tanh", z), _map("tanh", z, 1))),
    ("relu", 1): lambda z: _map("step", z),
    ("relu", 2): lambda z: _zeros(z),
    ("exp", 1): lambda z: _map("exp", z),
    ("exp", 2): lambda z: _map("exp", z),
    ("log", 1): lambda z: _map("reciprocal", z),
    ("square", 1): lambda z: scale(2, z),
    ("square", 2): lambda z: fill(constant(2), *z.shape),
    ("softplus", 1): lambda z: _map("sigmoid", z),
    ("softplus", 2): lambda z: _map("sigmoid", z, 1),
    ("abs", 1): lambda z: _map("sign", z),
    ("abs", 2): lambda z: _zeros(z),
    ("sign", 1): lambda z: _zeros(z),
    ("sign", 2): lambda z: _zeros(z),
    ("step", 1): lambda z: _zeros(z),
    ("step", 2): lambda z: _zeros(z),
    ("sin", 1): lambda z: _map("cos", z),
    ("sin", 2): lambda z: negate(_map("sin", z)),
    ("cos", 1): lambda z: negate(_map("sin", z)),
    ("cos", 2): lambda z: negate(_map("cos", z)),
    ("cube", 1): lambda z: scale(3, _map("square", z)),
    ("tan", 1): lambda z: add(_ones(z), _map("square", _map("tan", z))),
    ("tan", 2): lambda z: scale(2, hadamard(_map("tan", z), _map("tan", z, 1))),
    ("sinh", 1): lambda z: _map("cosh", z),
    ("sinh", 2): lambda z: _map("sinh", z),
    ("cosh", 1): lambda z: _map("sinh", z),
    ("cosh", 2): lambda z: _map("cosh", z),
    ("arctan", 1): lambda z: divide(_ones(z), add(_ones(z), _map("square", z))),
    ("arctan", 2): lambda z: negate(divide(scale(2, z), _map("square", add(_ones(z), _map("square", z))))),
    ("expm1", 1): lambda z: _map("exp", z),
    ("expm1", 2): lambda z: _map("exp", z),
    ("log1p", 1): lambda z: divide(_ones(z), add(_ones(z), z)),
    ("log1p", 2): lambda z: negate(divide(_ones(z), _map("square", add(_ones(z), z)))),
    ("erf", 2): lambda z: scale(-2, hadamard(z, _map("erf", z, 1))),
    ("normal_pdf", 1): lambda z: negate(hadamard(z, _map("normal_pdf", z))),
    ("normal_pdf", 2): lambda z: hadamard(subtract(_map("square", z), _ones(z)), _map("normal_pdf", z)),
    ("normal_cdf", 1): lambda z: _map("normal_pdf", z),
    ("normal_cdf", 2): lambda z: _map("normal_pdf", z, 1),
    ("leaky_relu", 2): lambda z: _zeros(z),
    ("silu", 0): lambda z: hadamard(z, _map("sigmoid", z)),
    ("silu", 2): lambda z: hadamard(
        _map("sigmoid", z, 1), subtract(scale(2, _ones(z)), hadamard(z, _map("tanh", _half(z))))
    ),
    ("gelu", 0): lambda z: hadamard(z, _map("normal_cdf", z)),
    ("gelu", 1): lambda z: add(_map("normal_cdf", z), hadamard(z, _map("normal_pdf", z))),
    ("gelu", 2): lambda z: hadamard(subtract(scale(2, _ones(z)), _map("square", z)), _map("normal_pdf", z)),
    ("softsign", 0): lambda z: divide(z, add(_ones(z), _map("abs", z))),
    ("softsign", 1): lambda z: divide(_ones(z), _map("square", add(_ones(z), _map("abs", z)))),
    ("hard_tanh", 2): lambda z: _zeros(z),
    ("log_sigmoid", 0): lambda z: negate(_map("softplus", negate(z))),
    ("log_sigmoid", 1): lambda z: _map("sigmoid", negate(z)),
    ("log_sigmoid", 2): lambda z: negate(_map("sigmoid", z, 1)),
    ("log_cosh", 1): lambda z: _map("tanh", z),
    ("log_cosh", 2): lambda z: _map("tanh", z, 1),
    ("huber", 1): lambda z: _map("hard_tanh", z),
    ("huber", 2): lambda z: _map("hard_tanh", z, 1),
}
"""The function of this kind and order, applied to z, in functions that are written directly."""


def reduce_map(node: Map, values: frozenset[Expr]) -> Expr:
    """f⁽ⁿ⁾(Z) in other words: by its value where `values` has f(Z), else by its argument where the table says how."""
    kind, order = node.function.kind, node.function.order
    if order == 1 and kind in BY_VALUE:
        value = Map(Function(node.function.name, kind, 0, node.function.own), node.body)
        if value in values:
            return BY_VALUE[kind](value)
    row = BY_ARGUMENT.get((kind, order))
    return row(node.body) if row else node


def _map(kind: str, z: Expr, order: int = 0) -> Expr:
    function = known(kind)
    return apply(Function(function.name, kind, order), z)


def _half(z: Expr) -> Expr:
    return scale(constant(Fraction(1, 2)), z)


def _ones(z: Expr) -> Expr:
    return ones(*z.shape)


def _zeros(z: Expr) -> Expr:
    return zero(*z.shape)
