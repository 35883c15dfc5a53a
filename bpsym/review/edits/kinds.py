"""The mistakes that people make, backwards: every single edit of the right side that might mend it, likeliest first."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bpsym.notation import Formula
from bpsym.review.edits.edit import Edit, Material
from bpsym.review.edits.functions import primes, sums
from bpsym.review.edits.indices import missing_sums, swapped_indices, wrong_indices
from bpsym.review.edits.names import layers, symbols
from bpsym.review.edits.products import missing, moves, numbers, signs_of_products, slopes, swaps, too_many
from bpsym.review.edits.signs import inner_signs, whole_sign
from bpsym.review.edits.terms import derived_terms, dropped_terms, inner_terms, too_many_terms
from bpsym.review.edits.transposes import inverses, moved_transposes, transposes, whole_transpose

Kind = Callable[[Formula, Material], Iterator[Edit]]

KINDS: tuple[Kind, ...] = (
    whole_sign,
    inner_signs,
    transposes,
    primes,
    layers,
    swaps,
    numbers,
    swapped_indices,
    wrong_indices,
    missing_sums,
    slopes,
    signs_of_products,
    sums,
    moved_transposes,
    whole_transpose,
    symbols,
    derived_terms,
    dropped_terms,
    too_many,
    too_many_terms,
    inverses,
    moves,
    missing,
    inner_terms,
)
"""The kinds of mistakes, the most frequent in real notes first."""


def edits_of(right: Formula, material: Material) -> Iterator[Edit]:
    """Every edit, the likeliest kinds first."""
    for kind in KINDS:
        yield from kind(right, material)
