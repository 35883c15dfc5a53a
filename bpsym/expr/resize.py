"""The same expression with dimensions replaced: `o` by 1, or one name by another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from bpsym.expr.dimension import Dim, DimLike
from bpsym.expr.indexed import At, Index, IndexSum, KroneckerDelta, Tabulate
from bpsym.expr.node import Expr

_E = TypeVar("_E", bound=Expr)


def resize(expr: _E, sizes: Mapping[str, DimLike]) -> _E:
    """The expression with named dimensions replaced, in symbols and in nodes that hold dimensions of their own.

    Two indices of one name over two dimensions that become one stay two: one of them gets a prime.
    """
    return _resize(expr, sizes, _resized_indices(expr, sizes))


def _resize(expr: _E, sizes: Mapping[str, DimLike], indices: Mapping[Index, Index]) -> _E:
    return expr.rebuilt(lambda value: _resized(value, sizes, indices))


def _resized_indices(expr: Expr, sizes: Mapping[str, DimLike]) -> dict[Index, Index]:
    found: dict[Index, Index] = {}
    for index in _indices(expr):
        if index not in found:
            new = Index(index.name, resize_dim(index.dim, sizes))
            while new in found.values():
                new = Index(new.name + "'", new.dim)
            found[index] = new
    return found


def _indices(expr: Expr) -> Iterator[Index]:
    """Every index, the free ones first, so that those keep their names."""
    yield from sorted(expr.free, key=lambda index: (index.name, str(index.dim)))
    for node in expr.walk():
        match node:
            case At(place=place):
                yield from (i for i in place if isinstance(i, Index))
            case KroneckerDelta(left=left, right=right):
                yield from (left, right)
            case IndexSum(index=index):
                yield index
            case Tabulate(indices=indices):
                yield from indices


def resize_dim(dim: Dim, sizes: Mapping[str, DimLike]) -> Dim:
    """The dimension with names replaced."""
    found = Dim.of(0)
    for names, coefficient in dim.terms:
        term = Dim.of(coefficient)
        for name in names:
            term = term * sizes.get(name, name)
        found = found + term
    return found


def _resized(value: Any, sizes: Mapping[str, DimLike], indices: Mapping[Index, Index]) -> Any:
    if isinstance(value, Expr):
        return _resize(value, sizes, indices)
    if isinstance(value, Index):
        return indices[value]
    if isinstance(value, tuple):
        return tuple(_resized(part, sizes, indices) for part in value)
    return resize_dim(value, sizes) if isinstance(value, Dim) else value
