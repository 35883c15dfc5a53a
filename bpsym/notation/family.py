"""Families of symbols by layer, and the instances of a document in which their members exist."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bpsym.notation.layer import Layer


@dataclass(frozen=True, slots=True)
class Family:
    """`W^{(l)}` of shape (n_l, n_{l-1}) for l = 2..L."""

    template: str
    """The name with `@` in the place of the layer."""
    shape: tuple[str, ...]
    """Dimensions as written; a subscript may be the layer."""
    variable: str
    low: int
    high: Layer

    @property
    def is_symbolic(self) -> bool:
        """Whether the top layer is a letter."""
        return self.high.variable != ""


@dataclass(frozen=True, slots=True)
class Instance:
    """Which layers exist while a document is read.

    A whole network has numbers for its tops. A window is a part of a network of any depth: members outside
    `low..high` do not exist, and the network goes on above `high` in a way of which nothing is known.
    """

    tops: Mapping[str, int] = field(default_factory=dict)
    """`L` -> 4."""
    low: int = 0
    high: int = 10**6
    first_case: int = 0
    last_case: int = 10**6
    """The values of a layer variable that are judged."""
    goes_on: bool = False
    """Whether there are layers above `high`."""
