"""Expressions in floats at a point: an evaluator of the tests' own, with derivatives by the complex step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from bpsym.expr import (
    Add,
    BroadcastColumns,
    BroadcastRows,
    Constant,
    Contract,
    Divide,
    Expr,
    Hadamard,
    Identity,
    Map,
    MatMul,
    Partial,
    Scale,
    SquaredNorm,
    SumColumns,
    SumRows,
    Symbol,
    Total,
    Trace,
    Transpose,
    Zero,
)
from tests.mutation.elementary import Array, values_of

STEP = 1e-30
"""The complex step: f'(x) is the imaginary part of f(x + ih) over h, and nothing cancels."""
STRIDE = 2e-3
STENCIL = ((1, 3 / 4), (2, -3 / 20), (3, 1 / 60))
"""The weights of the central difference of order six."""


@dataclass(frozen=True)
class Point:
    """Sizes of the dimensions, values of the symbols that nothing defines, and the definitions of the others."""

    sizes: Mapping[str, int]
    values: Mapping[Symbol, Array]
    definitions: Mapping[Symbol, Expr]
    is_perturbed: bool = False
    is_opaque: bool = False
    """Whether known functions are taken for unknown ones."""
    found: dict[Expr, Array] = field(default_factory=dict)

    def value(self, expr: Expr) -> Array:
        """The expression at this point: an array with as many axes as the expression has indices."""
        if expr not in self.found:
            self.found[expr] = _value(expr, self)
        return self.found[expr]

    def shape(self, expr: Expr) -> tuple[int, ...]:
        """The shape of the expression at the sizes of this point."""
        return tuple(dim.evaluate(self.sizes) for dim in expr.shape)

    def perturbed(self, symbol: Symbol, value: Array) -> Point:
        """The same point with another value of one symbol, whatever defines it."""
        return replace(self, values={**self.values, symbol: value}, is_perturbed=True, found={})


def _value(expr: Expr, point: Point) -> Array:
    if isinstance(expr, Symbol):
        given = point.values.get(expr)
        return point.value(point.definitions[expr]) if given is None else given
    if isinstance(expr, Partial):
        return _derivative(expr, point)
    if isinstance(expr, Map):
        return values_of(expr.function, point.value(expr.body), point.is_opaque)
    result: Array = _NODES[type(expr)](expr, point.shape(expr), *(point.value(child) for child in expr.children))
    return result


def _derivative(partial: Partial, point: Point) -> Array:
    base = point.value(partial.wrt)
    columns = [_slope(partial, base, index, point) for index in np.ndindex(*base.shape)]
    stacked = np.stack(columns, axis=-1).reshape(*columns[0].shape, *base.shape)
    return stacked.reshape(point.shape(partial)).astype(np.complex128)


def _slope(partial: Partial, base: Array, index: tuple[int, ...], point: Point) -> Array:
    """How `of` changes with one entry of `wrt`; inside another derivative, whose complex step goes through, by
    differences of order six."""

    def at(move: complex) -> Array:
        moved = base.copy()
        moved[index] += move
        return point.perturbed(partial.wrt, moved).value(partial.of)

    if not point.is_perturbed:
        exact: Array = at(STEP * 1j).imag / STEP
        return exact
    return sum((weight * (at(n * STRIDE) - at(-n * STRIDE)) / STRIDE for n, weight in STENCIL), 0 * at(0))


def _full(value: complex, shape: tuple[int, ...]) -> Array:
    return np.full(shape, value, dtype=np.complex128)


_NODES: dict[type[Expr], Callable[..., Any]] = {
    Constant: lambda node, shape: _full(complex(node.value), shape),
    Identity: lambda node, shape: np.eye(shape[0], dtype=np.complex128),
    Zero: lambda node, shape: _full(0, shape),
    Add: lambda node, shape, a, b: a + b,
    Scale: lambda node, shape, s, a: s.item() * a,
    Transpose: lambda node, shape, a: a.T,
    MatMul: lambda node, shape, a, b: a @ b,
    Hadamard: lambda node, shape, a, b: a * b,
    Divide: lambda node, shape, a, b: a / b,
    Total: lambda node, shape, a: _full(a.sum(), shape),
    SumRows: lambda node, shape, a: a.sum(axis=0, keepdims=True),
    SumColumns: lambda node, shape, a: a.sum(axis=1, keepdims=True),
    Trace: lambda node, shape, a: _full(np.trace(a), shape),
    SquaredNorm: lambda node, shape, a: _full((a * a).sum(), shape),
    BroadcastRows: lambda node, shape, a: np.broadcast_to(a, shape),
    BroadcastColumns: lambda node, shape, a: np.broadcast_to(a, shape),
    Contract: lambda node, shape, a, b: np.tensordot(a, b, axes=2),
}
