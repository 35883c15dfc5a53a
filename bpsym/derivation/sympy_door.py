"""Derivations written in SymPy."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bpsym.derivation.derivation import Derivation
from bpsym.derivation.equation import Equation, claim, define
from bpsym.errors import InputError, ShapeError
from bpsym.expr import Expr, Symbol, from_sympy, show_shape


def derivation_from_sympy(equations: Iterable[Any], title: str = "") -> Derivation:
    """A derivation from SymPy equations, in their order.

    The first equation with a symbol on its left that does not occur on its right defines that symbol; all others are
    claims. Scalars may be `sympy.Symbol` or `MatrixSymbol` of shape (1, 1).

    Args:
        equations: pairs (left, right) of SymPy expressions, or `sympy.Eq`.
        title: what the derivation is called.

    Raises:
        InputError: an entry is neither a pair nor an `Eq` that is left standing.
        ShapeError: shapes do not fit, or one name has two shapes.
        UnsupportedError: SymPy's node is outside the language.
    """
    made: list[Equation] = []
    known: dict[str, Symbol] = {}
    defined: set[Expr] = set()
    for number, equation in enumerate(equations, 1):
        left, right = _sides(equation, number)
        _require_one_shape(left, right, known, number)
        if isinstance(left, Symbol) and left not in defined and left not in right.walk():
            defined.add(left)
            made.append(define(f"eq{number}", left, right))
        else:
            made.append(claim(f"eq{number}", left, right))
    return Derivation(tuple(made), title=title)


def _sides(equation: Any, number: int) -> tuple[Expr, Expr]:
    sides = (equation.lhs, equation.rhs) if hasattr(equation, "lhs") else equation
    if not isinstance(sides, tuple | list) or len(sides) != 2:
        raise InputError(
            f"equation {number}: expected a pair (left, right) or sympy.Eq, found {equation!r}; "
            "SymPy turns some Eq into True or False: give those as a pair"
        )
    return from_sympy(sides[0]), from_sympy(sides[1])


def _require_one_shape(left: Expr, right: Expr, known: dict[str, Symbol], number: int) -> None:
    if left.shape != right.shape:
        found = f"{show_shape(left.shape)} and {show_shape(right.shape)}"
        raise ShapeError(f"equation {number}: the sides have the shapes {found}")
    for node in (*left.walk(), *right.walk()):
        if isinstance(node, Symbol) and known.setdefault(node.name, node) != node:
            found = f"{show_shape(known[node.name].shape)} and {show_shape(node.shape)}"
            raise ShapeError(f"equation {number}: {node.name} has two shapes, {found}; give one of them another name")
