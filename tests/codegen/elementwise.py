"""One elementwise function at a time, through the whole of codegen: the claim ∂J/∂A = f⁽ⁿ⁾(A) computes what it says."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from bpsym.codegen import Source, generate
from bpsym.derivation import Derivation, claim, define
from bpsym.expr import Function, apply, partial, symbol, total


def source_of(function: Function) -> Source:
    """A module whose "gradient" by A is function(A); it is computed, not derived."""
    A, J = symbol("A", "m", "n"), symbol("J")
    return generate(Derivation((define("J", J, total(A)), claim("g", partial(J, A), apply(function, A)))))


def values_of(function: Function, points: NDArray[Any]) -> NDArray[Any]:
    """The function at each point."""
    found = source_of(function).load()["loss_and_gradients"](points.reshape(1, -1))[1]["A"]
    return np.asarray(found).ravel()
