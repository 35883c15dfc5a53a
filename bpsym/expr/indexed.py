"""Index notation inside the matrix language: entries, sums over an index, arrays given entry by entry.

An index is a name and the dimension over which it runs. `IndexSum` and `Tabulate` bind their indices; every other
expression leaves them free (`Expr.free`). A definition and both sides of an equation have no free index.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bpsym.errors import ShapeError
from bpsym.expr.derivative import Partial
from bpsym.expr.dimension import ONE, SCALAR, Dim, DimLike, Shape, show_shape
from bpsym.expr.fit import require_scalar
from bpsym.expr.leaf import Symbol
from bpsym.expr.linear import transpose
from bpsym.expr.node import Expr, node


@dataclass(frozen=True, slots=True)
class Index:
    """An index and the dimension over which it runs, from 1."""

    name: str
    dim: Dim


Place = tuple[Index | int, ...]
"""One index, or one number from 1, for each axis."""


@node
class At(Expr):
    """A[i, j]: one entry of an array of any number of axes -> scalar."""

    body: Expr
    place: Place

    def _shape(self) -> Shape:
        if len(self.place) != len(self.body.shape):
            found = f"{len(self.place)} indices for {show_shape(self.body.shape)}"
            raise ShapeError(f"an entry needs one index for each axis, found {found}")
        for index, dim in zip(self.place, self.body.shape):
            _require_on_axis(index, dim)
        return SCALAR

    def _free(self) -> frozenset[Index]:
        return self.body.free.union(i for i in self.place if isinstance(i, Index))


def _require_on_axis(index: Index | int, dim: Dim) -> None:
    if isinstance(index, Index):
        if index.dim != dim:
            raise ShapeError(f"the index {index.name} runs over {index.dim}, the axis has {dim} entries")
    elif dim.value is None or not 1 <= index <= dim.value:
        raise ShapeError(f"there is no entry {index} for certain on an axis of {dim} entries")


@node
class KroneckerDelta(Expr):
    """δ[i, j]: 1 where both indices, over one dimension, agree, else 0 -> scalar."""

    left: Index
    right: Index

    def _shape(self) -> Shape:
        if self.left.dim != self.right.dim:
            found = f"{self.left.name} over {self.left.dim} and {self.right.name} over {self.right.dim}"
            raise ShapeError(f"a Kronecker delta needs two indices over one dimension, found {found}")
        return SCALAR

    def _free(self) -> frozenset[Index]:
        return frozenset((self.left, self.right))


@node
class IndexSum(Expr):
    """The sum of the body over all values of an index: the shape of the body stays."""

    index: Index
    body: Expr

    def _shape(self) -> Shape:
        return self.body.shape

    def _free(self) -> frozenset[Index]:
        return self.body.free - {self.index}


@node
class Tabulate(Expr):
    """The array whose entry at the indices is the body, a scalar: one index -> a column, more -> one axis each."""

    body: Expr
    indices: tuple[Index, ...]

    def _shape(self) -> Shape:
        require_scalar("an entry of an array", self.body)
        if not self.indices or len(set(self.indices)) < len(self.indices):
            raise ShapeError(f"an array needs distinct indices, found {[i.name for i in self.indices]}")
        dims = tuple(i.dim for i in self.indices)
        return dims if len(dims) > 1 else (*dims, ONE)

    def _free(self) -> frozenset[Index]:
        return self.body.free - set(self.indices)


def index(name: str, dim: DimLike) -> Index:
    """An index that runs from 1 to `dim`."""
    return Index(name, Dim.of(dim))


def at(body: Expr, *place: Index | int) -> Expr:
    """The entry at a place: one index for each axis; an axis of size 1 at the end may be left out.

    Raises:
        ShapeError: an index runs over another dimension than its axis, or the number of indices is wrong.
    """
    ones = [1 for dim in body.shape[len(place) :] if dim == ONE]
    return At(body, (*place, *ones))


def kronecker_delta(left: Index, right: Index) -> Expr:
    """1 where both indices agree, else 0."""
    return KroneckerDelta(left, right)


def index_sum(index: Index, body: Expr) -> Expr:
    """The sum over all values of an index."""
    return IndexSum(index, body)


def tabulate(body: Expr, indices: Sequence[Index]) -> Expr:
    """The array with the body in each entry; without indices the body itself."""
    return Tabulate(body, tuple(indices)) if indices else body


def jacobian(of: Expr, wrt: Symbol) -> Expr:
    """∂of/∂wrt of a column (m, 1) by a column (n, 1), as the matrix (m, n): numerator layout.

    Raises:
        ShapeError: one of them is no column.
    """
    for part in (of, wrt):
        if not part.is_column:
            raise ShapeError(f"a Jacobian matrix needs columns, found {show_shape(part.shape)}")
    derivative = Partial(of, wrt)
    if of.is_scalar:
        return transpose(derivative)
    if wrt.is_scalar:
        return derivative
    i, j = _apart("i", of.rows, of.free), _apart("j", wrt.rows, of.free)
    return Tabulate(At(derivative, (i, 1, j, 1)), (i, j))


def _apart(name: str, dim: Dim, taken: frozenset[Index]) -> Index:
    """An index that is not among those taken, so that binding it captures nothing."""
    while Index(name, dim) in taken:
        name += "'"
    return Index(name, dim)
