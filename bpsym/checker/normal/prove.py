"""The first engine: two expressions are equal for all shapes if their canonical forms are.

Both sides start with all names opaque and derivatives not worked out, and are unfolded together, one definition at a
time, until they agree: derivatives from the variable on (the earliest first), then names (the latest first). A claim
that is one step of a derivation so costs one step, however deep the network is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bpsym.checker.normal.clear import cleared
from bpsym.checker.normal.expand import unfold, unfold_derivatives
from bpsym.checker.normal.higher import names_worked_out
from bpsym.checker.normal.program import Program
from bpsym.checker.normal.reduce import reduced
from bpsym.checker.normal.scalar import from_sympy
from bpsym.checker.normal.show import place_names, show_poly
from bpsym.checker.normal.square import INVERSE
from bpsym.checker.normal.term import (
    ONLY,
    Adjoint,
    Entry,
    Poly,
    Term,
    TooLargeError,
    factors_of,
    fresh_index,
)
from bpsym.checker.normal.translate import first_entry
from bpsym.derivation import Proof
from bpsym.errors import UnsupportedError
from bpsym.expr import ONE, Expr, Index, Symbol
from bpsym.expr.fit import require_same_shape

LATEST = 2
"""Names that are put in before derivatives are worked out further."""

Form = Mapping[str, Term]
Sides = tuple[Poly, Poly]


@dataclass(frozen=True, slots=True)
class NoProof:
    """Why the normal form does not decide: the two forms differ, or one was not worked out."""

    reason: str
    left: str = ""
    """The terms of the left normal form that the right one does not have."""
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
        sides = first_entry(left, program, right), first_entry(right, program, left)
        proof = _unfold_and_compare(sides, program)
    except (UnsupportedError, TooLargeError) as error:
        return NoProof(str(error))
    if isinstance(proof, NoProof):
        return proof
    meanings = (program.definitions[name] for name in proof.definitions if program.is_meaning(name))
    more = names_worked_out((left, right, *meanings), program)
    return replace(proof, definitions=tuple(dict.fromkeys((*proof.definitions, *more))))


def _unfold_and_compare(sides: Sides, program: Program) -> Proof | NoProof:
    first = (show_poly(sides[0]), show_poly(sides[1]))
    used: dict[str, None] = {}
    steps: list[str] = []
    while True:
        forms = (reduced(sides[0]), reduced(sides[1]))
        sides = (tuple(forms[0].values()), tuple(forms[1].values()))
        if _same(*forms):
            return Proof(*first, show_poly(sides[0]), tuple(used), tuple(steps))
        common = _same_but_for_names(sides, program, used, steps)
        if common is not None:
            return Proof(*first, show_poly(common), tuple(used), tuple(steps))
        multiplied = cleared(sides, (INVERSE,))
        if multiplied is None:
            unfolded = _unfold(sides, program, used, steps)
            multiplied = cleared(sides, (INVERSE, "recip")) if unfolded is None else None
        if multiplied is not None:
            steps += [f"both sides times {factor}" for factor in multiplied[0]]
            return Proof(*first, show_poly(multiplied[1]), tuple(used), tuple(steps))
        if unfolded is None:
            return NoProof("the two sides have different normal forms", *(show_poly(s) for s in _apart(*forms)))
        sides = unfolded


def _same_but_for_names(sides: Sides, program: Program, used: dict[str, None], steps: list[str]) -> Poly | None:
    """What both sides become if their latest names are put in while derivatives stay, where they are the same then.

    Sides with the same derivatives may differ in a (1 - a) for σ'(z) alone; worked out, derivatives are all of the
    network above.
    """
    first, second = ({(f.of, f.wrt) for f in factors_of(side) if isinstance(f, Adjoint)} for side in sides)
    if not first or first != second:
        return None
    put: list[str] = []
    for _ in range(LATEST):
        names = {f.name for side in sides for f in factors_of(side) if isinstance(f, Entry)}
        known = [name for name in names if name in program.definitions]
        if not known or any(program.is_meaning(name) for name in known):
            return None
        put.append(max(known, key=lambda name: program.order[name]))
        forms = [reduced(unfold(side, put[-1], program)) for side in sides]
        if _same(*forms):
            used.update((name, None) for name in put)
            steps += [f"definition of {name}" for name in put]
            return tuple(forms[0].values())
        sides = tuple(forms[0].values()), tuple(forms[1].values())
    return None


def _same(left: Form, right: Form) -> bool:
    return left.keys() == right.keys() and all(left[k].coefficient == right[k].coefficient for k in left)


def _apart(left: Form, right: Form) -> Sides:
    """The terms of each side that the other one does not have."""
    first = tuple(t for k, t in left.items() if k not in right or right[k].coefficient != t.coefficient)
    second = tuple(t for k, t in right.items() if k not in left or left[k].coefficient != t.coefficient)
    return first, second


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
    """One entry of an expression in index notation, as LaTeX; free indices have the names of the notes.

    Raises:
        UnsupportedError: a construct outside the normal form.
        TooLargeError: more terms, or a deeper nest, than are worked out.
    """
    indices = _free_indices(expr)
    return show_poly(first_entry(expr, program.binding(indices)), _names_of(indices))


def show_value(value: Any, body: Expr, program: Program) -> str:
    """A SymPy expression in the real symbol t, at t = one entry of an expression, as LaTeX.

    Raises:
        UnsupportedError: a construct outside the normal form.
        TooLargeError: more terms, or a deeper nest, than are worked out.
    """
    indices = _free_indices(body)
    return show_poly(from_sympy(value, first_entry(body, program.binding(indices))), _names_of(indices))


def _free_indices(expr: Expr) -> dict[Index, int]:
    return {index: ONLY if index.dim == ONE else fresh_index() for index in expr.free}


def _names_of(indices: Mapping[Index, int]) -> dict[int, str]:
    """Each index by its name in the notes, of two that have one name the second with a prime."""
    found: dict[int, str] = {}
    for index, number in sorted(indices.items(), key=lambda pair: (pair[0].name, str(pair[0].dim))):
        name = index.name
        while name in found.values():
            name += "'"
        found[number] = name
    return place_names(found)
