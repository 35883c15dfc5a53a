"""The smallest condition that would save a line that is false for the declared shapes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from bpsym.checker import Judge, free_symbol, symmetric
from bpsym.derivation import Reading
from bpsym.errors import BpsymError
from bpsym.expr import ONE, DimLike, Expr, Symbol, resize
from bpsym.reader import Document, Relation

MOST_DIMENSIONS = 8
"""Dimensions of a document beyond which only the first are tried."""
LEVELS = 2
"""Definitions that are followed: from a name for a derivative to the loss, and to what the loss is made of."""


def find_condition(document: Document, relation: Relation, link: int, judge: Judge) -> str | None:
    """`A is symmetric`, `outputLayerSize = 1` or `m = n`; None where no single condition of these kinds is enough."""
    end = relation.members[link + 1].end
    as_declared = document.reread(relation, link, relation.source, end) or []
    for matrix in _square_inputs(as_declared, judge.definitions):
        if _holds(as_declared, {**judge.definitions, matrix: symmetric(free_symbol(matrix))}, judge.doubtful):
            return f"{matrix.name} is symmetric"
    for sizes in _sizes(document, _near(as_declared, judge.definitions)):
        readings = document.reread(relation, link, relation.source, end, sizes)
        if readings and _holds(readings, _resized(judge.definitions, sizes), judge.doubtful):
            name, value = next(iter(sizes.items()))
            return f"{name} = {value}"
    return None


def _sizes(document: Document, near: frozenset[str]) -> Iterator[Mapping[str, DimLike]]:
    occurring = [n for s in document.derivation.symbols for d in s.shape for n in sorted(d.names)]
    every = dict.fromkeys([*occurring, *sorted(document.dimensions)])
    names = [name for name in every if name in near or not near][:MOST_DIMENSIONS]
    yield from ({name: 1} for name in names)
    yield from ({b: a} for a, b in combinations(names, 2))


def _near(cases: list[tuple[Reading, ...]], definitions: Mapping[Symbol, Expr]) -> frozenset[str]:
    """The dimensions of the symbols of which a line speaks, and of what these are made of: others say nothing of it."""
    symbols = {n for readings in cases for r in readings for n in _symbols_in(r.left) | _symbols_in(r.right)}
    for _ in range(LEVELS):
        symbols |= {n for symbol in symbols if symbol in definitions for n in _symbols_in(definitions[symbol])}
    return frozenset(name for symbol in symbols for dim in symbol.shape for name in dim.names)


def _symbols_in(side: Expr) -> set[Symbol]:
    return {n for n in side.walk() if isinstance(n, Symbol)}


def _resized(definitions: Mapping[Symbol, Expr], sizes: Mapping[str, DimLike]) -> dict[Symbol, Expr]:
    return {resize(s, sizes): resize(e, sizes) for s, e in definitions.items()}


def _holds(cases: list[tuple[Reading, ...]], definitions: Mapping[Symbol, Expr], doubtful: frozenset[str]) -> bool:
    try:
        judge = Judge(definitions, doubtful)
        return all(judge.proves(reading) for readings in cases for reading in readings)
    except BpsymError:
        return False


def _square_inputs(cases: list[tuple[Reading, ...]], definitions: Mapping[Symbol, Expr]) -> list[Symbol]:
    nodes = [n for readings in cases for r in readings for side in (r.left, r.right) for n in side.walk()]
    symbols = dict.fromkeys(n for n in nodes if isinstance(n, Symbol) and n not in definitions)
    return [s for s in symbols if s.rows == s.columns != ONE]
