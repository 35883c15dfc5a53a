"""Concrete tensors, and the point at which expressions are evaluated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

from bpsym.expr import Symbol


@dataclass(frozen=True, slots=True)
class Tensor:
    """Entries in row-major order: the last index runs fastest."""

    shape: tuple[int, ...]
    entries: tuple[Any, ...]

    @staticmethod
    def of(rows: Sequence[Sequence[int | Fraction]]) -> Tensor:
        """A matrix from its rows."""
        return Tensor((len(rows), len(rows[0])), tuple(entry for row in rows for entry in row))

    def __getitem__(self, index: tuple[int, ...]) -> Any:
        """The entry at an index of as many numbers as there are dimensions, counted from 0."""
        position = 0
        for size, i in zip(self.shape, index, strict=True):
            position = position * size + i
        return self.entries[position]

    def indices(self) -> list[tuple[int, ...]]:
        """The index of every entry, counted from 0, in the order of the entries."""
        return list(product(*map(range, self.shape)))


@dataclass(frozen=True, slots=True)
class Point:
    """A size for each named dimension, and rational values for the symbols that nothing defines."""

    sizes: Mapping[str, int]
    values: Mapping[Symbol, Tensor]
