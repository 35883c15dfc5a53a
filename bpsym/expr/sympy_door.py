"""The door to SymPy: expressions in and out. SymPy itself is imported when the door is first opened."""

from __future__ import annotations

from typing import Any

from bpsym.expr.node import Expr


def to_sympy(expr: Expr) -> Any:
    """The expression in SymPy.

    Scalars become SymPy scalars, matrices SymPy matrix expressions; dimensions become positive integer symbols.
    What SymPy has no class for is a class of `bpsym.expr.sympy_node`. SymPy reorders, and multiplies out numbers.
    """
    from bpsym.expr.sympy_writer import write

    return write(expr)


def from_sympy(given: Any) -> Expr:
    """The expression that a SymPy object stands for. Nothing is parsed: text is refused.

    A symbol is known by its name and shape alone; its assumptions are not kept. But a scalar that is declared integer
    and positive is the size of that name, as in `Total(E) / m`: it is read as the trace of an identity matrix.

    Raises:
        ShapeError: parts do not fit (SymPy accepts any symbolic shapes).
        UnsupportedError: it contains a node that our language does not have; the message names it.
        InputError: it is no SymPy object.
    """
    from bpsym.expr.sympy_reader import read

    return read(given)
