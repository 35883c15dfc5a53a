"""Generated source, with what one must know to call it."""

from __future__ import annotations

import linecache
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bpsym.expr import Symbol

LOSS = "loss_and_gradients"
FORWARD = "forward"


@dataclass(frozen=True, slots=True)
class Source:
    """A module: `loss_and_gradients(X, y, W1, W2) -> (J, {"W1": dJdW1, "W2": dJdW2})` and `forward(X, W1, W2) -> yHat`.

    It needs NumPy only, and run as a program it compares its gradients with central differences.
    """

    text: str
    names: Mapping[Symbol, str]
    """Every symbol of the two functions -> its name in the source."""
    inputs: tuple[Symbol, ...]
    """The arguments of `loss_and_gradients`, in order: the data first, then the parameters."""
    parameters: tuple[Symbol, ...]
    """By what the loss is differentiated."""
    loss: Symbol
    prediction: Symbol | None
    """What `forward` returns; None where there is no such function."""
    prediction_inputs: tuple[Symbol, ...]
    """The arguments of `forward`, in order."""
    dimensions: Mapping[str, str]
    """Name of a dimension -> its name in the source."""
    kinds: frozenset[str]
    """The kinds of functions that occur: keys of `KNOWN`, and `own`."""

    def load(self) -> dict[str, Any]:
        """Execute the source; it was written from checked nodes, and every name in it was validated.

        Returns:
            The names that it defines. Tracebacks show its lines.
        """
        file = f"<bpsym {abs(hash(self.text)):x}>"
        linecache.cache[file] = (len(self.text), None, self.text.splitlines(keepends=True), file)
        names: dict[str, Any] = {"__name__": "bpsym.generated"}
        exec(compile(self.text, file, "exec"), names)
        return names
