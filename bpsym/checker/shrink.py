"""Large numbers as dimensions (784) to names, for the engine that evaluates.

What agrees at small sizes agrees as evidence. What differs there differs at the declared sizes too, unless the size
itself is part of the claim, as in Σ 1 = 784: so a difference counts only where no number as large as a size is written,
no matrix of numbers could be counted, and no size is the product of two others. A size that the small numbers of a
claim could make, as 4 · 4 makes 16, is put back, and the difference has to be there still.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations, combinations_with_replacement
from math import prod
from typing import Any, TypeVar

from bpsym.expr import (
    Add,
    At,
    BroadcastColumns,
    BroadcastRows,
    Constant,
    Determinant,
    Dim,
    Expr,
    Identity,
    Index,
    IndexSum,
    Inverse,
    KroneckerDelta,
    KroneckerProduct,
    Map,
    MatMul,
    SquaredNorm,
    Tabulate,
    Vec,
)

LARGEST = 8
"""Sizes up to this one are evaluated as they are."""
MOST_WORK = 300_000
"""Multiplications in one evaluation at the declared sizes, beyond which it is given up."""

_E = TypeVar("_E", bound=Expr)


def can_shrink(parts: Iterable[Expr]) -> bool:
    """Whether nothing occurs whose entries could be counted, such as an identity, and no position on a large axis."""
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
    inner = node.left.shape[1:] if isinstance(node, MatMul) else ()
    inner = (node.index.dim,) if isinstance(node, IndexSum) else inner
    inner = (Dim.of(4), *[node.children[0].rows] * 3) if isinstance(node, Inverse | Determinant) else inner
    count = 1
    for dim in (*node.shape, *inner, *(index.dim for index in node.free)):
        count *= dim.value or LARGEST
    return count


def is_large(parts: Iterable[Expr]) -> bool:
    """Whether a dimension is a number larger than LARGEST."""
    return any(_is_large(dim) for part in parts for node in part.walk() for dim in _dims(node))


def _dims(node: Expr) -> tuple[Dim, ...]:
    """Those of the shape, and of the indices that the node names."""
    if isinstance(node, IndexSum | KroneckerDelta):
        return (node.index.dim if isinstance(node, IndexSum) else node.left.dim,)
    return node.shape


def _is_large(dim: Dim) -> bool:
    return dim.value is not None and dim.value > LARGEST


def _counts(node: Expr) -> bool:
    # det(c A) knows the size, and of a size that is a product of two others the factors are lost.
    if isinstance(node, Identity | KroneckerDelta | Determinant | KroneckerProduct | Vec):
        return True
    if isinstance(node, At):
        return any(isinstance(i, int) and _is_large(dim) for i, dim in zip(node.place, node.body.shape))
    if isinstance(node, IndexSum):
        return _is_free_of(node.body, node.index)
    if isinstance(node, Tabulate):
        return any(isinstance(n, Constant) for n in node.walk()) and any(
            _is_free_of(node.body, index) for index in node.indices
        )
    return isinstance(node, (BroadcastRows, BroadcastColumns)) and any(isinstance(n, Constant) for n in node.walk())


def _is_free_of(body: Expr, index: Index) -> bool:
    """Whether the body, or a term of a sum in it, is the same for every value of the index."""
    if index not in body.free:
        return True
    sums = (n for n in body.walk() if isinstance(n, Add))
    return any(index not in part.free for n in sums for part in n.children)


POWERS = {"square": 2, "cube": 3}
"""Known functions that make a large number of a small one."""
_POWERED = (Map, SquaredNorm)


def sizes_in_reach(sides: Iterable[Expr], parts: Iterable[Expr]) -> list[frozenset[int]]:
    """The large sizes, one by one and together, whose product the numbers and the sums of a claim could make."""
    nodes = [node for part in parts for node in part.walk()]
    numbers = [max(abs(n.value.numerator), n.value.denominator) for n in nodes if isinstance(n, Constant)]
    reach = _reach(prod(n for n in numbers if n), [node for side in sides for node in side.walk()])
    sizes = sorted({d.value for n in nodes for d in _dims(n) if d.value is not None and d.value > LARGEST})
    groups = (group for count in range(1, len(sizes) + 1) for group in combinations(sizes, count))
    return [frozenset(group) for group in groups if prod(group) <= reach]


def _reach(numbers: int, nodes: list[Expr]) -> int:
    """The largest number that is made of these by the sums, functions and powers of the sides."""
    powers = [POWERS.get(n.function.kind, 1) if isinstance(n, Map) else 2 for n in nodes if isinstance(n, _POWERED)]
    return int((numbers * 2 ** sum(isinstance(n, Add | Map) for n in nodes)) ** max(powers, default=1))


def shrink(expr: _E, kept: frozenset[int] = frozenset()) -> _E:
    """The expression with every dimension larger than LARGEST as a name of its own: 784 as `784`.

    Those that are kept stay as they are.
    """
    return expr.rebuilt(lambda value: _shrunk(value, kept))


def _shrunk(value: Any, kept: frozenset[int]) -> Any:
    if isinstance(value, Expr):
        return shrink(value, kept)
    if isinstance(value, Index):
        return Index(value.name, _shrunk(value.dim, kept))
    if isinstance(value, tuple):
        return tuple(_shrunk(part, kept) for part in value)
    if isinstance(value, Dim) and _is_large(value) and value.value not in kept:
        return Dim.of(str(value.value))
    return value
