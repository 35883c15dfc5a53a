"""Derivatives of every order: a derivative is worked out in full before it is differentiated again.

A first derivative stays ∂y/∂x until a proof needs more of it, which costs one step for each claim. A derivative of it
would need the product rule for ∂y/∂x; instead ∂y/∂x is unfolded through the definitions until it is a polynomial of
names that no derivative stands behind, and that is differentiated like any other.
"""

from __future__ import annotations

from collections.abc import Iterable

from bpsym.checker.normal.differentiate import adjoint, differentiate
from bpsym.checker.normal.expand import unfold, unfold_derivatives
from bpsym.checker.normal.place import Place
from bpsym.checker.normal.program import Program
from bpsym.checker.normal.reduce import simplified
from bpsym.checker.normal.term import ONLY, Adjoint, Entry, Poly, factors_of
from bpsym.checker.normal.translate import TRANSLATIONS
from bpsym.errors import UnsupportedError
from bpsym.expr import Expr, Partial, Symbol


def _partial(e: Partial, place: Place, program: Program) -> Poly:
    inner: Place
    outer: Place
    if e.of.is_scalar:
        inner, outer = (ONLY, ONLY), place
    elif e.wrt.is_scalar:
        inner, outer = place, (ONLY, ONLY)
    else:
        inner, outer = place[:-2], place[-2:]
    of, wrt, outside = e.of, e.wrt.name, program.closed
    _require_settled(e, outside)
    variable = outside.indices_of(wrt, outer)
    if isinstance(of, Symbol) and of.name != wrt and not outside.leads_through_derivative(of.name, wrt):
        return adjoint(of.name, wrt, outside.indices_of(of.name, inner) + variable, outside)
    poly = TRANSLATIONS[type(of)](of, inner, program)
    return differentiate(worked_out(poly, wrt, outside), wrt, variable, outside)


def _require_settled(e: Partial, program: Program) -> None:
    """No derivative by z of a derivative by w, where z is made of w: whether w holds z fixed, nobody says."""
    wrt = e.wrt.name
    held = program.variables_between(_names(e.of), wrt)
    for part in e.of.walk():
        if isinstance(part, Partial) and any(program.depends(name, wrt) for name in _names(part.of)):
            held.add(part.wrt.name)
    for name in sorted(held - {wrt}):
        if program.depends(wrt, name):
            why = f"{wrt} is made of {name}, and whether {name} moves with it, nobody says"
            raise UnsupportedError(f"a derivative by {wrt} of a derivative by {name} is not settled: {why}")


def _names(expr: Expr) -> set[str]:
    return {n.name for n in expr.walk() if isinstance(n, Symbol)}


def worked_out(poly: Poly, wrt: str, program: Program) -> Poly:
    """The polynomial without derivatives, and without names that depend on `wrt` through one.

    The definition of `wrt` itself is never used, so both are the same function of it.
    """
    while True:
        factors = list(factors_of(poly))
        variables = {f.wrt for f in factors if isinstance(f, Adjoint)}
        names = {f.name for f in factors if isinstance(f, Entry) and f.name != wrt}
        meanings = [n for n in names if program.leads_through_derivative(n, wrt)]
        if meanings:
            poly = unfold(poly, max(meanings, key=lambda n: program.order[n]), program)
        elif variables:
            first = min(variables, key=lambda v: (program.order.get(v, 0), v))
            poly = unfold_derivatives(poly, first, program)
        else:
            return poly
        poly = simplified(poly)


def names_worked_out(parts: Iterable[Expr], program: Program) -> list[str]:
    """The names whose definitions were put in before something was differentiated again.

    Too many rather than too few: all that stand above a derivative of a derivative.
    """
    found: dict[str, None] = {}
    for node in (n for part in parts for n in part.walk() if isinstance(n, Partial)):
        names = _names(node.of)
        through = any(program.leads_through_derivative(name, node.wrt.name) for name in names)
        if through or any(isinstance(n, Partial) for n in node.of.walk()):
            found.update(dict.fromkeys(program.rests_on(names, program.order)))
    return list(found)


TRANSLATIONS[Partial] = _partial
