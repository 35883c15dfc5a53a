"""Kronecker products and vec, whose axes are products of dimensions."""

from __future__ import annotations

from bpsym.expr.dimension import ONE, Shape
from bpsym.expr.fit import require_matrix
from bpsym.expr.node import Expr, node


@node
class KroneckerProduct(Expr):
    """A ⊗ B, the blocks a[i,j] B: (m, n), (p, q) -> (m p, n q)."""

    left: Expr
    right: Expr

    def _shape(self) -> Shape:
        require_matrix("a Kronecker product", self.left, self.right)
        return (self.left.rows * self.right.rows, self.left.columns * self.right.columns)


@node
class Vec(Expr):
    """vec A, the columns of A below one another: (m, n) -> (m n, 1)."""

    body: Expr

    def _shape(self) -> Shape:
        require_matrix("vec", self.body)
        return (self.body.rows * self.body.columns, ONE)


def kronecker_product(left: Expr, right: Expr) -> Expr:
    """The Kronecker product: (m, n), (p, q) -> (m p, n q)."""
    return KroneckerProduct(left, right)


def vec(body: Expr) -> Expr:
    """The columns below one another: (m, n) -> (m n, 1)."""
    return Vec(body)
