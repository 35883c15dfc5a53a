"""A derivation on the terminal: definitions, then each step with its shape, its rules and its reason."""

from __future__ import annotations

from bpsym.cli.screen import Screen, table
from bpsym.derivation import Derivation, Equation
from bpsym.expr import show_shape
from bpsym.printer import terminal_prose, text_equation


def print_derivation(screen: Screen, derivation: Derivation) -> None:
    """Forward equations, then the steps in the order in which the reverse sweep found them."""
    lines = list(zip(derivation.equations, table([_row(equation) for equation in derivation.equations])))
    screen.heading("Forward")
    for equation, line in lines:
        if equation.step is None:
            screen.line(line)
    screen.heading("Backward, step by step")
    for equation, line in lines:
        if equation.step is not None:
            screen.line((line, "bold"))
            screen.line((f"    {' · '.join(dict.fromkeys(equation.step.rules)) or 'no rule is needed'}", "cyan"))
            screen.paragraph(terminal_prose(equation.step.reason), "    ", "dim")


def _row(equation: Equation) -> tuple[str, str]:
    tag = f" ({equation.tag})" if equation.tag else ""
    return text_equation(equation) + tag, show_shape(equation.left.shape)
