"""The relations of a document, parsed: which names are functions is found out on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bpsym.errors import UnreadError
from bpsym.expr import Function, unknown
from bpsym.notation import Arguments, Call, Differential, Entry, Formula, Name
from bpsym.reader.arrays import Line, with_arrays
from bpsym.reader.calls import is_builtin
from bpsym.reader.cost import defined_cost, mentioned_costs, symbol_of
from bpsym.reader.document import Problem, Relation
from bpsym.reader.finder import Lines, Row
from bpsym.reader.names import Names, names_in
from bpsym.reader.naming import name_of_derivative
from bpsym.reader.parse import parse
from bpsym.reader.relation import Member, Split
from bpsym.reader.restriction import compares_indices, restrict, restricted
from bpsym.reader.rows import Raw, split_rows
from bpsym.reader.spelling import spell
from bpsym.reader.token import Token
from bpsym.reader.transposed import primed_names
from bpsym.reader.unknown_cost import cost, find_costs
from bpsym.reader.vocabulary import DEFINING
from bpsym.reader.whole import whole_members


@dataclass(frozen=True, slots=True)
class Collected:
    """All relations of a document, and the names that are applied like functions without being declared."""

    relations: tuple[Relation, ...]
    functions: dict[str, Function]
    """Those that nobody declares."""
    not_claims: int
    names: Names
    """What the relations were parsed with."""


def collect(text: str, rows: list[Row], macros: Mapping[str, str], declared: Names, lines: Lines) -> Collected:
    """Parse every relation; one that is not understood keeps its problem, and no other suffers."""
    raws, not_claims, restrictions = split_rows(text, rows, macros, lines, declared)
    declared = _with_results(declared, raws)
    subjects = [_subject(raw, declared) for raw in raws]
    names = _with_subjects(declared, [s for s in subjects if s is not None])
    lines_with_subject = [Line(s, _others(raw, declared)) for raw, s in zip(raws, subjects) if s and raw.split]
    names = with_arrays(names, lines_with_subject, declared)
    names = replace(names, primed=primed_names(r.split.members[0].tokens for r in raws if r.split))
    names = _with_costs(names, raws)
    relations = [_parse(raw, s, names, text) for raw, s in zip(raws, subjects)]
    plain = {n.text for r in relations for m in r.members for n in names_in(m)}
    applied = _applied(relations, names)
    if applied & plain:
        names = replace(names, symbols=names.symbols | (applied & plain))
        relations = [_parse(raw, s, names, text) for raw, s in zip(raws, subjects)]
    scalars = declared.symbols - declared.matrices - declared.functions - declared.arrays
    costs = find_costs(relations, scalars) - names.functions - plain
    functions = {
        n: cost(n) if n in costs else unknown(n) for n in sorted((applied - plain) | costs) if not is_builtin(n)
    }
    return Collected(tuple(restrict(relations, restrictions, text)), functions, not_claims, names)


def _with_results(declared: Names, raws: list[Raw]) -> Names:
    """The names with the words that arrows give to results, unless the header says what d before a name means."""
    named = {name_of_derivative(raw.split.members[-1].tokens) for raw in raws if raw.split and raw.split.is_naming}
    if declared.differentials or not named:
        return declared
    return replace(declared, words=declared.words | (named - {""}))


def _with_subjects(declared: Names, subjects: list[Name]) -> Names:
    """The names with those that stand alone on the left of a relation, unless they look like entries of others."""
    every = replace(declared, symbols=declared.symbols | {s.text for s in subjects})
    entries = {s.text for s in subjects if s.text not in declared.symbols and every.whole_of(s)}
    return replace(every, symbols=every.symbols - entries) if entries else every


def _others(raw: Raw, declared: Names) -> tuple[tuple[list[Token], int], ...]:
    members = raw.split.members[1:] if raw.split else ()
    return tuple((spell(m.tokens, declared), m.end) for m in members)


def _with_costs(names: Names, raws: list[Raw]) -> Names:
    """The names with those that are defined as functions of symbols."""
    costs: dict[str, tuple[tuple[str, ...], ...]] = {}
    for raw in raws:
        found = defined_cost(raw.split.members[0].tokens, names) if raw.split else None
        if found is not None and len(found[1]) not in map(len, costs.get(found[0], ())):
            # With as many arguments it may be the first cost at another place, K(w) and K(v).
            costs[found[0]] = (*costs.get(found[0], ()), found[1])
    for member in (m for raw in raws if raw.split for m in raw.split.members):
        for name, arguments in mentioned_costs(member.tokens, names):
            costs.setdefault(name, (arguments,))
    every = {symbol_of(name, each, costs[name]) for name in costs for each in costs[name]}
    return replace(names, symbols=names.symbols | every, costs=costs) if costs else names


def _subject(raw: Raw, declared: Names) -> Name | None:
    """The name that stands alone on the left of a relation."""
    if raw.split is None:
        return None
    first = raw.split.members[0]
    if compares_indices(raw.split):
        return None
    try:
        formula = parse(spell(first.tokens, declared), first.end, declared.letters)
    except UnreadError:
        return None
    return formula if isinstance(formula, Name) else None


def _parse(raw: Raw, subject: Name | None, names: Names, text: str) -> Relation:
    if raw.split is None:
        return Relation(raw.id, raw.tag, raw.latex, raw.start, raw.end, problem=raw.problem)
    try:
        if raw.restriction:
            raise UnreadError(restricted(raw.restriction), raw.start, raw.end)
        members = tuple(_member(m, names) for m in raw.split.members)
    except UnreadError as error:
        problem = Problem(str(error), error.start, error.end)
        name = _array_of(raw.split.members[0], names) or (subject.text if subject else "")
        return Relation(raw.id, raw.tag, raw.latex, raw.start, raw.end, problem=problem, subject=name)
    is_update, fault = _update(raw.split, members)
    named = raw.split.is_naming and isinstance(members[0], Differential) and isinstance(members[1], Name)
    return Relation(
        raw.id, raw.tag, raw.latex, raw.start, raw.end, members, fault, is_update, named, source=text, layers=raw.layers
    )


def _array_of(member: Member, names: Names) -> str:
    """The array of which the left side alone is the generic entry; "" where it is none."""
    try:
        left = _member(member, names)
    except UnreadError:
        return ""
    return left.base.text if isinstance(left, Entry) and isinstance(left.base, Name) else ""


def _update(split: Split, members: tuple[Formula, ...]) -> tuple[bool, Problem | None]:
    """Whether the relation gives a symbol its next value; z := X W, without z on the right, is a definition."""
    if not split.is_update:
        return False, None
    left, right = (*whole_members(members[:1]), *members[-1:])
    by_itself = isinstance(left, Name) and left.text in {n.text for n in names_in(right)}
    if len(members) == 2 and set(split.signs) <= DEFINING and not by_itself:
        return False, None
    if len(members) > 2 or not isinstance(left, Name):
        return False, Problem("an update stands alone, with one symbol on its left", left.start, right.end)
    return True, None


def _member(member: Member, names: Names) -> Formula:
    if not member.tokens:
        raise UnreadError("one side of the relation is missing", member.start, max(member.end, member.start + 1))
    formula = parse(member.tokens, member.end, names)
    # Braces that say nothing belong to what they enclose: read again from its start, it must be whole.
    first, last = member.tokens[0], member.tokens[-1]
    return replace(formula, start=min(formula.start, first.start), end=max(formula.end, last.end))


def _applied(relations: list[Relation], names: Names) -> set[str]:
    calls = [n for r in relations for m in r.members for n in m.walk() if isinstance(n, Call)]
    calls = [c for c in calls if not isinstance(c.argument, Arguments)]
    found = {c.function.text for c in calls if not names.declares_function(c.function)}
    return {n for n in found if not is_builtin(n)}
