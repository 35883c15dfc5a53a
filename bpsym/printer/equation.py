"""Equations: two sides, a tag, the rules of a step."""

from __future__ import annotations

from bpsym.derivation import Derivation, Equation, Step
from bpsym.expr import At, Expr, Index, Tabulate, Zero, rename_index
from bpsym.printer.latex import latex
from bpsym.printer.terminal import terminal


def latex_equation(equation: Equation, *, notes: bool = True, shapes: bool = False) -> str:
    """`left = right` of the best reading."""
    return " = ".join(latex_sides(equation, notes=notes, shapes=shapes))


def latex_sides(equation: Equation, *, notes: bool = True, shapes: bool = False) -> tuple[str, str]:
    """Both sides; a right side that vanishes is the number 0, since the left side says its shape.

    Where a side is an array that is given entry by entry, the equation is that of the entries: `z_{i} = ...`.
    """
    left, right = equation.left, equation.right
    indices = _indices(right) or _indices(left)
    if indices:
        left, right = (_entry(side, indices) for side in (left, right))
    shown = "0" if isinstance(equation.right, Zero) else latex(right, notes=notes, shapes=shapes)
    return latex(left, notes=notes, shapes=shapes), shown


def _indices(side: Expr) -> tuple[Index, ...]:
    return side.indices if isinstance(side, Tabulate) else ()


def _entry(side: Expr, indices: tuple[Index, ...]) -> Expr:
    """The entry of a side at the indices, whatever names the side itself has for them."""
    if not isinstance(side, Tabulate):
        return At(side, (*indices, *[1] * (len(side.shape) - len(indices))))
    apart = tuple(Index(f"{i.name}#{n}", i.dim) for n, i in enumerate(side.indices))
    body = side.body
    for pairs in (zip(side.indices, apart), zip(apart, indices)):
        for old, new in pairs:
            body = rename_index(body, old, new)
    return body


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
