"""What reaches a variable: a cotangent, and the way that it came."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from bpsym.autodiff.rewrite import split_coefficient
from bpsym.expr import Expr, Symbol, add, constant, scale
from bpsym.rules import Rule


@dataclass(frozen=True, slots=True)
class Firing:
    """A rule that fired in the definition of `symbol`, for the child number `child` of its node."""

    symbol: Symbol
    rule: Rule
    child: int


@dataclass(frozen=True, slots=True)
class Contribution:
    """A part of the cotangent of a variable, and the rules that led to it, in the order in which they fired."""

    cotangent: Expr
    firings: tuple[Firing, ...] = ()
    through: tuple[Symbol, ...] = ()
    """The symbols whose definitions were differentiated on the way."""

    def after(self, way: Contribution) -> Contribution:
        """This contribution, found by going on from the end of `way`."""
        return replace(self, firings=way.firings + self.firings, through=way.through + self.through)


def add_up(parts: list[Contribution], tidy: Callable[[Expr], Expr]) -> Contribution:
    """The sum of at least one contribution: each made tidy, equal ones counted, in order of first occurrence."""
    coefficients: defaultdict[Expr, Fraction] = defaultdict(Fraction)
    for part in parts:
        coefficient, body = split_coefficient(tidy(part.cotangent))
        coefficients[body] += coefficient
    terms = [tidy(scale(constant(coefficient), body)) for body, coefficient in coefficients.items()]
    cotangent = terms[0]
    for term in terms[1:]:
        cotangent = tidy(add(cotangent, term))
    firings = tuple(firing for part in parts for firing in part.firings)
    through = tuple(dict.fromkeys(symbol for part in parts for symbol in part.through))
    return Contribution(cotangent, firings, through)
