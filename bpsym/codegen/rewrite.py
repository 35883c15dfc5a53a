"""Walking through expressions and rewriting them, without recursion; a node that occurs often is met once."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bpsym.expr import Expr


def rewrite(expr: Expr, change: Callable[[Expr], Expr], done: dict[Expr, Expr]) -> Expr:
    """The expression with `change` applied to every node once its children are changed.

    `done` remembers what became of each node; share it between calls with the same `change`.
    """
    stack = [expr]
    while stack:
        here = stack[-1]
        waiting = [child for child in here.children if child not in done]
        if here in done:
            stack.pop()
        elif waiting:
            stack.extend(waiting)
        else:
            done[here] = change(here.with_children(tuple(done[child] for child in here.children)))
            stack.pop()
    return done[expr]


def nodes(*exprs: Expr) -> Iterator[Expr]:
    """Every different node of the expressions, once; `Expr.walk` visits a shared one each time that it occurs."""
    seen: set[Expr] = set()
    stack = list(reversed(exprs))
    while stack:
        here = stack.pop()
        if here not in seen:
            seen.add(here)
            yield here
            stack.extend(reversed(here.children))
