"""`bpsym derive`: gradients from forward equations, in the format asked for."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from typing import Any

from bpsym.autodiff import derive
from bpsym.cli.screen import Screen
from bpsym.cli.source import only_derived, read_functions, read_source
from bpsym.cli.steps import print_derivation
from bpsym.codegen import supply
from bpsym.derivation import Derivation, Equation
from bpsym.printer import latex, latex_document, markdown_derivation
from bpsym.program import lambdify


def run(args: argparse.Namespace) -> int:
    """Derive and print.

    Raises:
        InputError: the source, `--of`, `--wrt` or `--function` cannot be used.
        UnsupportedError: the format cannot express the derivation.
    """
    source = read_source(args)
    if args.format == "numpy":
        sys.stdout.write(lambdify(source, args.wrt, read_functions(args), args.of).source)
        return 0
    derived = derive(supply(source, read_functions(args)), of=args.of, wrt=args.wrt, spell_out=args.spell_out)
    FORMATS[args.format](only_derived(derived), args.shapes)
    return 0


def derivation_json(derivation: Derivation) -> dict[str, Any]:
    """Every equation with its sides in LaTeX, its shape and, where it was derived, its step."""
    equations = [_equation(equation) for equation in derivation.equations]
    return {"schema_version": 1, "title": derivation.title, "equations": equations}


def _equation(equation: Equation) -> dict[str, Any]:
    step = equation.step
    return {
        "id": equation.id,
        "tag": equation.tag,
        "role": equation.role.value,
        "left": latex(equation.left),
        "right": latex(equation.right),
        "shape": [str(dim) for dim in equation.left.shape],
        "step": None if step is None else {"rules": step.rules, "reason": step.reason, "origin": step.origin.split()},
    }


def _print_text(derivation: Derivation, shapes: bool) -> None:
    print_derivation(Screen(), derivation)


def _print_json(derivation: Derivation, shapes: bool) -> None:
    sys.stdout.write(json.dumps(derivation_json(derivation), indent=2, ensure_ascii=False) + "\n")


def _print_sympy(derivation: Derivation, shapes: bool) -> None:
    for equation in derivation.equations:
        sys.stdout.write(f"{equation.left.sympy} = {equation.right.sympy}\n")


FORMATS: Mapping[str, Callable[[Derivation, bool], object]] = {
    "text": _print_text,
    "latex": lambda derivation, shapes: sys.stdout.write(latex_document(derivation, shapes=shapes)),
    "markdown": lambda derivation, shapes: sys.stdout.write(markdown_derivation(derivation)),
    "json": _print_json,
    "sympy": _print_sympy,
}
"""Format -> how to print a derivation; LaTeX can put shapes under braces, the others ignore the wish."""
