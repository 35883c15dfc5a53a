"""How the derivative of a known function is written: `2 A` for square'(A), and `Y ⊙ (1 − Y)` on request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bpsym.autodiff.rewrite import rewrites
from bpsym.expr import ColumnSoftmax, Divide, Expr, Hadamard, Map, RowSoftmax, Symbol, apply, hadamard
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


def spell_beside_a_divisor(node: Expr, values: Mapping[Expr, Symbol]) -> Expr | None:
    """G ⊙ f'(A) with f' as a formula in f(A), where f(A) has a name that stands in a divisor of G and may cancel."""
    if not isinstance(node, Hadamard):
        return None
    for slope, other in ((node.right, node.left), (node.left, node.right)):
        spelled = spell(slope, values, only_plain=False)
        if spelled is not None and isinstance(slope, Map):
            value = values.get(apply(replace(slope.function, order=0), slope.body))
            divisors = (part.right for part in other.walk() if isinstance(part, Divide))
            if value is not None and any(value in divisor.walk() for divisor in divisors):
                return hadamard(other, spelled)
    return None


def is_known_value(node: Expr) -> bool:
    """Whether the node is the value of a known function or of a softmax."""
    is_value = isinstance(node, Map) and node.function.is_known and node.function.order == 0
    return is_value or isinstance(node, RowSoftmax | ColumnSoftmax)


def nameless(node: Expr) -> Expr:
    """The node without the name that the notes have for its function."""
    return apply(replace(node.function, name=""), node.body) if isinstance(node, Map) else node
