"""The smallest edits that make a refuted equation provable, in the notes' own words."""

from __future__ import annotations

from itertools import islice

from bpsym.checker import Judge
from bpsym.derivation import Reading, Repair
from bpsym.expr import Map, Symbol
from bpsym.notation import Formula, Product
from bpsym.reader import Document, Relation, whole_start
from bpsym.review.edits import Material, edits_of

MOST_REPAIRS = 4
MOST_EDITS = 600
"""Edits that are tried for one equation; fewer for a long product, whose readings take longer (see `_allowed`)."""


def find_repairs(document: Document, relation: Relation, link: int, judge: Judge) -> tuple[Repair, ...]:
    """Single edits of the right side under which the equation is proved, the likeliest first."""
    source, right = relation.source, relation.members[link + 1]
    material = Material(source, document.known, tuple(_slopes(document)))
    found: dict[str, Repair] = {}
    for edit in islice(edits_of(right, material), _allowed(right)):
        if len(found) == MOST_REPAIRS:
            break
        mended = edit.apply(source)
        end = right.end + len(mended) - len(source)
        text = " ".join(mended[whole_start(mended, right.start) : end].split())
        if text in found or not text:
            continue
        cases = document.reread(relation, link, mended, end)
        if cases is not None and all(_is_telling(r) and judge.proves(r) for readings in cases for r in readings):
            found[text] = Repair(_whole(document, relation, text), edit.words)
    return tuple(found.values())


def _allowed(right: Formula) -> int:
    """How many edits are tried: all readings of n factors take about n³ steps."""
    longest = max((len(n.factors) for n in right.walk() if isinstance(n, Product)), default=1)
    return min(MOST_EDITS, 20_000 // longest**3)


def _is_telling(reading: Reading) -> bool:
    """Whether the equation says anything: not that a thing is itself, nor by means of itself."""
    return reading.left not in reading.right.walk()


def _whole(document: Document, relation: Relation, right: str) -> str:
    first = relation.members[0]
    left = " ".join(relation.source[whole_start(relation.source, first.start) : first.end].split())
    return f"{left} = {right}"


def _slopes(document: Document) -> list[str]:
    r"""`f'(z^{(2)})` for every f(z) in the forward equations."""
    found: dict[str, None] = {}
    for body in document.derivation.forward.values():
        for node in body.walk():
            if isinstance(node, Map) and node.function.order == 0 and isinstance(node.body, Symbol):
                found[f"{node.function.name}'({node.body.name})"] = None
    return list(found)
