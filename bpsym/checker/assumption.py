"""Assumptions as definitions: a symmetric matrix is ½(S + Sᵀ) of a free S, so that both engines need nothing new.

Each parametrisation reaches every matrix with the property and no other (S Sᵀ also the limits of positive definite
ones), so what is proved of it is proved of all of them. A derivative by the matrix itself takes its entries as
independent, as everywhere, and is then evaluated at a matrix with the property.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import product

from bpsym.errors import InputError
from bpsym.expr import (
    Dim,
    Expr,
    Symbol,
    add,
    broadcast_over_columns,
    constant,
    divide,
    fill,
    hadamard,
    identity,
    matmul,
    ones,
    scale,
    subtract,
    sum_over_columns,
    total,
    transpose,
)
from bpsym.notation import Assumption, Property


def sizes_of(assumptions: Iterable[Assumption]) -> dict[str, int | str]:
    """The dimensions that are stated to be equal to something, each to the last in a row of equals.

    Raises:
        InputError: one dimension with two numbers.
    """
    found: dict[str, int | str] = {}
    for assumption in assumptions:
        if assumption.property is not Property.SIZE:
            continue
        left, right = _last(assumption.name, found), _last(assumption.size, found)
        if left == right:
            continue
        if isinstance(left, str):
            found[left] = right
        elif isinstance(right, str):
            found[right] = left
        else:
            raise InputError(f"assume: {assumption.text}: it would be {left} as well")
    return {name: _last(name, found) for name in found}


def _last(size: int | str, found: Mapping[str, int | str]) -> int | str:
    while isinstance(size, str) and size in found:
        size = found[size]
    return size


_WITHOUT_DEFINITION = {Property.INVERTIBLE, Property.POSITIVE, Property.SIZE}

IMPLIED = {
    Property.POSITIVE_DEFINITE: {Property.SYMMETRIC},
    Property.DIAGONAL: {Property.SYMMETRIC},
}
"""What a property says as well."""


def alternatives(assumptions: Iterable[Assumption]) -> list[tuple[Assumption, ...]]:
    """Each way to keep one property of every symbol: two of one symbol have no parametrisation of their own.

    What is proved of one of these worlds is proved under all that is stated. A counterexample counts only if there is
    no more than one.
    """
    stated = tuple(assumptions)
    by_name: dict[str, list[Assumption]] = {}
    for assumption in stated:
        if assumption.property not in _WITHOUT_DEFINITION:
            by_name.setdefault(assumption.name, []).append(assumption)
    kept = [_strongest(mine) for mine in by_name.values()]
    return [tuple(a for a in stated if a in choice or a.property in _WITHOUT_DEFINITION) for choice in product(*kept)]


def _strongest(stated: list[Assumption]) -> list[Assumption]:
    """Each property once, without those that follow from another one."""
    properties = {a.property: a for a in stated}
    implied = set[Property]().union(*(IMPLIED.get(p, ()) for p in properties))
    return [a for p, a in properties.items() if p not in implied]


def definitions_of(assumptions: Iterable[Assumption], symbols: Mapping[str, Symbol]) -> dict[Symbol, Expr]:
    """The symbols with a stated property, defined by free ones; of several properties of one symbol the last counts.

    Raises:
        InputError: a symbol that is not declared, or a property that its shape cannot have.
    """
    found: dict[Symbol, Expr] = {}
    for assumption in assumptions:
        if assumption.property is Property.SIZE:
            continue
        symbol = symbols.get(assumption.name)
        if symbol is None:
            raise InputError(f"assume: {assumption.text}: the symbol {assumption.name} is not declared")
        body = _parametrised(symbol, assumption)
        if body is not None:
            found[symbol] = body
    return found


FREE = "_{ free }"
"""What the name of a free matrix ends in; with the blanks, which no name of the notes keeps, it is no other symbol."""


def free_symbol(symbol: Symbol) -> Symbol:
    """The free matrix that stands behind one with a property."""
    return Symbol(symbol.name + FREE, symbol.row_dim, symbol.column_dim)


def _parametrised(symbol: Symbol, assumption: Assumption) -> Expr | None:
    free = free_symbol(symbol)
    square = symbol.rows == symbol.columns
    match assumption.property:
        case Property.SYMMETRIC | Property.POSITIVE_DEFINITE | Property.DIAGONAL | Property.INVERTIBLE if not square:
            raise InputError(f"assume: {assumption.text}: {symbol.name} is not square")
        case Property.SYMMETRIC:
            return symmetric(free)
        case Property.POSITIVE_DEFINITE:
            return matmul(free, transpose(free))
        case Property.DIAGONAL:
            return hadamard(free, identity(symbol.rows))
        case Property.ROWS_SUM_TO_ONE:
            return _stochastic(free)
        case Property.COLUMNS_SUM_TO_ONE:
            return transpose(_stochastic(transpose(free)))
        case Property.ENTRIES_SUM_TO_ONE:
            return _summing(free)
        case Property.INVERTIBLE | Property.POSITIVE | Property.SIZE:
            return None


def symmetric(free: Expr) -> Expr:
    """½(S + Sᵀ)."""
    return scale(constant(Fraction(1, 2)), add(free, transpose(free)))


def _summing(free: Symbol) -> Expr:
    """S with the same number added to every entry, so that all of them sum to 1."""
    rows, columns = free.shape
    each = divide(subtract(constant(1), total(free)), total(ones(rows, columns)))
    return add(free, fill(each, rows, columns))


def _stochastic(free: Expr) -> Expr:
    """S with the same number added to every entry of a row, so that the row sums to 1."""
    rows, columns = free.shape
    lacking = subtract(ones(rows, Dim.of(1)), sum_over_columns(free))
    each = divide(lacking, sum_over_columns(ones(rows, columns)))
    return add(free, broadcast_over_columns(each, columns))
