"""What occurs in a program: its symbols, dimensions and functions, definitions included."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bpsym.expr import (
    BroadcastColumns,
    BroadcastRows,
    ColumnLogSumExp,
    ColumnSoftmax,
    Expr,
    Function,
    Index,
    IndexSum,
    KroneckerDelta,
    Map,
    RowLogSumExp,
    RowSoftmax,
    Symbol,
    Tabulate,
    known,
)

WITHIN: dict[type[Expr], tuple[str, ...]] = {
    RowSoftmax: ("exp",),
    ColumnSoftmax: ("exp",),
    RowLogSumExp: ("exp", "log"),
    ColumnLogSumExp: ("exp", "log"),
}
"""The known functions that a node applies, beside those of a Map."""


@dataclass(frozen=True, slots=True)
class Survey:
    """Everything in order of first occurrence; functions without their order of derivative."""

    inputs: tuple[Symbol, ...]
    defined: tuple[Symbol, ...]
    dimensions: tuple[str, ...]
    functions: tuple[Function, ...]

    @property
    def unknown(self) -> tuple[str, ...]:
        """Names of the functions of which nothing is known."""
        return tuple(dict.fromkeys(f.name for f in self.functions if not f.is_known))


def survey(roots: tuple[Expr, ...], definitions: Mapping[Symbol, Expr]) -> Survey:
    """What the roots and every definition that they use contain; without recursion, each node once."""
    seen: set[Expr] = set()
    symbols: dict[Symbol, None] = {}
    dimensions: dict[str, None] = {}
    functions: dict[Function, None] = {}
    stack = list(reversed(roots))
    while stack:
        here = stack.pop()
        if here in seen:
            continue
        seen.add(here)
        dimensions.update((name, None) for name in sorted(_names(here)))
        if isinstance(here, Map):
            functions[here.function] = None
        functions.update((known(kind), None) for kind in WITHIN.get(type(here), ()))
        if isinstance(here, Symbol):
            symbols[here] = None
            stack.extend([definitions[here]] if here in definitions else [])
        stack.extend(reversed(here.children))
    return Survey(
        tuple(s for s in symbols if s not in definitions),
        tuple(s for s in symbols if s in definitions),
        tuple(dimensions),
        tuple(functions),
    )


def _names(expr: Expr) -> frozenset[str]:
    """The dimensions that an expression does not have from its parts; those of a Partial are its parts' own."""
    if isinstance(expr, IndexSum | Tabulate | KroneckerDelta):
        dims = [index.dim for index in indices_of(expr)]
    elif isinstance(expr, BroadcastRows | BroadcastColumns) or not expr.children:
        dims = list(expr.shape)
    else:
        return frozenset()
    return frozenset(name for dim in dims for name in dim.names)


def indices_of(expr: IndexSum | Tabulate | KroneckerDelta) -> tuple[Index, ...]:
    """The indices that a node of index notation names itself."""
    match expr:
        case IndexSum(index=index):
            return (index,)
        case Tabulate(indices=indices):
            return indices
        case KroneckerDelta(left=left, right=right):
            return (left, right)
