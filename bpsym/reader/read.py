"""A file to a document: find the mathematics, gather declarations, parse, define, type."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bpsym.derivation import Derivation, Equation, Finding
from bpsym.errors import InputError, UnreadError
from bpsym.expr import SCALAR, Function, unknown
from bpsym.notation import Call, Differential, Family, Instance, Name, Notation
from bpsym.reader.assemble import Context, assemble
from bpsym.reader.canonical import read_formula
from bpsym.reader.collect import Collected, collect
from bpsym.reader.declare import Declarations, declare
from bpsym.reader.define import Introduction, find_circles, find_introductions
from bpsym.reader.document import Document, Problem, Relation, SourceEntry, place_finding
from bpsym.reader.elaborate import Scope
from bpsym.reader.finder import Lines, Row, find_rows
from bpsym.reader.listing import lists_parts
from bpsym.reader.markdown import prose_and_tables, without_quote_marks
from bpsym.reader.members import at_tops, members_at, open_scalars
from bpsym.reader.names import Names
from bpsym.reader.reread import Reread
from bpsym.reader.table_findings import judge_table
from bpsym.reader.type_definitions import Defined, type_definitions

_HEADING = re.compile(r"^#{1,6}[ \t]+(\S.*)$", re.M)


def families_in(text: str, file: str, sidecar: Notation | None = None) -> tuple[Family, ...]:
    """The families that a document declares.

    Raises:
        InputError: a header that cannot be used.
    """
    text = without_quote_marks(text.replace("\r\n", "\n"))
    return declare(text, file, find_rows(text), Lines(text), sidecar or Notation()).notation.families


def read(text: str, file: str, sidecar: Notation | None = None, instance: Instance | None = None) -> Document:
    """Read a Markdown document; what is not understood stays with its own line.

    `instance` says which layers exist, where families have symbolic tops.

    Raises:
        InputError: a header that cannot be used.
    """
    parsed = _parse(text.replace("\r\n", "\n"), file, sidecar or Notation(), instance or Instance())
    declared, notation, lines = parsed.declared, parsed.declared.notation, parsed.lines
    inferred = parsed.collected.inferred_functions
    functions = notation.functions | {n: unknown(n) for n in inferred}
    known = {n: _as_name(n) for n in notation.symbols}
    introductions = find_introductions([*parsed.given, *parsed.relations], known)
    defined = _type([*parsed.given, *parsed.relations], introductions, declared, functions)
    dimensions = frozenset(n for s in defined.symbols.values() for d in s.shape for n in d.names)
    scope = Scope(
        parsed.text, defined.symbols, functions, notation.products, broken=defined.broken, dimensions=dimensions
    )
    known |= {i.text: _as_name(i.text) for i in introductions.values()}
    context = Context(scope, defined, introductions, known, lines, frozenset(inferred), parsed.cases)
    entries, equations = _assemble(parsed.relations, introductions, context)
    findings = (*declared.findings, *_findings(parsed.collected, introductions, lines))
    reread = Reread(context, parsed.collected.names)
    return Document(
        file,
        parsed.original,
        lines,
        Derivation(tuple(equations), dict(declared.code_names), _title(parsed.text)),
        tuple(entries),
        (*findings, *judge_table(declared.table, defined, introductions)),
        parsed.collected.not_claims,
        reread,
        reread.known,
        notation.assumptions,
        tuple(parsed.given),
        dimensions,
        parsed.is_instance,
        _doubtful(parsed.relations, introductions, defined, declared),
    )


@dataclass(frozen=True, slots=True)
class _Parsed:
    """A document with its formulas parsed and its declarations gathered."""

    original: str
    text: str
    """Without the marks of quotes; offsets are the same."""
    lines: Lines
    declared: Declarations
    given: list[Relation]
    relations: list[Relation]
    collected: Collected
    cases: range
    is_instance: bool


def _parse(original: str, file: str, sidecar: Notation, instance: Instance) -> _Parsed:
    text = without_quote_marks(original)
    lines, rows = Lines(text), find_rows(text)
    declared = declare(text, file, rows, lines, sidecar)
    declared = replace(declared, notation=_instantiate(declared.notation, text, rows, lines, instance))
    names = _names(declared.notation)
    collected = collect(text, rows, declared.notation.macros, names, lines)
    given = [_lower(r, instance) for r in _given(declared.notation, names, file)]
    relations = [_lower(_mark(r, declared, lines), instance) for r in collected.relations]
    cases = range(instance.first_case, instance.last_case + 1)
    return _Parsed(original, text, lines, declared, given, relations, collected, cases, bool(instance.tops))


def _names(notation: Notation) -> Names:
    symbols, functions, products = (frozenset(d) for d in (notation.symbols, notation.functions, notation.products))
    matrices = frozenset(n for n, found in notation.symbols.items() if found.shape not in (None, SCALAR))
    return Names(symbols, functions, products, matrices=matrices)


def _instantiate(notation: Notation, text: str, rows: list[Row], lines: Lines, instance: Instance) -> Notation:
    """The declarations in an instance; in a window, what is differentiated is an unknown function of its top."""
    if not notation.families:
        return notation
    if instance.goes_on:
        names = _names(notation)
        relations = [*_given(notation, names, ""), *collect(text, rows, notation.macros, names, lines).relations]
        members = {f.template for f in notation.families}
        differentiated = {n.text for n in _differentiated(relations) if n.template not in members}
        notation = open_scalars(notation, instance, differentiated, _meanings(relations))
    return members_at(notation, instance)


def _lower(relation: Relation, instance: Instance) -> Relation:
    if not instance.tops:
        return relation
    members = tuple(at_tops(m, instance) for m in relation.members)
    below = next((n for m in members for n in m.walk() if isinstance(n, Name) and n.layer and n.layer.offset < 0), None)
    if below is not None and not (below.layer and below.layer.variable):
        problem = Problem(f"there is no layer {below.layer} in this network", below.start, below.end, "BP108")
        return replace(relation, members=(), problem=problem)
    return replace(relation, members=members)


def _meanings(relations: Iterable[Relation]) -> set[str]:
    """Templates of the names that stand opposite a derivative: they may mean it."""
    pairs = [r.members[:2] for r in relations if len(r.members) > 1]
    both = [p for p in pairs if any(isinstance(m, Differential) for m in p)]
    return {m.template for pair in both for m in pair if isinstance(m, Name)}


def _differentiated(relations: Iterable[Relation]) -> Iterator[Name]:
    """The names that stand on top of a ∂."""
    for relation in relations:
        for member in relation.members:
            yield from (n.of for n in member.walk() if isinstance(n, Differential) and isinstance(n.of, Name))


def find_headings(text: str) -> list[int]:
    """Where each section begins."""
    return [match.start() for match in _HEADING.finditer(prose_and_tables(text))]


def _title(text: str) -> str:
    heading = _HEADING.search(prose_and_tables(text))
    return heading[1].strip().rstrip("#").rstrip() if heading else ""


def _doubtful(
    relations: list[Relation], introductions: dict[str, Introduction], defined: Defined, declared: Declarations
) -> frozenset[str]:
    """Symbols whose only definition was not read, or gives no shape; an input whose parts are shown is none."""
    shaped = {name for name, found in declared.notation.symbols.items() if found.shape is not None}
    lost = [r for r in relations if r.problem is not None and _may_be_first(r, introductions)]
    unread = {r.subject for r in lost if r.subject not in shaped or not lists_parts(r.subject, r.latex)}
    return frozenset((unread | defined.broken) - {""})


def _may_be_first(relation: Relation, introductions: dict[str, Introduction]) -> bool:
    """Whether a line that was not read stands before every other formula for its symbol."""
    introduction = introductions.get(relation.subject)
    if introduction is None:
        return True
    other = introduction.relation
    return not other.is_declaration and relation.start < other.start


def _given(notation: Notation, names: Names, file: str) -> list[Relation]:
    found = []
    for at, text in enumerate(notation.given):
        left, sign, _ = text.partition("=")
        if not sign:
            raise InputError(f"{file}: given: expected an equation, found {text!r}")
        try:
            members = (read_formula(text, names, 0, len(left)), read_formula(text, names, len(left) + 1))
        except UnreadError as error:
            raise InputError(f"{file}: given: {text}: {error}") from error
        relation = Relation(f"given{at + 1}", "", text, 0, len(text), members, is_declaration=True, source=text)
        found.append(relation)
    return found


def _mark(relation: Relation, declared: Declarations, lines: Lines) -> Relation:
    in_table = lines.place(relation.start)[0] in declared.table_lines
    return replace(relation, is_declaration=True) if in_table else relation


def _as_name(text: str) -> Name:
    formula = read_formula(text)
    assert isinstance(formula, Name)
    return formula


def _type(
    relations: list[Relation],
    introductions: dict[str, Introduction],
    declared: Declarations,
    functions: dict[str, Function],
) -> Defined:
    tops = {name.text for name in _differentiated(relations)}
    circles = find_circles(introductions)
    symbols, products = declared.notation.symbols, declared.notation.products
    return type_definitions(introductions, symbols, functions, products, frozenset(tops), circles)


def _assemble(
    relations: list[Relation], introductions: dict[str, Introduction], context: Context
) -> tuple[list[SourceEntry], list[Equation]]:
    entries, equations = [], list[Equation]()
    for name, introduction in introductions.items():
        typed = context.defined.equations.get(name)
        silent = introduction.by_convention or introduction.relation.id.startswith("given")
        if silent and typed is not None:
            equations.append(replace(typed, id=f"given:{name}"))
    for relation in relations:
        entry, found = assemble(relation, context)
        entries.append(entry)
        equations += found
    return entries, equations


def _findings(collected: Collected, introductions: dict[str, Introduction], lines: Lines) -> list[Finding]:
    found = []
    for name in collected.inferred_functions:
        call = next(n for r in collected.relations for m in r.members for n in m.walk() if _calls(n, name))
        message = f"{name} is not declared; it is taken for an unknown function, applied entry by entry"
        found.append(place_finding(lines, "BP103", message, call.start, call.end))
    for introduction in introductions.values():
        if introduction.by_convention:
            relation = introduction.relation
            assert isinstance(introduction.formula, Differential)
            meaning = rf"∂{_text(introduction.formula.of)}/∂{_text(introduction.formula.wrt)}"
            message = f"by the convention of this line {introduction.text} means {meaning}"
            found.append(place_finding(lines, "BP105", message, relation.start, relation.end))
    return found


def _calls(formula: object, name: str) -> bool:
    return isinstance(formula, Call) and formula.function.text == name


def _text(formula: object) -> str:
    return formula.text if isinstance(formula, Name) else "…"
