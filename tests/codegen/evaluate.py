"""What an expression is worth, written out node by node with full arrays: the reference for generated code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bpsym.expr import (
    Add,
    BroadcastColumns,
    BroadcastRows,
    ColumnLogSumExp,
    ColumnSoftmax,
    Constant,
    Determinant,
    Diagonal,
    DiagonalPart,
    Divide,
    Expr,
    Hadamard,
    Identity,
    Inverse,
    KroneckerProduct,
    Map,
    MatMul,
    RowLogSumExp,
    RowSoftmax,
    Scale,
    Shape,
    SquaredNorm,
    SumColumns,
    SumRows,
    Symbol,
    Total,
    Trace,
    Transpose,
    Vec,
    Zero,
    definition_of,
)

Array = NDArray[np.float64]

SUMS: dict[type[Expr], str] = {
    Transpose: "ij->ji",
    Total: "ij->",
    SumRows: "ij->j",
    SumColumns: "ij->i",
    Trace: "ii->",
    DiagonalPart: "ii->i",
    Vec: "ij->ji",
}

FORMULAS: dict[type[Expr], Callable[..., Any]] = {
    RowSoftmax: lambda A: np.exp(A) / np.exp(A).sum(axis=1, keepdims=True),
    ColumnSoftmax: lambda A: np.exp(A) / np.exp(A).sum(axis=0, keepdims=True),
    RowLogSumExp: lambda A: np.log(np.exp(A).sum(axis=1, keepdims=True)),
    ColumnLogSumExp: lambda A: np.log(np.exp(A).sum(axis=0, keepdims=True)),
    Inverse: np.linalg.inv,
    Determinant: np.linalg.det,
    Diagonal: lambda v: np.identity(len(v)) * v,
    KroneckerProduct: lambda A, B: np.einsum("ij,kl->ikjl", A, B),
}


def evaluate(expr: Expr, values: Mapping[Symbol, Array], sizes: Mapping[str, int]) -> Array:
    """The value of a small expression; every scalar is a (1, 1) array."""
    shape = concrete(expr.shape, sizes)
    parts = [evaluate(child, values, sizes) for child in expr.children]
    match expr:
        case Symbol():
            found = values[expr]
        case Constant():
            found = np.array([[float(expr.value)]])
        case Zero():
            found = np.zeros(shape)
        case Identity():
            found = np.identity(shape[0])
        case Add():
            found = parts[0] + parts[1]
        case Scale():
            found = parts[0][0, 0] * parts[1]
        case Hadamard():
            found = parts[0] * parts[1]
        case Divide():
            found = parts[0] / parts[1]
        case _ if type(expr) in FORMULAS:
            found = FORMULAS[type(expr)](*parts)
        case MatMul():
            found = np.einsum("ij,jk->ik", *parts)
        case _ if type(expr) in SUMS:
            found = np.einsum(SUMS[type(expr)], parts[0])
        case SquaredNorm():
            found = np.einsum("ij,ij->", parts[0], parts[0])
        case BroadcastRows() | BroadcastColumns():
            found = parts[0] * np.ones(shape)
        case Map():
            found = _apply(definition_of(expr.function), parts[0])
        case _:
            raise TypeError(type(expr).__name__)
    return np.asarray(found, dtype=float).reshape(shape)


def concrete(shape: Shape, sizes: Mapping[str, int]) -> tuple[int, ...]:
    """The shape in numbers."""
    return tuple(dim.evaluate(sizes) for dim in shape)


def _apply(definition: Any, array: Array) -> Array:
    (variable,) = definition.free_symbols or {None}
    return np.array([[float(definition.subs(variable, x) if variable else definition) for x in row] for row in array])
