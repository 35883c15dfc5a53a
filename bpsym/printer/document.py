"""A LaTeX document that compiles with pdflatex and needs amsmath and amssymb only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from bpsym.derivation import Derivation, Equation, Step
from bpsym.expr import SCALAR, Symbol
from bpsym.printer.dimension import latex_shape
from bpsym.printer.equation import latex_sides, rule_names

_PREAMBLE = r"""\documentclass{article}
\usepackage[utf8]{inputenc}
\usepackage[a4paper,margin=25mm]{geometry}
\usepackage{amsmath,amssymb}
\setlength{\parindent}{0pt}
\setlength{\parskip}{4pt}
"""
_MATH = re.compile(r"(\$[^$]*\$)")
_SPECIAL = {c: "\\" + c for c in "&%#_{}"} | {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_SPECIAL |= {"\\": r"\textbackslash{}", "$": r"\$"}


def latex_document(derivation: Derivation, *, shapes: bool = False) -> str:
    """The derivation as a document: its symbols with their shapes, then every equation with its reason and rules.

    Args:
        derivation: definitions and steps, printed in their order.
        shapes: put the shape of each factor under a brace.
    """
    title = prose(_title(derivation))
    head = rf"{_PREAMBLE}\title{{{title}}}\author{{}}\date{{}}" + "\n\\begin{document}\n\\maketitle\n"
    taken = {e.tag for e in derivation.equations if e.tag}
    free = (str(n) for n in range(1, len(taken) + len(derivation.equations) + 1) if str(n) not in taken)
    rows = [(e, _row(e, e.tag or next(free), shapes)) for e in derivation.equations]
    return "\n".join([head + _symbols(derivation), *_blocks(rows), r"\end{document}", ""])


def _title(derivation: Derivation) -> str:
    """The title, unless it is in a script that pdflatex has no fonts for."""
    is_latin = all(ord(c) < 0x180 for c in derivation.title)
    return derivation.title if derivation.title and is_latin else "Derivation"


def prose(text: str) -> str:
    """Plain text for LaTeX: special characters escaped, mathematics between dollars as it is."""
    parts = _MATH.split(text)
    return "".join(part if part[:1] == "$" and len(part) > 1 else _escaped(part) for part in parts)


def _escaped(text: str) -> str:
    return "".join(_SPECIAL.get(c, c) for c in text)


def _symbols(derivation: Derivation) -> str:
    rows = [rf"${s.name}$ & {_shape(s)} \\" for s in derivation.symbols]
    table = ["\\begin{center}\\begin{tabular}{ll}", r"symbol & shape \\ \hline", *rows, "\\end{tabular}\\end{center}"]
    return "\n".join(table)


def _shape(symbol: Symbol) -> str:
    return "scalar" if symbol.shape == SCALAR else f"${latex_shape(symbol.shape)}$"


def _row(equation: Equation, tag: str, shapes: bool) -> str:
    left, right = latex_sides(equation, shapes=shapes)
    return rf"  {left} &= {right} \tag{{{prose(tag)}}}"


def _blocks(rows: list[tuple[Equation, str]]) -> Iterator[str]:
    """Definitions that follow each other in one block; each step under its reason."""
    for step, group in groupby(rows, key=lambda row: row[0].step):
        body = " \\\\\n".join(row for _, row in group)
        reason = "" if step is None else f"\n{prose(step.reason)} {_rules(step)}\n"
        yield f"{reason}\\begin{{align}}\n{body}\n\\end{{align}}"


def _rules(step: Step) -> str:
    return rf"(\texttt{{{rule_names(step)}}})" if step.rules else ""
