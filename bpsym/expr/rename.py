"""The same expression with a free index replaced; bound indices move out of the way."""

from __future__ import annotations

from typing import Any

from bpsym.expr.indexed import At, Index, IndexSum, KroneckerDelta, Tabulate
from bpsym.expr.node import Expr


def rename_index(expr: Expr, old: Index, new: Index | int) -> Expr:
    """The expression with the free index `old` replaced by an index over the same dimension, or by one of its values.

    A number has no place in a Kronecker delta: the value of the delta would need a case, so it stays as it is there,
    and `old` stays free.
    """
    if old == new or old not in expr.free:
        return expr
    match expr:
        case At(body=body, place=place):
            return At(rename_index(body, old, new), tuple(new if i == old else i for i in place))
        case KroneckerDelta(left=left, right=right) if isinstance(new, Index):
            return KroneckerDelta(new if left == old else left, new if right == old else right)
        case IndexSum(index=index, body=body):
            bound, body = _apart(index, body, new)
            return IndexSum(bound, rename_index(body, old, new))
        case Tabulate(body=body, indices=indices):
            names = []
            for index in indices:
                bound, body = _apart(index, body, new)
                names.append(bound)
            return Tabulate(rename_index(body, old, new), tuple(names))
    return expr.rebuilt(lambda value: _renamed(value, old, new))


def fresh_index(index: Index, taken: frozenset[Index]) -> Index:
    """The index, or one with primes after its name that is not among those taken."""
    while index in taken:
        index = Index(index.name + "'", index.dim)
    return index


def _renamed(value: Any, old: Index, new: Index | int) -> Any:
    return rename_index(value, old, new) if isinstance(value, Expr) else value


def _apart(index: Index, body: Expr, new: Index | int) -> tuple[Index, Expr]:
    """A bound index and the body under it, so that `new` is not captured."""
    if index != new:
        return index, body
    bound = fresh_index(Index(index.name + "'", index.dim), body.free)
    return bound, rename_index(body, index, bound)
