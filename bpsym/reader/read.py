"""A file to a document: find the mathematics, gather declarations, parse, define, type."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bpsym.derivation import Derivation, Equation, Finding
from bpsym.errors import InputError, UnreadError
from bpsym.expr import SCALAR, Function
from bpsym.notation import Differential, Family, Instance, Layout, Name, Notation
from bpsym.reader.arrays import with_given
from bpsym.reader.assemble import Context, assemble
from bpsym.reader.canonical import read_formula
from bpsym.reader.collect import Collected, collect
from bpsym.reader.declare import Declarations, declare
from bpsym.reader.define import Introduction, find_circles, find_introductions
from bpsym.reader.document import Document, Inventory, Problem, Relation, SourceEntry
from bpsym.reader.elaborate import Scope
from bpsym.reader.finder import Lines, Row, find_rows
from bpsym.reader.headings import title_of
from bpsym.reader.infer_shapes import Inferred, infer_shapes, with_shapes
from bpsym.reader.layer_sum import write_out
from bpsym.reader.listing import lists_parts
from bpsym.reader.markdown import without_quote_marks
from bpsym.reader.members import at_tops, members_at, open_scalars, scaled_scalars
from bpsym.reader.names import Names
from bpsym.reader.questions import ask_once, remarks_on, with_doubts
from bpsym.reader.remarks import findings_of
from bpsym.reader.renamed import called_names, second_names, with_first_names
from bpsym.reader.reread import Reread
from bpsym.reader.table_findings import judge_table
from bpsym.reader.type_definitions import Defined, scope_of, type_definitions
from bpsym.reader.undeclared import functions_kept
from bpsym.reader.unknown_cost import without_second_derivatives

_WORD = re.compile(r"[A-Za-z]+[0-9]*")


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
    known = {n: _as_name(n) for n in notation.symbols}
    introductions = find_introductions(parsed.every, known)
    shapes, defined, scope = _type(parsed, introductions)
    known |= {n: _as_name(n) for n in (*introductions, *shapes)}
    kept = functions_kept(parsed.collected.functions, parsed.every, notation.symbols, scope, known)
    context = Context(scope, defined, introductions, known, lines, kept, parsed.cases)
    entries, equations = _assemble(parsed.relations, context, shapes)
    reread = Reread(context, parsed.collected.names, notation.macros, parsed.instance)
    return Document(
        file,
        parsed.original,
        lines,
        Derivation(tuple(equations), dict(declared.code_names), title_of(parsed.text), notation.assumptions),
        tuple(entries),
        _findings(parsed, introductions, shapes, defined),
        parsed.collected.not_claims,
        reread,
        reread.known,
        notation.assumptions,
        tuple(parsed.given),
        scope.dimensions,
        parsed.is_instance,
        _names_layers(parsed.collected),
        _doubtful(parsed.relations, introductions, defined, declared) | _stale(notation, known),
        notation.macros,
        notation.layout,
        Inventory(
            {name: symbol.shape for name, symbol in defined.symbols.items()}, frozenset(shapes), parsed.functions
        ),
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
    instance: Instance
    is_instance: bool

    @property
    def every(self) -> list[Relation]:
        """The equations of the header, then those of the notes."""
        return [*self.given, *self.relations]

    @property
    def functions(self) -> dict[str, Function]:
        """The functions that are declared, or applied without being declared."""
        return self.declared.notation.functions | self.collected.functions


def _parse(original: str, file: str, sidecar: Notation, instance: Instance) -> _Parsed:
    text = without_quote_marks(original)
    lines, rows = Lines(text), find_rows(text)
    declared = declare(text, file, rows, lines, sidecar)
    rows = find_rows(text, declared.notation.dialect) if declared.notation.dialect else rows
    layered, is_instance = frozenset(f.template for f in declared.notation.families), bool(instance.tops)
    instance = replace(instance, tops={**declared.notation.tops, **instance.tops})
    declared = replace(declared, notation=_instantiate(declared.notation, text, rows, lines, instance))
    names = replace(names_of(declared.notation), layered=layered)
    names = with_given(names, declared.notation.given)
    collected = collect(text, rows, declared.notation.macros, names, lines)
    given = _given(declared.notation, names, file)
    seconds = second_names(given, declared.notation)
    functions = {n: f for n, f in collected.functions.items() if n not in {key[0] for key in seconds}}
    collected = replace(collected, functions=functions)
    given = [_lower(r, instance) for r in with_first_names(given, seconds)]
    marked = [_mark(r, declared, lines) for r in collected.relations]
    relations = [_lower(r, instance) for r in with_first_names(marked, seconds)]
    relations = without_second_derivatives(given, relations, declared.notation.functions | collected.functions)
    cases = range(instance.first_case, instance.last_case + 1)
    return _Parsed(original, text, lines, declared, given, relations, collected, cases, instance, is_instance)


def names_of(notation: Notation) -> Names:
    """What the parser needs to know of what is declared."""
    symbols, functions, products = (frozenset(d) for d in (notation.symbols, notation.functions, notation.products))
    symbols |= frozenset(_scalars(notation))
    matrices = frozenset(n for n, found in notation.symbols.items() if found.shape not in (None, SCALAR))
    layered = frozenset(f.template for f in notation.families)
    return Names(
        symbols,
        functions,
        products,
        matrices=matrices,
        layered=layered,
        differentials=notation.differentials,
        dialect=notation.dialect,
        called=frozenset(called_names(notation.given, symbols)),
    )


def _scalars(notation: Notation) -> Iterator[str]:
    """The letters and words, `J` and `Z1`, to which the header gives a formula, and perhaps no shape."""
    lefts = (text.partition("=")[0].strip() for text in notation.given)
    return (left for left in lefts if _WORD.fullmatch(left) and left not in notation.functions)


def _instantiate(notation: Notation, text: str, rows: list[Row], lines: Lines, instance: Instance) -> Notation:
    """The declarations in an instance; in a window, what is differentiated is an unknown function of its top."""
    if not notation.families:
        return notation
    if instance.goes_on:
        names = with_given(names_of(notation), notation.given)
        relations = [*_given(notation, names, ""), *collect(text, rows, notation.macros, names, lines).relations]
        members = {f.template for f in notation.families}
        differentiated = {n.text for n in _differentiated(relations) if n.template not in members}
        opened = differentiated - scaled_scalars(relations, differentiated, notation.symbols)
        notation = open_scalars(notation, instance, opened, _meanings(relations))
    return members_at(notation, instance)


def _lower(relation: Relation, instance: Instance) -> Relation:
    try:
        members = tuple(write_out(at_tops(m, instance)) for m in relation.members)
    except UnreadError as error:
        return replace(relation, members=(), problem=Problem(str(error), error.start, error.end))
    relation = replace(relation, layers=relation.layers and relation.layers.at(instance.tops))
    if not instance.tops:
        return replace(relation, members=members)
    below = next((n for m in members for n in m.walk() if isinstance(n, Name) and n.layer and n.layer.offset < 0), None)
    if below is not None and not (below.layer and below.layer.variable):
        problem = Problem(f"there is no layer {below.layer} in this network", below.start, below.end, "BP108")
        return replace(relation, members=(), problem=problem)
    return replace(relation, members=members)


def _meanings(relations: Iterable[Relation]) -> set[str]:
    """Templates of the names that stand opposite a derivative, or a multiple of one: they may mean it."""
    pairs = [r.wholes[:2] for r in relations if len(r.members) > 1]
    both = [p for p in pairs if any(isinstance(n, Differential) for m in p for n in m.walk())]
    return {m.template for pair in both for m in pair if isinstance(m, Name)}


def _differentiated(relations: Iterable[Relation]) -> Iterator[Name]:
    """The names that stand on top of a ∂."""
    for relation in relations:
        for member in relation.members:
            yield from (n.of for n in member.walk() if isinstance(n, Differential) and isinstance(n.of, Name))


def _names_layers(collected: Collected) -> bool:
    layers = (n.layer for r in collected.relations for m in r.members for n in m.walk() if isinstance(n, Name))
    return any(layer is not None and not layer.variable[:1].islower() for layer in layers)


def _doubtful(
    relations: list[Relation], introductions: dict[str, Introduction], defined: Defined, declared: Declarations
) -> frozenset[str]:
    """Symbols whose only definition was not read, or gives no shape; an input whose parts are shown is none."""
    shaped = {name for name, found in declared.notation.symbols.items() if found.shape is not None}
    lost = [r for r in relations if r.problem is not None and _may_be_first(r, introductions)]
    unread = {r.subject for r in lost if r.subject not in shaped or not lists_parts(r.subject, r.latex)}
    return frozenset((unread | defined.broken) - {""})


def _stale(notation: Notation, known: dict[str, Name]) -> frozenset[str]:
    """Symbols that another section defines."""
    return frozenset(text for text, name in known.items() if name.template in notation.stale)


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
    formula = read_formula(text, Names(heading=text))
    assert isinstance(formula, Name)
    return formula


def _type(parsed: _Parsed, introductions: dict[str, Introduction]) -> tuple[dict[str, Inferred], Defined, Scope]:
    relations, functions, circles = parsed.every, parsed.functions, find_circles(introductions)
    tops = frozenset(name.text for name in _differentiated(relations))
    notation, lost = parsed.declared.notation, {r.subject for r in relations if r.problem is not None}
    shapes = infer_shapes(introductions, notation, functions, tops, circles | lost)
    symbols, layout = with_shapes(notation, shapes).symbols, notation.layout or Layout()
    defined = type_definitions(introductions, symbols, functions, notation.products, tops, circles, layout)
    return shapes, defined, scope_of(parsed.text, defined, functions, notation)


def _findings(
    parsed: _Parsed, introductions: dict[str, Introduction], shapes: dict[str, Inferred], defined: Defined
) -> tuple[Finding, ...]:
    """The findings of the file."""
    said = (*findings_of(parsed.collected, introductions, parsed.lines), *remarks_on(shapes, parsed.lines))
    return (*parsed.declared.findings, *said, *judge_table(parsed.declared.table, defined, introductions))


def _assemble(
    relations: list[Relation], context: Context, shapes: dict[str, Inferred]
) -> tuple[list[SourceEntry], list[Equation]]:
    entries, equations = [], list[Equation]()
    for name, introduction in context.introductions.items():
        typed = context.defined.equations.get(name)
        silent = introduction.by_convention or introduction.relation.id.startswith("given")
        if silent and typed is not None:
            equations.append(replace(typed, id=f"given:{name}"))
    for relation in relations:
        entry, found = assemble(relation, context)
        entries.append(entry)
        equations += found
    ask_once(entries, context.lines)
    return entries, with_doubts(equations, relations, context.introductions, shapes)
