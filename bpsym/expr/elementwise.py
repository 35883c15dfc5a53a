"""Elementwise maps f(Z)."""

from __future__ import annotations

from bpsym.expr.dimension import Shape
from bpsym.expr.fit import require_matrix
from bpsym.expr.function import Function
from bpsym.expr.node import Expr, node


@node
class Map(Expr):
    """f(Z): f acts on every entry; the shape stays."""

    function: Function
    body: Expr

    def _shape(self) -> Shape:
        require_matrix("an elementwise map", self.body)
        return self.body.shape


def apply(function: Function, body: Expr) -> Expr:
    """function(body), entry by entry: (m, n) -> (m, n)."""
    return Map(function, body)
