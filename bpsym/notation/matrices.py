"""Formulas of matrix calculus: bars, inner products, matrices whose size the context says, matrices that are shown."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from bpsym.expr import Dim
from bpsym.notation.formula import Formula


@dataclass(frozen=True, slots=True)
class Bars(Formula):
    """|A|: the determinant of a square matrix, the absolute value of a number."""

    body: Formula


@dataclass(frozen=True, slots=True)
class InnerProduct(Formula):
    r"""`\\langle A, B \\rangle`."""

    left: Formula
    right: Formula


class Filling(Enum):
    """What a matrix holds whose size stands nowhere."""

    IDENTITY = "the identity"
    ONES = "the column of ones"


@dataclass(frozen=True, slots=True)
class Unsized(Formula):
    r"""`I` or `\\mathbf{1}`: the context says how many rows it has, unless a subscript does."""

    filling: Filling
    size: Dim | None = None


@dataclass(frozen=True, slots=True)
class Extent(Formula):
    r"""`\\text{rows}(X)` where a size stands: how many rows (axis 0) or columns (axis 1) a matrix has."""

    body: Formula
    axis: int


@dataclass(frozen=True, slots=True)
class Ones(Formula):
    r"""`\\mathbf{1}_{m, n}`, the matrix of ones; a size is a dimension, or that of another matrix."""

    rows: Dim | Extent
    columns: Dim | Extent


@dataclass(frozen=True, slots=True)
class AxisSum(Formula):
    r"""`np.sum(A, axis=0)`: the sum along an axis (None: of all entries) as in NumPy; `keepdims` if it stays one."""

    body: Formula
    axis: int | None
    keepdims: bool


@dataclass(frozen=True, slots=True)
class Display(Formula):
    r"""`\\begin{bmatrix} a & b \\\\ c & d \\end{bmatrix}`: the entries row by row."""

    entries: tuple[Formula, ...]
    width: int


@dataclass(frozen=True, slots=True)
class CodeProduct(Formula):
    """`np.dot(A, B)`, or `np.multiply(A, B)`, entry by entry."""

    left: Formula
    right: Formula
    is_matmul: bool
