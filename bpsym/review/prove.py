"""Prove one equation that is not in a file."""

from __future__ import annotations

from typing import Any

from bpsym.checker import Judge
from bpsym.derivation import Derivation, Judgement, claim
from bpsym.expr import Expr, from_sympy


def prove(left: Any, right: Any, given: Derivation | None = None) -> Judgement:
    """What both engines say of left = right, for all shapes and all values of its symbols.

    Args:
        left: an expression of `bpsym.expr`, or a SymPy expression.
        right: the same, of the same shape.
        given: definitions that hold, such as those of a network.

    Returns:
        The verdict with its evidence: a proof, a counterexample, or why neither was found.

    Raises:
        ShapeError: the two sides, or the parts of a SymPy expression, do not fit.
        UnsupportedError: a SymPy node outside the language.
        InputError: the definitions form a circle.
    """
    equation = claim("claim", _expression(left), _expression(right))
    return Judge(given.definitions if given else {}).judge(equation).judgement


def _expression(side: Any) -> Expr:
    return side if isinstance(side, Expr) else from_sympy(side)
