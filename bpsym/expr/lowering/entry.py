"""One entry of an expression that uses indices, as a scalar: the place is pushed down to where no index is used."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

from bpsym.errors import UnsupportedError
from bpsym.expr.broadcast import BroadcastColumns, BroadcastRows
from bpsym.expr.diagonal import Diagonal, DiagonalPart
from bpsym.expr.dimension import ONE, Dim
from bpsym.expr.elementwise import Map, apply
from bpsym.expr.function import known
from bpsym.expr.indexed import At, Index, IndexSum, KroneckerDelta, Place, Tabulate, index_sum
from bpsym.expr.linear import Add, Scale, Transpose, add, scale
from bpsym.expr.node import Expr
from bpsym.expr.product import Divide, Hadamard, MatMul, divide, hadamard
from bpsym.expr.reduction import SquaredNorm, SumColumns, SumRows, Total, Trace
from bpsym.expr.rename import rename_index


@dataclass(slots=True)
class Fresh:
    """Indices that occur nowhere else."""

    numbers: count[int]

    def index(self, name: str, dim: Dim) -> Index | int:
        """A new index over a dimension; on an axis of one entry the number of that entry."""
        return 1 if dim == ONE else Index(f"{name}.{next(self.numbers)}", dim)


def sum_over(index: Index | int, body: Expr) -> Expr:
    """The sum over an index that may be the number of the only entry."""
    return index_sum(index, body) if isinstance(index, Index) else body


def substitute(body: Expr, old: Index, new: Index | int) -> Expr:
    """The body with an index replaced.

    Raises:
        UnsupportedError: a number would have to stand in a Kronecker delta.
    """
    found = rename_index(body, old, new)
    if old != new and old in found.free:
        raise UnsupportedError(f"a Kronecker delta of {old.name} at the entry {new} has no form in matrices")
    return found


def opened(index: Index, body: Expr, fresh: Fresh) -> tuple[Index | int, Expr]:
    """A bound index renamed to a new one, and the body under it."""
    new = fresh.index(index.name.partition(".")[0], index.dim)
    return new, substitute(body, index, new)


def entry(body: Expr, place: Place, fresh: Fresh) -> Expr:
    """The entry of the body at the place, in which `At` stands only at expressions that use no index.

    Raises:
        UnsupportedError: an index is used under a node whose entries are no formula of the entries below.
    """
    if body.is_scalar:
        return body
    if isinstance(body, Tabulate):
        return _of_table(body, place, fresh)
    if not body.free and not isinstance(body, IndexSum):
        return At(body, place)
    found = _ENTRIES.get(type(body))
    if found is None or len(place) != 2:
        raise UnsupportedError(f"the entries of a {type(body).__name__} that depends on an index have no matrix form")
    return found(body, place, fresh)


def _of_table(body: Tabulate, place: Place, fresh: Fresh) -> Expr:
    inner, apart = body.body, []
    for index in body.indices:
        new, inner = opened(index, inner, fresh)
        apart.append(new)
    for old, new in zip(apart, place):
        if isinstance(old, Index):
            inner = substitute(inner, old, new)
    return inner


def _of_product(body: MatMul, place: Place, fresh: Fresh) -> Expr:
    k = fresh.index("k", body.left.columns)
    return sum_over(k, hadamard(entry(body.left, (place[0], k), fresh), entry(body.right, (k, place[1]), fresh)))


def _of_sum(body: IndexSum, place: Place, fresh: Fresh) -> Expr:
    new, inner = opened(body.index, body.body, fresh)
    return sum_over(new, entry(inner, place, fresh))


def _of_row_sum(body: SumRows, place: Place, fresh: Fresh) -> Expr:
    k = fresh.index("k", body.body.rows)
    return sum_over(k, entry(body.body, (k, place[1]), fresh))


def _of_column_sum(body: SumColumns, place: Place, fresh: Fresh) -> Expr:
    k = fresh.index("k", body.body.columns)
    return sum_over(k, entry(body.body, (place[0], k), fresh))


def _of_diagonal(body: Diagonal, place: Place, fresh: Fresh) -> Expr:
    i, j = place
    if not (isinstance(i, Index) and isinstance(j, Index)):
        raise UnsupportedError("an entry with a number of a diagonal matrix has no matrix form")
    return scale(KroneckerDelta(i, j), entry(body.body, (i, 1), fresh))


_Entry = Callable[..., Expr]
_ENTRIES: dict[type[Expr], _Entry] = {
    Add: lambda b, p, fresh: add(entry(b.left, p, fresh), entry(b.right, p, fresh)),
    Scale: lambda b, p, fresh: scale(b.factor, entry(b.body, p, fresh)),
    Hadamard: lambda b, p, fresh: hadamard(entry(b.left, p, fresh), entry(b.right, p, fresh)),
    Divide: lambda b, p, fresh: divide(entry(b.left, p, fresh), entry(b.right, p, fresh)),
    Map: lambda b, p, fresh: apply(b.function, entry(b.body, p, fresh)),
    Transpose: lambda b, p, fresh: entry(b.body, (p[1], p[0]), fresh),
    BroadcastRows: lambda b, p, fresh: entry(b.body, (1, p[1]), fresh),
    BroadcastColumns: lambda b, p, fresh: entry(b.body, (p[0], 1), fresh),
    MatMul: _of_product,
    SumRows: _of_row_sum,
    SumColumns: _of_column_sum,
    IndexSum: _of_sum,
    Diagonal: _of_diagonal,
    DiagonalPart: lambda b, p, fresh: entry(b.body, (p[0], p[0]), fresh),
}


def scalar_as_sum(node: Expr, fresh: Fresh) -> Expr | None:
    """A scalar made of a matrix that uses indices, as sums of its entries; None for other scalars."""
    match node:
        case MatMul(left=left, right=right) if not left.is_scalar:
            k = fresh.index("k", left.columns)
            return sum_over(k, hadamard(entry(left, (1, k), fresh), entry(right, (k, 1), fresh)))
        case Total(body=body) | SquaredNorm(body=body) | SumRows(body=body) | SumColumns(body=body):
            i, j = fresh.index("i", body.rows), fresh.index("j", body.columns)
            inner = entry(body, (i, j), fresh)
            inner = apply(known("square"), inner) if isinstance(node, SquaredNorm) else inner
            return sum_over(i, sum_over(j, inner))
        case Trace(body=body):
            i = fresh.index("i", body.rows)
            return sum_over(i, entry(body, (i, i), fresh))
        case Transpose(body=body) | BroadcastRows(body=body) | BroadcastColumns(body=body):
            return body
    return None
