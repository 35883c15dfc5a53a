"""Counterexamples as HTML, so that a student can redo them by hand."""

from __future__ import annotations

from typing import Any

from bpsym.derivation import Counterexample, ShapeClash
from bpsym.site.markup import element, inline, prose


def show_witness(witness: Counterexample | ShapeClash) -> str:
    """The point at which the sides differ, or the two shapes that do not fit."""
    if isinstance(witness, ShapeClash):
        shapes = f"left {witness.left_shape}, right {witness.right_shape}"
        return prose(witness.message) + element("p", prose(shapes), "bp-small")
    chosen = [inline(f"{name}(t) = {body}") for name, body in witness.functions.items()]
    chosen += [prose(witness.sizes_text)] if witness.sizes else []
    values = [f"{name} = {_show_value(value)}" for name, value in witness.values.items()]
    place = f"entry ({', '.join(map(str, witness.entry))}): " if witness.entry else ""
    outcome = f"{place}left {inline(witness.left)}, right {inline(witness.right)}"
    formulas = element("div", "".join(inline(rf"\displaystyle {value}") for value in values), "bp-values")
    return ", ".join(chosen) + formulas + element("p", outcome, "bp-outcome")


def _show_value(value: Any) -> str:
    """A number, or a matrix in brackets, as LaTeX."""
    if not isinstance(value, list | tuple):
        return str(value)
    rows = [row if isinstance(row, list | tuple) else [row] for row in value]
    body = r" \\ ".join(" & ".join(map(str, row)) for row in rows)
    return rf"\begin{{bmatrix}} {body} \end{{bmatrix}}"
