"""Nothing is computed twice: what occurs more than once gets a name, and so does what is nested too deeply."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from bpsym.codegen.sequence import Lines
from bpsym.expr import (
    Add,
    BroadcastColumns,
    BroadcastRows,
    Constant,
    Diagonal,
    Divide,
    Expr,
    Hadamard,
    Identity,
    Inverse,
    MatMul,
    Scale,
    Symbol,
    Transpose,
    Zero,
)

DEEPEST = 20
"""A deeper expression is cut: Python's parser refuses some 200 nested parentheses, and nobody reads 20."""

_FREE = (Symbol, Constant, Zero, Identity, Transpose, BroadcastRows, BroadcastColumns, Inverse, Diagonal)
"""What gets no name: it costs nothing, or is better taken together with what it is multiplied by."""
_WORDS: dict[type[Expr], str] = {Hadamard: "product", MatMul: "product", Divide: "quotient"}


def share(lines: Lines) -> Lines:
    """The same assignments, with new ones before them for what they share.

    The name of a new symbol ends in `#`, which no LaTeX name does; `code_name` drops it.
    """
    counts = _uses(lines.values())
    named: dict[Expr, Symbol] = {}
    shared: Lines = {}
    for target, value in lines.items():
        shared[target] = _with_names(value, counts, named, shared)
        if not isinstance(value, _FREE):
            named.setdefault(value, target)
    return shared


def _with_names(value: Expr, counts: Counter[Expr], named: dict[Expr, Symbol], shared: Lines) -> Expr:
    made: dict[Expr, tuple[Expr, int]] = {}
    stack = [value]
    while stack:
        here = stack[-1]
        waiting = [] if here in named else [child for child in here.children if child not in made]
        if here in made or waiting:
            stack.extend(waiting)
            if not waiting:
                stack.pop()
            continue
        stack.pop()
        if here in named:
            made[here] = (named[here], 0)
            continue
        parts = [made[child] for child in here.children]
        expr, height = here.with_children(tuple(e for e, _ in parts)), 1 + max((h for _, h in parts), default=0)
        if here is not value and not isinstance(here, _FREE) and (counts[here] > 1 or height >= DEEPEST):
            named[here] = _new_symbol(here, shared)
            shared[named[here]] = expr
            expr, height = named[here], 0
        made[here] = (expr, height)
    return made[value][0]


def _uses(values: Iterable[Expr]) -> Counter[Expr]:
    """How often each expression is wanted, not counting the insides of one that is counted already."""
    counts: Counter[Expr] = Counter()
    stack = list(values)
    while stack:
        here = stack.pop()
        counts[here] += 1
        if counts[here] == 1 or isinstance(here, _FREE):
            stack.extend(here.children)
    return counts


def _new_symbol(expr: Expr, shared: Lines) -> Symbol:
    is_difference = isinstance(expr, Add) and isinstance(expr.right, Scale)
    name = "difference" if is_difference else _WORDS.get(type(expr), "shared")
    taken = {symbol.name for symbol in shared}  # a name stands for one symbol, whatever its shape
    name += "#"
    while name in taken:
        name += "#"
    return Symbol(name, *expr.shape)
