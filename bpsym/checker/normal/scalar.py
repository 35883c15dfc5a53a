"""Functions of a polynomial: unknown ones as they are, known ones by their SymPy definition and the lemmas."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import Any

from bpsym.checker.normal.canonical import canonical, power_of
from bpsym.checker.normal.head import FUNCTIONS
from bpsym.checker.normal.lemma import exponential, positive_part, reciprocal, square_root, step
from bpsym.checker.normal.positive import PI
from bpsym.checker.normal.reduce import simplified
from bpsym.checker.normal.term import UNIT, Apply, Poly, number, plus, scaled, single, times
from bpsym.errors import UnsupportedError
from bpsym.expr import Function, definition_of

POLYNOMIALS: dict[str, tuple[int, ...]] = {"identity": (0, 1), "square": (0, 0, 1), "cube": (0, 0, 0, 1)}
"""Coefficients of known functions that need no SymPy."""

NOT_REAL = ("Derivative", "Subs", "Piecewise")
"""What SymPy may answer to a derivative, and is no function that we know."""


def apply_function(function: Function, argument: Poly) -> Poly:
    """The function of the polynomial, entry by entry.

    Raises:
        UnsupportedError: its definition has a part that is no function of real numbers that the engine knows.
        TooLargeError: too many functions within each other, or too many terms.
    """
    argument = simplified(argument)
    if not function.is_known:
        return single(Apply(f"?{function.name}", argument, function.order))
    if function.kind in POLYNOMIALS:
        return _polynomial(POLYNOMIALS[function.kind], function.order, argument)
    if function.kind == "reciprocal" and function.order == 0:
        return reciprocal(argument)
    return from_sympy(definition_of(function), argument)


def derivative_of(factor: Apply) -> Poly:
    """The derivative of a head at its argument; that of step is 0 for x != 0."""
    if factor.head.startswith("?"):
        return single(Apply(factor.head, factor.argument, factor.order + 1))
    if factor.head == "step":
        return ()
    return from_sympy(_derivative(factor.head), factor.argument)


@cache
def _derivative(head: str) -> Any:
    import sympy

    t = sympy.Symbol("t", real=True)
    built = {"sigmoid": lambda: 1 / (1 + sympy.exp(-t)), "recip": lambda: 1 / t}
    return sympy.diff(built[head]() if head in built else getattr(sympy, head)(t), t)


def _polynomial(coefficients: tuple[int, ...], order: int, argument: Poly) -> Poly:
    for _ in range(order):
        coefficients = tuple(n * c for n, c in enumerate(coefficients))[1:]
    return plus(*(scaled(power_of(argument, n), c) for n, c in enumerate(coefficients) if c))


def from_sympy(expr: Any, argument: Poly) -> Poly:
    """A SymPy expression in t at t = argument.

    Raises:
        UnsupportedError: a part that is no function of real numbers that the engine knows.
    """
    import sympy

    if expr.is_Rational:
        return number(Fraction(int(expr.p), int(expr.q)))
    if expr.is_Symbol:
        return argument
    if expr is sympy.pi or expr is sympy.E:
        return single(PI) if expr is sympy.pi else exponential(UNIT)
    if expr.is_Add:
        return plus(*(from_sympy(a, argument) for a in expr.args))
    if expr.is_Mul:
        found = UNIT
        for part in expr.args:
            found = times(found, from_sympy(part, argument))
        return found
    if expr.is_Pow and not isinstance(expr, sympy.exp):
        return _power(from_sympy(expr.base, argument), expr.exp)
    if isinstance(expr, sympy.Max) and len(expr.args) == 2 and expr.args[0] == 0:
        return positive_part(from_sympy(expr.args[1], argument))
    if isinstance(expr, sympy.Min) and len(expr.args) == 2 and expr.args[0] == 0:
        return scaled(positive_part(scaled(from_sympy(expr.args[1], argument), -1)), -1)
    if isinstance(expr, sympy.Function):
        return _function(expr, argument)
    raise UnsupportedError(f"the checker does not know {expr}")


def _power(base: Poly, exponent: Any) -> Poly:
    if exponent.is_Integer:
        n = int(exponent)
        return power_of(base, n) if n >= 0 else power_of(reciprocal(base), -n)
    if exponent.is_Rational and int(exponent.q) == 2:
        p = int(exponent.p)
        root = power_of(square_root(base), abs(p))
        return root if p > 0 else reciprocal(simplified(root))
    raise UnsupportedError(f"the checker does not know the power {exponent}")


def _function(expr: Any, argument: Poly) -> Poly:
    import sympy

    name = type(expr).__name__
    # A function of the user's own that only bears the name of one of SymPy's has no definition.
    if name in NOT_REAL or getattr(sympy, name, None) is not type(expr):
        raise UnsupportedError(f"the checker does not know {expr}")
    if len(expr.args) != 1 and name not in ("Heaviside", "DiracDelta"):
        raise UnsupportedError(f"the checker knows functions of one argument, found {expr}")
    if name == "exp" and isinstance(expr.args[0], sympy.Min) and expr.args[0].args[0] == 0:
        return _exponential_of_minimum(expr.args[0], argument)
    inner = simplified(from_sympy(expr.args[0], argument))
    rule = FUNCTIONS.get(name)
    return rule(inner) if rule else single(Apply(name, canonical(inner)))


def _exponential_of_minimum(minimum: Any, argument: Poly) -> Poly:
    """exp(min(0, u)) = step(u) + (1 - step(u)) exp(u), at 0 too, whatever step(0) is.

    Raises:
        UnsupportedError: a minimum of more than two numbers.
    """
    if len(minimum.args) != 2:
        raise UnsupportedError(f"the checker does not know {minimum}")
    u = from_sympy(minimum.args[1], argument)
    jump = step(u)
    return plus(jump, times(plus(UNIT, scaled(jump, -1)), exponential(u)))
