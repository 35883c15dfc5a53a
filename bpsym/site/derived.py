"""The page of what bpsym derives from a page of notes: every step with its rules, its shape and its line of NumPy.

The page is written in the format of notes and asks to be verified itself, so what is derived is judged as strictly
as what people write.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import yaml

from bpsym.autodiff import derive
from bpsym.codegen import Source, generate
from bpsym.derivation import Derivation, Equation
from bpsym.expr import Function, Map, Symbol, show_shape
from bpsym.notation.code_name import code_name
from bpsym.printer import latex, latex_equation
from bpsym.reader.vocabulary import FUNCTION_COMMANDS
from bpsym.site.graph import draw_graph

ACTIVATION = "sigmoid"
"""What an unknown function is taken to be in the NumPy code, which has to compute something."""

_INTRODUCTION = """\
Of {notes}, only the forward equations go in, with the names that the notes have for derivatives. A reverse sweep
walks them from the cost back to the weights. Each step names the rules that fired and the shape of what it found, and
under it stands the statement that computes it. Then the page is checked like any other: what bpsym derives, it has to
prove."""


def derived_page(notes: Derivation, link: str) -> str | None:
    """The Markdown of the page; None where the notes define no scalar that could be differentiated.

    Args:
        notes: the derivation as it was read.
        link: to the page of the notes; Markdown.
    """
    scalars = _costs(notes)
    if not scalars:
        return None
    found = _derived(notes, scalars)
    unknown = [f.name for f in _functions(found) if not f.is_known]
    plain = replace(notes, assumptions=())  # a program is right for every input, also where they do not hold
    functions = dict.fromkeys(unknown, ACTIVATION)
    codes = [generate(_derived(plain, [s]), of=s.name, functions=functions) for s in scalars]
    parts = [
        _front_matter(found),
        "# What bpsym derives",
        _INTRODUCTION.format(notes=link),
        draw_graph(found),
        "## Given",
    ]
    parts += [_display(equation) for equation in found.equations if equation.defines]
    parts += ["## Derived", *_show_steps(found, codes), "## As a program", _about_program(unknown)]
    return "\n\n".join([*parts, *(f"```python\n{code.text.strip()}\n```" for code in codes)]) + "\n"


def _costs(notes: Derivation) -> list[Symbol]:
    """The scalars that are computed and of which nothing else is."""
    used = {node for body in notes.forward.values() for node in body.walk()}
    return [symbol for symbol in notes.forward if symbol.is_scalar and symbol not in used]


def _derived(notes: Derivation, scalars: list[Symbol]) -> Derivation:
    """The forward equations and the steps to the gradients of the scalars."""
    found = notes
    for scalar in scalars:
        found = derive(found, of=scalar)
    return replace(found, equations=tuple(e for e in found.equations if e.defines or e.step))


def _functions(derivation: Derivation) -> list[Function]:
    """Every elementwise function that occurs, without its primes."""
    sides = (side for e in derivation.equations for side in (e.left, e.right))
    maps = (node.function for side in sides for node in side.walk() if isinstance(node, Map))
    return list(dict.fromkeys(replace(function, order=0) for function in maps))


def _front_matter(derivation: Derivation) -> str:
    """The header by which the page declares its symbols to the verifier."""
    shapes = {s.name: "scalar" if s.is_scalar else [str(d) for d in s.shape] for s in derivation.symbols}
    told = [f for f in _functions(derivation) if f.kind != "own" and FUNCTION_COMMANDS.get(f.name) != f.kind]
    kinds = {f.name: f.kind or "elementwise" for f in told}
    header: dict[str, Any] = {"symbols": shapes, "functions": kinds}
    if derivation.assumptions:
        header["assume"] = [assumption.text for assumption in derivation.assumptions]
    return f"---\n{yaml.safe_dump({'bpsym': header}, sort_keys=False, allow_unicode=True)}---"


def _display(equation: Equation) -> str:
    tag = rf" \tag{{{equation.tag}}}" if equation.tag else ""
    return f"$$\n{latex_equation(equation)}{tag}\n$$"


def _show_steps(derivation: Derivation, codes: list[Source]) -> Iterator[str]:
    names = {e.id: f"({e.tag})" if e.tag else f"${latex(e.left)}$" for e in derivation.equations}
    steps = [equation for equation in derivation.equations if equation.step]
    for number, equation in enumerate(steps, 1):
        step = equation.step
        if step is not None:
            origins = " and ".join(names.get(id, id) for id in step.origin.split())
            rules = ", ".join(f"`{rule}`" for rule in dict.fromkeys(step.rules))
            yield f"**Step {number}.** {step.reason}\n{{ .bp-reason }}"
            yield _display(equation)
            yield f"{show_shape(equation.left.shape)}, from {origins}, by {rules}\n{{ .bp-step }}"
            yield from _statement(equation, derivation, codes)


def _statement(equation: Equation, derivation: Derivation, codes: list[Source]) -> Iterator[str]:
    """The line of a program that computes the left side of the equation, where it has one of its own."""
    left = equation.left
    for code in codes:
        name = code.names.get(left) if isinstance(left, Symbol) else None
        name = name or derivation.code_names.get(latex(left)) or code_name(latex(left))
        line = re.search(rf"^    ({re.escape(name)} = .*)$", code.text, re.MULTILINE)
        if line:
            yield f"```python\n{line[1]}\n```"
            return


def _about_program(unknown: list[str]) -> str:
    taken = f" ${'$, $'.join(unknown)}$ is taken to be the {ACTIVATION} here." if unknown else ""
    return (
        "The same equations, compiled: one statement for each, in the names of the notes, nothing computed twice."
        f"{taken} Run as a program, it compares its gradients with central differences."
    )
