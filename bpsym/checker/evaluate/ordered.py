"""Fields with an order: exact fractions, and real numbers to many digits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache
from operator import mul
from typing import Any

from bpsym.checker.evaluate.domain import OutsideDomain
from bpsym.checker.evaluate.field import Field, Rational
from bpsym.expr import Function

Models = Callable[[str], Function]
"""From the name of an unknown function to the known function that stands for it."""

BITS = 400
"""No student redoes a fraction with more."""

SPARE_BITS = 33
"""Ten digits for the errors of rounding: what is left of a sum below the others is taken for 0."""

LARGEST_EXPONENT = 10**5
"""Beyond it exp is outside: a tower of exponentials would not fit in memory."""


def _heaviside(x: Any, at_zero: Any) -> Any:
    return at_zero if x == 0 else int(x > 0)


def _dirac(x: Any, order: Any = 0) -> Any:
    if x == 0:
        raise OutsideDomain("no derivative at a jump")
    return 0


PIECEWISE: dict[str, Callable[..., Any]] = {
    "Max": max,
    "Min": min,
    "Abs": abs,
    "sign": lambda x: int(x > 0) - int(x < 0),
    "Heaviside": _heaviside,
    "DiracDelta": _dirac,
}
"""Functions that need nothing but an order, by the name of their SymPy class."""

ANALYTIC = {
    "exp": "exp",
    "log": "log",
    "sin": "sin",
    "cos": "cos",
    "tan": "tan",
    "sinh": "sinh",
    "cosh": "cosh",
    "tanh": "tanh",
    "atan": "atan",
    "asinh": "asinh",
    "erf": "erf",
    "Pow": "power",
}
"""Functions of mpmath, by the name of their SymPy class."""

NUMBERS = {"Pi": "pi", "Exp1": "e"}


class OrderedField(Field):
    """A field with an order, in which unknown functions are given a model each."""

    def __init__(self, models: Models) -> None:
        self._models = models

    def unknown(self, function: Function, value: Any) -> Any:
        """The model's value, or its derivative's."""
        return self.apply(replace(self._models(function.name), order=function.order), value)

    def special(self, name: str, arguments: Sequence[Any]) -> Any:
        """A piecewise function."""
        if name not in PIECEWISE:
            return super().special(name, arguments)
        return self.number(PIECEWISE[name](*arguments))

    def text(self, value: Any) -> str:
        """A number as it is shown."""
        return str(value)


class RationalField(OrderedField):
    """Exact fractions."""

    def number(self, value: Rational) -> Rational:
        """The number itself, an int where it is one."""
        return value.numerator if value.denominator == 1 else value

    def dot(self, left: Sequence[Rational], right: Sequence[Rational]) -> Rational:
        """The exact sum of products; OutsideDomain where it is too long to be shown."""
        value: Rational = sum(map(mul, left, right))
        if value.numerator.bit_length() + value.denominator.bit_length() > BITS:
            raise OutsideDomain("a fraction that is too long")
        return self.number(value)

    def reciprocal(self, value: Rational) -> Rational:
        """The exact inverse."""
        if value == 0:
            raise OutsideDomain("division by 0")
        return self.number(1 / Fraction(value))


class RealField(OrderedField):
    """Real numbers to `digits` digits, by mpmath; 0 digits are the machine's own floats."""

    def __init__(self, models: Models, digits: int = 50) -> None:
        super().__init__(models)
        self._context = _context(digits)
        self._noise = self._context.prec - SPARE_BITS if digits else None

    def number(self, value: Any) -> Any:
        """The nearest number."""
        context = self._context
        return context.mpf(value.numerator) / value.denominator if isinstance(value, Fraction) else context.mpf(value)

    def dot(self, left: Sequence[Any], right: Sequence[Any]) -> Any:
        """The sum of products; 0 where only rounding is left of them, for a singular matrix has no inverse."""
        products = list(map(mul, left, right))
        total = sum(products, self._context.mpf(0))
        if self._noise is None or len(products) < 2 or not total:
            return total
        magnitude = self._context.mag
        largest = max(magnitude(part) for part in products)
        return self._context.mpf(0) if magnitude(total) < largest - self._noise else total

    def reciprocal(self, value: Any) -> Any:
        """The inverse."""
        if value == 0:
            raise OutsideDomain("division by 0")
        return 1 / value

    def special(self, name: str, arguments: Sequence[Any]) -> Any:
        """A function of mpmath, if its value is real."""
        if name in NUMBERS:
            return +getattr(self._context, NUMBERS[name])
        if name not in ANALYTIC:
            return super().special(name, arguments)
        _require_domain(name, arguments)
        try:
            return getattr(self._context, ANALYTIC[name])(*arguments)
        except OverflowError as error:
            raise OutsideDomain("a number that is too large") from error

    def text(self, value: Any) -> str:
        """Six digits, or an integer."""
        return str(int(value)) if value == int(value) else str(self._context.nstr(value, 6))


@cache
def _context(digits: int) -> Any:
    import mpmath

    if not digits:
        return mpmath.fp
    context = mpmath.MPContext()
    context.dps = digits
    return context


def _require_domain(name: str, arguments: Sequence[Any]) -> None:
    x = arguments[0]
    if name == "log" and x <= 0:
        raise OutsideDomain("log needs a positive argument")
    if name == "Pow" and (x < 0 or (x == 0 and arguments[1] <= 0)):
        raise OutsideDomain("a root needs a positive argument")
    if name in ("exp", "sinh", "cosh", "Pow") and abs(arguments[-1]) > LARGEST_EXPONENT:
        raise OutsideDomain("a number that is too large")
