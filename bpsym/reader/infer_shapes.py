"""Shapes that nobody declares and the forward equations force: of all shapes exactly one lets them have a shape.

Every shape made of the declared dimensions is tried, and one of dimensions of its own that stands for all others. A
symbol that is added alone, b in z = X W + b, is left out: it may be a matrix, or a row that is repeated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from itertools import product
from typing import Any

from bpsym.expr import ONE, Dim, Function, Shape, show_shape
from bpsym.notation import Call, Declared, Formula, Layout, Name, Notation, Product, Sum, Transposed
from bpsym.reader.define import Introduction
from bpsym.reader.type_definitions import Defined, type_definitions
from bpsym.reader.vocabulary import PI

MOST_DIMENSIONS = 8
"""Of more, no shape is inferred: each pair of them would be tried."""
MOST_UNKNOWN = 12
_OTHERS = (Dim.of("another dimension"), Dim.of("yet another dimension"))
"""Dimensions that no notes have: if a shape of these fits, the shape is not forced."""


@dataclass(frozen=True, slots=True)
class Inferred:
    """A shape, and the equation that forces it."""

    shape: Shape
    because: Introduction

    @property
    def words(self) -> str:
        """`(m, n)`, `scalar`."""
        return show_shape(self.shape)


def infer_shapes(
    introductions: Mapping[str, Introduction],
    notation: Notation,
    functions: Mapping[str, Function],
    differentiated: frozenset[str],
    lost: set[str],
) -> dict[str, Inferred]:
    """Undeclared symbol of the forward equations -> its shape, where it has only one.

    `lost` are symbols whose definition is not read or uses itself; their shape is not guessed from how they are used.
    """
    forward = {n: i for n, i in introductions.items() if not i.is_meaning and n not in lost}
    search = _Search(forward, notation, functions, differentiated, frozenset(introductions) | lost)
    found: dict[str, Inferred] = {}
    waiting = search.unknown()
    if len(search.dims) > MOST_DIMENSIONS or len(waiting) > MOST_UNKNOWN:
        return {}
    progress = True
    while progress:
        progress = False
        for name in [n for n in waiting if n not in found]:
            shape = search.only_shape(name, found)
            if shape is not None:
                found[name] = Inferred(shape, next(i for i in forward.values() if name in i.uses))
                progress = True
    return found


def with_shapes(notation: Notation, inferred: Mapping[str, Inferred]) -> Notation:
    """The declarations with the inferred shapes."""
    return replace(notation, symbols=notation.symbols | {n: Declared(n, i.shape) for n, i in inferred.items()})


@dataclass(frozen=True, slots=True)
class _Search:
    """The forward equations of a document, and what is declared."""

    forward: Mapping[str, Introduction]
    notation: Notation
    functions: Mapping[str, Function]
    differentiated: frozenset[str]
    introduced: frozenset[str]
    """The symbols that some equation defines, even if it is not read."""

    @property
    def dims(self) -> list[Dim]:
        """The dimensions of the declared shapes."""
        declared = self.notation.symbols.values()
        return list(dict.fromkeys(d for s in declared if s.shape is not None for d in s.shape if d != ONE))

    def unknown(self) -> list[str]:
        """The names in forward equations that have neither a shape nor a formula."""
        shaped = {n for n, d in self.notation.symbols.items() if d.shape is not None}
        sizes = {name for d in self.dims for name in d.names}
        other = shaped | sizes | self.introduced | self.functions.keys() | {PI}
        return list(dict.fromkeys(n for i in self.forward.values() for n in sorted(i.uses - other)))

    def only_shape(self, name: str, found: Mapping[str, Inferred]) -> Shape | None:
        """The one shape that fits, if there is one."""
        about = self._about(name, found)
        if not about or any(_makes_products(n) for i in about.values() for n in i.formula.walk()):
            return None
        declared = dict(self.notation.symbols)
        declared |= {n: Declared(n, i.shape) for n, i in found.items()}
        declared |= {n: Declared(n, s.shape) for n, s in self._independent(about, declared).symbols.items()}
        fitting = list[Shape]()
        for shape in self._candidates():
            if self._fits(about, {**declared, name: Declared(name, shape)}):
                fitting.append(shape)
            if len(fitting) > 1 or any(d in _OTHERS for s in fitting for d in s):
                return None
        return fitting[0] if fitting else None

    def _candidates(self) -> Iterator[Shape]:
        dims = [*_OTHERS, ONE, *self.dims]
        return product(dims, dims)

    def _about(self, name: str, found: Mapping[str, Inferred]) -> dict[str, Introduction]:
        """The equations that depend on a name, without the unknown symbols that are added alone in them."""
        alone = {n for n in self.unknown() if n not in found}
        about: dict[str, Introduction] = {}
        reached, before = {name}, -1
        while len(reached) != before:
            before = len(reached)
            reached |= {n for n, i in self.forward.items() if i.uses & reached}
        for text in self.forward:
            if text in reached:
                introduction = self.forward[text]
                formula = _without(introduction.formula, alone, introduction.layers)
                about[text] = replace(introduction, formula=formula)
        return about if any(name in i.uses for i in about.values()) else {}

    def _independent(self, about: Mapping[str, Introduction], declared: Mapping[str, Declared]) -> Defined:
        rest = {n: i for n, i in self.forward.items() if n not in about}
        return self._typed(rest, declared)

    def _fits(self, about: Mapping[str, Introduction], declared: Mapping[str, Declared]) -> bool:
        """Whether every equation has a shape; one that is not read, or not in one way, speaks against nothing."""
        typed = self._typed(about, declared)
        return not typed.repeating and all(equation.clash is None for equation in typed.equations.values())

    def _typed(self, about: Mapping[str, Introduction], declared: Mapping[str, Declared]) -> Defined:
        layout = self.notation.layout or Layout()
        return type_definitions(
            about, declared, self.functions, self.notation.products, self.differentiated, set(), layout
        )


def _makes_products(node: Formula) -> bool:
    r"""Whether it may have a dimension that is a product of others (\otimes, vec), which is not tried."""
    if isinstance(node, Product):
        return r"\otimes" in node.signs
    return isinstance(node, Call) and node.function.text.startswith(r"\operatorname{")


def _without(formula: Formula, names: set[str], layers: Mapping[str, int]) -> Formula:
    """The formula without the terms that are such a name alone; a sum of which nothing would be left stays."""
    if isinstance(formula, Sum):
        terms = list(zip(formula.terms, formula.signs))
        kept = [(_without(t, names, layers), sign) for t, sign in terms if not _is_one_of(t, names, layers)]
        kept = kept or terms
        return replace(formula, terms=tuple(t for t, _ in kept), signs=tuple(sign for _, sign in kept))
    values = {f.name: _part(getattr(formula, f.name), names, layers) for f in fields(formula)[2:]}
    return replace(formula, **values)


def _part(value: Any, names: set[str], layers: Mapping[str, int]) -> Any:
    if isinstance(value, Formula):
        return _without(value, names, layers)
    if isinstance(value, tuple):
        return tuple(_part(v, names, layers) for v in value)
    return value


def _is_one_of(term: Formula, names: set[str], layers: Mapping[str, int]) -> bool:
    base = term.base if isinstance(term, Transposed) else term
    return isinstance(base, Name) and base.at(layers) in names
