"""Every known function of every known function: the normal form has the value of the definition, at random points."""

from __future__ import annotations

from typing import Any

import mpmath
import pytest

from bpsym.checker.evaluate import OutsideDomain, Point, RealField, Tensor, evaluate
from bpsym.checker.normal import Program
from bpsym.checker.normal.reduce import reduced
from bpsym.checker.normal.term import Apply, Entry, Factor, Poly, Term, TooLargeError
from bpsym.checker.normal.translate import first_entry
from bpsym.expr import KNOWN, Expr, apply, known, scale, subtract, symbol
from tests.checker.points import square_model

X, Y = symbol("x"), symbol("y")
EMPTY = Program({})
REAL = RealField(square_model)
VALUES = [(7, 3), (-2, 5), (1, -4), (-5, -3)]
"""Pairs of tenths."""

HEADS: dict[str, Any] = {
    "exp": mpmath.exp,
    "log": mpmath.log,
    "sigmoid": lambda t: 1 / (1 + mpmath.exp(-t)),
    "step": lambda t: mpmath.mpf(t > 0),
    "recip": lambda t: 1 / t,
    "sqrt": mpmath.sqrt,
    "sin": mpmath.sin,
    "cos": mpmath.cos,
    "erf": mpmath.erf,
    "atan": mpmath.atan,
    "pi": lambda t: +mpmath.pi,
}


def worth(poly: Poly, values: dict[str, Any]) -> Any:
    return sum((_term(term, values) for term in poly), mpmath.mpf(0))


def _term(term: Term, values: dict[str, Any]) -> Any:
    assert not term.bound
    found = mpmath.mpf(term.coefficient.numerator) / term.coefficient.denominator
    for factor, power in term.factors:
        found *= _factor(factor, values) ** power
    return found


def _factor(factor: Factor, values: dict[str, Any]) -> Any:
    if isinstance(factor, Entry):
        return values[factor.name]
    assert isinstance(factor, Apply)
    return HEADS[factor.head](worth(factor.argument, values))


EDGES = {"step": 0, "sign": 0, "log1p": -1}
"""Where the domain ends: a lemma may say nothing there, and a rounding decides on which side a point lies."""


def points(expr: Expr, argument: Expr, edge: int | None) -> list[tuple[dict[str, Any], Any]]:
    """Where the second engine has a value: the numbers, and the value."""
    found = []
    for a, b in VALUES:
        x, y = mpmath.mpf(a) / 10, mpmath.mpf(b) / 10
        where = Point({}, {X: Tensor((1, 1), (x,)), Y: Tensor((1, 1), (y,))})
        try:
            inside = evaluate(argument, {}, where, REAL).entries[0]
            if edge is None or abs(inside - edge) > mpmath.mpf(10) ** -30:
                found.append(({"x": x, "y": y}, evaluate(expr, {}, where, REAL).entries[0]))
        except OutsideDomain:
            continue
    return found


@pytest.mark.parametrize("outer", KNOWN)
def test_a_composition_has_the_value_of_its_definition(outer: str) -> None:
    with mpmath.workdps(60):
        for inner in KNOWN:
            for order in (0, 1):
                function = known(outer).derivative() if order else known(outer)
                argument = scale(-1, apply(known(inner), subtract(scale(2, X), Y)))
                body = apply(function, argument)
                try:
                    form = tuple(reduced(first_entry(body, EMPTY)).values())
                except TooLargeError:
                    continue
                for values, expected in points(body, argument, EDGES.get(outer)):
                    found = worth(form, values)
                    assert abs(found - expected) <= mpmath.mpf(10) ** -30 * (1 + abs(expected)), (inner, order)


def test_most_compositions_have_a_point() -> None:
    count = sum(bool(points(apply(known(f), apply(known(g), X)), X, None)) for f in KNOWN for g in KNOWN)
    assert count > 0.9 * len(KNOWN) ** 2
