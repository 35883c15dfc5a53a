"""Expressions in floats at a point: an evaluator of the tests' own, with derivatives by the complex step."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Any

import numpy as np

from bpsym.expr import (
    Add,
    At,
    BroadcastColumns,
    BroadcastRows,
    ColumnLogSumExp,
    ColumnSoftmax,
    Constant,
    Contract,
    Determinant,
    Diagonal,
    DiagonalPart,
    Divide,
    Expr,
    Hadamard,
    Identity,
    Index,
    IndexSum,
    Inverse,
    KroneckerDelta,
    KroneckerProduct,
    Map,
    MatMul,
    Partial,
    RowLogSumExp,
    RowSoftmax,
    Scale,
    SquaredNorm,
    SumColumns,
    SumRows,
    Symbol,
    Tabulate,
    Total,
    Trace,
    Transpose,
    Vec,
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
    found: dict[Any, Array] = field(default_factory=dict)
    positions: Mapping[Index, int] = field(default_factory=dict)
    """Where the free indices stand, counted from 1."""

    def value(self, expr: Expr) -> Array:
        """The expression at this point: an array with as many axes as the expression has indices."""
        key = (expr, frozenset((i, self.positions[i]) for i in expr.free))
        if key not in self.found:
            self.found[key] = _value(expr, self)
        return self.found[key]

    def at(self, indices: Sequence[Index], positions: Sequence[int]) -> Point:
        """The same point, with the indices at these positions."""
        return replace(self, positions={**self.positions, **dict(zip(indices, positions, strict=True))})

    def choices(self, *indices: Index) -> list[Point]:
        """The same point with the indices at every choice of positions, the last index fastest."""
        sizes = [range(1, index.dim.evaluate(self.sizes) + 1) for index in indices]
        return [self.at(indices, choice) for choice in product(*sizes)]

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
    if type(expr) in _INDEXED:
        return _INDEXED[type(expr)](expr, point)
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


def _entry(node: At, point: Point) -> Array:
    place = tuple((point.positions[i] if isinstance(i, Index) else i) - 1 for i in node.place)
    return _full(point.value(node.body)[place], (1, 1))


def _delta(node: KroneckerDelta, point: Point) -> Array:
    return _full(point.positions[node.left] == point.positions[node.right], (1, 1))


def _index_sum(node: IndexSum, point: Point) -> Array:
    found: Array = np.sum([here.value(node.body) for here in point.choices(node.index)], axis=0)
    return found


def _table(node: Tabulate, point: Point) -> Array:
    entries = [here.value(node.body).item() for here in point.choices(*node.indices)]
    return np.array(entries).reshape(point.shape(node))


_INDEXED: dict[type[Expr], Callable[[Any, Point], Array]] = {
    At: _entry,
    KroneckerDelta: _delta,
    IndexSum: _index_sum,
    Tabulate: _table,
}

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
    Diagonal: lambda node, shape, a: np.diag(a[:, 0]),
    DiagonalPart: lambda node, shape, a: np.diag(a)[:, None],
    KroneckerProduct: lambda node, shape, a, b: np.kron(a, b),
    Vec: lambda node, shape, a: a.T.reshape(-1, 1),
    Inverse: lambda node, shape, a: np.linalg.inv(a),
    Determinant: lambda node, shape, a: _full(np.linalg.det(a), shape),
    RowSoftmax: lambda node, shape, a: np.exp(a) / np.exp(a).sum(axis=1, keepdims=True),
    ColumnSoftmax: lambda node, shape, a: np.exp(a) / np.exp(a).sum(axis=0, keepdims=True),
    RowLogSumExp: lambda node, shape, a: np.log(np.exp(a).sum(axis=1, keepdims=True)),
    ColumnLogSumExp: lambda node, shape, a: np.log(np.exp(a).sum(axis=0, keepdims=True)),
}
