"""The definitions of a derivation as the checker sees them: what uses what, and what comes before what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from functools import cached_property

from bpsym.checker.normal.place import Compound, Place, Spot, fitting, flat, plain
from bpsym.checker.normal.structure import Structure
from bpsym.derivation import in_order
from bpsym.errors import InputError
from bpsym.expr import Expr, Index, Partial, Symbol


class Program:
    """Definitions by name: forward ones, and symbols with the meaning of a derivative.

    What lies upstream of a name is a set of bits, one for each name, made once in the order of evaluation.

    Raises:
        InputError: the definitions form a circle, or two of them have one name.
    """

    def __init__(self, definitions: Mapping[Symbol, Expr]) -> None:
        self.symbols = {s.name: s for s in definitions}
        if len(self.symbols) < len(definitions):
            names = [s.name for s in definitions]
            twice = next(n for n in names if names.count(n) > 1)
            raise InputError(f"two definitions of {twice}, of different shapes; give one of them another name")
        self.definitions = {s.name: e for s, e in definitions.items()}
        self.order = {s.name: n for n, s in enumerate(in_order(definitions), start=1)}
        """Place in the order of evaluation; inputs have none."""
        self.closed: Program = self
        """The same program outside of every sum, where no index of the notes stands for anything."""
        self.indices: Mapping[Index, Spot] = {}
        """What the indices of the notes stand for here."""

    def binding(self, indices: Mapping[Index, Spot]) -> Program:
        """The same definitions in the scope of more indices, which hide those of the same name and dimension.

        What is worked out about the definitions is kept by `closed`: ask that one.
        """
        inner = copy(self.closed)
        inner.indices = {**self.indices, **indices}
        return inner

    @property
    def structure(self) -> Structure:
        """How axes are split that are products of dimensions."""
        return self.closed._structure

    @cached_property
    def _structure(self) -> Structure:
        return Structure({name: self.definitions[name] for name in self.order})

    def place_of(self, name: str, indices: tuple[int, ...]) -> Place:
        """The place that an entry's indices are, some of which together stand on one axis."""
        axes = self.structure.defined.get(name)
        if axes is None:
            return indices
        place, waiting = list[Spot](), list(indices)
        for axis in axes:
            count = max(1, len(axis))
            place.append(Compound(tuple(waiting[:count]), axis) if count > 1 else waiting[0])
            del waiting[:count]
        return tuple(place)

    def indices_of(self, name: str, place: Place) -> tuple[int, ...]:
        """The indices of the entry at a place.

        Raises:
            UnsupportedError: an axis of the place is not split like that of the name.
        """
        axes = self.structure.defined.get(name)
        if axes is None:
            return tuple(plain(spot) for spot in place)
        return flat(tuple(fitting(spot, axis) for spot, axis in zip(place, axes, strict=True)))

    def rank(self, name: str) -> int:
        """How many indices an entry of a matrix of this name has."""
        axes = self.structure.defined.get(name)
        return 2 if axes is None else sum(max(1, len(axis)) for axis in axes)

    @cached_property
    def uses(self) -> dict[str, tuple[str, ...]]:
        """Defined name -> the names that its definition mentions, what derivatives are taken of and by included."""
        return {
            name: tuple(dict.fromkeys(n.name for n in body.walk() if isinstance(n, Symbol)))
            for name, body in self.definitions.items()
        }

    @cached_property
    def users(self) -> dict[str, tuple[str, ...]]:
        """Name -> the defined names whose definitions mention it, derivatives left out."""
        found: dict[str, list[str]] = {}
        for name, used in self.uses.items():
            if not self.is_meaning(name):
                for other in used:
                    found.setdefault(other, []).append(name)
        return {name: tuple(users) for name, users in found.items()}

    def is_meaning(self, name: str) -> bool:
        """Whether the definition of the name contains a derivative."""
        return name in self.meanings

    def depends(self, of: str, wrt: str) -> bool:
        """Whether `of` is `wrt`, or its definition leads to it."""
        return of == wrt or bool(self._upstream.get(of, 0) & self._bit.get(wrt, 0))

    def rests_on(self, names: Iterable[str], candidates: Iterable[str]) -> list[str]:
        """The candidates that are among the names, or upstream of one of them."""
        reached = 0
        for name in names:
            reached |= self._bit.get(name, 0) | self._upstream.get(name, 0)
        asked = set(names)
        return [c for c in candidates if c in asked or self._bit.get(c, 0) & reached]

    def leads_through_derivative(self, of: str, wrt: str) -> bool:
        """Whether a name with a derivative in its definition stands between the two, or is the first of them."""
        return any(self.depends(m, wrt) for m in self.meanings if m != wrt and self.depends(of, m))

    def variables_between(self, names: Iterable[str], wrt: str) -> set[str]:
        """What is differentiated by, in the definitions that stand between the names and `wrt`."""
        meanings = [m for m in self.rests_on(names, self.meanings) if m != wrt and self.depends(m, wrt)]
        return {v for m in meanings for v in self._variables[m]}

    @cached_property
    def _variables(self) -> dict[str, set[str]]:
        bodies = ((m, self.definitions[m]) for m in self.meanings)
        return {m: {n.wrt.name for n in body.walk() if isinstance(n, Partial)} for m, body in bodies}

    @cached_property
    def meanings(self) -> tuple[str, ...]:
        """The names with a derivative in their definition."""
        return tuple(n for n, e in self.definitions.items() if any(isinstance(p, Partial) for p in e.walk()))

    @cached_property
    def _bit(self) -> dict[str, int]:
        names = dict.fromkeys(self.order) | dict.fromkeys(n for used in self.uses.values() for n in used)
        return {name: 1 << n for n, name in enumerate(names)}

    @cached_property
    def _upstream(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for name in self.order:
            found[name] = 0
            for used in self.uses[name]:
                found[name] |= self._bit[used] | found.get(used, 0)
        return found
