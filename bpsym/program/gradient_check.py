"""Compiled gradients against numbers: central differences, or complex steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from bpsym.codegen import NOT_ANALYTIC
from bpsym.errors import InputError, UnsupportedError
from bpsym.program.arrays import Array
from bpsym.program.compiled import Compiled

Method = Literal["central", "complex-step"]
STEPS: Mapping[str, float] = {"central": 1e-4, "complex-step": 1e-20}
"""The usual step of each method; a complex step cancels nothing, so it may be as small as one likes."""


@dataclass(frozen=True, slots=True)
class GradientCheck:
    """How far the gradients are from numeric ones: ‖g − g̃‖ / ‖g + g̃‖, 0 where both vanish."""

    method: Method
    eps: float
    errors: Mapping[str, float]
    """Parameter -> relative error of its gradient."""
    error: float
    """The relative error of all gradients together, as one vector."""


def check_gradients(
    compiled: Compiled, arrays: Mapping[str, Any], method: Method = "central", eps: float | None = None
) -> GradientCheck:
    """Compare every entry of every gradient with a numeric derivative of the loss.

    Args:
        compiled: a compiled derivation.
        arrays: input -> numbers, for all inputs.
        method: `central`: (J(w + ε) − J(w − ε)) / 2ε; `complex-step`: Im J(w + iε) / ε (Squire and Trapp 1998).
        eps: ε; by default 1e-4 and 1e-20.

    Raises:
        InputError: the arrays do not fit, or there is no such method.
        UnsupportedError: complex steps through a function that is not analytic.
    """
    if method not in STEPS:
        raise InputError(f"no method {method!r}; there are {', '.join(STEPS)}")
    kinds = sorted(compiled.generated.kinds & NOT_ANALYTIC)
    if method == "complex-step" and kinds:
        raise UnsupportedError(f"complex steps need analytic functions, and {kinds[0]} is none; use method='central'")
    step = STEPS[method] if eps is None else eps
    inputs = compiled.checked(compiled.inputs, (), arrays)
    _, gradients = compiled.run(**inputs)
    difference = _complex_step if method == "complex-step" else _central
    numeric = {name: _numeric(compiled, inputs, name, difference, step) for name in gradients}
    errors = {name: relative_error(gradients[name], numeric[name]) for name in gradients}
    joined = [np.concatenate([np.ravel(g[name]) for name in gradients]) for g in (gradients, numeric)]
    return GradientCheck(method, step, errors, relative_error(*joined))


def relative_error(gradient: Any, numeric: Any) -> float:
    """‖g − g̃‖ / ‖g + g̃‖, 0 where both vanish."""
    apart = float(np.linalg.norm(np.ravel(gradient - numeric)))
    together = float(np.linalg.norm(np.ravel(gradient + numeric)))
    return apart / together if together else float(apart != 0)


def _numeric(
    compiled: Compiled,
    inputs: Mapping[str, Array],
    name: str,
    difference: Callable[[Callable[[complex], Any], float], float],
    eps: float,
) -> Array:
    numeric = np.zeros(inputs[name].shape)
    for index in np.ndindex(numeric.shape):

        def loss(step: complex, index: tuple[int, ...] = index) -> Any:
            moved = inputs[name].astype(complex if isinstance(step, complex) else float)
            moved[index] += step
            return compiled.run(**{**inputs, name: moved})[0]

        numeric[index] = difference(loss, eps)
    return numeric


def _central(loss: Callable[[complex], Any], eps: float) -> float:
    return float(loss(eps) - loss(-eps)) / (2 * eps)


def _complex_step(loss: Callable[[complex], Any], eps: float) -> float:
    return float(np.imag(loss(1j * eps))) / eps
