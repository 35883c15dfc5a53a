"""Every expression to the polynomial of one of its entries."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from bpsym.checker.normal.canonical import canonical
from bpsym.checker.normal.lemma import reciprocal
from bpsym.checker.normal.place import Place, equal, fresh_spot, output_place, sum_over
from bpsym.checker.normal.program import Program
from bpsym.checker.normal.scalar import apply_function
from bpsym.checker.normal.term import (
    ONLY,
    UNIT,
    ZERO,
    Entry,
    Poly,
    TooLargeError,
    number,
    plus,
    scaled,
    single,
    times,
)
from bpsym.errors import UnsupportedError
from bpsym.expr import (
    Add,
    BroadcastColumns,
    BroadcastRows,
    Constant,
    Contract,
    Divide,
    Expr,
    Hadamard,
    Identity,
    Map,
    MatMul,
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

MOST_DEEP = 120
"""Nodes within nodes of one expression (sums of sums do not count); a deeper one is given up."""


def first_entry(expr: Expr, program: Program, *others: Expr) -> Poly:
    """The polynomial of the entry at the places of the output: what a printed index formula shows.

    Others of the same shape have a say in how axes are split, so that all of them are asked for the same entry.

    Raises:
        UnsupportedError: a construct outside the normal form.
        TooLargeError: more terms, or a deeper nest, than are worked out.
    """
    sides = (expr, *others)
    axes = [program.structure.axis(*((side, n) for side in sides)) for n in range(len(expr.shape))]
    return entry_at(expr, output_place(axes), program)


def entry_at(expr: Expr, place: Place, program: Program) -> Poly:
    """The polynomial of the entry at a place (one index for each axis; 0 on an axis of size 1).

    Raises:
        UnsupportedError: a construct outside the normal form, or an index that nothing binds.
        TooLargeError: more terms, or a deeper nest, than are worked out.
    """
    _require_bound(expr, program)
    _require_shallow(expr)
    return _entry(expr, place, program)


def _require_bound(expr: Expr, program: Program) -> None:
    if loose := sorted(i.name for i in expr.free if i not in program.indices):
        raise UnsupportedError(f"no sum and no array says what the index {loose[0]} runs over")


def _require_shallow(expr: Expr) -> None:
    stack = [(expr, 0)]
    while stack:
        node, depth = stack.pop()
        if depth > MOST_DEEP:
            raise TooLargeError(f"an expression of more than {MOST_DEEP} nodes within nodes; give its parts names")
        stack += [(c, depth + (not (isinstance(node, Add) and isinstance(c, Add)))) for c in node.children]


def _entry(expr: Expr, place: Place, program: Program) -> Poly:
    return TRANSLATIONS[type(expr)](expr, place, program)


def _symbol(e: Symbol, place: Place, program: Program) -> Poly:
    return single(Entry(e.name, program.indices_of(e.name, place)))


def _constant(e: Constant, place: Place, program: Program) -> Poly:
    return number(e.value)


def _identity(e: Identity, place: Place, program: Program) -> Poly:
    return UNIT if place[0] == place[1] else equal(place[0], place[1])


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
    axis = program.structure.axis((e.left, 1), (e.right, 0))
    k = fresh_spot(axis)
    left, right = _entry(e.left, (place[0], k), program), _entry(e.right, (k, place[1]), program)
    return sum_over(times(left, right), k, axis)


def _hadamard(e: Hadamard, place: Place, program: Program) -> Poly:
    return times(_entry(e.left, place, program), _entry(e.right, place, program))


def _divide(e: Divide, place: Place, program: Program) -> Poly:
    return times(_entry(e.left, place, program), reciprocal(_entry(e.right, place, program)))


def _map(e: Map, place: Place, program: Program) -> Poly:
    return apply_function(e.function, _entry(e.body, place, program))


def _total(e: Total, place: Place, program: Program) -> Poly:
    rows, columns = (program.structure.axis((e.body, n)) for n in (0, 1))
    i, j = fresh_spot(rows), fresh_spot(columns)
    return sum_over(sum_over(_entry(e.body, (i, j), program), i, rows), j, columns)


def _sum_rows(e: SumRows, place: Place, program: Program) -> Poly:
    axis = program.structure.axis((e.body, 0))
    i = fresh_spot(axis)
    return sum_over(_entry(e.body, (i, place[1]), program), i, axis)


def _sum_columns(e: SumColumns, place: Place, program: Program) -> Poly:
    axis = program.structure.axis((e.body, 1))
    j = fresh_spot(axis)
    return sum_over(_entry(e.body, (place[0], j), program), j, axis)


def _broadcast_rows(e: BroadcastRows, place: Place, program: Program) -> Poly:
    return _entry(e.body, (ONLY, place[1]), program)


def _broadcast_columns(e: BroadcastColumns, place: Place, program: Program) -> Poly:
    return _entry(e.body, (place[0], ONLY), program)


def _trace(e: Trace, place: Place, program: Program) -> Poly:
    axis = program.structure.axis((e.body, 0), (e.body, 1))
    i = fresh_spot(axis)
    return sum_over(_entry(e.body, (i, i), program), i, axis)


def _squared_norm(e: SquaredNorm, place: Place, program: Program) -> Poly:
    rows, columns = (program.structure.axis((e.body, n)) for n in (0, 1))
    i, j = fresh_spot(rows), fresh_spot(columns)
    entry = canonical(_entry(e.body, (i, j), program))
    return sum_over(sum_over(times(entry, entry), i, rows), j, columns)


def _contract(e: Contract, place: Place, program: Program) -> Poly:
    cut = len(e.left.shape) - 2
    rows, columns = (program.structure.axis((e.left, cut + n), (e.right, n)) for n in (0, 1))
    i, j = fresh_spot(rows), fresh_spot(columns)
    left = _entry(e.left, (*place[:cut], i, j), program)
    right = _entry(e.right, (i, j, *place[cut:]), program)
    return sum_over(sum_over(times(left, right), i, rows), j, columns)


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
    Contract: _contract,
}
"""One translation for each node of the language; those of other files put themselves in here."""
