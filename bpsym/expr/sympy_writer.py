"""From our expressions to SymPy's. Imports SymPy: reached through `sympy_door` only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy
from sympy.matrices.expressions.applyfunc import ElementwiseApplyFunction

from bpsym.expr import sympy_node
from bpsym.expr.broadcast import BroadcastColumns, BroadcastRows
from bpsym.expr.derivative import Contract, Partial
from bpsym.expr.diagonal import Diagonal, DiagonalPart
from bpsym.expr.dimension import ONE
from bpsym.expr.elementwise import Map
from bpsym.expr.indexed import At, IndexSum, KroneckerDelta, Tabulate
from bpsym.expr.kronecker import KroneckerProduct, Vec
from bpsym.expr.leaf import Constant, Identity, Symbol, Zero
from bpsym.expr.linear import Add, Scale, Transpose
from bpsym.expr.node import Expr
from bpsym.expr.product import Divide, Hadamard, MatMul
from bpsym.expr.reduction import SquaredNorm, SumColumns, SumRows, Total, Trace
from bpsym.expr.softmax import ColumnLogSumExp, ColumnSoftmax, RowLogSumExp, RowSoftmax, written_out
from bpsym.expr.square import Determinant, Inverse
from bpsym.expr.sympy_dimension import write_dimension
from bpsym.expr.sympy_function import write_application, write_lambda
from bpsym.expr.sympy_indexed import require_one_meaning, write_at, write_delta, write_sum, write_table

Writer = Callable[..., Any]
"""From a node and its children in SymPy to the node in SymPy."""


def write(expr: Expr) -> Any:
    """The expression in SymPy; scalars become SymPy scalars, everything else a matrix expression."""
    require_one_meaning(expr)
    done: dict[Expr, Any] = {}
    for node in reversed(list(expr.walk())):
        if node not in done:
            done[node] = WRITERS[type(node)](node, *(done[child] for child in node.children))
    return done[expr]


def _shape(node: Expr) -> tuple[Any, ...]:
    return tuple(write_dimension(dim) for dim in node.shape)


def _symbol(node: Symbol) -> Any:
    return sympy.Symbol(node.name) if node.is_scalar else sympy.MatrixSymbol(node.name, *_shape(node))


def _identity(node: Identity) -> Any:
    return sympy.Integer(1) if node.is_scalar else sympy.Identity(_shape(node)[0])


def _zero(node: Zero) -> Any:
    return sympy.Integer(0) if node.is_scalar else sympy.ZeroMatrix(*_shape(node))


def _matmul(node: MatMul, A: Any, B: Any) -> Any:
    if node.is_scalar and not node.left.is_scalar:
        return sympy.Trace(A * B)
    return A * B


def _hadamard(node: Hadamard, A: Any, B: Any) -> Any:
    return A * B if node.is_scalar else sympy.HadamardProduct(A, B)


def _divide(node: Divide, A: Any, B: Any) -> Any:
    return A / B if node.is_scalar else sympy.HadamardProduct(A, sympy.HadamardPower(B, -1))


def _map(node: Map, A: Any) -> Any:
    if node.is_scalar:
        return write_application(node.function, A)
    return ElementwiseApplyFunction(write_lambda(node.function), A)


def _scalar_or(make: Writer) -> Writer:
    """A scalar is its own transpose, total, trace, and sum over its one row or column."""
    return lambda node, A: A if node.body.is_scalar else make(A)


def _sum_rows(node: SumRows, A: Any) -> Any:
    if node.body.rows == ONE:
        return A
    return sympy_node.Total(A) if node.is_scalar else sympy_node.SumRows(A)


def _sum_columns(node: SumColumns, A: Any) -> Any:
    if node.body.columns == ONE:
        return A
    return sympy_node.Total(A) if node.is_scalar else sympy_node.SumColumns(A)


def _broadcast(node: BroadcastRows | BroadcastColumns, A: Any) -> Any:
    if node.count == ONE:
        return A
    scalar = A if node.body.is_scalar else A.args[0] if isinstance(A, sympy_node.Filled) else None
    if scalar is not None:
        return sympy_node.Filled(scalar, *_shape(node))
    make = sympy_node.BroadcastRows if isinstance(node, BroadcastRows) else sympy_node.BroadcastColumns
    return make(A, write_dimension(node.count))


def _diagonal(column: Any) -> Any:
    """SymPy makes DiagMatrix(0) a column again as soon as it stands in a product."""
    rows = column.shape[0]
    return sympy.ZeroMatrix(rows, rows) if isinstance(column, sympy.ZeroMatrix) else sympy.DiagMatrix(column)


def _kronecker_product(node: KroneckerProduct, A: Any, B: Any) -> Any:
    return A * B if node.left.is_scalar or node.right.is_scalar else sympy.KroneckerProduct(A, B)


def _partial(node: Partial, of: Any, wrt: Any) -> Any:
    if len(node.shape) == 4 or node.is_scalar:
        return sympy_node.OtherPartial(of, wrt)
    return sympy_node.MatrixPartial(of, wrt, *_shape(node))


def _contract(node: Contract, left: Any, right: Any) -> Any:
    if len(node.shape) == 4:
        return sympy_node.OtherContract(left, right)
    return sympy_node.MatrixContract(left, right, *_shape(node))


WRITERS: dict[type[Expr], Writer] = {
    Symbol: _symbol,
    Constant: lambda node: sympy.Rational(node.value.numerator, node.value.denominator),
    Identity: _identity,
    Zero: _zero,
    Add: lambda node, A, B: A + B,
    Scale: lambda node, s, A: s * A,
    Transpose: _scalar_or(lambda A: A.T),
    MatMul: _matmul,
    Hadamard: _hadamard,
    Divide: _divide,
    Map: _map,
    Total: _scalar_or(sympy_node.Total),
    SumRows: _sum_rows,
    SumColumns: _sum_columns,
    BroadcastRows: _broadcast,
    BroadcastColumns: _broadcast,
    Trace: _scalar_or(sympy.Trace),
    SquaredNorm: lambda node, A: A**2 if node.body.is_scalar else sympy_node.SquaredNorm(A),
    Partial: _partial,
    Contract: _contract,
    Inverse: lambda node, A: 1 / A if node.is_scalar else sympy.Inverse(A),
    Determinant: _scalar_or(sympy.Determinant),
    Diagonal: _scalar_or(_diagonal),
    DiagonalPart: _scalar_or(sympy.DiagonalOf),
    KroneckerProduct: _kronecker_product,
    Vec: _scalar_or(sympy_node.Vec),
    RowSoftmax: lambda node, A: write(written_out(node)),
    ColumnSoftmax: lambda node, A: write(written_out(node)),
    RowLogSumExp: lambda node, A: write(written_out(node)),
    ColumnLogSumExp: lambda node, A: write(written_out(node)),
    At: write_at,
    KroneckerDelta: write_delta,
    IndexSum: write_sum,
    Tabulate: write_table,
}
"""Node class -> its writer; a test walks it against the registry of nodes."""
