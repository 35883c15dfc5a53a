"""Ways to go downhill: gradient descent of our own, BFGS and L-BFGS-B of SciPy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from bpsym.errors import BpsymError
from bpsym.program.arrays import Array

Objective = Callable[[Array], tuple[float, Array]]
"""From the vector of parameters to the loss and its gradient."""
Progress = Callable[[int, float], None]
"""Called with the number of steps made and the loss there."""

GROWTH = 1e6
"""A loss that has grown by this factor does not come back."""


class DivergenceError(BpsymError):
    """The loss is not a number any more, or has grown beyond all bounds."""


@dataclass(slots=True)
class Course:
    """What happened so far: the loss at the start and after each step."""

    progress: Progress
    history: list[float] = field(default_factory=list)

    def note(self, loss: float) -> None:
        """Add the loss after a step.

        Raises:
            DivergenceError: it is no number, or it has grown by a factor of a million.
        """
        step = len(self.history)
        if not np.isfinite(loss):
            raise DivergenceError(f"the loss is {loss} at step {step}: {self._way_out()}")
        if step and loss > GROWTH * max(self.history[0], 1.0):
            raise DivergenceError(f"the loss grew from {self.history[0]:.3g} to {loss:.3g} in {step} steps: {_SMALLER}")
        self.history.append(loss)
        self.progress(step, loss)

    def _way_out(self) -> str:
        return _SMALLER if self.history else "the parameters at the start, or the data, are outside its domain"


_SMALLER = "try a smaller rate, or scale the columns of the data"


def descend(objective: Objective, start: Array, steps: int, rate: float, course: Course) -> tuple[Array, str]:
    """Gradient descent over the whole data: w <- w - rate · gradient, `steps` times.

    Returns:
        The parameters after the last step, and a message.

    Raises:
        DivergenceError: see `Course.note`; or it ended higher than it began.
    """
    here = start
    loss, gradient = objective(here)
    course.note(loss)
    for _ in range(steps):
        here = here - rate * gradient
        loss, gradient = objective(here)
        course.note(loss)
    if loss > course.history[0]:
        raise DivergenceError(f"the loss went from {course.history[0]:.3g} up to {loss:.3g}: {_SMALLER}")
    return here, f"{steps} steps at rate {rate:g}"


def minimize(method: str, options: Mapping[str, Any]) -> Callable[..., tuple[Array, str]]:
    """A method of `scipy.optimize.minimize` as a way to go downhill; it chooses its own rate."""

    def run(objective: Objective, start: Array, steps: int, rate: float, course: Course) -> tuple[Array, str]:
        from scipy import optimize

        def note(intermediate_result: Any) -> None:
            course.note(float(intermediate_result.fun))

        course.note(objective(start)[0])
        limits = {**options, "maxiter": steps}
        found = optimize.minimize(objective, start, jac=True, method=method, callback=note, options=limits)
        if not np.isfinite(found.fun):
            raise DivergenceError(f"{method} ended at a loss of {found.fun}: {_SMALLER}")
        return found.x, str(found.message)

    return run


METHODS: dict[str, Callable[..., tuple[Array, str]]] = {
    "gd": descend,
    "bfgs": minimize("BFGS", {"gtol": 1e-9}),
    "l-bfgs": minimize("L-BFGS-B", {"gtol": 1e-9, "ftol": 1e-15}),
}
"""Name -> how it goes downhill: (objective, start, steps, rate, course) -> (parameters, message)."""
