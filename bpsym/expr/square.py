"""Functions of square matrices: inverse and determinant."""

from __future__ import annotations

from bpsym.expr.dimension import SCALAR, Shape
from bpsym.expr.fit import require_square
from bpsym.expr.node import Expr, node


@node
class Inverse(Expr):
    """A⁻¹: (n, n) -> (n, n); defined where det A is not 0."""

    body: Expr

    def _shape(self) -> Shape:
        require_square("an inverse", self.body)
        return self.body.shape


@node
class Determinant(Expr):
    """det A: (n, n) -> scalar."""

    body: Expr

    def _shape(self) -> Shape:
        require_square("a determinant", self.body)
        return SCALAR


def inverse(body: Expr) -> Expr:
    """The inverse of (n, n)."""
    return Inverse(body)


def determinant(body: Expr) -> Expr:
    """The determinant of (n, n): a scalar."""
    return Determinant(body)
