"""The base of all expressions: frozen nodes that know their shape and hash once.

Every expression is a matrix (rows, columns); a scalar is the matrix of shape (1, 1), a vector a column.
Only derivatives of matrices by matrices, and their contractions, have more than two indices.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any, TypeVar, dataclass_transform

from bpsym.expr.dimension import ONE, SCALAR, Dim, Shape

_N = TypeVar("_N", bound="Expr")


@dataclass_transform(frozen_default=True, eq_default=False)
def node(cls: type[_N]) -> type[_N]:
    """Make a class of expression: frozen, slotted, compared by its fields, hashed once."""
    made: Any = dataclass(frozen=True, slots=True, eq=False)(cls)
    made._names = tuple(f.name for f in fields(made))
    NODES.append(made)
    kind: type[_N] = made
    return kind


NODES: list[type[Expr]] = []
"""The registry of all node classes; tests walk it."""


class Expr:
    """A matrix expression. Build one with the functions of `bpsym.expr`; they check shapes."""

    __slots__ = ("_hash", "_key", "shape")
    _names: tuple[str, ...] = ()
    shape: Shape
    _key: tuple[Any, ...]
    _hash: int

    def __post_init__(self) -> None:
        key = (type(self).__name__, *(getattr(self, name) for name in self._names))
        object.__setattr__(self, "_key", key)
        object.__setattr__(self, "_hash", hash(key))
        object.__setattr__(self, "shape", self._shape())

    def _shape(self) -> Shape:
        """The shape; raises ShapeError where the parts do not fit."""
        raise NotImplementedError(type(self).__name__)  # pragma: no cover

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if not isinstance(other, Expr) or self._hash != other._hash:
            return False
        return self._key == other._key

    def __hash__(self) -> int:
        return self._hash

    @property
    def children(self) -> tuple[Expr, ...]:
        """The expressions of which this one is made, in order."""
        return tuple(v for v in self._key if isinstance(v, Expr))

    def with_children(self, children: tuple[Expr, ...]) -> Expr:
        """The same node over other children."""
        if children == self.children:
            return self
        parts = iter(children)
        values = [next(parts) if isinstance(v, Expr) else v for v in self._key[1:]]
        return type(self)(*values)

    @property
    def rows(self) -> Dim:
        """The first dimension."""
        return self.shape[0]

    @property
    def columns(self) -> Dim:
        """The second dimension."""
        return self.shape[1]

    @property
    def is_scalar(self) -> bool:
        """Whether the shape is (1, 1)."""
        return self.shape == SCALAR

    @property
    def is_column(self) -> bool:
        """Whether the expression is a column vector (a scalar is one too)."""
        return len(self.shape) == 2 and self.shape[1] == ONE

    def walk(self) -> Iterator[Expr]:
        """Every node of the tree, this one first, without recursion."""
        stack: list[Expr] = [self]
        while stack:
            here = stack.pop()
            yield here
            stack.extend(reversed(here.children))
