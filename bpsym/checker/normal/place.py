"""Where an entry stands: one spot for each axis, an index or, on an axis whose size is a product, several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import gcd

from bpsym.checker.normal.term import ONLY, UNIT, Delta, Poly, fresh_index, single, summed, times
from bpsym.errors import UnsupportedError
from bpsym.expr import ONE, Dim

Axis = tuple[Dim, ...]
"""The dimensions of which an axis is the product, the slowest first; none for an axis of size 1."""


@dataclass(frozen=True, slots=True)
class Compound:
    """Indices that stand for one index of an axis: ((i₁ d₂) + i₂) d₃ + i₃ and so on, d the dimensions."""

    indices: tuple[int, ...]
    dims: Axis


Spot = int | Compound
Place = tuple[Spot, ...]


def can_split(dim: Dim) -> bool:
    """Whether a dimension may be the product of two others, neither of them 1."""
    return any(len(names) > 1 for names, _ in dim.terms) or gcd(*(c for _, c in dim.terms)) > 1


def atomic(dim: Dim) -> Axis:
    """The axis that is no product."""
    return () if dim == ONE else (dim,)


def joined(indices: Sequence[int], dims: Axis) -> Spot:
    """The spot of these parts."""
    if not dims:
        return ONLY
    return indices[0] if len(dims) == 1 else Compound(tuple(indices), dims)


def fresh_spot(axis: Axis) -> Spot:
    """A spot that no term has."""
    return joined([fresh_index() for _ in axis], axis)


def parts(spot: Spot) -> tuple[int, ...]:
    """The indices of a spot; that of an axis of size 1 has one."""
    return spot.indices if isinstance(spot, Compound) else (spot,)


def flat(place: Place) -> tuple[int, ...]:
    """All indices of a place."""
    return tuple(i for spot in place for i in parts(spot))


def plain(spot: Spot) -> int:
    """The index of a spot that must be one.

    Raises:
        UnsupportedError: it has several.
    """
    if isinstance(spot, Compound):
        raise UnsupportedError("an axis whose size is a product meets one that is not split in the same way")
    return spot


def fitting(spot: Spot, axis: Axis) -> Spot:
    """The spot, if it is split like the axis.

    Raises:
        UnsupportedError: it is not.
    """
    if isinstance(spot, Compound) and spot.dims == axis:
        return spot
    if len(axis) > 1:
        raise UnsupportedError("an axis whose size is a product is split in two ways")
    return plain(spot)


def sum_over(poly: Poly, spot: Spot, axis: Axis) -> Poly:
    """The sum over all values of a spot that was made for an axis."""
    for index, dim in zip(parts(spot), axis):
        poly = summed(poly, index, dim)
    return poly


def divided(spot: Spot, first: Dim, second: Dim) -> tuple[Spot, Spot]:
    """The spot on an axis of first · second as a spot on each, the first the slower one.

    Raises:
        UnsupportedError: the spot is not split there.
    """
    if first == ONE:
        return ONLY, spot
    if second == ONE:
        return spot, ONLY
    if isinstance(spot, Compound):
        size = ONE
        for cut, dim in enumerate(spot.dims, start=1):
            size = size * dim
            if size == first:
                slow = joined(spot.indices[:cut], spot.dims[:cut])
                return slow, joined(spot.indices[cut:], spot.dims[cut:])
    raise UnsupportedError(f"an axis of {first * second} entries is not split into {first} and {second} on both sides")


def equal(left: Spot, right: Spot) -> Poly:
    """1 where both spots, on one axis, agree, else 0.

    Raises:
        UnsupportedError: they are not split in the same way.
    """
    dims = left.dims if isinstance(left, Compound) else None
    if dims != (right.dims if isinstance(right, Compound) else None):
        raise UnsupportedError("an axis whose size is a product is split in two ways")
    found = UNIT
    for i, j in zip(parts(left), parts(right)):
        if i != j:
            found = times(found, single(Delta((i, j))))
    return found


def output_place(axes: Sequence[Axis]) -> Place:
    """The place of the output: negative indices, one for each part."""
    found: list[Spot] = []
    used = 0
    for axis in axes:
        if axis:
            found.append(joined([-(used + n) for n in range(1, len(axis) + 1)], axis))
            used += len(axis)
        else:
            found.append(ONLY)
            used += 1
    return tuple(found)
