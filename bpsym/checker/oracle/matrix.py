"""What each node means in SymPy's own matrices and arrays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

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
    MatMul,
    Scale,
    SquaredNorm,
    SumColumns,
    SumRows,
    Total,
    Trace,
    Transpose,
    Zero,
)


def _array(matrix: Any) -> Any:
    import sympy

    return sympy.Array(matrix)


def _scalar(value: Any) -> Any:
    return _array([[value]])


def _ones(rows: int, columns: int) -> Any:
    import sympy

    return sympy.ones(rows, columns)


def _identity(size: int) -> Any:
    import sympy

    return sympy.Array(sympy.eye(size))


def _zero(rows: int, columns: int) -> Any:
    import sympy

    return sympy.Array(sympy.zeros(rows, columns))


def _rational(node: Constant) -> Any:
    import sympy

    return _scalar(sympy.Rational(node.value.numerator, node.value.denominator))


def _matmul(left: Any, right: Any) -> Any:
    return _array(left.tomatrix() * right.tomatrix())


def _contract(left: Any, right: Any) -> Any:
    import sympy

    count = left.rank()
    product = sympy.tensorproduct(left, right)
    return sympy.tensorcontraction(product, (count - 2, count), (count - 1, count + 1))


def _hadamard(left: Any, right: Any) -> Any:
    return _array(left.tomatrix().multiply_elementwise(right.tomatrix()))


def _over(left: Any, right: Any) -> Any:
    return _hadamard(left, right.applyfunc(lambda entry: 1 / entry))


def _squared_norm(body: Any) -> Any:
    return _scalar((body.tomatrix().T * body.tomatrix()).trace())


def _total(body: Any) -> Any:
    rows, columns = body.shape
    return _array(_ones(1, rows) * body.tomatrix() * _ones(columns, 1))


MEANINGS: dict[type[Expr], Callable[..., Any]] = {
    Constant: lambda node, shape: _rational(node),
    Identity: lambda node, shape: _identity(shape[0]),
    Zero: lambda node, shape: _zero(*shape),
    Add: lambda node, shape, a, b: a + b,
    Scale: lambda node, shape, s, a: a * s[0, 0],
    Transpose: lambda node, shape, a: _array(a.tomatrix().T),
    MatMul: lambda node, shape, a, b: _matmul(a, b),
    Contract: lambda node, shape, a, b: _contract(a, b),
    Hadamard: lambda node, shape, a, b: _hadamard(a, b),
    Divide: lambda node, shape, a, b: _over(a, b),
    Total: lambda node, shape, a: _total(a),
    SumRows: lambda node, shape, a: _array(_ones(1, a.shape[0]) * a.tomatrix()),
    SumColumns: lambda node, shape, a: _array(a.tomatrix() * _ones(a.shape[1], 1)),
    Trace: lambda node, shape, a: _scalar(a.tomatrix().trace()),
    SquaredNorm: lambda node, shape, a: _squared_norm(a),
    BroadcastRows: lambda node, shape, b: _array(_ones(shape[0], 1) * b.tomatrix()),
    BroadcastColumns: lambda node, shape, c: _array(c.tomatrix() * _ones(1, shape[1])),
}
"""Node class -> its meaning, from the node, its concrete shape and its parts as SymPy arrays."""
