"""SymPy scalars, read. Imports SymPy: reached through `sympy_door` only."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import reduce
from typing import Any

import sympy
from sympy.core.function import AppliedUndef

from bpsym.errors import UnsupportedError
from bpsym.expr.elementwise import apply
from bpsym.expr.function import Function, known
from bpsym.expr.leaf import constant, identity, symbol
from bpsym.expr.linear import add, scale
from bpsym.expr.node import Expr
from bpsym.expr.reduction import trace
from bpsym.expr.sympy_function import T, read_function, read_own_function, read_unknown
from bpsym.expr.sympy_node import FunctionDerivative
from bpsym.expr.sympy_power import power

Read = Callable[[Any], Expr]
Reader = Callable[[Read, Any], Expr]
"""From a function that reads the parts, and a SymPy expression, to ours."""


def _symbol(read: Read, given: Any) -> Expr:
    """A scalar; a symbol that is declared integer and positive is the size of that name, the trace of an identity."""
    return trace(identity(given.name)) if given.is_integer and given.is_positive else symbol(given.name)


def _number(read: Read, number: Any) -> Expr:
    return constant(Fraction(int(number.p), int(number.q)))


def _float(read: Read, number: Any) -> Expr:
    exact = sympy.nsimplify(number, rational=True)
    way_out = f"sympy.Rational({exact.p}, {exact.q})"
    raise UnsupportedError(f"the float {number} is no exact number; write {way_out}")


def _add(read: Read, total: Any) -> Expr:
    return reduce(add, map(read, minus_last(total.args)))


def minus_last(terms: Iterable[Any]) -> list[Any]:
    """The terms of a sum, those with a minus last: SymPy's own order makes y - x of -x + y."""
    return sorted(terms, key=lambda term: bool(term.could_extract_minus_sign()))


def _mul(read: Read, product: Any) -> Expr:
    """The number first, then the factors that are scalars, then what is no scalar (a derivative of four indices)."""
    coefficient, factors = product.as_coeff_mul()
    parts = sorted([read(factor) for factor in factors], key=lambda part: not part.is_scalar)
    body = reduce(lambda right, left: scale(left, right), reversed(parts))
    return body if coefficient == 1 else scale(read(coefficient), body)


def _pow(read: Read, given: Any) -> Expr:
    """A power with a number as exponent; one with the base e is an exponential."""
    if given.base is sympy.E:
        return apply(known("exp"), read(given.exp))
    return power(read(given.base), given.exp)


def _function(read: Read, call: Any) -> Expr:
    """A function at one argument that depends on symbols, such as Max(0, x) or exp(x)."""
    arguments = [argument for argument in call.args if argument.free_symbols] or list(call.args[:1])
    if len(arguments) != 1:
        raise UnsupportedError(f"{call} is no function of one argument; {type(call).__name__} is outside the language")
    body = call.func(*(T if argument == arguments[0] else argument for argument in call.args))
    return apply(function_of_one(body, call), read(arguments[0]))


def _unknown(read: Read, call: Any) -> Expr:
    """f(x), or f'(x) as SymPy writes it."""
    found = read_unknown(call)
    if found is None:
        raise UnsupportedError(f"{call} is outside the language; write f(x) or f'(x) with a function of one argument")
    function, argument = found
    return apply(function, read(argument))


def function_of_one(body: Any, whole: Any) -> Function:
    """The elementwise function t -> body.

    Raises:
        UnsupportedError: there is none, because the body depends on other symbols too.
    """
    function = read_function(body) or read_own_function(body)
    if function is None:
        raise UnsupportedError(f"{whole} is no function of one argument, and the language has no others")
    return function


def _e(read: Read, number: Any) -> Expr:
    return apply(known("exp"), constant(1))


def _pi(read: Read, number: Any) -> Expr:
    """π is 4 arctan 1: the language has no number of its own for it."""
    return scale(4, apply(known("arctan"), constant(1)))


SCALAR_READERS: dict[type[Any], Reader] = {
    sympy.Symbol: _symbol,
    sympy.Rational: _number,
    sympy.Float: _float,
    type(sympy.E): _e,
    type(sympy.pi): _pi,
    sympy.Add: _add,
    sympy.Mul: _mul,
    sympy.Pow: _pow,
    sympy.Function: _function,
    sympy.Max: _function,
    sympy.Min: _function,
    AppliedUndef: _unknown,
    FunctionDerivative: _unknown,
    sympy.Derivative: _unknown,
    sympy.Subs: _unknown,
}
"""SymPy class -> its reader; subclasses are read like their nearest base."""
