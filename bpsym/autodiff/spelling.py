"""How the derivative of a known function is written: `2 A` for square'(A), and `Y ⊙ (1 − Y)` on request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bpsym.autodiff.rewrite import rewrites
from bpsym.expr import Expr, Map, Symbol, apply
from bpsym.rules import known_derivative


@rewrites(Map)
def write_plain_derivatives(node: Expr) -> Expr | None:
    """square'(A) = 2 A and the like: the rows of the table of known derivatives that are marked as plain."""
    return spell(node, {}, only_plain=True)


def spell(node: Expr, values: Mapping[Expr, Symbol], only_plain: bool) -> Expr | None:
    """The formula for f'(A), (m, n), in which f(A) goes by its name where `values` has one.

    None where the node is not the first derivative of a known function, or where its row of the table of known
    derivatives is not marked as plain and only those are wanted.
    """
    row = known_derivative(node.function) if isinstance(node, Map) else None
    if not isinstance(node, Map) or row is None or (only_plain and not row.plain):
        return None
    value = apply(replace(node.function, order=0), node.body)
    return row.spelling(node.body, values.get(value, value))
