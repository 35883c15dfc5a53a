"""Functions that nothing declares: whether the notes show that they act entry by entry, and what to ask otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from typing import Any

from bpsym.errors import BpsymError
from bpsym.expr import Shape
from bpsym.notation import Call, Declared, Formula, Name
from bpsym.reader.calls import DIAG
from bpsym.reader.document import Problem, Relation
from bpsym.reader.elaborate import Scope, elaborate
from bpsym.reader.family import cases_of, tops, variables_in
from bpsym.reader.pair import pair


def functions_kept(
    inferred: Iterable[str],
    relations: Iterable[Relation],
    declared: Mapping[str, Declared],
    scope: Scope,
    known: Mapping[str, Name],
) -> dict[str, bool]:
    """Each function that is not declared: whether a line `a = f(z)` shows, by declared shapes, that it keeps the shape.

    That `f` takes (m, n) to (m, n) is then said by the notes, and not only taken for granted.
    """
    found = dict.fromkeys(inferred, False)
    shapes = {name: d.shape for name, d in declared.items() if d.shape is not None}
    for name, call in (both for relation in relations for both in _named_calls(relation)):
        function = call.function.text
        if not call.primes and not found.get(function, True):
            found[function] = _keeps_shape(name, call, shapes, scope, known)
    return found


def _named_calls(relation: Relation) -> Iterator[tuple[Name, Call]]:
    """The pairs of neighbouring members of which one is a name and the other is a function of something."""
    for left, right in zip(relation.members, relation.members[1:]):
        for name, call in ((left, right), (right, left)):
            if isinstance(name, Name) and isinstance(call, Call):
                yield name, call


def _keeps_shape(name: Name, call: Call, shapes: Mapping[str, Shape], scope: Scope, known: Mapping[str, Name]) -> bool:
    members = (name, call)
    layers = [c.layers for v in variables_in(members, known) for c in cases_of(members, v, known, tops(known.values()))]
    for here in layers or [dict[str, int]()]:
        try:
            readings = elaborate(call.argument, replace(scope, layers=here))
        except BpsymError:
            continue
        expected = shapes.get(name.at(here))
        if expected is not None and all(r.expr.shape == expected for r in readings):
            return True
    return False


def rests_on_inferred(
    sides: tuple[Formula, ...], clash: str, inferred: Mapping[str, bool], scope: Scope
) -> Problem | None:
    """The question to ask where shapes clash only if a function that is not declared acts entry by entry."""
    calls = [n for side in sides for n in side.walk() if isinstance(n, Call) and n.function.text in inferred]
    for call in calls:
        if not inferred[call.function.text]:
            name = call.function.text
            message = f"{clash}; is {name} applied entry by entry? Then declare it, functions: {{{name}: elementwise}}"
            return Problem(message, call.start, call.end, "BP106")
    primed = next((c for c in calls if c.primes), None)
    if primed is None or not _fits_with_jacobians(sides, inferred, scope):
        return None
    shown = scope.show(primed)
    message = rf"{clash}; is {shown} a Jacobian? Write \operatorname{{diag}}({shown}) for it"
    return Problem(message, primed.start, primed.end, "BP106")


def _fits_with_jacobians(sides: tuple[Formula, ...], inferred: Mapping[str, bool], scope: Scope) -> bool:
    left, right = (_as_jacobians(side, inferred) for side in sides)
    try:
        return bool(pair(left, right, scope))
    except BpsymError:
        return False


def _as_jacobians(value: Any, inferred: Mapping[str, bool]) -> Any:
    """The formula with diag(f'(z)) for the f'(z) of functions that are not declared."""
    if isinstance(value, tuple):
        return tuple(_as_jacobians(v, inferred) for v in value)
    if not isinstance(value, Formula):
        return value
    made = replace(value, **{f.name: _as_jacobians(getattr(value, f.name), inferred) for f in fields(value)[2:]})
    if isinstance(made, Call) and made.primes and made.function.text in inferred:
        return Call(made.start, made.end, Name(made.start, made.end, DIAG), 0, made)
    return made
