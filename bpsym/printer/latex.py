"""LaTeX (amsmath and amssymb only) in the notes' own symbols, with exactly the brackets that it needs."""

from __future__ import annotations

from bpsym.expr import Expr
from bpsym.printer import (  # noqa: F401  # they register how each node is written
    derivative,
    entry,
    function,
    leaf,
    product,
    reduction,
    softmax,
    square,
)
from bpsym.printer.piece import SPELLINGS, Pen, Piece, Style


def latex(expr: Expr, *, notes: bool = False, shapes: bool = False) -> str:
    r"""The expression as LaTeX that reads back to it.

    Args:
        expr: of any shape.
        notes: write `(y - \hat{y})^{2}` for `(y - \hat{y})^{\odot 2}`, where it cannot be a matrix product.
        shapes: put the shape of each factor under a brace.
    """
    return written(expr, Style(notes, shapes)).text


def written(expr: Expr, style: Style) -> Piece:
    """The expression as a piece; without recursion, and each shared part once."""
    done: dict[Expr, Piece] = {}
    pen = Pen(style, done)
    stack = [expr]
    while stack:
        here = stack[-1]
        waiting = [child for child in here.children if child not in done]
        if waiting:
            stack += waiting
            continue
        stack.pop()
        if here not in done:
            parts = tuple(done[child] for child in here.children)
            done[here] = SPELLINGS[type(here)](pen, here, parts)
    return done[expr]
