"""What index notation means entry by entry: positions put in for indices."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import product
from typing import Any

from bpsym.expr import At, Expr, Index, IndexSum, KroneckerDelta, Tabulate

Positions = Mapping[Index, int]
"""Where the free indices stand, counted from 1."""

Write = Callable[[Expr, Positions], Any]
"""From an expression and the positions of its free indices to its SymPy array."""

Sizes = Mapping[str, int]


def _at(node: At, positions: Positions, sizes: Sizes, write: Write) -> Any:
    import sympy

    place = tuple((positions[i] if isinstance(i, Index) else i) - 1 for i in node.place)
    return sympy.Array([[write(node.body, positions)[place]]])


def _delta(node: KroneckerDelta, positions: Positions, sizes: Sizes, write: Write) -> Any:
    import sympy

    return sympy.Array([[int(positions[node.left] == positions[node.right])]])


def _index_sum(node: IndexSum, positions: Positions, sizes: Sizes, write: Write) -> Any:
    bodies = [write(node.body, {**positions, node.index: n + 1}) for n in range(node.index.dim.evaluate(sizes))]
    total = bodies[0]
    for body in bodies[1:]:
        total = total + body
    return total


def _tabulate(node: Tabulate, positions: Positions, sizes: Sizes, write: Write) -> Any:
    import sympy

    shape = [dim.evaluate(sizes) for dim in node.shape]
    choices = product(*(range(1, index.dim.evaluate(sizes) + 1) for index in node.indices))
    bodies = [write(node.body, {**positions, **dict(zip(node.indices, choice))}) for choice in choices]
    return sympy.Array([body[0, 0] for body in bodies], shape)


INDEXED: dict[type[Expr], Callable[[Any, Positions, Sizes, Write], Any]] = {
    At: _at,
    KroneckerDelta: _delta,
    IndexSum: _index_sum,
    Tabulate: _tabulate,
}
"""Node class -> its meaning, from the node, the positions, the sizes and what writes its parts."""
