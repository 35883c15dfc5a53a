"""Matrix product, Hadamard product and Hadamard quotient."""

from __future__ import annotations

from bpsym.errors import ShapeError
from bpsym.expr.dimension import Shape, show_shape
from bpsym.expr.fit import require_matrix, require_same_shape
from bpsym.expr.node import Expr, node


@node
class MatMul(Expr):
    """A B: (m, k), (k, n) -> (m, n)."""

    left: Expr
    right: Expr

    def _shape(self) -> Shape:
        require_matrix("a matrix product", self.left, self.right)
        if self.left.columns != self.right.rows:
            found = f"{show_shape(self.left.shape)} by {show_shape(self.right.shape)}"
            raise ShapeError(f"cannot multiply {found}: {self.left.columns} columns meet {self.right.rows} rows")
        return (self.left.rows, self.right.columns)


@node
class Hadamard(Expr):
    """A ⊙ B, entry by entry, of one shape."""

    left: Expr
    right: Expr

    def _shape(self) -> Shape:
        require_same_shape("multiply entry by entry", self.left, self.right)
        return self.left.shape


@node
class Divide(Expr):
    """A ⊘ B, entry by entry, of one shape; defined where no entry of B is 0."""

    left: Expr
    right: Expr

    def _shape(self) -> Shape:
        require_same_shape("divide entry by entry", self.left, self.right)
        return self.left.shape


def matmul(left: Expr, right: Expr) -> Expr:
    """The matrix product: (m, k), (k, n) -> (m, n)."""
    return MatMul(left, right)


def hadamard(left: Expr, right: Expr) -> Expr:
    """The product entry by entry: (m, n), (m, n) -> (m, n)."""
    return Hadamard(left, right)


def divide(left: Expr, right: Expr) -> Expr:
    """The quotient entry by entry: (m, n), (m, n) -> (m, n)."""
    return Divide(left, right)
