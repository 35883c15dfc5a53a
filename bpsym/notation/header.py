"""What a document declares of its symbols: by its own table, in prose, or in a header."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bpsym.expr import Function, Shape
from bpsym.notation.assumption import Assumption
from bpsym.notation.family import Family


@dataclass(frozen=True, slots=True)
class Declared:
    """One declared name: its shape (None: not said), its name in code, and the line that says so (0: a header)."""

    name: str
    shape: Shape | None = None
    code: str = ""
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Notation:
    """All declarations of a document together; later ones win."""

    symbols: dict[str, Declared] = field(default_factory=dict)
    families: tuple[Family, ...] = ()
    functions: dict[str, Function] = field(default_factory=dict)
    macros: dict[str, str] = field(default_factory=dict)
    products: dict[str, str] = field(default_factory=dict)
    given: tuple[str, ...] = ()
    assumptions: tuple[Assumption, ...] = ()

    def merged(self, other: Notation) -> Notation:
        """These declarations, then the other's."""
        return replace(
            self,
            symbols=self.symbols | other.symbols,
            families=self.families + other.families,
            functions=self.functions | other.functions,
            macros=self.macros | other.macros,
            products=self.products | other.products,
            given=self.given + other.given,
            assumptions=self.assumptions + other.assumptions,
        )
