"""The notes as the mutation suite sees them: lines that are true, and random points at which to look at them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path

import numpy as np

from bpsym.checker import Judge, definitions_of
from bpsym.derivation import Equation, Report, Verdict
from bpsym.expr import Expr, Partial, Symbol
from bpsym.notation import Property
from bpsym.reader import Document
from bpsym.review import check_file, open_document
from tests.mutation.elementary import Array
from tests.mutation.evaluation import Point

ROOT = Path(__file__).resolve().parents[2]
SIZES = (3, 2, 5, 4, 7, 6)
SAME, DIFFERENT = 1e-9, 1e-6
"""Below the one, two values are the same up to rounding; above the other, they are not. Nothing may lie between."""


@cache
def notes() -> tuple[Path, ...]:
    """Every file whose true lines are mutated; the gallery repeats their mathematics and is left out for its length."""
    return tuple(sorted([ROOT / "derivations/two-layer-network.md", *ROOT.glob("tests/notes/*.md")]))


@dataclass(frozen=True)
class World:
    """One file of notes, read and judged, with points at which its lines can be evaluated."""

    path: Path

    @cached_property
    def document(self) -> Document:
        return open_document(self.path)

    @cached_property
    def report(self) -> Report:
        return check_file(self.path)

    @cached_property
    def definitions(self) -> Mapping[Symbol, Expr]:
        return self.document.derivation.definitions

    @cached_property
    def judge(self) -> Judge:
        """The judge of the world in which what the header states is true."""
        symbols = {s.name: s for s in self.document.derivation.symbols}
        stated = definitions_of(self.document.assumptions, symbols)
        return Judge({**self.definitions, **stated}, self.document.doubtful)

    @cached_property
    def true_links(self) -> frozenset[tuple[str, int]]:
        """(id, number) of every link that is proved, under what the header states or without it."""
        true = (Verdict.PROVED, Verdict.CONDITIONAL)
        links = ((e.id, n, link) for e in self.report.entries for n, link in enumerate(e.links))
        return frozenset((id, n) for id, n, link in links if link.judgement.verdict in true)

    @cached_property
    def true_claims(self) -> tuple[Equation, ...]:
        return tuple(c for c in self.document.derivation.claims if (c.entry, c.link) in self.true_links)

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """Three points of rectangular sizes; only the first is needed unless two formulas meet there by chance."""
        return tuple(_point(self.document, self.definitions, seed) for seed in range(3))

    def asks_back(self, right: Expr) -> bool:
        """Whether something is differentiated by what it does not depend on: a question, not a mistake."""
        partials = [n for n in right.walk() if isinstance(n, Partial)]
        return any(not self.points[0].value(p).any() for p in partials)

    def is_defined(self, right: Expr) -> bool:
        """Whether the side has a value at every point: none divides by zero."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return all(bool(np.isfinite(point.value(right)).all()) for point in self.points)

    def is_true(self, left: Expr, right: Expr) -> bool:
        """Whether both sides have the same value at every point.

        Raises:
            AssertionError: they are neither the same nor plainly different.
        """
        return _agree(self.points, left, right)

    def is_true_of_any_function(self, left: Expr, right: Expr) -> bool:
        """Whether both sides also agree when σ, tanh and the like are functions of which nothing is known."""
        return _agree([replace(point, is_opaque=True, found={}) for point in self.points], left, right)


@cache
def worlds() -> tuple[World, ...]:
    """All files of notes."""
    return tuple(World(path) for path in notes())


def _agree(points: Iterable[Point], left: Expr, right: Expr) -> bool:
    gaps = [_gap(point.value(left), point.value(right)) for point in points]
    assert all(gap < SAME or gap > DIFFERENT for gap in gaps), f"too close to call: {gaps}: {left} = {right}"
    return max(gaps) < SAME


def _gap(left: Array, right: Array) -> float:
    """The largest difference, relative to the size of the values."""
    scale = max(1.0, float(np.abs(left).max()), float(np.abs(right).max()))
    return float(np.abs(left - right).max()) / scale


def _point(document: Document, definitions: Mapping[Symbol, Expr], seed: int) -> Point:
    names = sorted({name for s in document.derivation.symbols for dim in s.shape for name in dim.names})
    rng = np.random.default_rng([seed, len(names)])
    sizes = dict(zip(names, (SIZES[(n + seed) % len(SIZES)] for n in range(len(names))), strict=True))
    assert len(names) <= len(SIZES), "two dimensions would have the same size"
    values = {}
    for symbol in document.derivation.inputs:
        shape = symbol.rows.evaluate(sizes), symbol.columns.evaluate(sizes)
        stated = [a.property for a in document.assumptions if a.name == symbol.name]
        values[symbol] = _with_properties(rng.uniform(-1.5, 1.5, shape), stated).astype(np.complex128)
    return Point(sizes, values, definitions)


def _with_properties(value: Array, stated: Iterable[Property]) -> Array:
    found: Array = value.astype(np.complex128)
    for kind in stated:
        assert kind in (Property.SYMMETRIC, Property.POSITIVE), f"no values with the property {kind}"
        found = found + found.T if kind is Property.SYMMETRIC else np.abs(found) + 0.1
    return found
