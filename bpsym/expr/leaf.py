"""Leaves: symbols, constants, identity and zero matrices."""

from __future__ import annotations

from fractions import Fraction

from bpsym.expr.dimension import ONE, SCALAR, Dim, DimLike, Shape
from bpsym.expr.node import Expr, node


@node
class Symbol(Expr):
    r"""A named matrix. `name` is the LaTeX of the notes, such as `W^{(2)}` or `\hat{y}`."""

    name: str
    row_dim: Dim
    column_dim: Dim

    def _shape(self) -> Shape:
        return (self.row_dim, self.column_dim)


@node
class Constant(Expr):
    """A rational number."""

    value: Fraction

    def _shape(self) -> Shape:
        return SCALAR


@node
class Identity(Expr):
    """The identity matrix (n, n)."""

    size: Dim

    def _shape(self) -> Shape:
        return (self.size, self.size)


@node
class Zero(Expr):
    """The zero matrix (m, n)."""

    row_dim: Dim
    column_dim: Dim

    def _shape(self) -> Shape:
        return (self.row_dim, self.column_dim)


def symbol(name: str, rows: DimLike = 1, columns: DimLike = 1) -> Symbol:
    """A symbol of shape (rows, columns); without dimensions a scalar."""
    return Symbol(name, Dim.of(rows), Dim.of(columns))


def constant(value: int | Fraction) -> Constant:
    """The scalar `value`."""
    return Constant(Fraction(value))


def identity(size: DimLike) -> Identity:
    """I of shape (size, size)."""
    return Identity(Dim.of(size))


def zero(rows: DimLike = ONE, columns: DimLike = ONE) -> Zero:
    """0 of shape (rows, columns)."""
    return Zero(Dim.of(rows), Dim.of(columns))
