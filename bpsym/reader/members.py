"""Families to symbols: the members that exist in an instance, and what stands for the layers above a window."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import fields, replace
from typing import Any

from bpsym.errors import InputError
from bpsym.expr import Dim, Shape
from bpsym.notation import SLOT, Declared, Family, Formula, Instance, Layer, Name, Notation, Property
from bpsym.reader.document import Relation
from bpsym.reader.name import read_layer
from bpsym.reader.shape_text import read_dim

_SUBSCRIPT = re.compile(r"_(?:\{((?:[^{}]|\{[^{}]*\})*)\}|([A-Za-z0-9]))")
MOST_MEMBERS = 200
OPEN_LAYERS = 2
"""Layers at the top of a window whose members may be used above it."""


def members_at(notation: Notation, instance: Instance) -> Notation:
    """The declarations with each family replaced by its members, and tops by their numbers in all dimensions.

    Raises:
        InputError: a family with too many members.
    """
    symbols = {n: replace(d, shape=_at_tops(d.shape, instance)) for n, d in notation.symbols.items()}
    for family in notation.families:
        for layer in layers_of(family, instance):
            name = family.template.replace(SLOT, str(layer))
            symbols[name] = Declared(name, _member_shape(family, layer))
    return replace(notation, symbols=symbols, families=())


def bind_tops(notation: Notation) -> Notation:
    """The declarations with each top of which the header states the number, `L = 4`, as that number."""
    sizes = [a for a in notation.assumptions if a.property is Property.SIZE]
    stated = {a.name.replace("{", "").replace("}", ""): a.size for a in sizes}
    letters = set(tops_of(notation.families)) | {name for name in stated if notation.families and name.isupper()}
    used = {n for d in notation.symbols.values() for dim in d.shape or () for n in dim.names}
    tops = {n: size for n, size in stated.items() if n in letters - used and isinstance(size, int)}
    families = tuple(replace(f, high=f.high.at(tops)) for f in notation.families)
    kept = tuple(a for a in notation.assumptions if a.name.replace("{", "").replace("}", "") not in tops)
    return replace(notation, families=families, assumptions=kept, tops=tops) if tops else notation


def layers_of(family: Family, instance: Instance) -> range:
    """The layers of the members that exist."""
    top = family.high.at(instance.tops)
    high = instance.high if top.variable else min(top.offset, instance.high)
    found = range(max(family.low, instance.low), high + 1)
    if len(found) > MOST_MEMBERS:
        raise InputError(f"families: {family.template}: more than {MOST_MEMBERS} members")
    return found


def _member_shape(family: Family, layer: int) -> Shape:
    dims = tuple(read_dim(_at(text, {family.variable: layer})) for text in family.shape)
    return (dims[0], dims[1]) if len(dims) == 2 else (dims[0], Dim.of(1))


def _at(text: str, values: dict[str, int]) -> str:
    r"""`n_{l-1}` at l = 3 is `n_{2}`."""

    def place(match: re.Match[str]) -> str:
        layer = read_layer(match[1] or match[2])
        return match[0] if layer is None else f"_{{{layer.at(values)}}}"

    return _SUBSCRIPT.sub(place, text)


def _at_tops(shape: Shape | None, instance: Instance) -> Shape | None:
    if shape is None or not instance.tops:
        return shape
    names = {n: _at(n, dict(instance.tops)) for d in shape for n in d.names}
    return tuple(_renamed(d, names) for d in shape)


def _renamed(dim: Dim, names: dict[str, str]) -> Dim:
    found = Dim.of(0)
    for monomial, coefficient in dim.terms:
        term = Dim.of(coefficient)
        for name in monomial:
            term = term * names[name]
        found = found + term
    return found


def at_tops(formula: Formula, instance: Instance) -> Formula:
    """The formula with the tops of its names replaced by their numbers."""
    if isinstance(formula, Name):
        return replace(formula, layer=formula.layer.at(instance.tops)) if formula.layer else formula
    values = {f.name: _part(getattr(formula, f.name), instance) for f in fields(formula)[2:]}
    return replace(formula, **values)


def _part(value: Any, instance: Instance) -> Any:
    if isinstance(value, Layer):
        return value.at(instance.tops)
    if isinstance(value, Formula):
        return at_tops(value, instance)
    return tuple(_part(v, instance) for v in value) if isinstance(value, tuple) else value


def open_scalars(notation: Notation, instance: Instance, scalars: Iterable[str], meanings: Collection[str]) -> Notation:
    """Each scalar as an unknown linear function of the top of the window.

    Its gradient by a member of the window is a sum over the ways through the window to its top, of which each ends in
    a derivative by a member of the top layers. That derivative is any matrix: it is declared as a symbol of its own.
    Families in `meanings` are derivatives themselves, and no part of the network.
    """
    lowest = instance.high - OPEN_LAYERS + 1
    forward = [f for f in notation.families if f.template not in meanings]
    tops = [(f, layer) for f in forward for layer in layers_of(f, instance) if layer >= lowest]
    symbols, terms = dict(notation.symbols), dict[str, list[str]]()
    for at, (scalar, (family, layer)) in enumerate((s, t) for s in sorted(scalars) for t in tops):
        name = rf"\bar{{\Xi}}_{{above{at}}}"
        symbols[name] = Declared(name, _member_shape(family, layer))
        member = family.template.replace(SLOT, str(layer))
        terms.setdefault(scalar, []).append(rf"\sum ({name} \odot {member})")
    given = tuple(f"{scalar} = {' + '.join(parts)}" for scalar, parts in terms.items())
    kept = tuple(g for g in notation.given if g.partition("=")[0].strip() not in terms)
    return replace(notation, symbols=symbols, given=(*given, *kept))


def scaled_scalars(relations: Iterable[Relation], scalars: Collection[str], inputs: Collection[str]) -> set[str]:
    """Of the scalars those that are made of other ones and of inputs alone, J = L / m: what is open in them is L."""
    formulas: dict[str, list[Formula]] = {}
    for relation in relations:
        left = relation.members[0] if relation.members else None
        if isinstance(left, Name):
            formulas.setdefault(left.text, []).extend(relation.members[1:])
    single = {s: formulas[s][0] for s in scalars if len(formulas.get(s, ())) == 1}
    made = {s: {n.text for n in f.walk() if isinstance(n, Name)} for s, f in single.items()}
    found = {s for s, names in made.items() if names & set(scalars) - {s}}
    inputs = set(inputs) - formulas.keys()
    return {s for s in found if made[s] <= (set(scalars) - found) | inputs}


def read_family(name: Name, shape: tuple[str, ...], variable: str, bounds: str, place: str) -> Family:
    """A family from the words of the header.

    Raises:
        InputError: the name has no such layer, or the bounds are not understood.
    """
    if name.layer is None or name.layer != Layer(variable):
        raise InputError(f"{place}: the name must have {variable} as its layer, such as W^{{({variable})}}")
    low, dots, high = bounds.partition("..")
    top = read_layer(high.strip())
    if not dots or not low.strip().isdigit() or top is None:
        raise InputError(f"{place}: expected bounds such as 2..L or 1..4, found {bounds!r}")
    return Family(name.template, shape, variable, int(low), top)


def tops_of(families: Iterable[Family]) -> Iterator[str]:
    """The letters of symbolic tops, each once."""
    yield from dict.fromkeys(f.high.variable for f in families if f.is_symbolic)
