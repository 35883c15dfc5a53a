"""The standing condition on targets: each row (or column, or the whole vector) of y sums to 1, as one-hot labels do.

Nobody writes it down, and the gradient of a softmax with its log-loss needs it. It is tried only on a target: an input
that no formula defines, by which nothing is differentiated, and which the notes multiply by a logarithm.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from bpsym.expr import (
    At,
    ColumnLogSumExp,
    Expr,
    Hadamard,
    Map,
    MatMul,
    Partial,
    RowLogSumExp,
    Scale,
    Symbol,
    Transpose,
)
from bpsym.notation import Assumption, Property

TARGETS = frozenset("yYtT")
"""Letters of targets, which are tried before other names."""
_PRODUCTS = (Hadamard, MatMul, Scale)
_SUMS = {
    Property.ROWS_SUM_TO_ONE: "rows of {} sum to 1",
    Property.COLUMNS_SUM_TO_ONE: "columns of {} sum to 1",
    Property.ENTRIES_SUM_TO_ONE: "entries of {} sum to 1",
}


def standing_of(sides: Iterable[Expr], definitions: Mapping[Symbol, Expr]) -> list[Assumption]:
    """The conditions that may be tried on an equation: one for each axis of each target on which it rests."""
    nodes = list(_closure(sides, definitions))
    wrt = {n.wrt.name for n in nodes if isinstance(n, Partial)}
    inputs = dict.fromkeys(n for n in nodes if isinstance(n, Symbol) and n not in definitions and not n.is_scalar)
    losses = set(_multiplied_by_logarithms(definitions))
    targets = [s for s in inputs if s in losses and s.name not in wrt]
    ordered = sorted(targets, key=lambda s: not TARGETS & set(s.name))
    return [Assumption(_SUMS[axis].format(s.name), axis, s.name) for s in ordered for axis in _axes(s)]


def _axes(symbol: Symbol) -> tuple[Property, ...]:
    if symbol.is_column or symbol.rows.value == 1:
        return (Property.ENTRIES_SUM_TO_ONE,)
    return (Property.ROWS_SUM_TO_ONE, Property.COLUMNS_SUM_TO_ONE)


def _multiplied_by_logarithms(definitions: Mapping[Symbol, Expr]) -> Iterator[Symbol]:
    """The symbols in one factor of a product whose other factor contains a logarithm."""
    logs = {s for s, body in definitions.items() if any(_is_log(n) for n in body.walk())}
    for body in definitions.values():
        for node in body.walk():
            if isinstance(node, _PRODUCTS):
                a, b = node.children
                for one, other in ((a, b), (b, a)):
                    if any(_is_log(n) or n in logs for n in other.walk()):
                        yield from _plain(one)


def _plain(factor: Expr) -> Iterator[Symbol]:
    """The symbol that is a factor, up to a transpose, one of its entries and numbers before it."""
    if isinstance(factor, Symbol):
        yield factor
    elif isinstance(factor, (Transpose, At, Scale)):
        for child in factor.children:
            yield from _plain(child)


def _is_log(node: Expr) -> bool:
    is_map = isinstance(node, Map) and node.function.kind == "log" and not node.function.order
    return is_map or isinstance(node, (RowLogSumExp, ColumnLogSumExp))


def _closure(sides: Iterable[Expr], definitions: Mapping[Symbol, Expr]) -> Iterator[Expr]:
    """Every node of the sides and of the definitions on which they rest."""
    waiting, seen = list(sides), set[Symbol]()
    while waiting:
        for node in waiting.pop().walk():
            yield node
            if isinstance(node, Symbol) and node in definitions and node not in seen:
                seen.add(node)
                waiting.append(definitions[node])
