"""The layer of a member of a family: `2`, `k`, `k+1`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Layer:
    """`variable + offset`; a layer without a variable is a number."""

    variable: str
    offset: int = 0

    def at(self, values: Mapping[str, int]) -> Layer:
        """The same layer with the variable replaced by its value, where there is one."""
        if self.variable in values:
            return Layer("", self.offset + values[self.variable])
        return self

    def __sub__(self, steps: int) -> Layer:
        return Layer(self.variable, self.offset - steps)

    def __str__(self) -> str:
        if not self.variable:
            return str(self.offset)
        return self.variable + (f"{self.offset:+d}" if self.offset else "")


@dataclass(frozen=True, slots=True)
class LayerRange:
    """The layers for which a line is said to hold, from one bound to the other."""

    variable: str
    first: Layer
    last: Layer

    def at(self, values: Mapping[str, int]) -> LayerRange:
        """The same layers with the tops of families replaced by their numbers."""
        return LayerRange(self.variable, self.first.at(values), self.last.at(values))

    def excludes(self, layers: Mapping[str, int]) -> bool:
        """Whether the value of the variable is none of them; bounds without a number exclude everything."""
        if self.variable not in layers:
            return False
        if self.first.variable or self.last.variable:
            return True
        low, high = sorted((self.first.offset, self.last.offset))
        return not low <= layers[self.variable] <= high
