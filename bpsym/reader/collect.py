"""The relations of a document, parsed: which names are functions is found out on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bpsym.errors import UnreadError
from bpsym.notation import Call, Formula, Name
from bpsym.reader.calls import is_builtin
from bpsym.reader.cost import defined_cost
from bpsym.reader.document import Problem, Relation
from bpsym.reader.finder import Lines, Row
from bpsym.reader.names import Names, names_in
from bpsym.reader.parse import parse
from bpsym.reader.relation import Member, Split
from bpsym.reader.rows import Raw, split_rows
from bpsym.reader.vocabulary import DEFINING


@dataclass(frozen=True, slots=True)
class Collected:
    """All relations of a document, and the names that are applied like functions without being declared."""

    relations: tuple[Relation, ...]
    inferred_functions: tuple[str, ...]
    not_claims: int
    names: Names
    """What the relations were parsed with."""


def collect(text: str, rows: list[Row], macros: Mapping[str, str], declared: Names, lines: Lines) -> Collected:
    """Parse every relation; one that is not understood keeps its problem, and no other suffers."""
    raws, not_claims = split_rows(text, rows, macros, lines)
    subjects = [_subject(raw) for raw in raws]
    names = _with_subjects(declared, [s for s in subjects if s is not None])
    names = _with_costs(names, raws)
    relations = [_parse(raw, s, names, text) for raw, s in zip(raws, subjects)]
    plain = {n.text for r in relations for m in r.members for n in names_in(m)}
    applied = _applied(relations, names)
    if applied & plain:
        names = replace(names, symbols=names.symbols | (applied & plain))
        relations = [_parse(raw, s, names, text) for raw, s in zip(raws, subjects)]
    return Collected(tuple(relations), tuple(sorted(applied - plain)), not_claims, names)


def _with_subjects(declared: Names, subjects: list[Name]) -> Names:
    """The names with those that stand alone on the left of a relation, unless they look like entries of others."""
    every = replace(declared, symbols=declared.symbols | {s.text for s in subjects})
    entries = {s.text for s in subjects if s.text not in declared.symbols and every.whole_of(s)}
    return replace(every, symbols=every.symbols - entries) if entries else every


def _with_costs(names: Names, raws: list[Raw]) -> Names:
    """The names with those that are defined as functions of symbols."""
    costs: dict[str, tuple[str, ...]] = {}
    for raw in raws:
        found = defined_cost(raw.split.members[0].tokens, names) if raw.split else None
        if found is not None:
            costs.setdefault(*found)
    return replace(names, symbols=names.symbols | costs.keys(), costs=costs) if costs else names


def _subject(raw: Raw) -> Name | None:
    """The name that stands alone on the left of a relation."""
    if raw.split is None:
        return None
    first = raw.split.members[0]
    try:
        formula = parse(first.tokens, first.end, Names())
    except UnreadError:
        return None
    return formula if isinstance(formula, Name) else None


def _parse(raw: Raw, subject: Name | None, names: Names, text: str) -> Relation:
    if raw.split is None:
        return Relation(raw.id, raw.tag, raw.latex, raw.start, raw.end, problem=raw.problem)
    try:
        members = tuple(_member(m, names) for m in raw.split.members)
    except UnreadError as error:
        problem = Problem(str(error), error.start, error.end)
        name = subject.text if subject else ""
        return Relation(raw.id, raw.tag, raw.latex, raw.start, raw.end, problem=problem, subject=name)
    is_update, fault = _update(raw.split, members)
    return Relation(raw.id, raw.tag, raw.latex, raw.start, raw.end, members, fault, is_update, source=text)


def _update(split: Split, members: tuple[Formula, ...]) -> tuple[bool, Problem | None]:
    """Whether the relation gives a symbol its next value; z := X W, without z on the right, is a definition."""
    if not split.is_update:
        return False, None
    left, right = members[0], members[-1]
    by_itself = isinstance(left, Name) and left.text in {n.text for n in names_in(right)}
    if len(members) == 2 and set(split.signs) <= DEFINING and not by_itself:
        return False, None
    if len(members) > 2 or not isinstance(left, Name):
        return False, Problem("an update stands alone, with one symbol on its left", left.start, right.end)
    return True, None


def _member(member: Member, names: Names) -> Formula:
    if not member.tokens:
        raise UnreadError("one side of the relation is missing", member.start, max(member.end, member.start + 1))
    return parse(member.tokens, member.end, names)


def _applied(relations: list[Relation], names: Names) -> set[str]:
    calls = [n for r in relations for m in r.members for n in m.walk() if isinstance(n, Call)]
    found = {c.function.text for c in calls}
    return {n for n in found if n not in names.functions and not is_builtin(n)}
