"""Index notation as polynomials: entries, Kronecker deltas, sums over an index, arrays given entry by entry.

What an index of the notes stands for is said by `Program.indices`. A sum puts a fresh index there, an array the place
of the entry, so nothing is captured, whatever the indices are called; an inner index hides an outer one of its name.
"""

from __future__ import annotations

from bpsym.checker.normal.place import Place, Spot, equal
from bpsym.checker.normal.program import Program
from bpsym.checker.normal.term import ONLY, UNIT, Poly, fixed_index, fresh_index, summed
from bpsym.checker.normal.translate import TRANSLATIONS, Translation
from bpsym.expr import ONE, At, Dim, Expr, Index, IndexSum, KroneckerDelta, Tabulate


def _entry(expr: Expr, place: Place, program: Program) -> Poly:
    return TRANSLATIONS[type(expr)](expr, place, program)


def _spot(index: Index | int, dim: Dim, program: Program) -> Spot:
    """Where an index, or a position, stands on an axis."""
    if dim == ONE:
        return ONLY
    return program.indices[index] if isinstance(index, Index) else fixed_index(index)


def _at(e: At, place: Place, program: Program) -> Poly:
    spots = tuple(_spot(index, dim, program) for index, dim in zip(e.place, e.body.shape))
    return _entry(e.body, spots, program)


def _delta(e: KroneckerDelta, place: Place, program: Program) -> Poly:
    left, right = (_spot(index, index.dim, program) for index in (e.left, e.right))
    return UNIT if left == right else equal(left, right)


def _index_sum(e: IndexSum, place: Place, program: Program) -> Poly:
    k = ONLY if e.index.dim == ONE else fresh_index()
    return summed(_entry(e.body, place, program.binding({e.index: k})), k, e.index.dim)


def _tabulate(e: Tabulate, place: Place, program: Program) -> Poly:
    return _entry(e.body, (ONLY, ONLY), program.binding(dict(zip(e.indices, place))))


INDEXED: dict[type[Expr], Translation] = {
    At: _at,
    KroneckerDelta: _delta,
    IndexSum: _index_sum,
    Tabulate: _tabulate,
}
"""One translation for each node of index notation."""

TRANSLATIONS.update(INDEXED)
