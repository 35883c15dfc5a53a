"""Dimensions and shapes in LaTeX."""

from __future__ import annotations

import re

from bpsym.expr import Dim, Shape

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_]+")
"""A name that TeX would set as a product of letters: `numExamples`, `n_hidden`."""


def latex_dimension(dim: Dim) -> str:
    r"""`\mathrm{numExamples}`, `m`, `2 m n + 1`."""
    return " + ".join(_monomial(names, coefficient) for names, coefficient in dim.terms) or "0"


def latex_shape(shape: Shape) -> str:
    """`(m, n)`."""
    return f"({', '.join(latex_dimension(d) for d in shape)})"


def _monomial(names: tuple[str, ...], coefficient: int) -> str:
    factors = [_name(name) for name in names]
    if coefficient != 1 or not names:
        factors.insert(0, str(coefficient))
    return " ".join(factors)


def _name(name: str) -> str:
    if not _WORD.fullmatch(name):
        return name
    escaped = name.replace("_", r"\_")
    return rf"\mathrm{{{escaped}}}"
