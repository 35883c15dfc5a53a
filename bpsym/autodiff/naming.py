"""Ids for derived equations, and the ids of those that they come from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain, count

from bpsym.derivation import Derivation
from bpsym.expr import Expr, Partial, Symbol


@dataclass(frozen=True, slots=True)
class Names:
    """The ids of one derivation, which grow with every new one."""

    code_names: Mapping[str, str]
    defined_by: Mapping[Symbol, str]
    """Symbol -> id of the equation that defines it."""
    taken: set[str]

    @staticmethod
    def of(derivation: Derivation) -> Names:
        """The ids that a derivation has already."""
        defined_by = {e.defines: e.id for e in reversed(derivation.equations) if e.defines is not None}
        return Names(derivation.code_names, defined_by, {e.id for e in derivation.equations})

    def origin(self, through: Iterable[Symbol]) -> str:
        """The ids of the equations that define these symbols, separated by blanks."""
        return " ".join(self.defined_by[symbol] for symbol in through if symbol in self.defined_by)

    def new_id(self, left: Expr) -> str:
        """An id that no other equation has: `dJdW2` for ∂J/∂W⁽²⁾, or `dJdW2-2` where there is one already."""
        codes = [self._code(node) for node in left.walk() if isinstance(node, Symbol)]
        start = "".join(f"d{code}" for code in codes) if isinstance(left, Partial) else codes[0]
        numbered = (f"{start}-{n}" for n in count(2))
        name = next(id for id in chain([start], numbered) if id not in self.taken)
        self.taken.add(name)
        return name

    def _code(self, symbol: Symbol) -> str:
        return self.code_names.get(symbol.name) or re.sub(r"[^A-Za-z0-9]", "", symbol.name)
