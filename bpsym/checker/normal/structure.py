"""How the axes of an expression are split: rows of A ⊗ B run over those of A, slowly, and those of B.

What is said here is only a proposal for the indices of a sum. Whether a spot fits is checked where it is used, at the
Kronecker product, vec, identity matrix or symbol itself; so nothing false follows from a proposal that does not fit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from bpsym.checker.normal.place import Axis, atomic, can_split
from bpsym.expr import (
    Add,
    BroadcastColumns,
    BroadcastRows,
    Contract,
    Diagonal,
    DiagonalPart,
    Divide,
    Expr,
    Hadamard,
    Identity,
    IndexSum,
    Inverse,
    KroneckerProduct,
    Map,
    MatMul,
    Partial,
    Scale,
    SumColumns,
    SumRows,
    Symbol,
    Transpose,
    Vec,
    Zero,
)

Axes = tuple[Axis | None, ...]
"""For each axis its dimensions; None where any splitting will do."""


class Structure:
    """The axes of expressions over definitions, which are given in the order of evaluation."""

    def __init__(self, definitions: Mapping[str, Expr]) -> None:
        self._definitions = definitions
        self._known: dict[Expr, Axes] = {}

    @cached_property
    def defined(self) -> dict[str, tuple[Axis, ...]]:
        """Name -> its axes, for the names that have one that is split."""
        found: dict[str, tuple[Axis, ...]] = {}
        splits = any(isinstance(n, KroneckerProduct | Vec) for e in self._definitions.values() for n in e.walk())
        for name, body in self._definitions.items() if splits else ():
            axes = self._axes(body, found)
            settled = tuple(atomic(d) if a is None else a for a, d in zip(axes, body.shape))
            if any(len(axis) > 1 for axis in settled):
                found[name] = settled
        return found

    def axis(self, *sides: tuple[Expr, int]) -> Axis:
        """How an axis that several expressions share is split: each is given with the number of its axis."""
        dim = sides[0][0].shape[sides[0][1]]
        if not can_split(dim):
            return atomic(dim)
        proposals = [self._axes(expr, self.defined)[n] for expr, n in sides]
        return max((a for a in proposals if a is not None), key=len, default=atomic(dim))

    def _axes(self, root: Expr, defined: Mapping[str, Sequence[Axis]]) -> Axes:
        """Without recursion: a sum of sums is as deep as the network."""
        stack = [root]
        while stack:
            here = stack[-1]
            missing = [part for part in here.children if part not in self._known]
            if missing:
                stack += missing
                continue
            stack.pop()
            if here not in self._known:
                self._known[here] = self._settled(here, defined)
        return self._known[root]

    def _settled(self, expr: Expr, defined: Mapping[str, Sequence[Axis]]) -> Axes:
        if isinstance(expr, Symbol) and expr.name in defined:
            return tuple(defined[expr.name])
        plain = tuple(atomic(d) for d in expr.shape)
        rule = RULES.get(type(expr))
        if rule is None or not any(can_split(d) for d in expr.shape):
            return plain
        axes = rule(expr, *(self._known[part] for part in expr.children))
        return tuple(a if can_split(d) else p for a, d, p in zip(axes, expr.shape, plain))


def _longer(left: Axis | None, right: Axis | None) -> Axis | None:
    return left if right is None or (left is not None and len(left) >= len(right)) else right


def _both(left: Axes, right: Axes) -> Axes:
    return tuple(_longer(a, b) for a, b in zip(left, right))


def _product(left: Axes, right: Axes) -> Axes:
    """The axes of A B; a matrix that may be split in any way takes the axes of the other."""
    rows, columns = left[0], right[1]
    return (
        right[0] if rows is None and left[1] is None else rows,
        left[1] if columns is None and right[0] is None else columns,
    )


def _fixed(axes: Axes, expr: Expr, n: int) -> Axis:
    axis = axes[n]
    return atomic(expr.shape[n]) if axis is None else axis


def _kronecker(e: KroneckerProduct, left: Axes, right: Axes) -> Axes:
    return tuple(_fixed(left, e.left, n) + _fixed(right, e.right, n) for n in (0, 1))


def _square(axes: Axes) -> Axes:
    return (_longer(axes[0], axes[1]),) * 2


RULES: dict[type[Expr], Callable[..., Axes]] = {
    Identity: lambda e: (None, None),
    Zero: lambda e: (None, None),
    Add: lambda e, a, b: _both(a, b),
    Hadamard: lambda e, a, b: _both(a, b),
    Divide: lambda e, a, b: _both(a, b),
    Scale: lambda e, s, a: a,
    Map: lambda e, a: a,
    IndexSum: lambda e, a: a,
    Transpose: lambda e, a: (a[1], a[0]),
    MatMul: lambda e, a, b: _product(a, b),
    SumRows: lambda e, a: ((), a[1]),
    SumColumns: lambda e, a: (a[0], ()),
    BroadcastRows: lambda e, a: (None, a[1]),
    BroadcastColumns: lambda e, a: (a[0], None),
    Contract: lambda e, a, b: (*a[:-2], *b[2:]),
    Partial: lambda e, of, wrt: wrt if e.of.is_scalar else of if e.wrt.is_scalar else of + wrt,
    Inverse: lambda e, a: _square(a),
    Diagonal: lambda e, a: (a[0], a[0]),
    DiagonalPart: lambda e, a: (_longer(a[0], a[1]), ()),
    KroneckerProduct: _kronecker,
    Vec: lambda e, a: (_fixed(a, e.body, 1) + _fixed(a, e.body, 0), ()),
}
"""Node class -> its axes, from those of its parts; of other nodes no axis is split."""
