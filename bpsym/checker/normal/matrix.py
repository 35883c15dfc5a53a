"""Diagonals, Kronecker products, vec, inverses and determinants as polynomials."""

from __future__ import annotations

from bpsym.checker.normal.determinant import determinant_of
from bpsym.checker.normal.inverse import inverse_at
from bpsym.checker.normal.lemma import reciprocal
from bpsym.checker.normal.place import Axis, Place, divided, equal, fitting, fresh_spot, parts
from bpsym.checker.normal.program import Program
from bpsym.checker.normal.reduce import simplified
from bpsym.checker.normal.term import ONLY, Poly, times
from bpsym.checker.normal.translate import TRANSLATIONS, Translation
from bpsym.expr import Determinant, Diagonal, DiagonalPart, Expr, Inverse, KroneckerProduct, Vec


def _entry(expr: Expr, place: Place, program: Program) -> Poly:
    return TRANSLATIONS[type(expr)](expr, place, program)


def _diagonal(e: Diagonal, place: Place, program: Program) -> Poly:
    entry = _entry(e.body, (place[0], ONLY), program)
    return entry if place[0] == place[1] else times(entry, equal(place[0], place[1]))


def _diagonal_part(e: DiagonalPart, place: Place, program: Program) -> Poly:
    return _entry(e.body, (place[0], place[0]), program)


def _kronecker(e: KroneckerProduct, place: Place, program: Program) -> Poly:
    """(A ⊗ B)[(i, p), (j, q)] = A[i, j] B[p, q]."""
    i, p = divided(place[0], e.left.rows, e.right.rows)
    j, q = divided(place[1], e.left.columns, e.right.columns)
    return times(_entry(e.left, (i, j), program), _entry(e.right, (p, q), program))


def _vec(e: Vec, place: Place, program: Program) -> Poly:
    """(vec A)[(j, i)] = A[i, j]: the column is the slower index."""
    j, i = divided(place[0], e.body.columns, e.body.rows)
    return _entry(e.body, (i, j), program)


def _inverse(e: Inverse, place: Place, program: Program) -> Poly:
    axis, argument, rows, columns = _square(e.body, program)
    if not axis:
        return reciprocal(argument)
    places = tuple(i for spot in place for i in parts(fitting(spot, axis)))
    return inverse_at(argument, rows, columns, axis, places)


def _determinant(e: Determinant, place: Place, program: Program) -> Poly:
    axis, argument, rows, columns = _square(e.body, program)
    return determinant_of(argument, rows, columns, axis) if axis else argument


def _square(body: Expr, program: Program) -> tuple[Axis, Poly, tuple[int, ...], tuple[int, ...]]:
    """The axis of a square matrix, and its entry at fresh indices."""
    axis = program.structure.axis((body, 0), (body, 1))
    row, column = fresh_spot(axis), fresh_spot(axis)
    return axis, simplified(_entry(body, (row, column), program)), parts(row), parts(column)


MATRICES: dict[type[Expr], Translation] = {
    Diagonal: _diagonal,
    DiagonalPart: _diagonal_part,
    KroneckerProduct: _kronecker,
    Vec: _vec,
    Inverse: _inverse,
    Determinant: _determinant,
}
"""One translation for each node of this file."""

TRANSLATIONS.update(MATRICES)
