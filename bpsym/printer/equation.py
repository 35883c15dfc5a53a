"""Equations: two sides, a tag, the rules of a step."""

from __future__ import annotations

from bpsym.derivation import Derivation, Equation, Step
from bpsym.expr import Zero
from bpsym.printer.latex import latex
from bpsym.printer.terminal import terminal


def latex_equation(equation: Equation, *, notes: bool = True, shapes: bool = False) -> str:
    """`left = right` of the best reading."""
    return " = ".join(latex_sides(equation, notes=notes, shapes=shapes))


def latex_sides(equation: Equation, *, notes: bool = True, shapes: bool = False) -> tuple[str, str]:
    """Both sides; a right side that vanishes is the number 0, since the left side says its shape."""
    left = latex(equation.left, notes=notes, shapes=shapes)
    return left, "0" if isinstance(equation.right, Zero) else latex(equation.right, notes=notes, shapes=shapes)


def text_equation(equation: Equation) -> str:
    """`left = right` for a terminal."""
    return terminal(latex_equation(equation))


def latex_derivation(derivation: Derivation, *, shapes: bool = False) -> str:
    r"""The whole derivation as one `aligned` block; beside each derived equation the rules that gave it.

    Args:
        derivation: definitions and steps, printed in their order.
        shapes: put the shape of each factor under a brace.
    """
    rows = [_row(equation, shapes) for equation in derivation.equations]
    return "\\begin{aligned}\n" + " \\\\\n".join(rows) + "\n\\end{aligned}"


def _row(equation: Equation, shapes: bool) -> str:
    left, right = latex_sides(equation, shapes=shapes)
    row = f"  {left} &= {right}"
    return row + rf" && \text{{{rule_names(equation.step)}}}" if equation.step and equation.step.rules else row


def rule_names(step: Step) -> str:
    """The rules of the step, each once, ready for LaTeX text mode."""
    return ", ".join(dict.fromkeys(step.rules)).replace("_", r"\_")
