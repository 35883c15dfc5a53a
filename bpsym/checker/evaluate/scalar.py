"""Definitions of elementwise functions, from SymPy to operations of a field.

SymPy states what a function is (`bpsym.expr.definition_of`); the numbers are computed here, so that one definition
serves a finite field, fractions and 50 digits alike. No text is ever evaluated.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import Any, Protocol

from bpsym.checker.evaluate.domain import OutsideDomain
from bpsym.errors import UnsupportedError
from bpsym.expr import Function, definition_of


class Arithmetic(Protocol):
    """The part of a field that definitions use."""

    def number(self, value: int | Fraction) -> Any:
        """The element that a rational number is."""

    def dot(self, left: Sequence[Any], right: Sequence[Any]) -> Any:
        """The sum of the products of the pairs."""

    def reciprocal(self, value: Any) -> Any:
        """1 / value."""

    def special(self, name: str, arguments: Sequence[Any]) -> Any:
        """A function that is not rational."""


Formula = Callable[[Arithmetic, Any], Any]
"""From a field and a value of t to the value of a definition."""

KINKED = frozenset({"Abs", "sign", "Heaviside", "DiracDelta"})
"""Not differentiable where the first argument is 0."""


COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "StrictGreaterThan": operator.gt,
    "GreaterThan": operator.ge,
    "StrictLessThan": operator.lt,
    "LessThan": operator.le,
}
"""SymPy's comparisons, which need an order."""


NARROW = frozenset({"log", "Pow"})
"""Not defined everywhere, although their derivatives may seem to be: log'(-1) is not -1."""


@cache
def formula_of(function: Function) -> Formula:
    """How a known function is computed; a derivative refuses the points where it does not exist.

    Raises:
        ValueError: the function is unknown.
        UnsupportedError: a branch with a condition that is no comparison.
    """
    formula = _translate(definition_of(function), function.order > 0)
    if function.order and not NARROW.isdisjoint(specials(function)):
        return _where_defined(formula_of(replace(function, order=0)), formula)
    return formula


@cache
def specials(function: Function) -> frozenset[str]:
    """The names of what is not rational in a known function's definition; empty for a rational function.

    A derivative has those of the function too: log' is no rational function, its domain is the logarithm's.
    """
    definitions = {definition_of(function), definition_of(replace(function, order=0))}
    return frozenset(
        type(part).__name__
        for definition in definitions
        for part in _parts(definition)
        if not (part.is_Rational or part.is_Symbol or part.is_Add or part.is_Mul or _is_integer_power(part))
    )


def _where_defined(base: Formula, derivative: Formula) -> Formula:
    def formula(field: Arithmetic, t: Any) -> Any:
        base(field, t)
        return derivative(field, t)

    return formula


def _parts(definition: Any) -> list[Any]:
    found = [definition]
    for part in found:
        found.extend(part.args)
    return found


def _is_integer_power(part: Any) -> bool:
    return bool(part.is_Pow and part.exp.is_Integer)


def _translate(definition: Any, smooth: bool) -> Formula:
    if definition.is_Rational:
        value = Fraction(int(definition.p), int(definition.q))
        return lambda field, t: field.number(value)
    if definition.is_Symbol:
        return lambda field, t: t
    if _is_integer_power(definition):
        return _power(_translate(definition.base, smooth), int(definition.exp))
    if definition.is_Piecewise:
        return _branches(definition, smooth)
    parts = [_translate(part, smooth) for part in definition.args]
    if definition.is_Add:
        return lambda field, t: field.dot([part(field, t) for part in parts], [field.number(1)] * len(parts))
    if definition.is_Mul:
        return _product(parts)
    return _special(type(definition).__name__, parts, smooth)


def _product(parts: list[Formula]) -> Formula:
    def product(field: Arithmetic, t: Any) -> Any:
        value = parts[0](field, t)
        for part in parts[1:]:
            value = field.dot([value], [part(field, t)])
        return value

    return product


def _power(base: Formula, exponent: int) -> Formula:
    def power(field: Arithmetic, t: Any) -> Any:
        value = base(field, t)
        if exponent < 0:
            value = field.reciprocal(value)
        result = field.number(1)
        for bit in bin(abs(exponent))[2:]:
            result = field.dot([result], [result])
            if bit == "1":
                result = field.dot([result], [value])
        return result

    return power


def _special(name: str, parts: list[Formula], smooth: bool) -> Formula:
    def special(field: Arithmetic, t: Any) -> Any:
        arguments = [part(field, t) for part in parts]
        if smooth and _at_kink(name, arguments):
            raise OutsideDomain(f"{name} has no derivative here")
        return field.special(name, arguments)

    return special


def _branches(definition: Any, smooth: bool) -> Formula:
    """The value of the first branch whose condition holds."""
    branches = [(_condition(condition, smooth), _translate(value, smooth)) for value, condition in definition.args]

    def choose(field: Arithmetic, t: Any) -> Any:
        for holds, value in branches:
            if holds(field, t):
                return value(field, t)
        raise OutsideDomain("no branch holds here")

    return choose


def _condition(condition: Any, smooth: bool) -> Formula:
    if condition.is_Boolean and not condition.args:
        return lambda field, t: bool(condition)
    name = type(condition).__name__
    if name not in COMPARISONS:
        raise UnsupportedError(f"a branch may depend on a comparison of two numbers, found {condition}")
    left, right = (_translate(side, smooth) for side in condition.args)

    def holds(field: Arithmetic, t: Any) -> bool:
        a, b = left(field, t), right(field, t)
        if smooth and a == b:
            raise OutsideDomain("two branches meet here")
        return bool(COMPARISONS[name](a, b))

    return holds


def _at_kink(name: str, arguments: Sequence[Any]) -> bool:
    if name in ("Max", "Min"):
        return len(set(arguments)) < len(arguments)
    return name in KINKED and bool(arguments[0] == 0)
