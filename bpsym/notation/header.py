"""What a document declares of its symbols: by its own table, in prose, or in a header."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bpsym.expr import Function, Shape
from bpsym.notation.assumption import Assumption
from bpsym.notation.family import Family
from bpsym.notation.layout import Layout


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
    layout: Layout | None = None
    """None where it is not declared."""
    differentials: dict[str, str] = field(default_factory=dict)
    """Stem -> the scalar that `d` before it differentiates: `Z` -> `L` for dZ; `""` stands for every other stem."""
    dialect: str = ""
    """`numpy` or `matlab`, for formulas typed as code."""
    sections: tuple[Section, ...] = ()
    tops: dict[str, int] = field(default_factory=dict)
    """Tops of families of which the header states the number: `L` -> 4."""
    stale: frozenset[str] = frozenset()
    """Templates of names that an earlier section defines: what they mean in this one is not known."""
    beneath: Notation | None = None
    """The conventions of a project, which hold where a document says nothing else."""

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
            layout=other.layout or self.layout,
            differentials=self.differentials | other.differentials,
            dialect=other.dialect or self.dialect,
            sections=self.sections + other.sections,
            tops=self.tops | other.tops,
            stale=self.stale | other.stale,
            beneath=other.beneath or self.beneath,
        )

    def above(self, conventions: Notation) -> Notation:
        """These declarations, and those conventions that say nothing of what is declared here."""
        templates = {family.template for family in self.families}
        given = {_left(text) for text in self.given}
        rest = replace(
            conventions,
            families=tuple(f for f in conventions.families if f.template not in templates),
            given=tuple(text for text in conventions.given if _left(text) not in given),
        )
        return rest.merged(replace(self, beneath=None))


def _left(equation: str) -> str:
    return "".join(equation.partition("=")[0].split())


@dataclass(frozen=True, slots=True)
class Section:
    """What a document declares anew from a heading on."""

    start: str
    """Text of the heading, with single spaces."""
    place: str
    """Where it is declared, for messages."""
    notation: Notation
