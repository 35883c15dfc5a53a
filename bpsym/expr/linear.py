"""Sum, scaling and transpose."""

from __future__ import annotations

from bpsym.expr.dimension import Shape
from bpsym.expr.fit import require_matrix, require_same_shape, require_scalar
from bpsym.expr.leaf import constant
from bpsym.expr.node import Expr, node


@node
class Add(Expr):
    """A + B, of one shape."""

    left: Expr
    right: Expr

    def _shape(self) -> Shape:
        require_same_shape("add", self.left, self.right)
        return self.left.shape


@node
class Scale(Expr):
    """s A with a scalar s (any number of indices in A)."""

    factor: Expr
    body: Expr

    def _shape(self) -> Shape:
        require_scalar("the factor of a scaling", self.factor)
        return self.body.shape


@node
class Transpose(Expr):
    """Aᵀ: (m, n) -> (n, m)."""

    body: Expr

    def _shape(self) -> Shape:
        require_matrix("a transpose", self.body)
        return (self.body.columns, self.body.rows)


def add(left: Expr, right: Expr) -> Expr:
    """Left + right, both (m, n)."""
    return Add(left, right)


def scale(factor: Expr | int, body: Expr) -> Expr:
    """Factor times body: a scalar and (m, n) -> (m, n)."""
    return Scale(constant(factor) if isinstance(factor, int) else factor, body)


def negate(body: Expr) -> Expr:
    """-body, as a scaling by -1."""
    return Scale(constant(-1), body)


def subtract(left: Expr, right: Expr) -> Expr:
    """Left - right, as a sum with a negated term."""
    return Add(left, negate(right))


def transpose(body: Expr) -> Expr:
    """Bodyᵀ: (m, n) -> (n, m)."""
    return Transpose(body)
