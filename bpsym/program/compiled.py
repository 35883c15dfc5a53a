"""A compiled derivation: a function that checks what it is given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bpsym.codegen import FORWARD, LOSS, Source
from bpsym.errors import InputError, UnsupportedError
from bpsym.expr import Shape, Symbol
from bpsym.program.arrays import Array, check_arrays

Gradients = dict[str, Array]
Run = Callable[..., tuple[Any, Gradients]]


@dataclass(frozen=True, slots=True)
class Compiled:
    """The loss and its gradients as a function: `compiled(X, y, W1, W2) -> (J, {"W1": ..., "W2": ...})`."""

    generated: Source = field(repr=False)
    run: Run
    """`loss_and_gradients` itself, without any check, for inner loops."""
    run_forward: Callable[..., Array] | None
    """`forward` itself, without any check."""

    @staticmethod
    def of(generated: Source) -> Compiled:
        """Execute the generated source."""
        names = generated.load()
        return Compiled(generated, names[LOSS], names.get(FORWARD))

    @property
    def source(self) -> str:
        """The module as text; it runs on its own."""
        return self.generated.text

    @property
    def inputs(self) -> tuple[str, ...]:
        """The names of the arguments, in order."""
        return self._names(self.generated.inputs)

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of the arguments by which the loss is differentiated, in order."""
        return self._names(self.generated.parameters)

    @property
    def prediction_inputs(self) -> tuple[str, ...]:
        """The names of the arguments of `predict`, in order."""
        return self._names(self.generated.prediction_inputs)

    @property
    def shapes(self) -> dict[str, Shape]:
        """Argument -> its symbolic shape."""
        return {self.generated.names[s]: s.shape for s in self.generated.inputs}

    def __call__(self, *arrays: Any, **named: Any) -> tuple[Any, Gradients]:
        """The loss and its gradients.

        Args:
            *arrays: the inputs, in the order of `inputs`.
            **named: further inputs by name.

        Returns:
            The loss, and input -> gradient of the same shape. float32 in, float32 out.

        Raises:
            InputError: an input is missing, is no array of finite numbers, or its shape does not fit.
        """
        return self.run(**self.checked(self.inputs, arrays, named))

    def predict(self, *arrays: Any, **named: Any) -> Array:
        """What the network says: the forward value that needs no target; the arguments are `prediction_inputs`.

        Raises:
            InputError: as when the loss is computed.
            UnsupportedError: the derivation has no such value.
        """
        if self.run_forward is None:
            raise UnsupportedError("no forward value depends on the parameters; name one with prediction='...'")
        return self.run_forward(**self.checked(self.prediction_inputs, arrays, named))

    def checked(self, inputs: tuple[str, ...], arrays: tuple[Any, ...], named: Mapping[str, Any]) -> dict[str, Array]:
        """The arguments as arrays of the shapes that the derivation gives them.

        Raises:
            InputError: they are not.
        """
        if len(arrays) > len(inputs):
            raise InputError(f"{len(arrays)} arrays for {len(inputs)} inputs ({', '.join(inputs)})")
        given = dict(zip(inputs, arrays, strict=False))
        for name, value in named.items():
            if name not in inputs or name in given:
                why = "was given twice" if name in given else "is no input"
                raise InputError(f"{name} {why}; the inputs are {', '.join(inputs)}")
            given[name] = value
        missing = [name for name in inputs if name not in given]
        if missing:
            raise InputError(f"missing: {', '.join(missing)}; the inputs are {', '.join(inputs)}")
        return check_arrays({name: self.shapes[name] for name in inputs}, given)

    def _names(self, symbols: tuple[Symbol, ...]) -> tuple[str, ...]:
        return tuple(self.generated.names[s] for s in symbols)
