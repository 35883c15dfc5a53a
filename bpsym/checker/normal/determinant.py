"""Determinants: det(c A B) = det(c I) det A det B, det Aᵀ = det A, det A⁻¹ = 1/det A, det I = 1.

det(c I) = cⁿ where n is a number; where it is a name, det(c I) stays, for each factor of c apart. A product splits only
into square matrices; any other argument stays.
"""

from __future__ import annotations

from collections.abc import Callable
from math import prod

from bpsym.checker.normal.canonical import canonical, leading, power_of
from bpsym.checker.normal.chain import Block, Hanging, chain_of, connected, indices_of, term_of
from bpsym.checker.normal.inverse import diagonal_of, inverse_at, inverted, opaque, rebuilt_inverse
from bpsym.checker.normal.lemma import reciprocal
from bpsym.checker.normal.square import DETERMINANT, INVERSE, Square
from bpsym.checker.normal.term import (
    UNIT,
    ZERO,
    Apply,
    Delta,
    Poly,
    Term,
    fresh_index,
    number,
    rename,
    scaled,
    single,
    summed,
    times,
)
from bpsym.expr import Dim

Indices = tuple[int, ...]


def determinant_of(argument: Poly, rows: Indices, columns: Indices, dims: tuple[Dim, ...]) -> Poly:
    """The determinant of the matrix whose entry at (`rows`, `columns`) is the argument."""
    terms = canonical(argument)
    if not terms:
        return ZERO
    on_diagonal = diagonal_of(terms, rows, columns)
    if on_diagonal is not None:
        return _of_diagonal(canonical(on_diagonal), rows, dims)
    if len(terms) == 1 and len(dims) == 1:
        return _of_term(terms[0], rows, columns, dims)
    return _of_sum(terms, rows, columns, dims)


def _of_term(term: Term, rows: Indices, columns: Indices, dims: tuple[Dim, ...]) -> Poly:
    chain = chain_of(term, rows[0], columns[0], dims[0])
    if chain is None:
        return _of_sum((term,), rows, columns, dims)
    found = _of_diagonal((chain.scalar,), rows, dims)
    for link in chain.links:
        if isinstance(link, Hanging):
            found = times(found, _of_diagonal(rename(link.entry, {link.index: rows[0]}), rows, dims))
        else:
            found = times(found, _of_block(link, dims))
    return found


def _of_block(block: Block, dims: tuple[Dim, ...]) -> Poly:
    inner = inverted(block)
    if inner is not None:
        return reciprocal(determinant_of(inner.argument, inner.formal[:1], inner.formal[1:], dims))
    return opaque(DETERMINANT, block.entry, (block.row,), (block.column,), dims)


def _of_sum(terms: Poly, rows: Indices, columns: Indices, dims: tuple[Dim, ...]) -> Poly:
    """The leading coefficient outside, as the determinant of that number times I."""
    scale = leading(terms)
    if scale is None or scale == 1:
        return opaque(DETERMINANT, terms, rows, columns, dims)
    rest = canonical(scaled(terms, 1 / scale))
    return times(_of_diagonal(number(scale), rows, dims), opaque(DETERMINANT, rest, rows, columns, dims))


def _of_diagonal(entries: Poly, rows: Indices, dims: tuple[Dim, ...]) -> Poly:
    """The determinant of the diagonal matrix with these entries at `rows`, for each factor of a product apart."""
    if len(entries) != 1:
        return _diagonal(entries, rows, dims)
    term = entries[0]
    found = UNIT
    for value, power in ((term.coefficient.numerator, 1), (term.coefficient.denominator, -1)):
        if value != 1:
            found = times(found, _raised(number(value), power, rows, dims))
    bound = dict(term.bound)
    for group in connected(term.factors, bound):
        if indices_of(group).isdisjoint(bound) and len(group) == 1:
            factor, power = group[0]
            found = times(found, _raised(single(factor), power, rows, dims))
        else:
            found = times(found, _raised((term_of(group, bound, ()),), 1, rows, dims))
    return found


def _raised(part: Poly, power: int, rows: Indices, dims: tuple[Dim, ...]) -> Poly:
    """det(part I)^power; part^(n power) where the size is a number and the part is the same on the whole diagonal."""
    sizes = [d.value for d in dims]
    same = all(set(f.indices).isdisjoint(rows) for t in part for f, _ in t.factors)
    known = [size for size in sizes if size is not None]
    if same and len(known) == len(sizes):
        return _power(part, power * prod(known))
    return _power(_diagonal(part, rows, dims), power)


def _power(base: Poly, power: int) -> Poly:
    return power_of(base, power) if power >= 0 else power_of(reciprocal(base), -power)


def _diagonal(entries: Poly, rows: Indices, dims: tuple[Dim, ...]) -> Poly:
    if entries == UNIT:
        return UNIT
    columns = tuple(fresh_index() for _ in rows)
    found = entries
    for i, j in zip(rows, columns):
        found = times(found, single(Delta((i, j))))
    return opaque(DETERMINANT, canonical(found), rows, columns, dims)


def rebuilt_square(factor: Apply, argument: Poly) -> Poly:
    """The same determinant, or entry of the inverse, of a new argument."""
    assert isinstance(factor, Square)
    if factor.head == INVERSE:
        return rebuilt_inverse(factor, argument)
    count = len(factor.dims)
    return determinant_of(argument, factor.formal[:count], factor.formal[count:], factor.dims)


def derivative_of_square(factor: Square, differentiate: Callable[[Poly], Poly]) -> Poly:
    """D A⁻¹ = -A⁻¹ dA A⁻¹ and d det A = det A · tr(A⁻¹ dA), where A has an inverse: in the domain."""
    count = len(factor.dims)
    rows, columns = (tuple(fresh_index() for _ in factor.dims) for _ in range(2))
    inner = differentiate(factor.opened(rows, columns))
    if not inner:
        return ZERO
    if factor.head == INVERSE:
        here, there = factor.places[:count], factor.places[count:]
        found = times(times(single(factor.at(here + rows)), inner), scaled(single(factor.at(columns + there)), -1))
    else:
        formal = factor.formal
        inverse = inverse_at(factor.argument, formal[:count], formal[count:], factor.dims, columns + rows)
        found = times(single(factor), times(inner, inverse))
    for index, dim in zip(rows + columns, factor.dims * 2):
        found = summed(found, index, dim)
    return found
