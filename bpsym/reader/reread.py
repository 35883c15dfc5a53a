"""A relation read again with another right side: how a repair is tried without knowing what is being repaired."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bpsym.derivation import Reading
from bpsym.errors import BpsymError
from bpsym.expr import DimLike, resize
from bpsym.notation import Name
from bpsym.reader.assemble import Context, assemble
from bpsym.reader.document import Relation
from bpsym.reader.names import Names
from bpsym.reader.parse import parse
from bpsym.reader.token import tokenize


@dataclass(frozen=True, slots=True)
class Reread:
    """Elaboration as a function: the context of a document, and its names for the parser."""

    context: Context
    names: Names

    def __call__(
        self, relation: Relation, link: int, source: str, end: int, sizes: Mapping[str, DimLike] | None = None
    ) -> list[tuple[Reading, ...]] | None:
        """The readings for each layer of `first member = source[start:end]`, or None where there is none.

        Args:
            relation: the relation of the notes.
            link: which `=` of it, from 0.
            source: the edited text; the right side begins where it began in the notes.
            end: the offset in `source` where the right side ends.
            sizes: dimensions to replace in every symbol, `o` by 1 or by another name.
        """
        left, right = relation.members[0], relation.members[link + 1]
        try:
            changed = parse(tokenize(source, right.start, end), end, self.names)
        except BpsymError:
            return None
        trial = replace(relation, id="repair", members=(left, changed), source=source)
        scope = replace(self.context.scope, text=source)
        if sizes:
            scope = replace(scope, symbols={n: resize(s, sizes) for n, s in scope.symbols.items()})
        entry, equations = assemble(trial, replace(self.context, scope=scope))
        if any(made.problem is not None for made in entry.links) or any(e.clash is not None for e in equations):
            return None
        return [e.readings for e in equations] or None

    @property
    def known(self) -> tuple[Name, ...]:
        """Every symbol of the document, by name."""
        return tuple(name for text, name in self.context.known.items() if text in self.context.defined.symbols)
