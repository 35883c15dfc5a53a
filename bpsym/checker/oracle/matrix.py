"""What each node means in SymPy's own matrices and arrays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bpsym.expr import (
    Add,
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
    Inverse,
    KroneckerProduct,
    MatMul,
    RowLogSumExp,
    RowSoftmax,
    Scale,
    SquaredNorm,
    SumColumns,
    SumRows,
    Total,
    Trace,
    Transpose,
    Vec,
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


def _determinant(body: Any) -> Any:
    return _scalar(body.tomatrix().det(method="berkowitz"))


def _inverse(body: Any) -> Any:
    matrix = body.tomatrix()
    return _array(matrix.adjugate(method="berkowitz") / matrix.det(method="berkowitz"))


def _diagonal(body: Any) -> Any:
    import sympy

    return _array(sympy.diag(*body.tomatrix()))


def _diagonal_part(body: Any) -> Any:
    return _array(body.tomatrix().diagonal().T)


def _kronecker(left: Any, right: Any) -> Any:
    import sympy

    return _array(sympy.kronecker_product(left.tomatrix(), right.tomatrix()))


def _sums_of_exponentials(body: Any, axis: int) -> Any:
    """Over the rows (axis 0) or over the columns (axis 1), kept as a matrix."""
    import sympy

    powers = body.applyfunc(sympy.exp).tomatrix()
    rows, columns = powers.shape
    return _ones(1, rows) * powers if axis == 0 else powers * _ones(columns, 1)


def _softmax(body: Any, axis: int) -> Any:
    import sympy

    sums = _sums_of_exponentials(body, axis)
    rows, columns = body.shape
    spread = _ones(rows, 1) * sums if axis == 0 else sums * _ones(1, columns)
    return _over(body.applyfunc(sympy.exp), _array(spread))


def _log_sum_exp(body: Any, axis: int) -> Any:
    import sympy

    return _array(_sums_of_exponentials(body, axis)).applyfunc(sympy.log)


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
    Diagonal: lambda node, shape, a: _diagonal(a),
    DiagonalPart: lambda node, shape, a: _diagonal_part(a),
    KroneckerProduct: lambda node, shape, a, b: _kronecker(a, b),
    Vec: lambda node, shape, a: _array(a.tomatrix().vec()),
    Inverse: lambda node, shape, a: _inverse(a),
    Determinant: lambda node, shape, a: _determinant(a),
    RowSoftmax: lambda node, shape, a: _softmax(a, 1),
    ColumnSoftmax: lambda node, shape, a: _softmax(a, 0),
    RowLogSumExp: lambda node, shape, a: _log_sum_exp(a, 1),
    ColumnLogSumExp: lambda node, shape, a: _log_sum_exp(a, 0),
}
"""Node class -> its meaning, from the node, its concrete shape and its parts as SymPy arrays."""
