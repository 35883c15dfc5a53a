"""Finite differences in floating point: derivatives from values alone."""

from __future__ import annotations

from fractions import Fraction

from bpsym.checker.evaluate import Definitions, Evaluation, Models, Point, RealField, Tensor, evaluate
from bpsym.expr import Expr, Symbol

STEP = Fraction(1, 10**4)
FLOATS = 0


def central_differences(of: Expr, wrt: Symbol, definitions: Definitions, point: Point, models: Models) -> list[float]:
    """(of(wrt + h) - of(wrt - h)) / 2h, h = 10⁻⁴: the entries of the derivative, with an error of O(h²).

    For each entry of `of`, in row-major order, one number for each entry of `wrt`. A defined `wrt` is held as a
    variable of its own, at the value that it has at the point. `models` says what the unknown functions are.

    Raises:
        OutsideDomain: a point beside the given one has no value.
    """
    held = {symbol: expr for symbol, expr in definitions.items() if symbol != wrt}
    base = evaluate(wrt, definitions, point, RealField(models, FLOATS))
    slopes = []
    for position in range(len(base.entries)):
        above, below = (_beside(base, position, step) for step in (STEP, -STEP))
        high = _value(of, held, point, wrt, above, models)
        low = _value(of, held, point, wrt, below, models)
        slopes.append([(a - b) / float(2 * STEP) for a, b in zip(high.entries, low.entries, strict=True)])
    return [slope for row in zip(*slopes, strict=True) for slope in row]


def _beside(base: Tensor, position: int, step: Fraction) -> Tensor:
    entries = [Fraction(entry) for entry in base.entries]
    entries[position] += step
    return Tensor(base.shape, tuple(entries))


def _value(of: Expr, held: Definitions, point: Point, wrt: Symbol, value: Tensor, models: Models) -> Tensor:
    moved = Point(point.sizes, {**point.values, wrt: value})
    return Evaluation(held, moved, RealField(models, FLOATS)).value(of)
