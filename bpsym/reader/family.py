"""Lines that hold for every layer (k): their members, and members that the notes call by another name (a⁽¹⁾ is X)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from bpsym.notation import Differential, Formula, Layer, Name
from bpsym.reader.names import names_in


@dataclass(frozen=True, slots=True)
class Alias:
    """A missing member of a family and the formula that the notes have in its place, by which pattern."""

    name: str
    formula: Formula
    pattern: str
    """Name of the symbol whose definition shows the pattern."""
    instance: str
    """Name of the symbol whose definition has the formula in place of the missing member."""


@dataclass(frozen=True, slots=True)
class Case:
    """One value of the layer variable: the names that are missing there, on which side of the tops."""

    layers: Mapping[str, int]
    missing: tuple[Name, ...]

    @property
    def label(self) -> str:
        """`k = 1`."""
        return ", ".join(f"{k} = {v}" for k, v in self.layers.items())


def variables_in(members: Iterable[Formula], known: Mapping[str, Any]) -> set[str]:
    """The layer variables of the names that are not symbols of their own."""
    names = [n for m in members for n in names_in(m)]
    return {n.layer.variable for n in names if n.layer and n.layer.variable and n.text not in known}


def tops(known: Iterable[Name]) -> dict[str, tuple[int, int]]:
    """Template -> the lowest and the highest layer of its members."""
    found: dict[str, tuple[int, int]] = {}
    for name in known:
        if name.layer and not name.layer.variable:
            low, high = found.get(name.template, (name.layer.offset, name.layer.offset))
            found[name.template] = min(low, name.layer.offset), max(high, name.layer.offset)
    return found


def cases_of(
    members: tuple[Formula, ...], variable: str, known: Mapping[str, Name], ranges: Mapping[str, tuple[int, int]]
) -> list[Case]:
    """The values for which the left side exists, something on the right does, and no name lies beyond its top."""
    names = [n for m in members for n in names_in(m) if n.layer and n.layer.variable == variable]
    left = {n.text for n in names_in(members[0])}
    right = {n.text for n in names if n.text not in left}
    found = []
    for value in _values(names, known.values()):
        layers = {variable: value}
        missing = tuple({n.at(layers): n for n in names if n.at(layers) not in known}.values())
        beyond = any(_is_beyond(n, layers, ranges) for n in missing)
        none_left = bool(right) and right <= {n.text for n in missing}
        if not beyond and not none_left and not any(n.text in left for n in missing):
            found.append(Case(layers, missing))
    return found


def _values(names: Iterable[Name], known: Iterable[Name]) -> list[int]:
    """The values of the variable for which at least one of the names exists."""
    offsets: dict[str, set[int]] = {}
    for name in names:
        if name.layer:
            offsets.setdefault(name.template, set()).add(name.layer.offset)
    members = [n for n in known if n.template in offsets and n.layer and not n.layer.variable]
    return sorted({n.layer.offset - o for n in members if n.layer for o in offsets[n.template]})


def _is_beyond(name: Name, layers: Mapping[str, int], ranges: Mapping[str, tuple[int, int]]) -> bool:
    assert name.layer is not None
    here = name.layer.at(layers).offset
    return name.template not in ranges or here > ranges[name.template][1]


def find_alias(name: Name, layers: Mapping[str, int], definitions: Mapping[str, tuple[Name, Formula]]) -> Alias | None:
    """What stands in place of a missing member, by the pattern of a definition one or more layers up.

    z⁽³⁾ = a⁽²⁾ W⁽²⁾ one layer down is z⁽²⁾ = a⁽¹⁾ W⁽¹⁾; the notes have z⁽²⁾ = X W⁽¹⁾: a⁽¹⁾ is X. None where no
    definition shows it, or where two disagree.
    """
    assert name.layer is not None
    target = name.layer.at(layers).offset
    text = name.at(layers)
    found: dict[str, Alias] = {}
    for pattern, (subject, body) in definitions.items():
        for member in names_in(body):
            if member.template != name.template or member.layer is None or member.layer.variable:
                continue
            steps = member.layer.offset - target
            if steps <= 0 or subject.layer is None:
                continue
            lower = Name(0, 0, subject.template, subject.layer - steps).text
            if lower in definitions:
                holes: dict[str, Formula] = {}
                if match(body, definitions[lower][1], steps, text, holes) and text in holes:
                    alias = Alias(text, holes[text], pattern, lower)
                    found.setdefault(_shape_of(holes[text]), alias)
    return next(iter(found.values())) if len(found) == 1 else None


def match(pattern: Formula, other: Formula, steps: int, hole: str, holes: dict[str, Formula]) -> bool:
    """Whether the pattern, `steps` layers down, is the other formula but for the name `hole`."""
    if isinstance(pattern, Name):
        lowered = Name(0, 0, pattern.template, _lower(pattern.layer, steps)).text
        if lowered == hole and not (isinstance(other, Name) and other.text == hole):
            seen = holes.setdefault(hole, other)
            return _shape_of(seen) == _shape_of(other)
        return isinstance(other, Name) and other.text in (lowered, pattern.text if pattern.layer is None else lowered)
    if type(pattern) is not type(other) or len(pattern.parts) != len(other.parts):
        return False
    if _rest(pattern) != _rest(other):
        return False
    return all(match(a, b, steps, hole, holes) for a, b in zip(pattern.parts, other.parts))


def _lower(layer: Layer | None, steps: int) -> Layer | None:
    return layer - steps if layer is not None and not layer.variable else layer


def _rest(formula: Formula) -> tuple[Any, ...]:
    """What a node says besides its parts."""
    values = [getattr(formula, f.name) for f in fields(formula)[2:]]
    return tuple(v for v in values if not isinstance(v, Formula) and not _is_parts(v))


def _is_parts(value: Any) -> bool:
    return isinstance(value, tuple) and any(isinstance(v, Formula) for v in value)


def _shape_of(formula: Formula) -> str:
    """A text that is the same for the same formula, wherever it stands."""
    if isinstance(formula, Name):
        return formula.text
    inside = ",".join(_shape_of(p) for p in formula.parts)
    return f"{type(formula).__name__}{_rest(formula)}({inside})"


def same_layer_meaning(name: Name, meaning: Formula) -> tuple[str, Differential] | None:
    """(template, ∂J/∂z⁽ᵏ⁾) where a name of layer k means the derivative by another name of the same layer."""
    if not isinstance(meaning, Differential) or not isinstance(meaning.wrt, Name) or name.layer is None:
        return None
    return (name.template, meaning) if meaning.wrt.layer == name.layer else None
