"""One definition, differentiated: from the cotangent of its left side to what its symbols receive."""

from __future__ import annotations

from collections.abc import Set

from bpsym.autodiff.contribution import Contribution, Firing
from bpsym.expr import Expr, Symbol
from bpsym.rules import rule_for


def pull(symbol: Symbol, definition: Expr, cotangent: Expr, active: Set[Symbol]) -> list[tuple[Symbol, Contribution]]:
    """What each occurrence of an active symbol in `symbol = definition` receives, left to right. Not recursive.

    Args:
        symbol: the defined symbol, (m, n).
        definition: its definition, (m, n).
        cotangent: the cotangent of the symbol, (m, n).
        active: the symbols whose cotangents are wanted.

    Raises:
        UnsupportedError: an active symbol stands in a node that has no rule.
    """
    live = _live(definition, active)
    arrivals: list[tuple[Symbol, Contribution]] = []
    stack: list[tuple[Expr, Contribution]] = [(definition, Contribution(cotangent, (), (symbol,)))]
    while stack:
        here, arriving = stack.pop()
        if isinstance(here, Symbol):
            arrivals.append((here, arriving))
            continue
        rule = rule_for(here)
        sent = zip(here.children, rule.pull(arriving.cotangent, here), strict=True)
        for child, (part, part_bar) in reversed(list(enumerate(sent))):
            if part in live:
                firings = (*arriving.firings, Firing(symbol, rule, child))
                stack.append((part, Contribution(part_bar, firings, (symbol,))))
    return arrivals


def _live(definition: Expr, active: Set[Symbol]) -> set[Expr]:
    """The nodes in which an active symbol occurs; children stand after their parents in a walk."""
    live: set[Expr] = set()
    for node in reversed(list(definition.walk())):
        if node in active or any(part in live for part in node.children):
            live.add(node)
    return live
