"""Inverses of square matrices, entry by entry.

An inverse is written as a product of inverses of single matrices as far as its argument is a product of square
matrices: (c A B)⁻¹ = c⁻¹ B⁻¹ A⁻¹, D⁻¹ of a diagonal D entry by entry, (A⁻¹)⁻¹ = A, (Aᵀ)⁻¹ = (A⁻¹)ᵀ,
(A ⊗ B)⁻¹ = A⁻¹ ⊗ B⁻¹. Any other argument P stays; of P and Pᵀ the one with the smaller text is taken, scaled so that
its leading coefficient is 1. All hold where the left side is defined. What A A⁻¹ = I says of products is in `cancel`.
"""

from __future__ import annotations

from fractions import Fraction

from bpsym.checker.normal.canonical import Scope, canonical, leading, poly_text
from bpsym.checker.normal.chain import Block, Hanging, chain_of, connected, indices_of, term_of
from bpsym.checker.normal.lemma import reciprocal
from bpsym.checker.normal.square import INVERSE, Square
from bpsym.checker.normal.term import (
    UNIT,
    Delta,
    Poly,
    Term,
    free_indices,
    fresh_index,
    rename,
    scaled,
    single,
    summed,
    times,
)
from bpsym.errors import UnsupportedError
from bpsym.expr import Dim

Indices = tuple[int, ...]


def inverse_at(argument: Poly, rows: Indices, columns: Indices, dims: tuple[Dim, ...], places: Indices) -> Poly:
    """One entry of the inverse of the matrix whose entry at (`rows`, `columns`) is the argument.

    Raises:
        UnsupportedError: the zero matrix.
    """
    terms = canonical(argument)
    if not terms:
        raise UnsupportedError("the inverse of a zero matrix")
    on_diagonal = diagonal_of(terms, rows, columns)
    if on_diagonal is not None:
        return _inverse_of_diagonal(on_diagonal, rows, places)
    if len(terms) == 1:
        found = _inverse_of_term(terms[0], rows, columns, dims, places)
        if found is not None:
            return found
    return opaque(INVERSE, terms, rows, columns, dims, places)


def diagonal_of(terms: Poly, rows: Indices, columns: Indices) -> Poly | None:
    """The entries on the diagonal, at `rows`, if every term is 0 off the diagonal."""
    ties = [{r, c} for r, c in zip(rows, columns)]
    found = list[Term]()
    for term in terms:
        deltas = [f for f, _ in term.factors if isinstance(f, Delta) and set(f.indices) in ties]
        if len(deltas) < len(ties):
            return None
        rest = Term(term.coefficient, tuple(fp for fp in term.factors if fp[0] not in deltas), term.bound)
        found += rename((rest,), dict(zip(columns, rows)))
    return tuple(found)


def _inverse_of_diagonal(entries: Poly, rows: Indices, places: Indices) -> Poly:
    count = len(rows)
    found = reciprocal(rename(entries, dict(zip(rows, places[:count]))))
    for i, j in zip(places[:count], places[count:]):
        found = found if i == j else times(found, single(Delta((i, j))))
    return found


def _inverse_of_term(
    term: Term, rows: Indices, columns: Indices, dims: tuple[Dim, ...], places: Indices
) -> Poly | None:
    if len(dims) > 1:
        return _inverse_of_kronecker(term, rows, columns, dims, places)
    chain = chain_of(term, rows[0], columns[0], dims[0])
    if chain is None or (len(chain.links) == 1 and chain.scalar == UNIT[0] and not _is_inverse(chain.links[0])):
        return None
    found = reciprocal((chain.scalar,))
    here = places[0]
    blocks = sum(isinstance(link, Block) for link in chain.links)
    for link in reversed(chain.links):
        if isinstance(link, Hanging):
            found = times(found, reciprocal(rename(link.entry, {link.index: here})))
            continue
        blocks -= 1
        there = fresh_index() if blocks else places[1]
        found = times(found, _inverse_of_block(link, dims, (here, there)))
        found = _closed(found, here, places, dims[0])
        here = there
    return found


def _closed(poly: Poly, index: int, places: Indices, dim: Dim) -> Poly:
    return poly if index == places[0] else summed(poly, index, dim)


def _inverse_of_block(block: Block, dims: tuple[Dim, ...], places: Indices) -> Poly:
    inner = inverted(block)
    if inner is None:
        return opaque(INVERSE, block.entry, (block.row,), (block.column,), dims, places)
    swapped = inner.places == (block.column, block.row)
    return inner.opened(places[1:], places[:1]) if swapped else inner.opened(places[:1], places[1:])


def _is_inverse(link: Block | Hanging) -> bool:
    return isinstance(link, Block) and inverted(link) is not None


def inverted(block: Block) -> Square | None:
    """The inverse that the block is, or is the transpose of; None where it is something else."""
    term = block.entry[0]
    if len(term.factors) != 1 or term.coefficient != 1:
        return None
    factor, power = term.factors[0]
    if not isinstance(factor, Square) or factor.head != INVERSE or power != 1:
        return None
    ends = (block.row, block.column)
    return factor if factor.places in (ends, ends[::-1]) and outer_indices(factor).isdisjoint(ends) else None


def outer_indices(factor: Square) -> set[int]:
    """The indices on which the whole matrix depends: free ones of its argument."""
    return set(free_indices(factor.argument)).difference(factor.formal)


def _inverse_of_kronecker(
    term: Term, rows: Indices, columns: Indices, dims: tuple[Dim, ...], places: Indices
) -> Poly | None:
    """(c A ⊗ B)⁻¹ = c⁻¹ A⁻¹ ⊗ B⁻¹, where no factor of the term touches both A's indices and B's."""
    pairs = [set(pair) for pair in zip(rows, columns)]
    groups = connected(term.factors, {i for i, _ in term.bound}.union(*pairs))
    touched = [[n for n, pair in enumerate(pairs) if pair & indices_of(g)] for g in groups]
    if any(len(t) > 1 for t in touched):
        return None
    bound = dict(term.bound)
    scalar = [fp for g, t in zip(groups, touched) if not t for fp in g]
    found = reciprocal((term_of(scalar, bound, (), term.coefficient),))
    count = len(dims)
    for n in range(count):
        mine = [fp for g, t in zip(groups, touched) if t == [n] for fp in g]
        if not mine:
            return None
        part = (term_of(mine, bound, ()),)
        found = times(found, inverse_at(part, rows[n : n + 1], columns[n : n + 1], dims[n : n + 1], places[n::count]))
    return found


def opaque(
    head: str, terms: Poly, rows: Indices, columns: Indices, dims: tuple[Dim, ...], places: Indices = ()
) -> Poly:
    """The inverse or determinant as it is, of P or Pᵀ, with a leading coefficient of 1.

    The coefficient is left to the caller of a determinant, which takes a power of it that depends on the size.
    """
    scale = leading(terms) if head == INVERSE else None
    if scale is not None:
        terms = canonical(scaled(terms, 1 / scale))
    count = len(dims)
    here, there = _labelled(terms, rows, columns), _labelled(terms, columns, rows)
    if there < here:
        rows, columns = columns, rows
        places = places[count:] + places[:count]
    found = Square(head, terms, 0, rows + columns, dims, places, here == there)
    return scaled(single(found), 1 / scale if scale is not None else Fraction(1))


def _labelled(terms: Poly, rows: Indices, columns: Indices) -> str:
    names = {i: f"a{n}" for n, i in enumerate(rows)} | {i: f"b{n}" for n, i in enumerate(columns)}
    return poly_text(terms, Scope(names))


def rebuilt_inverse(factor: Square, argument: Poly) -> Poly:
    """The same entry of the inverse of a new argument."""
    count = len(factor.dims)
    return inverse_at(argument, factor.formal[:count], factor.formal[count:], factor.dims, factor.places)
