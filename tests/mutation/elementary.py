"""Elementwise functions in floats, with derivatives written by hand: nothing of the package is asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bpsym.expr import Function

Array = NDArray[Any]
"""Complex numbers; NumPy's own types lose that on the way through arithmetic."""
Elementwise = Callable[[Array], Array]


def _sigmoid(t: Array) -> Array:
    return 1 / (1 + np.exp(-t))


def _positive(t: Array) -> Array:
    return (t.real > 0).astype(np.complex128)


def _zero(t: Array) -> Array:
    return np.zeros_like(t)


def _square(t: Array) -> Array:
    return t * t


KNOWN: dict[str, tuple[Elementwise, ...]] = {
    "identity": (lambda t: t, lambda t: t**0, _zero),
    "sigmoid": (
        _sigmoid,
        lambda t: _sigmoid(t) * _sigmoid(-t),
        lambda t: _sigmoid(t) * _sigmoid(-t) * (1 - 2 * _sigmoid(t)),
    ),
    "tanh": (np.tanh, lambda t: np.cosh(t) ** -2, lambda t: -2 * np.tanh(t) * np.cosh(t) ** -2),
    "relu": (lambda t: t * _positive(t), _positive, _zero),
    "step": (_positive, _zero),
    "exp": (np.exp, np.exp, np.exp),
    "log": (np.log, lambda t: 1 / t, lambda t: -1 / t**2),
    "square": (_square, lambda t: 2 * t, lambda t: 2 * t**0),
    "cube": (lambda t: t**3, lambda t: 3 * t**2, lambda t: 6 * t),
    "softplus": (lambda t: np.log(1 + np.exp(t)), _sigmoid, lambda t: _sigmoid(t) * _sigmoid(-t)),
    "sqrt": (np.sqrt, lambda t: 0.5 * t**-0.5, lambda t: -0.25 * t**-1.5),
    "reciprocal": (lambda t: 1 / t, lambda t: -1 / t**2, lambda t: 2 / t**3),
    "sin": (np.sin, np.cos, lambda t: -np.sin(t)),
    "cos": (np.cos, lambda t: -np.sin(t), lambda t: -np.cos(t)),
}
"""Kind -> the function, its first derivative, its second: all analytic near a point that is not a kink."""


POLYNOMIALS = frozenset({"identity", "square", "cube", "reciprocal"})
"""What is not a function of its own but arithmetic."""


def values_of(function: Function, t: Array, is_opaque: bool = False) -> Array:
    """function(t), entry by entry; an unknown function is a sum of two sines that no notes have in mind.

    With `is_opaque` a known function is taken for an unknown one, except where it is arithmetic.
    """
    if function.kind in POLYNOMIALS or (function.is_known and not is_opaque):
        return KNOWN[function.kind][function.order](t)
    shift = sum(map(ord, function.kind or function.name)) % 7 / 5
    return sum((_wave(t, function.order, speed, shift) for speed in (1.3, 0.7)), np.zeros_like(t))


def _wave(t: Array, order: int, speed: float, shift: float) -> Array:
    """The derivative of some order of sin(speed t + shift)."""
    turned: Array = speed**order * np.sin(speed * t + shift + order * np.pi / 2)
    return turned
