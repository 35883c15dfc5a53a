"""The first engine: two expressions are equal for all shapes if their canonical forms are.

Both sides start with all names opaque and derivatives not worked out, and are unfolded together, one definition at a
time, until they agree: derivatives from the variable on (the earliest first), then names (the latest first). A claim
that is one step of a derivation so costs one step, however deep the network is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bpsym.checker.normal.expand import unfold, unfold_derivatives
from bpsym.checker.normal.program import Program
from bpsym.checker.normal.reduce import reduced
from bpsym.checker.normal.scalar import from_sympy
from bpsym.checker.normal.show import show_poly
from bpsym.checker.normal.term import Adjoint, Entry, Poly, Term, TooLargeError, factors_of
from bpsym.checker.normal.translate import first_entry
from bpsym.derivation import Proof
from bpsym.errors import UnsupportedError
from bpsym.expr import Expr, Symbol
from bpsym.expr.fit import require_same_shape

Form = Mapping[str, Term]
Sides = tuple[Poly, Poly]


@dataclass(frozen=True, slots=True)
class NoProof:
    """Why the normal form does not decide: the two forms differ, or one was not worked out."""

    reason: str
    left: str = ""
    right: str = ""


def prove(left: Expr, right: Expr, program: Program) -> Proof | NoProof:
    """A proof that left = right for all shapes, or why there is none.

    Raises:
        ShapeError: the sides have different shapes.
    """
    require_same_shape("compare", left, right)
    twice = _name_of_two_symbols(left, right, program)
    if twice:
        return NoProof(f"the name {twice} stands for two symbols of different shapes")
    try:
        return _unfold_and_compare((first_entry(left, program), first_entry(right, program)), program)
    except (UnsupportedError, TooLargeError) as error:
        return NoProof(str(error))


def _unfold_and_compare(sides: Sides, program: Program) -> Proof | NoProof:
    first = (show_poly(sides[0]), show_poly(sides[1]))
    used: dict[str, None] = {}
    steps: list[str] = []
    while True:
        forms = (reduced(sides[0]), reduced(sides[1]))
        sides = (tuple(forms[0].values()), tuple(forms[1].values()))
        if _same(*forms):
            return Proof(*first, show_poly(sides[0]), tuple(used), tuple(steps))
        unfolded = _unfold(sides, program, used, steps)
        if unfolded is None:
            return NoProof("the two sides have different normal forms", *(show_poly(s) for s in sides))
        sides = unfolded


def _same(left: Form, right: Form) -> bool:
    return left.keys() == right.keys() and all(left[k].coefficient == right[k].coefficient for k in left)


def _unfold(sides: Sides, program: Program, used: dict[str, None], steps: list[str]) -> Sides | None:
    """Both sides one step further, or None where nothing is left to unfold."""
    factors = [f for side in sides for f in factors_of(side)]
    names = {f.name for f in factors if isinstance(f, Entry) and f.name in program.definitions}
    meanings = [n for n in names if program.is_meaning(n)]
    variables = {f.wrt for f in factors if isinstance(f, Adjoint)}
    if variables and not meanings:
        wrt = min(variables, key=lambda v: (program.order.get(v, 0), v))
        scalars = {f.of for f in factors if isinstance(f, Adjoint) and f.wrt == wrt}
        users = program.users.get(wrt, ())
        used.update((u, None) for u in users if any(program.depends(of, u) for of in scalars))
        steps.append(f"derivatives by {wrt}")
        return unfold_derivatives(sides[0], wrt, program), unfold_derivatives(sides[1], wrt, program)
    if not names:
        return None
    name = max(meanings or names, key=lambda n: program.order[n])
    used[name] = None
    steps.append(f"definition of {name}")
    return unfold(sides[0], name, program), unfold(sides[1], name, program)


def _name_of_two_symbols(left: Expr, right: Expr, program: Program) -> str:
    known: dict[str, Symbol] = {}
    for side in (left, right):
        for node in side.walk():
            if isinstance(node, Symbol):
                first = known.setdefault(node.name, program.symbols.get(node.name, node))
                if first != node:
                    return node.name
    return ""


def show_entry(expr: Expr, program: Program) -> str:
    """One entry of an expression in index notation, as LaTeX.

    Raises:
        UnsupportedError: a construct outside the normal form.
        TooLargeError: more terms, or a deeper nest, than are worked out.
    """
    return show_poly(first_entry(expr, program))


def show_value(value: Any, body: Expr, program: Program) -> str:
    """A SymPy expression in the real symbol t, at t = one entry of an expression, as LaTeX.

    Raises:
        UnsupportedError: a construct outside the normal form.
        TooLargeError: more terms, or a deeper nest, than are worked out.
    """
    return show_poly(from_sympy(value, first_entry(body, program)))
