"""The same expression with dimensions replaced: `o` by 1, or one name by another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from bpsym.expr.dimension import Dim, DimLike
from bpsym.expr.node import Expr

_E = TypeVar("_E", bound=Expr)


def resize(expr: _E, sizes: Mapping[str, DimLike]) -> _E:
    """The expression with named dimensions replaced, in symbols and in nodes that hold dimensions of their own."""
    return expr.rebuilt(lambda value: _resized(value, sizes))


def resize_dim(dim: Dim, sizes: Mapping[str, DimLike]) -> Dim:
    """The dimension with names replaced."""
    found = Dim.of(0)
    for names, coefficient in dim.terms:
        term = Dim.of(coefficient)
        for name in names:
            term = term * sizes.get(name, name)
        found = found + term
    return found


def _resized(value: Any, sizes: Mapping[str, DimLike]) -> Any:
    if isinstance(value, Expr):
        return resize(value, sizes)
    return resize_dim(value, sizes) if isinstance(value, Dim) else value
