"""Matrix expressions written in index notation, with dummies from a small stock, so that names hide each other."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from bpsym.expr import (
    ONE,
    Add,
    At,
    BroadcastColumns,
    BroadcastRows,
    Constant,
    Dim,
    Expr,
    Hadamard,
    Identity,
    Index,
    IndexSum,
    KroneckerDelta,
    Map,
    MatMul,
    Scale,
    SquaredNorm,
    SumColumns,
    SumRows,
    Symbol,
    Tabulate,
    Total,
    Trace,
    Transpose,
    add,
    apply,
    at,
    constant,
    hadamard,
    index_sum,
    kronecker_delta,
    scale,
    tabulate,
)

Spot = Index | int
Place = tuple[Spot, Spot]


def written(expr: Expr, random: Random) -> Expr:
    """The whole matrix, entry by entry."""
    i, j = (Index(name, dim) for name, dim in zip("ij", expr.shape))
    entry = _entry(expr, (1 if i.dim == ONE else i, 1 if j.dim == ONE else j), random)
    return entry if expr.is_scalar else tabulate(entry, (i, j))


def dummy(dim: Dim, used: tuple[Spot, ...], random: Random) -> Spot:
    """An index that is none of those used here; outer sums may have it."""
    if dim == ONE:
        return 1
    return random.choice([i for name in "ijk" if (i := Index(name, dim)) not in used])


def summed(spot: Spot, body: Expr) -> Expr:
    return index_sum(spot, body) if isinstance(spot, Index) else body


def _entry(expr: Expr, place: Place, random: Random) -> Expr:
    return RULES[type(expr)](expr, place, random)


def _matmul(e: MatMul, place: Place, random: Random) -> Expr:
    k = dummy(e.left.columns, place, random)
    return summed(k, hadamard(_entry(e.left, (place[0], k), random), _entry(e.right, (k, place[1]), random)))


def _total(e: Total | SquaredNorm, random: Random) -> Expr:
    i = dummy(e.body.rows, (), random)
    j = dummy(e.body.columns, (i,), random)
    body = _entry(e.body, (i, j), random)
    return summed(i, summed(j, hadamard(body, body) if isinstance(e, SquaredNorm) else body))


def _sum_rows(e: SumRows, place: Place, random: Random) -> Expr:
    i = dummy(e.body.rows, place, random)
    return summed(i, _entry(e.body, (i, place[1]), random))


def _sum_columns(e: SumColumns, place: Place, random: Random) -> Expr:
    j = dummy(e.body.columns, place, random)
    return summed(j, _entry(e.body, (place[0], j), random))


def _trace(e: Trace, random: Random) -> Expr:
    i = dummy(e.body.rows, (), random)
    return summed(i, _entry(e.body, (i, i), random))


def _identity(e: Identity, place: Place, random: Random) -> Expr:
    if isinstance(place[0], Index) and isinstance(place[1], Index):
        return kronecker_delta(place[0], place[1])
    return constant(1)


def _leaf(e: Symbol, place: Place, random: Random) -> Expr:
    """Sometimes through an array of its own, whose indices hide those around it."""
    if not all(isinstance(i, Index) for i in place) or random.random() < 0.7:
        return at(e, *place)
    i = dummy(e.rows, (), random)
    j = dummy(e.columns, (i,), random)
    assert isinstance(i, Index)
    assert isinstance(j, Index)
    flipped = random.random() < 0.5
    return at(tabulate(at(e, i, j), (j, i) if flipped else (i, j)), *(place[::-1] if flipped else place))


RULES: dict[type[Expr], Callable[[Any, Place, Random], Expr]] = {
    Symbol: _leaf,
    Constant: lambda e, place, random: e,
    Identity: _identity,
    Add: lambda e, place, random: add(_entry(e.left, place, random), _entry(e.right, place, random)),
    Scale: lambda e, place, random: scale(_entry(e.factor, (1, 1), random), _entry(e.body, place, random)),
    Transpose: lambda e, place, random: _entry(e.body, (place[1], place[0]), random),
    MatMul: _matmul,
    Hadamard: lambda e, place, random: hadamard(_entry(e.left, place, random), _entry(e.right, place, random)),
    Map: lambda e, place, random: apply(e.function, _entry(e.body, place, random)),
    Total: lambda e, place, random: _total(e, random),
    SquaredNorm: lambda e, place, random: _total(e, random),
    SumRows: _sum_rows,
    SumColumns: _sum_columns,
    Trace: lambda e, place, random: _trace(e, random),
    BroadcastRows: lambda e, place, random: _entry(e.body, (1, place[1]), random),
    BroadcastColumns: lambda e, place, random: _entry(e.body, (place[0], 1), random),
}


def miswritten(expr: Expr, random: Random) -> Expr | None:
    """One index of the expression exchanged for another over the same dimension; None where there is no other."""
    spots = [n for n, node in enumerate(expr.walk()) if _mistakes(node)]
    if not spots:
        return None
    wanted, counter = random.choice(spots), iter(range(10**6))

    def change(node: Expr) -> Expr:
        here = next(counter)
        new = random.choice(_mistakes(node)) if here == wanted else node
        return new.with_children(tuple(change(child) for child in node.children))

    return change(expr)


def _mistakes(node: Expr) -> list[Expr]:
    match node:
        case At(body=body, place=(a, b)) if body.shape[0] == body.shape[1] and a != b:
            return [At(body, (b, a)), At(body, (a, a)), At(body, (b, b))]
        case KroneckerDelta(left=left, right=right) if left != right:
            return [KroneckerDelta(left, left)]
        case IndexSum(index=index, body=body) if index in body.free:
            return [IndexSum(Index(name, index.dim), body) for name in "ijk" if name != index.name]
        case Tabulate(indices=(a, b), body=body) if a.dim == b.dim:
            return [Tabulate(body, (b, a))]
    return []
