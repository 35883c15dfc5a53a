"""What keeps a line from being refuted: something in it that the notes say and bpsym did not take in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bpsym.checker import Judged
from bpsym.derivation import Judgement, Verdict
from bpsym.expr import Expr, Map, Symbol
from bpsym.notation import Call
from bpsym.reader import Document, Relation, is_weight, restricted


def be_cautious(
    document: Document, judged: Judged, definitions: Mapping[Symbol, Expr], relation: Relation | None = None
) -> Judged:
    """The judgement, but undecided where it is `refuted` and rests on something that was not taken in.

    A condition on the indices of the line may stand near it; a function whose formula stands in the notes is unknown to
    the judge; a number with the name of a dimension is not tied to that dimension.
    """
    if judged.judgement.verdict is not Verdict.REFUTED or judged.reading is None:
        return judged
    if relation is not None and relation.restriction:
        return _undecided(judged, "BP302", restricted(relation.restriction))
    nodes = list(_nodes([judged.reading.left, judged.reading.right], definitions))
    functions = {n.function.name for n in nodes if isinstance(n, Map) and not n.function.is_known}
    stated = sorted(functions & set(_stated_functions(document)))
    if stated:
        return _undecided(judged, "BP111", f"the formula for {stated[0]} was not read; declare it in the header")
    sides = [any(_is_weight(n) for n in _nodes([s], definitions)) for s in (judged.reading.left, judged.reading.right)]
    if sides[0] != sides[1]:
        return _undecided(judged, "BP302", "this would say something of a cost of which nothing is known")
    numbers = {n.name for n in nodes if isinstance(n, Symbol) and n.is_scalar and n not in definitions}
    tied = sorted(numbers & document.dimensions)
    if tied:
        return _undecided(judged, "BP302", f"{tied[0]} is a number here and a dimension elsewhere, not tied to it")
    return judged


def _is_weight(node: Expr) -> bool:
    return isinstance(node, Symbol) and is_weight(node)


def _undecided(judged: Judged, code: str, reason: str) -> Judged:
    return Judged(Judgement(Verdict.UNDECIDED, reason=reason), judged.reading, code)


def _nodes(sides: list[Expr], definitions: Mapping[Symbol, Expr]) -> Iterator[Expr]:
    """Every node of the sides and of the definitions on which they rest."""
    waiting, seen = list(sides), set[Symbol]()
    while waiting:
        for node in waiting.pop().walk():
            yield node
            if isinstance(node, Symbol) and node in definitions and node not in seen:
                seen.add(node)
                waiting.append(definitions[node])


def _stated_functions(document: Document) -> Iterator[str]:
    for source in document.entries:
        first = source.relation.members[0] if source.relation.members else None
        if isinstance(first, Call) and any(link.problem is not None for link in source.links):
            yield first.function.text
