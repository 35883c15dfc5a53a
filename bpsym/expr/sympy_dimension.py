"""Dimensions, in and out of SymPy. Imports SymPy: reached through `sympy_door` only."""

from __future__ import annotations

import operator
from collections.abc import Callable
from functools import reduce
from typing import Any

import sympy

from bpsym.errors import UnsupportedError
from bpsym.expr.dimension import Dim


def write_dimension(dim: Dim) -> Any:
    """The dimension as a SymPy polynomial in positive integer symbols."""
    terms = [coefficient * sympy.prod(map(_name, monomial)) for monomial, coefficient in dim.terms]
    return sympy.Add(*terms)


def read_dimension(size: Any) -> Dim:
    """The dimension that a SymPy expression stands for; names alone count, not assumptions.

    Raises:
        UnsupportedError: it is no polynomial with integer coefficients.
    """
    dim = _read(size)
    if dim is None:
        raise UnsupportedError(
            f"the dimension {size} is no polynomial with integer coefficients; write an integer or a symbol such as m"
        )
    return dim


def _read(size: Any) -> Dim | None:
    if isinstance(size, sympy.Integer):
        return Dim.of(int(size))
    if isinstance(size, sympy.Symbol):
        return Dim.of(size.name)
    if isinstance(size, sympy.Pow) and isinstance(size.exp, sympy.Integer) and size.exp > 0:
        return _combine(operator.mul, [_read(size.base)] * int(size.exp))
    if isinstance(size, sympy.Add | sympy.Mul):
        join = operator.add if isinstance(size, sympy.Add) else operator.mul
        return _combine(join, [_read(part) for part in size.args])
    return None


def _combine(join: Callable[[Dim, Dim], Dim], parts: list[Dim | None]) -> Dim | None:
    dims = [part for part in parts if part is not None]
    return reduce(join, dims) if len(dims) == len(parts) else None


def _name(name: str) -> Any:
    return sympy.Symbol(name, integer=True, positive=True)
