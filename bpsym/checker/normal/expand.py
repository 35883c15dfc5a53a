"""One step of unfolding: a name by its definition, or the derivatives by one variable through its direct users."""

from __future__ import annotations

from collections.abc import Callable

from bpsym.checker.normal.canonical import power_of
from bpsym.checker.normal.determinant import rebuilt_square
from bpsym.checker.normal.differentiate import differentiate
from bpsym.checker.normal.head import rebuilt
from bpsym.checker.normal.lemma import reciprocal
from bpsym.checker.normal.place import flat, fresh_spot, sum_over
from bpsym.checker.normal.program import Program
from bpsym.checker.normal.reduce import simplified
from bpsym.checker.normal.square import Square
from bpsym.checker.normal.term import (
    ZERO,
    Adjoint,
    Apply,
    Entry,
    Factor,
    Poly,
    Term,
    plus,
    powered,
    single,
    times,
    times_within,
)
from bpsym.checker.normal.translate import entry_at

Replace = Callable[[Factor], Poly | None]
"""What a factor is replaced by; None leaves it."""


def unfold(poly: Poly, name: str, program: Program) -> Poly:
    """Every entry of a defined name replaced by its definition."""

    def replace(factor: Factor) -> Poly | None:
        if isinstance(factor, Entry) and factor.name == name:
            return entry_at(program.definitions[name], program.place_of(name, factor.indices), program)
        return None

    return replaced(poly, replace)


def unfold_derivatives(poly: Poly, wrt: str, program: Program) -> Poly:
    """∂x/∂v = Σ over the direct users u of v of ∂x/∂u · ∂u/∂v, for every derivative by v in the polynomial."""

    def replace(factor: Factor) -> Poly | None:
        if isinstance(factor, Adjoint) and factor.wrt == wrt:
            return _through_users(factor, program)
        return None

    return replaced(poly, replace)


def _through_users(adjoint: Adjoint, program: Program) -> Poly:
    found = ZERO
    for user in program.users.get(adjoint.wrt, ()):
        if not program.depends(adjoint.of, user):
            continue
        cut = program.rank(adjoint.of)
        outer = adjoint.indices[:cut]
        axes = [program.structure.axis((program.symbols[user], n)) for n in (0, 1)]
        place = program.place_of(user, outer) if user == adjoint.of else tuple(fresh_spot(axis) for axis in axes)
        body = entry_at(program.definitions[user], place, program)
        inner = differentiate(body, adjoint.wrt, adjoint.indices[cut:], program, through=False)
        if user != adjoint.of:
            inner = times(single(Adjoint(adjoint.of, user, outer + flat(place))), inner)
            for spot, axis in zip(place, axes):
                inner = sum_over(inner, spot, axis)
        found = plus(found, inner)
    return found


def replaced(poly: Poly, replace: Replace) -> Poly:
    """The polynomial with factors replaced, inside arguments too."""
    return plus(*(_replaced_in_term(t, replace) for t in poly))


def _replaced_in_term(term: Term, replace: Replace) -> Poly:
    kept: dict[Factor, int] = {}
    changed: list[Poly] = []
    for factor, power in term.factors:
        new = _replaced_in_argument(factor, replace) if isinstance(factor, Apply) else replace(factor)
        if new is None:
            kept[factor] = power
        else:
            changed.append(power_of(new, power) if power > 0 else power_of(reciprocal(new), -power))
    if not changed:
        return (term,)
    found: Poly = (Term(term.coefficient, powered(kept), term.bound),)
    for new in changed:
        found = plus(*(times_within(t, new) for t in found))
    return found


def _replaced_in_argument(factor: Apply, replace: Replace) -> Poly | None:
    argument = replaced(factor.argument, replace)
    if argument == factor.argument:
        return None
    rebuild = rebuilt_square if isinstance(factor, Square) else rebuilt
    return rebuild(factor, simplified(argument))
