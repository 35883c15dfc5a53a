"""The δ rules as the course writes them by hand, in plain NumPy: the reference for compiled gradients."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Elementwise = Callable[[Array], Array]

ACTIVATIONS: dict[str, tuple[Elementwise, Elementwise]] = {
    "sigmoid": (lambda z: 1 / (1 + np.exp(-z)), lambda z: np.exp(-z) / (1 + np.exp(-z)) ** 2),
    "tanh": (np.tanh, lambda z: 1 / np.cosh(z) ** 2),
    "relu": (lambda z: np.where(z > 0, z, 0), lambda z: np.where(z > 0, 1.0, 0.0)),
    "softplus": (lambda z: np.log(1 + np.exp(z)), lambda z: np.exp(z) / (1 + np.exp(z))),
    "identity": (lambda z: z, np.ones_like),
    "square": (lambda z: z * z, lambda z: 2 * z),
    "cube": (lambda z: z * z * z, lambda z: 3 * z * z),
    "sin": (np.sin, np.cos),
    "cos": (np.cos, lambda z: -np.sin(z)),
    "exp": (np.exp, np.exp),
    "abs": (np.abs, np.sign),
}


def two_layer_by_hand(X: Array, y: Array, W1: Array, W2: Array, kind: str) -> tuple[Any, dict[str, Array]]:
    """J = Σ ½(y − ŷ)² of the two-layer network, ∂J/∂W⁽¹⁾ and ∂J/∂W⁽²⁾."""
    f, f_prime = ACTIVATIONS[kind]
    z2 = np.dot(X, W1)
    a2 = f(z2)
    z3 = np.dot(a2, W2)
    y_hat = f(z3)
    delta3 = np.multiply(-(y - y_hat), f_prime(z3))
    delta2 = np.dot(delta3, W2.T) * f_prime(z2)
    return 0.5 * np.sum((y - y_hat) ** 2), {"W1": np.dot(X.T, delta2), "W2": np.dot(a2.T, delta3)}


def deep_by_hand(X: Array, y: Array, weights: list[Array], kind: str) -> tuple[Any, list[Array]]:
    """The same for any number of layers: δ⁽ᵏ⁾ = (δ⁽ᵏ⁺¹⁾ W⁽ᵏ⁾ᵀ) ⊙ f′(z⁽ᵏ⁾), ∂J/∂W⁽ᵏ⁾ = a⁽ᵏ⁾ᵀ δ⁽ᵏ⁺¹⁾."""
    f, f_prime = ACTIVATIONS[kind]
    activities, sums = [X], []
    for W in weights:
        sums.append(np.dot(activities[-1], W))
        activities.append(f(sums[-1]))
    delta = -(y - activities[-1]) * f_prime(sums[-1])
    gradients: list[Array] = []
    for k in range(len(weights) - 1, -1, -1):
        gradients.insert(0, np.dot(activities[k].T, delta))
        if k:
            delta = np.dot(delta, weights[k].T) * f_prime(sums[k - 1])
    return 0.5 * np.sum((y - activities[-1]) ** 2), gradients
