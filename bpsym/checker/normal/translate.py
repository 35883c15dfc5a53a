"""Every expression to the polynomial of one of its entries."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from bpsym.checker.normal.canonical import canonical
from bpsym.checker.normal.differentiate import adjoint, differentiate
from bpsym.checker.normal.lemma import reciprocal
from bpsym.checker.normal.program import Program
from bpsym.checker.normal.scalar import apply_function
from bpsym.checker.normal.term import (
    ONLY,
    UNIT,
    ZERO,
    Delta,
    Entry,
    Poly,
    TooLargeError,
    fresh_index,
    number,
    plus,
    scaled,
    single,
    summed,
    times,
)
from bpsym.expr import (
    ONE,
    Add,
    BroadcastColumns,
    BroadcastRows,
    Constant,
    Contract,
    Dim,
    Divide,
    Expr,
    Hadamard,
    Identity,
    Map,
    MatMul,
    Partial,
    Scale,
    SquaredNorm,
    SumColumns,
    SumRows,
    Symbol,
    Total,
    Trace,
    Transpose,
    Zero,
)

Place = tuple[int, ...]


MOST_DEEP = 120
"""Nodes within nodes of one expression (sums of sums do not count); a deeper one is given up."""


def first_entry(expr: Expr, program: Program) -> Poly:
    """The polynomial of the entry at the places of the output: what a printed index formula shows.

    Raises:
        UnsupportedError: a construct outside the normal form.
        TooLargeError: more terms, or a deeper nest, than are worked out.
    """
    place = tuple(ONLY if d == ONE else -n for n, d in enumerate(expr.shape, start=1))
    return entry_at(expr, place, program)


def entry_at(expr: Expr, place: Place, program: Program) -> Poly:
    """The polynomial of the entry at a place (one index for each axis; 0 on an axis of size 1).

    Raises:
        UnsupportedError: a construct outside the normal form.
        TooLargeError: more terms, or a deeper nest, than are worked out.
    """
    _require_shallow(expr)
    return _entry(expr, place, program)


def _require_shallow(expr: Expr) -> None:
    stack = [(expr, 0)]
    while stack:
        node, depth = stack.pop()
        if depth > MOST_DEEP:
            raise TooLargeError(f"an expression of more than {MOST_DEEP} nodes within nodes; give its parts names")
        stack += [(c, depth + (not (isinstance(node, Add) and isinstance(c, Add)))) for c in node.children]


def _entry(expr: Expr, place: Place, program: Program) -> Poly:
    return TRANSLATIONS[type(expr)](expr, place, program)


def _index(dim: Dim) -> int:
    return ONLY if dim == ONE else fresh_index()


def _symbol(e: Symbol, place: Place, program: Program) -> Poly:
    return single(Entry(e.name, place))


def _constant(e: Constant, place: Place, program: Program) -> Poly:
    return number(e.value)


def _identity(e: Identity, place: Place, program: Program) -> Poly:
    return UNIT if place[0] == place[1] else single(Delta(place))


def _zero(e: Zero, place: Place, program: Program) -> Poly:
    return ZERO


def _add(e: Add, place: Place, program: Program) -> Poly:
    """A loop, not a recursion: a penalty on every layer is a sum of sums as deep as the network."""
    found, waiting = list[Poly](), list[Expr]([e])
    while waiting:
        here = waiting.pop()
        if isinstance(here, Add):
            waiting += [here.right, here.left]
        else:
            found.append(_entry(here, place, program))
    return plus(*found)


def _scale(e: Scale, place: Place, program: Program) -> Poly:
    body = _entry(e.body, place, program)
    if isinstance(e.factor, Constant):
        return scaled(body, Fraction(e.factor.value))
    return times(_entry(e.factor, (ONLY, ONLY), program), body)


def _transpose(e: Transpose, place: Place, program: Program) -> Poly:
    return _entry(e.body, (place[1], place[0]), program)


def _matmul(e: MatMul, place: Place, program: Program) -> Poly:
    k = _index(e.left.columns)
    left, right = _entry(e.left, (place[0], k), program), _entry(e.right, (k, place[1]), program)
    return summed(times(left, right), k, e.left.columns)


def _hadamard(e: Hadamard, place: Place, program: Program) -> Poly:
    return times(_entry(e.left, place, program), _entry(e.right, place, program))


def _divide(e: Divide, place: Place, program: Program) -> Poly:
    return times(_entry(e.left, place, program), reciprocal(_entry(e.right, place, program)))


def _map(e: Map, place: Place, program: Program) -> Poly:
    return apply_function(e.function, _entry(e.body, place, program))


def _total(e: Total, place: Place, program: Program) -> Poly:
    i, j = _index(e.body.rows), _index(e.body.columns)
    return summed(summed(_entry(e.body, (i, j), program), i, e.body.rows), j, e.body.columns)


def _sum_rows(e: SumRows, place: Place, program: Program) -> Poly:
    i = _index(e.body.rows)
    return summed(_entry(e.body, (i, place[1]), program), i, e.body.rows)


def _sum_columns(e: SumColumns, place: Place, program: Program) -> Poly:
    j = _index(e.body.columns)
    return summed(_entry(e.body, (place[0], j), program), j, e.body.columns)


def _broadcast_rows(e: BroadcastRows, place: Place, program: Program) -> Poly:
    return _entry(e.body, (ONLY, place[1]), program)


def _broadcast_columns(e: BroadcastColumns, place: Place, program: Program) -> Poly:
    return _entry(e.body, (place[0], ONLY), program)


def _trace(e: Trace, place: Place, program: Program) -> Poly:
    i = _index(e.body.rows)
    return summed(_entry(e.body, (i, i), program), i, e.body.rows)


def _squared_norm(e: SquaredNorm, place: Place, program: Program) -> Poly:
    i, j = _index(e.body.rows), _index(e.body.columns)
    entry = canonical(_entry(e.body, (i, j), program))
    return summed(summed(times(entry, entry), i, e.body.rows), j, e.body.columns)


def _partial(e: Partial, place: Place, program: Program) -> Poly:
    inner: Place
    outer: Place
    if e.of.is_scalar:
        inner, outer = (ONLY, ONLY), place
    elif e.wrt.is_scalar:
        inner, outer = place, (ONLY, ONLY)
    else:
        inner, outer = place[:-2], place[-2:]
    if isinstance(e.of, Symbol) and e.of.name != e.wrt.name:
        return adjoint(e.of.name, e.wrt.name, inner + outer, program)
    return differentiate(_entry(e.of, inner, program), e.wrt.name, outer, program)


def _contract(e: Contract, place: Place, program: Program) -> Poly:
    dims = e.right.shape[:2]
    i, j = _index(dims[0]), _index(dims[1])
    cut = len(e.left.shape) - 2
    left = _entry(e.left, (*place[:cut], i, j), program)
    right = _entry(e.right, (i, j, *place[cut:]), program)
    return summed(summed(times(left, right), i, dims[0]), j, dims[1])


Translation = Callable[[Any, Place, Program], Poly]

TRANSLATIONS: dict[type[Expr], Translation] = {
    Symbol: _symbol,
    Constant: _constant,
    Identity: _identity,
    Zero: _zero,
    Add: _add,
    Scale: _scale,
    Transpose: _transpose,
    MatMul: _matmul,
    Hadamard: _hadamard,
    Divide: _divide,
    Map: _map,
    Total: _total,
    SumRows: _sum_rows,
    SumColumns: _sum_columns,
    BroadcastRows: _broadcast_rows,
    BroadcastColumns: _broadcast_columns,
    Trace: _trace,
    SquaredNorm: _squared_norm,
    Partial: _partial,
    Contract: _contract,
}
"""One translation for each node of the language."""
