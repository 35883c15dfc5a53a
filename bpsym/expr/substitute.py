"""The same expression with one symbol replaced by another of its shape."""

from __future__ import annotations

from typing import Any, TypeVar

from bpsym.expr.leaf import Symbol
from bpsym.expr.node import Expr

_E = TypeVar("_E", bound=Expr)


def replace_symbol(expr: _E, old: Symbol, new: Symbol) -> _E:
    """The expression with `old` replaced by `new`, also where something is differentiated by it."""
    if expr == old:
        changed: Any = new
        return changed  # type: ignore[no-any-return]
    return expr.rebuilt(lambda value: replace_symbol(value, old, new) if isinstance(value, Expr) else value)
