"""Parameters as one vector, for optimisers that know only vectors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from bpsym.program.arrays import Array


@dataclass(frozen=True, slots=True)
class Packing:
    """Where each parameter lies in the vector."""

    shapes: Mapping[str, tuple[int, ...]]

    @staticmethod
    def of(parameters: Mapping[str, Array]) -> Packing:
        """The packing of these parameters."""
        return Packing({name: array.shape for name, array in parameters.items()})

    def pack(self, arrays: Mapping[str, Array]) -> Array:
        """Name -> array, as one vector of float64."""
        return np.concatenate([np.ravel(arrays[name]) for name in self.shapes]).astype(np.float64)

    def unpack(self, vector: Array) -> dict[str, Array]:
        """The vector, as name -> array (copies)."""
        arrays, start = {}, 0
        for name, shape in self.shapes.items():
            size = int(np.prod(shape, dtype=int))
            arrays[name] = vector[start : start + size].reshape(shape).copy()
            start += size
        return arrays
