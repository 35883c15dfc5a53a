"""A counterexample as a student would write it down to redo it by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from bpsym.derivation import Counterexample, ShapeClash
from bpsym.printer import terminal

LONGEST = 80
"""Columns of a line of values."""


def show_witness(witness: Counterexample | ShapeClash | None) -> Iterator[str]:
    """The lines of a counterexample, or of two shapes that do not fit."""
    match witness:
        case None:
            return
        case ShapeClash():
            yield witness.message
        case Counterexample():
            yield from _show_values(witness)


def _show_values(found: Counterexample) -> Iterator[str]:
    sizes = [found.sizes_text] if found.sizes else []
    functions = [f"{terminal(name)}(t) = {terminal(body)}" for name, body in found.functions.items()]
    start = ", ".join(sizes + functions)
    yield f"counterexample: {start}" if start else "counterexample:"
    for line in _pack([f"{terminal(name)} = {show_value(value)}" for name, value in found.values.items()]):
        yield "  " + line
    where = f" in entry ({', '.join(map(str, found.entry))})" if found.entry else ""
    yield f"the left side is {found.left}, the right side is {found.right}{where}"


def _pack(items: Iterable[str]) -> Iterator[str]:
    """Items separated by commas, as many on a line as fit."""
    line = ""
    for item in items:
        if line and len(line) + len(item) > LONGEST - 2:
            yield line + ","
            line = ""
        line += f", {item}" if line else item
    if line:
        yield line


def show_value(value: Any) -> str:
    """A number, or a matrix as `[1 2; 3 4]`: rows end with a semicolon."""
    if not isinstance(value, (list, tuple)):
        return str(value)
    if len(value) == 1 and isinstance(value[0], (list, tuple)) and len(value[0]) == 1:
        return show_value(value[0][0])
    rows = [" ".join(map(show_value, row)) if isinstance(row, (list, tuple)) else str(row) for row in value]
    shown = f"[{'; '.join(rows)}]"
    return shown if len(shown) <= LONGEST else f"{shown[: LONGEST - 1]}…"
