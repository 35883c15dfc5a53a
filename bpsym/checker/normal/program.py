"""The definitions of a derivation as the checker sees them: what uses what, and what comes before what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from bpsym.derivation import in_order
from bpsym.errors import InputError
from bpsym.expr import Expr, Partial, Symbol


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
