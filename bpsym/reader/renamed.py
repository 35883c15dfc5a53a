r"""Second names of symbols: `given: ['a = a^L']`, where `a` is declared nowhere; `h_{W,b}(x) = a^{(3)}`."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import fields, replace
from typing import Any

from bpsym.errors import UnreadError
from bpsym.notation import Arguments, Call, Formula, Name, Notation
from bpsym.reader.document import Relation
from bpsym.reader.name import read_name
from bpsym.reader.stream import Stream
from bpsym.reader.token import tokenize

Key = tuple[str, ...]
"""The name; with its arguments, where it is written like a function."""


def called_names(given: Iterable[str], symbols: Container[str]) -> Iterator[str]:
    """The names that stand with brackets on the left of an equation of the header, and are no symbols."""
    for text in given:
        left = text.partition("=")[0]
        stream = Stream(tokenize(left, 0, len(left)), len(left))
        try:
            name = read_name(stream).name.text
        except UnreadError:
            continue
        if stream.here == "(" and name not in symbols:
            yield name


def second_names(given: Iterable[Relation], notation: Notation) -> dict[Key, Name]:
    """What each second name stands for: another name, by an equation of the header."""
    found: dict[Key, Name] = {}
    members = {family.template for family in notation.families}
    for relation in given:
        left, right = relation.members
        key = _key(left)
        base = left.function if isinstance(left, Call) else left
        if not key or not isinstance(right, Name) or not isinstance(base, Name):
            continue
        if base is left and (base.layer is not None or right.layer is None):
            # Two names without a layer may be two steps of a forward pass.
            continue
        is_declared = base.text in notation.symbols or base.text in notation.functions or base.template in members
        if not is_declared and right.text not in (base.text, *(k[0] for k in found)):
            found[key] = right
    return found


def _key(formula: Formula) -> Key:
    """Empty for what is neither a name nor a name with names in brackets."""
    if isinstance(formula, Name):
        return (formula.text,)
    if not isinstance(formula, Call) or formula.primes:
        return ()
    several = formula.argument
    arguments = several.each if isinstance(several, Arguments) else (several,)
    names = [a.text for a in arguments if isinstance(a, Name)]
    return (formula.function.text, *names) if len(names) == len(arguments) else ()


def with_first_names(relations: Iterable[Relation], names: Mapping[Key, Name]) -> list[Relation]:
    """The relations with every second name replaced; what says that it is one is left out."""
    if not names:
        return list(relations)
    found = [replace(r, members=tuple(_replaced(m, names) for m in r.members)) for r in relations]
    return [r for r in found if not (r.is_declaration and len(set(map(_key, r.members))) == 1 and _key(r.members[0]))]


def _replaced(formula: Formula, names: Mapping[Key, Name]) -> Formula:
    first = names.get(_key(formula))
    if first is not None:
        return replace(first, start=formula.start, end=formula.end)
    if isinstance(formula, Name):
        return formula
    changed = {f.name: _part(getattr(formula, f.name), names) for f in fields(formula)[2:]}
    return replace(formula, **changed)


def _part(value: Any, names: Mapping[Key, Name]) -> Any:
    if isinstance(value, Formula):
        return _replaced(value, names)
    return tuple(_part(v, names) for v in value) if isinstance(value, tuple) else value
