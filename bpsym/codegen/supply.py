"""Supplying functions that the notes leave unknown: f becomes the sigmoid, or a user's own function."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bpsym.codegen.rewrite import nodes, rewrite
from bpsym.derivation import Derivation, Reading
from bpsym.errors import InputError, UnsupportedError
from bpsym.expr import KNOWN, Expr, Function, Map, known, own_function


def supply(derivation: Derivation, functions: Mapping[str, Any]) -> Derivation:
    r"""The derivation with unknown functions replaced, everywhere and in every order of derivative.

    Args:
        derivation: equations with unknown functions such as f.
        functions: name -> what it is: the name of a known function (`"sigmoid"`), a `Function`, or a SymPy
            expression in one symbol (`1 / (1 + t**2)`).

    Raises:
        InputError: a name that is no unknown function of the derivation, or a function that is not known.
    """
    there = {f.name for f in _unknown_functions(derivation)}
    for name in functions:
        if name not in there:
            found = ", ".join(sorted(there)) or "none"
            raise InputError(f"no unknown function {name!r} in this derivation; there are: {found}")
    chosen = {name: _function(name, value) for name, value in functions.items()}
    done: dict[Expr, Expr] = {}

    def change(node: Expr) -> Expr:
        if not isinstance(node, Map) or node.function.is_known or node.function.name not in chosen:
            return node
        given = chosen[node.function.name]
        return Map(replace(given, order=given.order + node.function.order), node.body)

    equations = tuple(
        replace(e, readings=tuple(_reading(r, lambda side: rewrite(side, change, done)) for r in e.readings))
        for e in derivation.equations
    )
    return replace(derivation, equations=equations)


def require_known(lines: Mapping[Any, Expr]) -> None:
    """Every function that the lines use has a definition.

    Raises:
        InputError: one has none; the message says how to give it.
    """
    for node in nodes(*lines.values()):
        if isinstance(node, Map) and not node.function.is_known:
            name = node.function.name
            raise InputError(
                f"the function {name} is unknown, and unknown functions have no values; "
                f"say what it is, for instance functions={{{name!r}: 'sigmoid'}} (there are {', '.join(KNOWN)})"
            )


def _reading(reading: Reading, change: Any) -> Reading:
    return replace(reading, left=change(reading.left), right=change(reading.right))


def _unknown_functions(derivation: Derivation) -> set[Function]:
    sides = (s for e in derivation.equations for r in e.readings for s in (r.left, r.right))
    return {n.function for n in nodes(*sides) if isinstance(n, Map) and not n.function.is_known}


def _function(name: str, value: Any) -> Function:
    if isinstance(value, Function):
        return value
    if isinstance(value, str):
        if value not in KNOWN:
            raise InputError(f"{name} = {value!r}: no such function; there are {', '.join(KNOWN)}")
        return known(value, name)
    free = sorted(getattr(value, "free_symbols", ()), key=str)
    if len(free) != 1:
        raise UnsupportedError(f"{name} must be an expression in one symbol, found {value!r} in {len(free)}")
    return own_function(name, value, free[0])
