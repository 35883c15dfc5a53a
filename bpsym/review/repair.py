"""The smallest edits that make a refuted equation provable, in the notes' own words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

from bpsym.checker import Judge
from bpsym.derivation import Equation, Patch, Reading, Repair
from bpsym.expr import Expr, Partial, Symbol
from bpsym.notation import Formula, Product
from bpsym.reader import Document, Relation, whole_start
from bpsym.review.edits import Edit, Material, edits_of, without_brackets
from bpsym.review.gradient import derived_gradient, written, written_terms
from bpsym.review.material import gather

MOST_REPAIRS = 4
MOST_EDITS = 2000
"""Edits that are tried for one equation; fewer for a long product, whose readings take longer (see `_allowed`)."""
PATIENCE = 250
"""Edits that are tried after the first that mends the equation: a likelier kind of mistake has been found."""
REPLACE = "replace the right side: no single edit mends it; this is the gradient as it is derived"


def find_repairs(
    document: Document, relation: Relation, equation: Equation, judges: Sequence[Judge]
) -> tuple[Repair, ...]:
    """Single edits of the right side under which the equation is proved, the likeliest first.

    Where there is none, the gradient as it is derived, if it is proved.

    Args:
        document: the notes.
        relation: the one that is to be mended.
        equation: the link of it that is refuted.
        judges: one for what the notes state, and one more for each condition that stands for all notes.
    """
    search = _Search(document, _with_whole(relation, equation.link + 1), equation, tuple(judges))
    found: dict[str, Repair] = {}
    for repair in search.mended():
        found.setdefault(repair.edit, repair)
        if len(found) == MOST_REPAIRS:
            break
    return tuple(found.values()) or tuple(search.derived())


@dataclass(frozen=True)
class _Search:
    """The search for the repairs of one equation."""

    document: Document
    relation: Relation
    equation: Equation
    judges: tuple[Judge, ...]

    @property
    def right(self) -> Formula:
        """The side that is edited."""
        return self.relation.members[self.equation.link + 1]

    @cached_property
    def gradient(self) -> Expr | None:
        """The true right side, where the left one is a gradient of these notes; not of a family of them."""
        if self.equation.case or not self.lefts:
            return None
        return derived_gradient(self.lefts[0], self.judges[0].definitions)

    @cached_property
    def lefts(self) -> tuple[Expr, ...]:
        """The left side, if it has a reading: it has one even where the right side clashes with it."""
        first = self.relation.members[0]
        cases = self.document.reread(self.relation, -1, self.relation.source, first.end) or []
        return tuple(reading.left for readings in cases for reading in readings)

    @cached_property
    def material(self) -> Material:
        """What edits may put in."""
        return gather(self.document, self.relation, lambda: written_terms(self.gradient))

    def mended(self) -> Iterator[Repair]:
        """Every edit under which the equation is proved, each text once."""
        tried, last = {self._text(self.relation.source, self.right.end)}, _allowed(self.right)
        for number, edit in enumerate(islice(edits_of(self.right, self.material), last)):
            if number > last:
                return
            mended = edit.apply(self.relation.source)
            end = self.right.end + len(mended) - len(self.relation.source)
            text = self._text(mended, end)
            if text and text not in tried and self._proves(mended, end):
                last = min(last, number + PATIENCE)
                yield self._repair(text, edit)
            tried.add(text)

    def derived(self) -> Iterator[Repair]:
        """The whole gradient in the place of the right side."""
        if self.gradient is None:
            return
        edit = Edit(self.right.start, self.right.end, self.material.styled(written(self.gradient)), REPLACE)
        if self._proves(edit.apply(self.relation.source), edit.start + len(edit.text)):
            yield self._repair(edit.text, edit)

    def _text(self, source: str, end: int) -> str:
        return without_brackets(" ".join(source[self.right.start : end].split()))

    def _proves(self, source: str, end: int) -> bool:
        cases = self.document.reread(self.relation, self.equation.link, source, end)
        readings = [r for case in cases or [] for r in case]
        if not readings or not all(self._is_telling(r) for r in readings):
            return False
        return any(all(judge.proves(r) for r in readings) for judge in self.judges)

    def _is_telling(self, reading: Reading) -> bool:
        """Whether the equation says anything: not that a thing is itself, nor by means of itself under another name."""
        left, meaning = reading.left, self._meaning(reading.left)
        nodes = tuple(reading.right.walk())
        return left not in nodes and (meaning is None or all(self._meaning(node) != meaning for node in nodes))

    def _meaning(self, node: Expr) -> Expr | None:
        """The derivative that a node is, or means."""
        named = self.judges[0].definitions.get(node) if isinstance(node, Symbol) else node
        return named if isinstance(named, Partial) else None

    def _repair(self, right: str, edit: Edit) -> Repair:
        source, first = self.relation.source, self.relation.members[0]
        left = " ".join(source[whole_start(source, first.start) : first.end].split())
        return Repair(f"{left} = {right}", edit.words, self._patch(edit))

    def _patch(self, edit: Edit) -> Patch:
        """The edit with what stands beside it in its lines, so that the place can be found again in the file."""
        source = self.relation.source
        start = max(self.right.start, source.rfind("\n", 0, edit.start) + 1)
        start += len(source[start : edit.start]) - len(source[start : edit.start].lstrip())
        end = source.find("\n", edit.end)
        end = min(self.right.end, end if end >= 0 else len(source))
        old = source[start:end]
        return Patch(
            *self.document.lines.place(start), old, source[start : edit.start] + edit.text + source[edit.end : end]
        )


def _with_whole(relation: Relation, at: int) -> Relation:
    r"""The relation with the member that is edited from the `\left` of its first bracket on."""
    member = relation.members[at]
    whole = replace(member, start=whole_start(relation.source, member.start))
    return replace(relation, members=(*relation.members[:at], whole, *relation.members[at + 1 :]))


def _allowed(right: Formula) -> int:
    """How many edits are tried: all readings of n factors take about n³ steps."""
    longest = max((len(n.factors) for n in right.walk() if isinstance(n, Product)), default=1)
    return min(MOST_EDITS, 60_000 // longest**3)
