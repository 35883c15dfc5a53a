"""The two-layer network as a course writes it: the δ rules in plain NumPy, with nothing of bpsym in them."""

from __future__ import annotations

from typing import Any

import numpy as np


def hand_coded_gradients(X: Any, y: Any, W1: Any, W2: Any) -> dict[str, Any]:
    """The gradients of J = Σ ½(y − ŷ)² for sigmoid units.

    Args:
        X: (m, i), each row an example.
        y: (m, o), the targets.
        W1: (i, h), the weights of the first layer.
        W2: (h, o), the weights of the second layer.

    Returns:
        `W1` (i, h) and `W2` (h, o).
    """
    z2 = X @ W1
    a2 = 1 / (1 + np.exp(-z2))
    z3 = a2 @ W2
    y_hat = 1 / (1 + np.exp(-z3))
    delta3 = -(y - y_hat) * np.exp(-z3) / (1 + np.exp(-z3)) ** 2
    delta2 = delta3 @ W2.T * np.exp(-z2) / (1 + np.exp(-z2)) ** 2
    return {"W1": X.T @ delta2, "W2": a2.T @ delta3}
