"""Fit the parameters of a derivation to data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from bpsym.derivation import Derivation
from bpsym.errors import InputError
from bpsym.expr import Shape, show_shape
from bpsym.program import Compiled, lambdify
from bpsym.program.arrays import Array, as_array, bind_sizes, check_arrays
from bpsym.training.method import METHODS, Course, Objective, Progress
from bpsym.training.packing import Packing


@dataclass(frozen=True, slots=True)
class TrainingResult:
    """The fitted parameters, and how the loss went."""

    parameters: Mapping[str, Array]
    history: tuple[float, ...]
    """The loss at the start and after each step."""
    message: str
    """Why it stopped."""
    method: str
    seed: int
    compiled: Compiled = field(repr=False)

    @property
    def loss(self) -> float:
        """The loss at the end."""
        return self.history[-1]

    def predict(self, **data: Any) -> Array:
        """What the fitted network says to the data (only what the forward equations need, such as X)."""
        needed = {name: self.parameters[name] for name in self.compiled.prediction_inputs if name in self.parameters}
        return self.compiled.predict(**data, **needed)


def train(
    model: Derivation | Compiled,
    data: Mapping[str, Any],
    *,
    functions: Mapping[str, Any] | None = None,
    sizes: Mapping[str, int] | None = None,
    method: str = "bfgs",
    seed: int = 0,
    steps: int = 500,
    rate: float = 0.1,
    start: Mapping[str, Any] | None = None,
    callback: Progress | None = None,
) -> TrainingResult:
    """Fit all parameters to the whole data at once; the same seed gives the same result.

    Args:
        model: a derivation, whose gradients are derived and compiled, or the compiled function.
        data: input -> numbers, for every input that is not fitted: `{"X": (m, i), "y": (m, o)}`.
        functions: what unknown functions are, where `model` is a derivation: `{"f": "sigmoid"}`.
        sizes: the dimensions that the data does not fix: `{"hiddenLayerSize": 3}`.
        method: a key of `METHODS`: gradient descent (`gd`), `bfgs` or `l-bfgs`.
        seed: of the standard normal numbers with which the parameters start.
        steps: at most so many.
        rate: of gradient descent; the others choose theirs.
        start: parameter -> numbers to start from instead.
        callback: called after each step with its number and the loss.

    Raises:
        InputError: data, sizes or options that are missing or do not fit.
        DivergenceError: the loss is NaN or grows beyond all bounds.
    """
    _check_options(method, steps, rate)
    compiled = model if isinstance(model, Compiled) else lambdify(model, functions=functions)
    fixed = _data(compiled, data)
    initial = _start(compiled, fixed, sizes or {}, seed, start or {})
    packing, course = Packing.of(initial), Course(callback or (lambda step, loss: None))
    objective = _objective(compiled, fixed, packing)
    with np.errstate(all="ignore"):
        found, message = METHODS[method](objective, packing.pack(initial), steps, rate, course)
    return TrainingResult(packing.unpack(found), tuple(course.history), message, method, seed, compiled)


def _check_options(method: str, steps: int, rate: float) -> None:
    if method not in METHODS:
        raise InputError(f"no method {method!r}; there are {', '.join(METHODS)}")
    if steps < 1 or not 0 < rate < np.inf:
        raise InputError(f"steps and rate must be positive, found {steps} and {rate}")


def _objective(compiled: Compiled, data: Mapping[str, Array], packing: Packing) -> Objective:
    def objective(vector: Array) -> tuple[float, Array]:
        loss, gradients = compiled.run(**data, **packing.unpack(vector))
        return float(loss), packing.pack(gradients)

    return objective


def _data(compiled: Compiled, data: Mapping[str, Any]) -> dict[str, Array]:
    wanted = [name for name in compiled.inputs if name not in compiled.parameters]
    for what, names in (("missing from the data", set(wanted) - data.keys()), ("no data", data.keys() - set(wanted))):
        if names:
            raise InputError(f"{', '.join(sorted(names))}: {what}; this derivation needs {', '.join(wanted)}")
    return check_arrays({name: compiled.shapes[name] for name in wanted}, data)


def _start(
    compiled: Compiled, data: Mapping[str, Array], sizes: Mapping[str, int], seed: int, given: Mapping[str, Any]
) -> dict[str, Array]:
    """The parameters to start from: the given ones, and random ones for the rest, drawn in their order."""
    stray = given.keys() - set(compiled.parameters)
    if stray:
        raise InputError(f"{', '.join(sorted(stray))}: no parameter; there are {', '.join(compiled.parameters)}")
    shapes = compiled.shapes
    fixed = {**data, **{name: as_array(name, value, shapes[name]) for name, value in given.items()}}
    check_arrays({name: shapes[name] for name in fixed}, fixed)
    bound = _sizes(compiled, bind_sizes(shapes, {name: array.shape for name, array in fixed.items()}), sizes)
    random = np.random.default_rng(seed)
    drawn = {n: random.standard_normal(_shape(compiled, n, shapes[n], bound)) for n in compiled.parameters}
    return {name: fixed.get(name, drawn[name]) for name in compiled.parameters}


def _sizes(compiled: Compiled, bound: Mapping[str, int], given: Mapping[str, int]) -> dict[str, int]:
    """The sizes that the data fixes, with those that the user gives for the others."""
    names = compiled.generated.dimensions
    latex = {**{code: name for name, code in names.items()}, **{name: name for name in names}}
    sizes = dict(bound)
    for name, size in given.items():
        if name not in latex:
            raise InputError(f"no dimension {name!r}; there are {', '.join(names)}")
        if size < 1:
            raise InputError(f"{name} = {size}: a size is at least 1")
        if sizes.setdefault(latex[name], size) != size:
            raise InputError(f"{name} = {size} was asked for, but the data has {sizes[latex[name]]}")
    return sizes


def _shape(compiled: Compiled, name: str, shape: Shape, sizes: Mapping[str, int]) -> tuple[int, ...]:
    missing = sorted({n for d in shape for n in d.names if n not in sizes})
    if missing:
        raise InputError(
            f"no data says how large {missing[0]} is, on which {name} {show_shape(shape)} depends; "
            f"give it, for instance sizes={{{missing[0]!r}: 3}}"
        )
    return tuple(d.evaluate(sizes) for d in shape) if name in _matrices(compiled) else ()


def _matrices(compiled: Compiled) -> set[str]:
    return {compiled.generated.names[s] for s in compiled.generated.inputs if not s.is_scalar}
