"""What the reader makes of a file: a derivation, and where each of its equations stands in the notes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from bpsym.derivation import Derivation, Finding, Reading
from bpsym.expr import DimLike, Function, Shape
from bpsym.notation import Assumption, Formula, LayerRange, Layout, Name
from bpsym.reader.finder import Lines
from bpsym.reader.whole import whole_members


@dataclass(frozen=True, slots=True)
class Problem:
    """Why something was not read or not judged, with offsets in the source."""

    message: str
    start: int
    end: int
    code: str = "BP101"


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation of the notes, parsed; in a continuation row the first member is that of the row above."""

    id: str
    tag: str
    latex: str
    start: int
    end: int
    members: tuple[Formula, ...] = ()
    problem: Problem | None = None
    is_update: bool = False
    is_declaration: bool = False
    """Whether it stands in a table of symbols or under `given`, and so gives a meaning."""
    source: str = ""
    """The text to which the offsets belong."""
    subject: str = ""
    """The name that stands alone on the left, even where the rest is not understood."""
    layers: LayerRange | None = None
    """The layers for which the line is said to hold, where it says so."""
    restriction: str = ""
    r"""A condition on its indices that stands near it, `i \ne j`: it may hold under that only."""

    @property
    def wholes(self) -> tuple[Formula, ...]:
        """The members, with whole arrays in place of their generic entries: z for z_j."""
        return whole_members(self.members)


@dataclass(slots=True)
class SourceLink:
    """One `=` of a relation: the ids of the equations that it became, or why it became none."""

    latex: str
    equations: list[str] = field(default_factory=list)
    problem: Problem | None = None


@dataclass(slots=True)
class SourceEntry:
    """One relation with its links, and findings that arose while reading it."""

    relation: Relation
    links: list[SourceLink] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    problem: Problem | None = None
    """Why the whole relation is unread."""


class Rereading(Protocol):
    """A relation read again with another right side, with other dimensions or in another layout (see `Reread`)."""

    def __call__(
        self,
        relation: Relation,
        link: int,
        source: str,
        end: int,
        sizes: Mapping[str, DimLike] | None = None,
        layout: Layout | None = None,
    ) -> list[tuple[Reading, ...]] | None:
        """The readings for each layer, or None where there is none."""
        ...


@dataclass(frozen=True, slots=True)
class Inventory:
    """What is known of the names of a document."""

    shapes: Mapping[str, Shape] = field(default_factory=dict)
    """Symbol -> its shape, of all symbols that have one."""
    inferred: frozenset[str] = frozenset()
    """Symbols that are not declared, and whose shape follows from the definitions."""
    functions: Mapping[str, Function] = field(default_factory=dict)
    """The functions that are declared, or applied without being declared."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file that has been read."""

    file: str
    text: str
    lines: Lines
    derivation: Derivation
    entries: tuple[SourceEntry, ...]
    findings: tuple[Finding, ...]
    not_claims: int
    reread: Rereading
    known: tuple[Name, ...]
    """Every symbol, as a name."""
    assumptions: tuple[Assumption, ...] = ()
    """What the header states."""
    given: tuple[Relation, ...] = ()
    """The equations of the header."""
    dimensions: frozenset[str] = frozenset()
    """The names of all dimensions."""
    is_instance: bool = False
    """Whether a network of one depth stands here for networks of any depth."""
    names_layers: bool = True
    """Whether the notes call some layer by its number or as the top, rather than each of them l."""
    doubtful: frozenset[str] = frozenset()
    """Symbols whose definition was not read, or is ill-typed: nothing may rest on them."""
    macros: Mapping[str, str] = field(default_factory=dict)
    """The commands of the author's own."""
    layout: Layout | None = None
    """How derivatives are laid out as matrices, where the header says so."""
    inventory: Inventory = field(default_factory=Inventory)
    """The symbols and the functions."""

    def finding(self, code: str, message: str, start: int, end: int) -> Finding:
        """A finding about text[start:end]."""
        return place_finding(self.lines, code, message, start, end)


def place_finding(lines: Lines, code: str, message: str, start: int, end: int) -> Finding:
    """A finding with the line and column of its offsets."""
    line, column = lines.place(start)
    return Finding(code, message, line, column, column + max(end - start, 1))
