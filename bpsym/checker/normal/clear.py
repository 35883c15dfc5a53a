"""Denominators cleared: A L = A R proves L = R where A has an inverse, and q L = q R where q is not 0.

Every A and q stands in the difference of the sides as A⁻¹ or 1/q, so the sides are defined only where it may be
cancelled. Woodbury's identity and the like follow: multiplied by what stands under the inverse, they are polynomials.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import partial

from bpsym.checker.normal.canonical import TOP, factor_text
from bpsym.checker.normal.inverse import outer_indices
from bpsym.checker.normal.reduce import simplified
from bpsym.checker.normal.show import show_poly
from bpsym.checker.normal.square import INVERSE, Square
from bpsym.checker.normal.term import (
    Apply,
    Poly,
    Term,
    TooLargeError,
    fresh_index,
    is_fixed,
    plus,
    powered,
    rename,
    scaled,
    summed,
    times,
    times_within,
)
from bpsym.errors import UnsupportedError

MOST_TRIES = 16
"""Multiplications that are tried for one equation."""
MOST_TERMS_TRIED = 60
"""Terms of a difference beyond which nothing is tried."""


@dataclass(frozen=True, slots=True)
class Move:
    """What the difference is multiplied by, as it is shown, and the multiplication."""

    text: str
    rank: tuple[int, int]
    apply: Callable[[Poly], Poly]


def cleared(sides: tuple[Poly, Poly], heads: Collection[str]) -> tuple[list[str], Poly] | None:
    """What both sides have to be multiplied by, as LaTeX, and what they both are then; None where nothing is found.

    Only where one of the heads occurs: it costs more than a step of unfolding.
    """
    difference = plus(sides[0], scaled(sides[1], -1))
    if not any(isinstance(f, Apply) and f.head in heads for t in difference for f, _ in t.factors):
        return None
    start = simplified(difference)
    moves = _search(start) if len(start) <= MOST_TERMS_TRIED else None
    if moves is None:
        return None
    shared = sides[0]
    for move in moves:
        shared = simplified(move.apply(shared))
    return [move.text for move in moves], shared


def _search(difference: Poly) -> list[Move] | None:
    """The shortest difference is multiplied first: a product that only grows is not followed."""
    tries = 0
    waiting: list[tuple[Poly, list[Move]]] = [(difference, [])]
    while waiting:
        here, path = waiting.pop(min(range(len(waiting)), key=lambda n: len(waiting[n][0])))
        for move in sorted(_moves(here), key=lambda m: (m.rank, m.text), reverse=True):
            if tries == MOST_TRIES:
                return None
            tries += 1
            product = _multiplied(here, move)
            if product is not None and not product:
                return [*path, move]
            if product is not None and len(product) <= MOST_TERMS_TRIED:
                waiting.append((product, [*path, move]))
    return None


def _multiplied(difference: Poly, move: Move) -> Poly | None:
    try:
        return simplified(move.apply(difference))
    except (TooLargeError, UnsupportedError):
        return None


def _moves(difference: Poly) -> Iterator[Move]:
    """One for each denominator, and for each end of an inverse that stands at a place of the output."""
    seen: set[str] = set()
    for term in difference:
        for factor, power in term.factors:
            if not isinstance(factor, Apply) or power < 1:
                continue
            text = factor_text(factor, TOP)
            if factor.head == "recip" and text not in seen and all(i < 0 for i in factor.indices):
                yield Move(show_poly(factor.argument), _rank(factor), partial(_times_denominator, quotient=factor))
            elif isinstance(factor, Square) and factor.head == INVERSE and text not in seen:
                yield from _moves_of_inverse(factor)
            seen.add(text)


def _rank(factor: Apply) -> tuple[int, int]:
    return (len(factor.argument), factor.depth)


def _moves_of_inverse(inverse: Square) -> Iterator[Move]:
    """A from the left where the rows of A⁻¹ are a place of the output, from the right where its columns are."""
    count = len(inverse.dims)
    ends = inverse.places[:count], inverse.places[count:]
    if outer_indices(inverse):
        return
    names = dict(zip(inverse.formal, [i for end in ends for i in end]))
    text = show_poly(inverse.opened(*ends)) if len(names) == len(set(names.values())) else show_poly(inverse.argument)
    for end in range(2):
        if all(i < 0 and not is_fixed(i) for i in ends[end]) and len(set(ends[end])) == count:
            yield Move(text, _rank(inverse), partial(_times_argument, inverse=inverse, end=end))


def _times_argument(poly: Poly, inverse: Square, end: int) -> Poly:
    """Σ_k A[o, k] D[k] where the rows of A⁻¹ stand at o, Σ_k D[k] A[k, o] where its columns do.

    The output runs over its whole axis, and nothing else in the argument is free: so D is 0 wherever the product is.
    """
    count = len(inverse.dims)
    output = inverse.places[:count] if end == 0 else inverse.places[count:]
    between = tuple(fresh_index() for _ in output)
    matrix = inverse.opened(output, between) if end == 0 else inverse.opened(between, output)
    found = times(matrix, rename(poly, dict(zip(output, between))))
    for index, dim in zip(between, inverse.dims):
        found = summed(found, index, dim)
    return found


def _times_denominator(poly: Poly, quotient: Apply) -> Poly:
    """The product with q: one 1/q fewer where there is one, else a factor q."""
    text = factor_text(quotient, TOP)
    found = []
    for term in poly:
        quotients = (f for f, p in term.factors if isinstance(f, Apply) and f.head == quotient.head and p > 0)
        mine = next((f for f in quotients if factor_text(f, TOP) == text), None)
        if mine is None:
            found.append(times_within(term, quotient.argument))
        else:
            powers = {f: p - (f == mine) for f, p in term.factors}
            found.append((Term(term.coefficient, powered(powers), term.bound),))
    return plus(*found)
