"""Who depends on whom in a forward program; nothing here is recursive."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bpsym.expr import Expr, Symbol

Program = Mapping[Symbol, Expr]
"""Definitions, each after those that it uses."""


def symbols_of(expr: Expr) -> dict[Symbol, None]:
    """The symbols of an expression, each once, in order of first occurrence."""
    return dict.fromkeys(node for node in expr.walk() if isinstance(node, Symbol))


def needed_for(of: Symbol, program: Program) -> dict[Symbol, None]:
    """The symbol itself and everything that its value is computed from, in no particular order."""
    needed: dict[Symbol, None] = {of: None}
    waiting = [of]
    while waiting:
        here = waiting.pop()
        new = [used for used in symbols_of(program[here]) if used not in needed] if here in program else []
        needed.update(dict.fromkeys(new))
        waiting.extend(new)
    return needed


def depending_on(seeds: Iterable[Symbol], program: Program) -> set[Symbol]:
    """The seeds and every symbol of the program whose definition uses one, directly or through others."""
    found = set(seeds)
    for symbol, definition in program.items():
        if any(used in found for used in symbols_of(definition)):
            found.add(symbol)
    return found
