"""Derivatives as expressions, and their composition."""

from __future__ import annotations

from bpsym.errors import ShapeError
from bpsym.expr.dimension import Shape, show_shape
from bpsym.expr.leaf import Symbol
from bpsym.expr.node import Expr, node


@node
class Partial(Expr):
    """∂ of / ∂ wrt, through every definition that stands between them.

    A gradient of a scalar has the shape of its variable; the derivative by a scalar has the shape of what is
    differentiated; otherwise the indices of `of` come first, those of `wrt` after them.
    """

    of: Expr
    wrt: Symbol

    def _shape(self) -> Shape:
        if self.of.is_scalar:
            return self.wrt.shape
        return self.of.shape if self.wrt.is_scalar else self.of.shape + self.wrt.shape


@node
class Contract(Expr):
    """Composition of linear maps: the last two indices of `left` are summed against the first two of `right`.

    (m, o), (m, o, h, n) -> (h, n)          a cotangent pulled back by a Jacobian
    (p, q, m, o), (m, o, h, n) -> (p, q, h, n)      a product of Jacobians
    """

    left: Expr
    right: Expr

    def _shape(self) -> Shape:
        if len(self.right.shape) != 4:
            raise ShapeError(f"a composition needs a derivative of four indices, found {show_shape(self.right.shape)}")
        if self.left.shape[-2:] != self.right.shape[:2]:
            found = f"{show_shape(self.left.shape)} with {show_shape(self.right.shape)}"
            raise ShapeError(f"cannot compose {found}: the shared indices differ")
        return self.left.shape[:-2] + self.right.shape[2:]


def partial(of: Expr, wrt: Symbol) -> Expr:
    """∂ of / ∂ wrt."""
    return Partial(of, wrt)


def contract(left: Expr, right: Expr) -> Expr:
    """The composition of two linear maps, or of a cotangent with one."""
    return Contract(left, right)
