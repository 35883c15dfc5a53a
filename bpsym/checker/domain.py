"""Where both sides are defined, and differentiable: part of the verdict, not a footnote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations
from typing import Any

from bpsym.checker.normal import Program, TooLargeError, show_entry, show_value
from bpsym.errors import UnsupportedError
from bpsym.expr import (
    KNOWN,
    Constant,
    Determinant,
    Divide,
    Expr,
    Function,
    Inverse,
    Map,
    Partial,
    Symbol,
    definition_of,
)
from bpsym.expr.function import ARGUMENT

_SIGNS = {"!=": r"\neq", ">=": r"\geq", ">": ">"}

ALMOST_EVERYWHERE = ("step", "sign")
"""Functions of the table whose lemmas leave out their jump, whether or not anything is differentiated."""

JUMPS = ("Heaviside", "sign")
"""The same, as SymPy calls them."""


class Domain:
    """The conditions of every definition of a program, worked out once each."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._conditions: dict[bool, dict[str, tuple[str, ...]]] = {}

    def of(self, sides: Iterable[Expr]) -> tuple[str, ...]:
        """The conditions, in LaTeX, of the sides and of every definition on which they rest."""
        parts = tuple(sides)
        names = {n.name for side in parts for n in side.walk() if isinstance(n, Symbol)}
        differentiates = any(isinstance(n, Partial) for side in parts for n in side.walk()) or bool(
            self._program.rests_on(names, self._program.meanings)
        )
        found = dict.fromkeys(text for side in parts for text in self._of_body(side, differentiates))
        conditions = self._of_definitions(differentiates)
        for name in self._program.rests_on(names, conditions):
            found.update(dict.fromkeys(conditions[name]))
        return tuple(found)

    def _of_definitions(self, differentiates: bool) -> dict[str, tuple[str, ...]]:
        """Name -> the conditions of its definition, in the order of evaluation; names without any are left out."""
        if differentiates not in self._conditions:
            bodies = ((name, self._program.definitions[name]) for name in self._program.order)
            found = {name: tuple(self._of_body(body, differentiates)) for name, body in bodies}
            self._conditions[differentiates] = {name: texts for name, texts in found.items() if texts}
        return self._conditions[differentiates]

    def _of_body(self, body: Expr, differentiates: bool) -> Iterator[str]:
        for part in body.walk():
            if isinstance(part, Divide) and not isinstance(part.right, Constant):
                yield self._shown(part.right, None, "!= 0")
            elif isinstance(part, Inverse) or (isinstance(part, Determinant) and differentiates):
                yield self._invertible(part.children[0])
            elif isinstance(part, Map):
                for value, needs in _needs(part.function, differentiates or part.function.order > 0):
                    yield self._shown(part.body, value, needs)

    def _invertible(self, body: Expr) -> str:
        r"""`\det A \neq 0`; d det A is worked out by the inverse."""
        if body.is_scalar:
            return self._shown(body, None, "!= 0")
        if isinstance(body, Symbol):
            return rf"\det {body.name} \neq 0"
        left, _, bound = self._shown(body, None, "!= 0").rpartition(r" \neq ")
        return rf"\det\left[{left}\right] \neq {bound}"

    def _shown(self, body: Expr, value: Any, needs: str) -> str:
        """`z_{ij} > 0`; `value` is a SymPy expression of one entry t of the body, None for the entry itself."""
        sign, bound = needs.split()
        try:
            entry = show_entry(body, self._program) if value is None else show_value(value, body, self._program)
        except (UnsupportedError, TooLargeError):
            entry = r"\text{(an argument that is too large to show)}"
        return f"{entry} {_SIGNS[sign]} {bound}"


def _needs(function: Function, differentiates: bool) -> list[tuple[Any, str]]:
    """What the function needs of its argument t: an expression in t (None for t itself) and `> 0` or the like."""
    if function.kind in KNOWN:
        row = KNOWN[function.kind]
        sharp = differentiates or function.kind in ALMOST_EVERYWHERE
        needs = row.smooth if row.smooth and sharp else row.domain
        return [_need(text) for text in needs.split(", ")] if needs else []
    if not function.is_known:
        return []
    found: dict[tuple[Any, str], None] = {}
    # The derivative has the conditions of the function too: 1/t is the derivative of log t only for t > 0.
    waiting = [definition_of(replace(function, order=0)), definition_of(function)]
    for part in waiting:
        waiting.extend(part.args)
        found.update((need, None) for need in _needs_of_part(part, differentiates))
    return list(found)


def _need(text: str) -> tuple[Any, str]:
    """A condition of the table: `t != 0` is about t itself, `cos(t) != 0` about its cosine."""
    import sympy

    subject, needs = text.split(" ", 1)
    return (None if subject == ARGUMENT else sympy.cos(sympy.Symbol(ARGUMENT, real=True))), needs


def _needs_of_part(part: Any, differentiates: bool) -> list[tuple[Any, str]]:
    """What one node of a SymPy definition needs, unless SymPy knows it for all real numbers."""
    name = type(part).__name__
    if part.is_Pow and not part.exp.is_integer:
        base, strict = part.base, differentiates or bool(part.exp.is_negative)
        holds = base.is_positive if strict else base.is_nonnegative
        return [] if holds else [(base, "> 0" if strict else ">= 0")]
    if part.is_Pow and part.exp.is_negative:
        return [] if part.base.is_nonzero else [(part.base, "!= 0")]
    if name == "log":
        return [] if part.args[0].is_positive else [(part.args[0], "> 0")]
    if name in ("Max", "Min") and differentiates:
        differences = [a - b for a, b in combinations(part.args, 2)]
        return [(-d if d.could_extract_minus_sign() else d, "!= 0") for d in differences]
    if name in JUMPS or (name == "Abs" and differentiates):
        return [] if part.args[0].is_nonzero else [(part.args[0], "!= 0")]
    return []
