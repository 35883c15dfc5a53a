"""How matrices are read whose size the context says: `I` and the column of ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations_with_replacement
from typing import cast

from bpsym.errors import UnreadError
from bpsym.expr import ONE, Dim, Expr, identity, ones
from bpsym.notation import Call, Extent, Filling, Formula, Name, Ones, Product, Unsized
from bpsym.reader.elaborate import Scope, Typed, elaborate, rule

MOST_SIZES = 12
"""Sizes that are tried; of more, none is relied on."""
_MAKES_PRODUCTS = (r"\otimes", r"\operatorname{vec}")


def with_sizes(scope: Scope, formulas: Iterable[Formula]) -> Scope:
    """The scope with the sizes that an `I` in these formulas can have: those of the symbols that stand with it."""
    nodes = [n for formula in formulas for n in formula.walk()]
    if not any(isinstance(n, Unsized) and n.size is None for n in nodes):
        return scope
    beside = [s for n in nodes if isinstance(n, Name) and (s := scope.symbols.get(n.at(scope.layers))) is not None]
    dims = [d for s in beside for d in s.shape if d != ONE]
    if any(_makes_products(n) for n in nodes):
        dims += [a * b for a, b in combinations_with_replacement(dict.fromkeys(dims), 2)]
    return replace(scope, sizes=tuple(dict.fromkeys(dims)))


def _makes_products(node: Formula) -> bool:
    if isinstance(node, Product):
        return r"\otimes" in node.signs
    return isinstance(node, Call) and node.function.text in _MAKES_PRODUCTS


@rule(Unsized)
def read_unsized(formula: Formula, scope: Scope) -> list[Typed]:
    """One reading for each size; the shapes around it decide which of them stays."""
    matrix = cast(Unsized, formula)
    if matrix.size is not None:
        return [Typed(_fill(matrix.filling, matrix.size))]
    dims = scope.sizes or tuple(dict.fromkeys(d for s in scope.symbols.values() for d in s.shape if d != ONE))
    if not dims:
        message = f"{matrix.filling.value} of which size? Write the size as a subscript, I_{{n}}"
        raise UnreadError(message, matrix.start, matrix.end)
    is_cut = len(dims) > MOST_SIZES
    return [Typed(_fill(matrix.filling, dim), is_cut=is_cut) for dim in dims[:MOST_SIZES]]


def _fill(filling: Filling, dim: Dim) -> Expr:
    return identity(dim) if filling is Filling.IDENTITY else ones(dim, ONE)


@rule(Ones)
def read_ones(formula: Formula, scope: Scope) -> list[Typed]:
    """The matrix of ones."""
    parts = cast(Ones, formula)
    return [Typed(ones(_size(parts.rows, scope), _size(parts.columns, scope)))]


@rule(Extent)
def refuse_extent(formula: Formula, scope: Scope) -> list[Typed]:
    """A number of rows is no number in a formula."""
    raise UnreadError(f"{scope.show(formula)} is read as a size only", formula.start, formula.end)


def _size(size: Dim | Extent, scope: Scope) -> Dim:
    return size if isinstance(size, Dim) else elaborate(size.body, scope)[0].expr.shape[size.axis]
