"""How derivatives and their entries are written."""

from __future__ import annotations

from bpsym.expr import SCALAR, Expr, Partial, Place, Shape, Symbol
from bpsym.printer.piece import Level, Pen, Piece, bracket, spells
from bpsym.printer.subscript import entry_of

AXES = 2
"""How many axes of a derivative belong to each part that is no scalar."""


@spells(Partial)
def write_partial(pen: Pen, expr: Partial, parts: tuple[Piece, ...]) -> Piece:
    r"""`\frac{\partial J}{\partial W^{(2)}}`, `\frac{\partial^{2} J}{\partial w \partial w}`."""
    of, variables = _chain(expr)
    return _fraction([_whole(pen, of), *(_whole(pen, variable) for variable in variables)], expr.shape)


def write_entry_of_partial(pen: Pen, expr: Partial, place: Place) -> Piece:
    r"""`\frac{\partial z_{i}}{\partial W_{jk}}`, `\frac{\partial^{2} J}{\partial w_{i} \partial w_{j}}`."""
    of, variables = _chain(expr)
    texts, at = [], 0
    for part in (of, *variables):
        ends = at + (0 if part.is_scalar else AXES)
        here = place[at:ends]
        texts.append(entry_of(part, pen.written[part], here).text if here else _whole(pen, part))
        at = ends
    return _fraction(texts, SCALAR)


def _fraction(texts: list[str], shape: Shape) -> Piece:
    """What is differentiated, then the variables, the first by which it is differentiated first."""
    order = "" if len(texts) == 2 else rf"^{{{len(texts) - 1}}}"
    below = " ".join(rf"\partial {text}" for text in texts[1:])
    return Piece(rf"\frac{{\partial{order} {texts[0]}}}{{{below}}}", Level.POSTFIX, shape)


def _chain(expr: Partial) -> tuple[Expr, list[Symbol]]:
    """What is differentiated in the end, and by what, the first variable first."""
    of: Expr = expr
    variables: list[Symbol] = []
    while isinstance(of, Partial):
        variables.insert(0, of.wrt)
        of = of.of
    return of, variables


def _whole(pen: Pen, part: Expr) -> str:
    written = pen.written[part]
    return written.text if isinstance(part, Symbol) else bracket(written.text)
