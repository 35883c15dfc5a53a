"""Large numbers as dimensions (784) to names, for the engine that evaluates.

What agrees at small sizes agrees as evidence. What differs there differs at the declared sizes too, unless the size
itself is part of the claim, as in Σ 1 = 784: so a difference counts only where no number as large as a size is written,
no matrix of numbers could be counted, and no size is the product of two others.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations_with_replacement
from typing import Any, TypeVar

from bpsym.expr import BroadcastColumns, BroadcastRows, Constant, Dim, Expr, Identity, MatMul

LARGEST = 8
"""Sizes up to this one are evaluated as they are."""
MOST_WORK = 300_000
"""Multiplications in one evaluation at the declared sizes, beyond which it is given up."""

_E = TypeVar("_E", bound=Expr)


def can_shrink(parts: Iterable[Expr]) -> bool:
    """Whether no identity and no matrix of numbers occurs, whose entries could be counted."""
    return not any(_counts(node) for part in parts for node in part.walk())


def can_refute(parts: Iterable[Expr]) -> bool:
    """Whether a difference at small sizes is one at the declared sizes."""
    nodes = [node for part in parts for node in part.walk()]
    if any(isinstance(n, Constant) and max(abs(n.value.numerator), n.value.denominator) > LARGEST for n in nodes):
        return False
    sizes = {d.value for n in nodes for d in n.shape if d.value is not None and d.value > 1}
    return not any(a * b in sizes for a, b in combinations_with_replacement(sorted(sizes), 2))


def is_costly(parts: Iterable[Expr]) -> bool:
    """Whether an evaluation at the declared sizes takes more than MOST_WORK multiplications."""
    return sum(_work(node) for part in parts for node in part.walk()) > MOST_WORK


def _work(node: Expr) -> int:
    count = 1
    for dim in (*node.shape, node.left.shape[1]) if isinstance(node, MatMul) else node.shape:
        count *= dim.value or LARGEST
    return count


def is_large(parts: Iterable[Expr]) -> bool:
    """Whether a dimension is a number larger than LARGEST."""
    dims = (dim.value for part in parts for node in part.walk() for dim in node.shape)
    return any(value is not None and value > LARGEST for value in dims)


def _counts(node: Expr) -> bool:
    if isinstance(node, Identity):
        return True
    return isinstance(node, (BroadcastRows, BroadcastColumns)) and any(isinstance(n, Constant) for n in node.walk())


def shrink(expr: _E) -> _E:
    """The expression with every dimension larger than LARGEST as a name of its own: 784 as `784`."""
    return expr.rebuilt(_shrunk)


def _shrunk(value: Any) -> Any:
    if isinstance(value, Expr):
        return shrink(value)
    if isinstance(value, Dim) and value.value is not None and value.value > LARGEST:
        return Dim.of(str(value.value))
    return value
