"""Points for the tests: unsymmetric, without zeros, the same on every run."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import prod
from random import Random

from bpsym.checker.evaluate import Models, Point, RationalField, Tensor
from bpsym.checker.survey import survey
from bpsym.expr import Expr, Function, Symbol, known

SIZES = {"m": 2, "n": 3, "k": 4, "numExamples": 2, "inputLayerSize": 4, "hiddenLayerSize": 3, "outputLayerSize": 5}


def square_model(name: str) -> Function:
    """Every unknown function is t²."""
    return known("square", name)


def exact(models: Models = square_model) -> RationalField:
    return RationalField(models)


def point_of(expr: Expr, definitions: Mapping[Symbol, Expr], sizes: Mapping[str, int] = SIZES, seed: int = 0) -> Point:
    """Small fractions for every input of the expression."""
    generator = Random(seed)
    values = {}
    for symbol in survey((expr,), definitions).inputs:
        shape = tuple(dim.evaluate(sizes) for dim in symbol.shape)
        entries = tuple(Fraction(generator.choice((-1, 1)) * generator.randint(1, 9), 4) for _ in range(prod(shape)))
        values[symbol] = Tensor(shape, entries)
    return Point(sizes, values)


def rows_of(tensor: Tensor) -> list[list[Fraction]]:
    """A matrix as the list of its rows."""
    width = tensor.shape[1]
    return [list(tensor.entries[start : start + width]) for start in range(0, len(tensor.entries), width)]
