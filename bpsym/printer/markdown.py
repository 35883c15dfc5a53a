"""Markdown in the format that users write: a table of symbols with dimensions, then the equations.

`bpsym check` of what is printed proves it again.
"""

from __future__ import annotations

from bpsym.derivation import Derivation, Equation
from bpsym.errors import UnsupportedError
from bpsym.expr import KNOWN, Function, Map
from bpsym.printer.equation import latex_equation


def markdown_derivation(derivation: Derivation) -> str:
    """The derivation as notes.

    Raises:
        UnsupportedError: it uses a function of the user's own, which notes cannot declare.
    """
    parts = [_front_matter(derivation), f"# {derivation.title or 'Derivation'}", _table(derivation)]
    parts += [_equation(equation) for equation in derivation.equations]
    return "\n\n".join(part for part in parts if part) + "\n"


def _front_matter(derivation: Derivation) -> str:
    found = _functions(derivation)
    if not found:
        return ""
    rows = [f"    '{name}': {kind}" for name, kind in found.items()]
    return "\n".join(["---", "bpsym:", "  functions:", *rows, "---"])


def _functions(derivation: Derivation) -> dict[str, str]:
    """Name -> what it is, for every function whose name alone does not say it."""
    found: dict[str, str] = {}
    for equation in derivation.equations:
        for side in (equation.left, equation.right):
            for function in (n.function for n in side.walk() if isinstance(n, Map)):
                kind = _kind(function)
                if kind:
                    found[function.name] = kind
    return found


def _kind(function: Function) -> str:
    if function.kind == "own":
        raise UnsupportedError(
            f"{function.name} is a function of your own: notes can declare it only as one of {', '.join(KNOWN)},"
            " or as elementwise, which says nothing of its values"
        )
    if not function.is_known:
        return "elementwise"
    own_name = function.name != KNOWN[function.kind].latex
    return function.kind if own_name or function.kind == "sigmoid" else ""


def _table(derivation: Derivation) -> str:
    rows = ["| Code | Math | Dimensions |", "|---|---|---|"]
    for symbol in derivation.symbols:
        dims = ", ".join(str(d) for d in symbol.shape)
        rows.append(f"| {derivation.code_names.get(symbol.name, '')} | ${symbol.name}$ | ({dims}) |")
    return "\n".join(rows)


def _equation(equation: Equation) -> str:
    tag = rf" \tag{{{equation.tag}}}" if equation.tag else ""
    display = f"$$\n{latex_equation(equation)}{tag}\n$$"
    return f"{_reason(equation)}\n\n{display}" if equation.step else display


def _reason(equation: Equation) -> str:
    step = equation.step
    if step is None:
        return ""
    rules = ", ".join(f"`{rule}`" for rule in dict.fromkeys(step.rules))
    sentence = step.reason.rstrip(".") or "By the definitions"
    return f"{sentence} ({rules}):" if rules else f"{sentence}:"
