"""The base of all expressions: frozen nodes that know their shape and hash once.

Every expression is a matrix (rows, columns); a scalar is the matrix of shape (1, 1), a vector a column.
Only derivatives of matrices by matrices, their contractions and arrays given entry by entry have more than two axes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Self, TypeVar, dataclass_transform

from bpsym.expr.dimension import ONE, SCALAR, Dim, Shape

if TYPE_CHECKING:
    from bpsym.expr.indexed import Index

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


DISPLAYS: list[Callable[[Expr], str]] = []
"""How a notebook writes an expression; this floor may not import the printer, so the package puts it in here."""


NO_INDEX: frozenset[Index] = frozenset()


class Expr:
    """A matrix expression. Build one with the functions of `bpsym.expr`; they check shapes."""

    __slots__ = ("_hash", "_key", "free", "shape")
    _names: tuple[str, ...] = ()
    shape: Shape
    free: frozenset[Index]
    """The indices that the expression uses and does not bind; see `bpsym.expr.indexed`."""
    _key: tuple[Any, ...]
    _hash: int

    def __post_init__(self) -> None:
        key = (type(self).__name__, *(getattr(self, name) for name in self._names))
        object.__setattr__(self, "_key", key)
        object.__setattr__(self, "_hash", hash(key))
        object.__setattr__(self, "free", self._free())
        object.__setattr__(self, "shape", self._shape())

    def _shape(self) -> Shape:
        """The shape; raises ShapeError where the parts do not fit."""
        raise NotImplementedError(type(self).__name__)  # pragma: no cover

    def _free(self) -> frozenset[Index]:
        """The free indices: those of the parts, unless the node binds or uses some itself."""
        found = NO_INDEX
        for child in self.children:
            if child.free:
                found |= child.free
        return found

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if not isinstance(other, Expr) or self._hash != other._hash:
            return False
        return _same(self, other)

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

    def rebuilt(self, change: Callable[[Any], Any]) -> Self:
        """The same kind of node, each of its fields changed."""
        return type(self)(*(change(value) for value in self._key[1:]))

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

    def _repr_latex_(self) -> str | None:
        """What a notebook shows: LaTeX, once `bpsym` has put its printer into `DISPLAYS`."""
        return f"${DISPLAYS[0](self)}$" if DISPLAYS else None

    @property
    def sympy(self) -> Any:
        """The expression in SymPy; see `bpsym.expr.to_sympy`."""
        from bpsym.expr.sympy_door import to_sympy

        return to_sympy(self)

    def walk(self) -> Iterator[Expr]:
        """Every node of the tree, this one first, without recursion."""
        stack: list[Expr] = [self]
        while stack:
            here = stack.pop()
            yield here
            stack.extend(reversed(here.children))


def _same(left: Expr, right: Expr) -> bool:
    """Whether two expressions are the same, field by field; not recursive, for a sum of a thousand terms is deep."""
    pairs: list[tuple[Any, Any]] = [(left, right)]
    while pairs:
        a, b = pairs.pop()
        if a is b:
            continue
        if isinstance(a, Expr) and isinstance(b, Expr):
            if a._hash != b._hash or len(a._key) != len(b._key):
                return False
            pairs.extend(zip(a._key, b._key))
        elif a != b:
            return False
    return True
