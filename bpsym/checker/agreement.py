"""The second engine: both sides at random points, exactly where that is possible."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, partial
from itertools import product
from typing import Any

from bpsym.checker.draw import DRAWINGS, Values, draw_sizes, generic_function, mirrored, ones, residues
from bpsym.checker.evaluate import (
    PRIME,
    DegreeField,
    Evaluation,
    Field,
    OpaqueField,
    OutsideDomain,
    Point,
    PrimeField,
    RealField,
    Tensor,
    specials,
)
from bpsym.checker.survey import Survey, survey
from bpsym.derivation import Agreement, in_order
from bpsym.expr import Expr, Symbol
from bpsym.expr.fit import require_same_shape

TRIALS = 3
ATTEMPTS = 4 * len(DRAWINGS)
"""Points drawn for one trial before it is given up."""
MORE_POINTS = 4
"""Points at which what has no proof is looked at beside these trials, each with all signs turned too."""

DIGITS, MORE_DIGITS = 50, 110
TOLERANCE = "1e-30"
SHARPNESS = 10**30
"""1 / tolerance."""
FINITE_FIELD, FIFTY_DIGITS = "finite field", "50 digits"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """The sides differ at a random point: no refutation yet, but a reason to look for a counterexample."""

    method: str
    sizes: Mapping[str, int]
    entry: tuple[int, ...]
    """Indices, from 1, of the first entry that differs."""


@dataclass(frozen=True, slots=True)
class NoPoint:
    """No point was found at which both sides are defined and differentiable."""

    reason: str


Outcome = Agreement | Disagreement | NoPoint


@dataclass(frozen=True, slots=True)
class Draw:
    """Which random point: one for each field, trial and attempt, and for dimensions that only the equation has."""

    exact: bool
    trial: int
    extra: tuple[str, ...]
    attempt: int = 0
    digits: int = DIGITS
    mirrored: bool = False
    """Whether every entry has the other sign."""
    opaque: bool = False
    """Whether known functions are taken for unknown ones."""

    @property
    def turn(self) -> int:
        """Which sizes: others where the first find no point, for XᵀX has no inverse if X has too few rows."""
        return max(0, self.attempt - (0 if self.exact else len(DRAWINGS) - 1))

    @property
    def method(self) -> str:
        """As `Agreement.method` says it."""
        return FINITE_FIELD if self.exact else FIFTY_DIGITS


class RandomPoints:
    """Random points of one derivation, at which many equations can be judged; each point is evaluated once."""

    def __init__(self, definitions: Mapping[Symbol, Expr], seed: int = 0) -> None:
        self._definitions = definitions
        self._seed = seed
        self._names = survey(tuple(definitions), definitions).dimensions
        self._inexact = _inexact_symbols(definitions)
        self._evaluations: dict[Draw, Evaluation] = {}
        self._degrees: dict[tuple[tuple[str, int], ...], tuple[DegreeField, Evaluation]] = {}
        self._sizes = cache(self._draw_sizes)

    def agree(self, left: Expr, right: Expr, thorough: bool = False, hasty: bool = False) -> Outcome:
        """Whether both sides, of one shape, agree at random points of random shapes.

        What is not thorough is satisfied with three points; for √x² = x they may all be positive. What is hasty takes a
        difference to 50 digits for one, without a look at more digits.

        Modulo 2^61 - 1 where every function is unknown or rational: two sides that differ, at a shape that was
        tried, agree there with a probability of at most `error_bound`, provided that their difference does not
        vanish modulo the prime identically. Otherwise at rational points to 50 digits, without a bound.

        Raises:
            ShapeError: sides of different shapes.
            UnsupportedError: something that has no value here, such as a function that mpmath lacks.
            InputError: the definitions form a circle.
        """
        require_same_shape("compare", left, right)
        local = survey((left, right), {})
        extra = tuple(name for name in local.dimensions if name not in self._names)
        exact = self._is_exact(local)
        sizes: list[Mapping[str, int]] = []
        for trial in range(TRIALS):
            found = self._trial(left, right, Draw(exact, trial, extra), hasty)
            if isinstance(found, Disagreement | NoPoint):
                return found
            sizes.append(self._sizes(trial, extra, found.turn))
        if not exact:
            doubt = self._elsewhere(left, right, extra) if thorough else None
            return doubt or Agreement(FIFTY_DIGITS, TRIALS, tuple(sizes), self._seed, tolerance=TOLERANCE)
        bound = self._error_bound(left, right, sizes)
        return Agreement(FINITE_FIELD, TRIALS, tuple(sizes), self._seed, PRIME, bound)

    def agree_whatever(self, left: Expr, right: Expr) -> bool:
        """Whether both sides agree modulo the prime even if nothing is known of any function that is not rational.

        Raises:
            UnsupportedError: something that has no value modulo a prime.
        """
        extra = tuple(name for name in survey((left, right), {}).dimensions if name not in self._names)
        draws = (Draw(True, trial, extra, opaque=True) for trial in range(TRIALS))
        return all(isinstance(self._trial(left, right, draw), Draw) for draw in draws)

    def _trial(self, left: Expr, right: Expr, draw: Draw, hasty: bool = False) -> Disagreement | NoPoint | Draw:
        """What one trial finds against the equation, or the point at which both sides agree.

        A point where both sides are 0 counts if there is no other.
        """
        reason, vacuous = "", None
        for attempt in range(ATTEMPTS):
            here = replace(draw, attempt=attempt)
            try:
                sides = self._values(left, right, here)
                entry = self._first_difference(left, right, sides, here, hasty)
            except OutsideDomain as outside:
                reason = str(outside)
                continue
            if entry is not None:
                return Disagreement(here.method, self._sizes(here.trial, here.extra, here.turn), entry)
            if any(sides[0].entries) or any(sides[1].entries):
                return here
            vacuous = vacuous or here
            if here.exact:
                break
        return vacuous or NoPoint(f"in {ATTEMPTS} draws no point of the domain was found: {reason}")

    def _elsewhere(self, left: Expr, right: Expr, extra: tuple[str, ...]) -> Disagreement | None:
        """A difference at points of other signs and sizes of numbers."""
        for attempt, turned in product(range(1, MORE_POINTS + 1), (False, True)):
            here = Draw(False, 0, extra, attempt, mirrored=turned)
            try:
                entry = self._first_difference(left, right, self._values(left, right, here), here)
            except OutsideDomain:
                continue
            if entry is not None:
                return Disagreement(here.method, self._sizes(here.trial, here.extra, here.turn), entry)
        return None

    def _first_difference(
        self, left: Expr, right: Expr, sides: tuple[Tensor, Tensor], draw: Draw, hasty: bool = False
    ) -> tuple[int, ...] | None:
        different = [a != b for a, b in _pairs(sides)]
        if any(different) and not draw.exact:
            different = _real_differences(sides)
            if any(different) and not hasty:
                again = self._values(left, right, replace(draw, digits=MORE_DIGITS))
                different = _confirmed(different, sides, again)
        indices = (index for index, differs in zip(sides[0].indices(), different, strict=True) if differs)
        return next((tuple(i + 1 for i in index) for index in indices), None)

    def _values(self, left: Expr, right: Expr, draw: Draw) -> tuple[Tensor, Tensor]:
        if draw not in self._evaluations:
            seed, sizes = f"{self._seed}/{draw.trial}", self._sizes(draw.trial, draw.extra, draw.turn)
            drawn = residues if draw.exact else DRAWINGS[draw.attempt % len(DRAWINGS)]
            drawing = mirrored(drawn) if draw.mirrored else drawn
            field = _field(draw, seed)
            point = Point(sizes, Values(f"{seed}/{draw.attempt}", sizes, drawing))
            self._evaluations[draw] = Evaluation(self._definitions, point, field)
        evaluation = self._evaluations[draw]
        return evaluation.value(left), evaluation.value(right)

    def _error_bound(self, left: Expr, right: Expr, drawn: Sequence[Mapping[str, int]]) -> Fraction | None:
        """At the largest size that any trial has for each dimension: degrees only grow with the sizes."""
        sizes = {name: max(sizes[name] for sizes in drawn) for name in drawn[0]}
        key = tuple(sizes.items())
        if key not in self._degrees:
            field = DegreeField()
            evaluation = Evaluation(self._definitions, Point(sizes, Values("", sizes, ones)), field)
            self._degrees[key] = (field, evaluation)
        field, evaluation = self._degrees[key]
        return field.error_bound(evaluation.value(left).entries, evaluation.value(right).entries, PRIME)

    def _draw_sizes(self, trial: int, extra: tuple[str, ...], turn: int) -> dict[str, int]:
        seed = f"{self._seed}/{trial}/{turn}" if turn else f"{self._seed}/{trial}"
        return draw_sizes(seed, (*self._names, *extra))

    def _is_exact(self, local: Survey) -> bool:
        return _is_rational(local) and self._inexact.isdisjoint(local.inputs)


def agree(left: Expr, right: Expr, definitions: Mapping[Symbol, Expr], seed: int = 0) -> Outcome:
    """Whether both sides agree at random points; see RandomPoints for many equations of one derivation."""
    return RandomPoints(definitions, seed).agree(left, right)


def _field(draw: Draw, seed: str) -> Field:
    if draw.exact:
        return OpaqueField(seed) if draw.opaque else PrimeField(seed)
    return RealField(cache(partial(generic_function, seed)), draw.digits)


def _inexact_symbols(definitions: Mapping[Symbol, Expr]) -> frozenset[Symbol]:
    """The symbols in whose definition, in full, a function occurs that is known and not rational."""
    found: set[Symbol] = set()
    for symbol in in_order(definitions):
        local = survey((definitions[symbol],), {})
        if not _is_rational(local) or not found.isdisjoint(local.inputs):
            found.add(symbol)
    return frozenset(found)


def _is_rational(local: Survey) -> bool:
    return not any(function.is_known and specials(function) for function in local.functions)


def _pairs(sides: tuple[Tensor, Tensor]) -> Iterator[tuple[Any, Any]]:
    return zip(sides[0].entries, sides[1].entries, strict=True)


def _real_differences(sides: tuple[Tensor, Tensor]) -> list[bool]:
    return [abs(a - b) * SHARPNESS > max(abs(a), abs(b)) for a, b in _pairs(sides)]


def _confirmed(different: list[bool], sides: tuple[Tensor, Tensor], again: tuple[Tensor, Tensor]) -> list[bool]:
    """The differences that stay when there are more digits; a rounding error where both sides are 0 does not."""
    stays = [abs(c - d) * SHARPNESS > abs(a - b) for (a, b), (c, d) in zip(_pairs(sides), _pairs(again))]
    return [differs and remains for differs, remains in zip(different, stays)]
