"""What a polynomial over index terms is worth at a point: plain sums over all indices, and nothing clever."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import product
from math import prod

import sympy

from bpsym.checker.evaluate import Tensor
from bpsym.checker.normal.square import Square
from bpsym.checker.normal.term import FIXED, ONLY, Adjoint, Apply, Delta, Entry, Factor, Poly, Size, Term, is_fixed

Functions = Callable[[str, int, Fraction], Fraction]
"""Head, order of the derivative and argument -> value."""


class Worth:
    """Values of symbols and derivatives (name, or pair of names, -> tensor) and sizes of dimensions."""

    def __init__(
        self,
        tensors: Mapping[str, Tensor],
        derivatives: Mapping[tuple[str, str], Tensor],
        sizes: Mapping[str, int],
        functions: Functions,
    ) -> None:
        self.tensors = tensors
        self.derivatives = derivatives
        self.sizes = sizes
        self.functions = functions

    def of(self, poly: Poly, at: Mapping[int, int]) -> Fraction:
        """The value where the free indices have these places, counted from 0."""
        return sum((self._of_term(term, at) for term in poly), Fraction(0))

    def _of_term(self, term: Term, at: Mapping[int, int]) -> Fraction:
        ranges = [range(dim.evaluate(self.sizes)) for _, dim in term.bound]
        bound = [index for index, _ in term.bound]
        found = Fraction(0)
        for places in product(*ranges):
            here = {**at, **dict(zip(bound, places, strict=True))}
            found += prod((self._of_factor(f, here) ** p for f, p in term.factors), start=Fraction(1))
        return term.coefficient * found

    def _of_factor(self, factor: Factor, at: Mapping[int, int]) -> Fraction:
        if isinstance(factor, Square):
            return self._of_square(factor, at)
        if isinstance(factor, Apply):
            return self.functions(factor.head, factor.order, self.of(factor.argument, at))
        places = tuple(0 if i == ONLY else FIXED - i - 1 if is_fixed(i) else at[i] for i in factor.indices)
        match factor:
            case Entry(name):
                return self._entry(self.tensors[name], places)
            case Adjoint(of, wrt):
                return self._entry(self.derivatives[of, wrt], places)
            case Delta():
                return Fraction(places[0] == places[1])
            case Size(name):
                return Fraction(self.sizes[name])

    def _of_square(self, factor: Square, at: Mapping[int, int]) -> Fraction:
        """The whole matrix, and SymPy's determinant or inverse of it."""
        ranges = [range(dim.evaluate(self.sizes)) for dim in factor.dims]
        spots = list(product(*ranges))
        count = len(factor.dims)
        rows, columns = factor.formal[:count], factor.formal[count:]
        table = [
            [self.of(factor.argument, {**at, **dict(zip(rows, i)), **dict(zip(columns, j))}) for j in spots]
            for i in spots
        ]
        matrix = sympy.Matrix(table)
        if not factor.places:
            value = matrix.det()
        else:
            places = tuple(at[i] for i in factor.places)
            value = matrix.inv()[spots.index(places[:count]), spots.index(places[count:])]
        return Fraction(int(value.p), int(value.q))

    @staticmethod
    def _entry(tensor: Tensor, places: tuple[int, ...]) -> Fraction:
        if len(tensor.shape) < len(places):
            # A derivative of or by a scalar: one of the two pairs of indices is 0, 0.
            places = tuple(a + b for a, b in zip(places[:2], places[2:], strict=True))
        position = 0
        for place, size in zip(places, tensor.shape, strict=True):
            position = position * size + place
        return Fraction(tensor.entries[position])
