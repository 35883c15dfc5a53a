"""Rewriting to the form in which textbooks write gradients: innermost first, until no rule applies."""

from __future__ import annotations

from bpsym.autodiff import cancelling, factoring, scaling, spelling, squaring, transposing, vanishing
from bpsym.autodiff.rewrite import Rewrite, rewrite_once
from bpsym.expr import Expr

REGISTERED_BY = (vanishing, transposing, scaling, spelling, squaring, cancelling, factoring)
"""The modules whose import fills the registry."""


def simplify(expr: Expr, rewrite: Rewrite = rewrite_once, known: dict[Expr, Expr] | None = None) -> Expr:
    """An equal expression of the same shape, to which no rewriting rule applies. Not recursive.

    Args:
        expr: any expression.
        rewrite: what to do with a node whose children are simplified; by default the rules of the registry.
        known: what was simplified before by the same rules, and its result; the function adds to it.
    """
    done: dict[Expr, Expr] = {} if known is None else known
    stack = [expr]
    while stack:
        here = stack[-1]
        waiting = [part for part in here.children if part not in done]
        if here in done or waiting:
            stack.pop() if here in done else stack.extend(waiting)
            continue
        simpler = here.with_children(tuple(done[part] for part in here.children))
        if simpler == here:
            simpler = rewrite(here) or here
        if simpler == here or simpler in done:
            done[here] = done.get(simpler, here)
        else:
            stack.append(simpler)
    return done[expr]
