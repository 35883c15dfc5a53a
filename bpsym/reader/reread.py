"""A relation read again with another right side: how a repair is tried without knowing what is being repaired."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bpsym.derivation import Reading
from bpsym.errors import BpsymError
from bpsym.expr import DimLike, resize
from bpsym.notation import Formula, Instance, Layout, Name
from bpsym.reader.assemble import Context, assemble
from bpsym.reader.document import Relation
from bpsym.reader.layer_sum import write_out
from bpsym.reader.macro import expand
from bpsym.reader.members import at_tops
from bpsym.reader.names import Names
from bpsym.reader.parse import parse
from bpsym.reader.token import Token, tokenize

_BETWEEN_ROWS = frozenset({"&", r"\\"})


@dataclass(frozen=True, slots=True)
class Reread:
    """Elaboration as a function: the context of a document, and its names for the parser."""

    context: Context
    names: Names
    macros: Mapping[str, str] = field(default_factory=dict)
    instance: Instance = field(default_factory=Instance)
    """Which layers exist, and the numbers of the tops."""

    def __call__(
        self,
        relation: Relation,
        link: int,
        source: str,
        end: int,
        sizes: Mapping[str, DimLike] | None = None,
        layout: Layout | None = None,
    ) -> list[tuple[Reading, ...]] | None:
        """The readings for each layer of `first member = source[start:end]`, or None where there is none.

        Args:
            relation: the relation of the notes.
            link: which `=` of it, from 0.
            source: the edited text; the right side begins where it began in the notes.
            end: the offset in `source` where the right side ends.
            sizes: dimensions to replace in every symbol, `o` by 1 or by another name.
            layout: how derivatives are laid out, if not as the notes say.
        """
        left, right = relation.members[0], relation.members[link + 1]
        try:
            changed = right if source == relation.source and end == right.end else self._parsed(source, right, end)
        except BpsymError:
            return None
        trial = replace(relation, id="repair", members=(left, changed), source=source)
        scope = replace(self.context.scope, text=source)
        if sizes:
            scope = replace(scope, symbols={n: resize(s, sizes) for n, s in scope.symbols.items()})
        if layout is not None:
            scope = replace(scope, layout=layout)
        entry, equations = assemble(trial, replace(self.context, scope=scope))
        if any(made.problem is not None for made in entry.links) or any(e.clash is not None for e in equations):
            return None
        return [e.readings for e in equations] or None

    def _parsed(self, source: str, right: Formula, end: int) -> Formula:
        written = parse(self._tokens(source, right.start, end), end, self.names)
        return write_out(at_tops(written, self.instance))

    def _tokens(self, source: str, start: int, end: int) -> list[Token]:
        """The tokens of a formula, macros replaced; one that goes on in the row below is put together."""
        tokens = expand(tokenize(source, start, end), self.macros)
        return [token for token in tokens if token.text not in _BETWEEN_ROWS]

    @property
    def known(self) -> tuple[Name, ...]:
        """Every symbol of the document, by name."""
        return tuple(name for text, name in self.context.known.items() if text in self.context.defined.symbols)
