"""Relations to entries and equations: definitions, claims, and claims for every layer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bpsym.derivation import Equation, Finding, Role, ShapeClash
from bpsym.errors import UnreadError
from bpsym.expr import Expr
from bpsym.notation import Call, Formula, Name, Transposed
from bpsym.reader.define import Introduction
from bpsym.reader.document import Problem, Relation, SourceEntry, SourceLink, place_finding
from bpsym.reader.elaborate import BroadcastError, ClashError, Scope, code_of, elaborate
from bpsym.reader.family import Alias, Case, cases_of, find_alias, tops, variables_in
from bpsym.reader.finder import Lines
from bpsym.reader.pair import pair
from bpsym.reader.type_definitions import Defined
from bpsym.reader.undeclared import rests_on_inferred


@dataclass(frozen=True, slots=True)
class Context:
    """What the equations of a document have in common while they are assembled."""

    scope: Scope
    defined: Defined
    introductions: Mapping[str, Introduction]
    known: Mapping[str, Name]
    lines: Lines
    inferred: Mapping[str, bool] = field(default_factory=dict)
    """Functions that are not declared; whether the notes show that they keep the shape."""
    cases: range = range(10**6)
    """The values of a layer variable that are judged."""


def assemble(relation: Relation, context: Context) -> tuple[SourceEntry, list[Equation]]:
    """The entry of a relation and its equations, one for each `=` and each layer."""
    entry = SourceEntry(relation, problem=relation.problem)
    if relation.problem is not None:
        return entry, []
    equations: list[Equation] = []
    texts = [context.scope.show(m) if relation.source == context.scope.text else "" for m in relation.members]
    for at, right in enumerate(relation.members[1:]):
        link = SourceLink(f"{texts[0]} = {texts[at + 1]}" if len(relation.members) > 2 else relation.latex)
        entry.links.append(link)
        entry.findings += _transposes(relation.members[at : at + 2], context)
        problem = _of_stated_function(relation.members[: at + 1], context)
        if problem is not None:
            link.problem = problem
            continue
        found = _link(relation, at, right, context, entry, link)
        link.equations = [e.id for e in found]
        equations += found
    return (entry, equations) if not relation.is_update else (_as_update(entry, equations), [])


_PRIME = "'"


def _transposes(members: tuple[Formula, ...], context: Context) -> list[Finding]:
    """One finding for a link in which a prime was read as a transpose."""
    primed = [n for m in members for n in m.walk() if isinstance(n, Transposed) and n.by_prime]
    if not primed:
        return []
    shown = context.scope.show(primed[0])
    message = f"{shown} is read as a transpose; write {shown.rstrip(_PRIME)}^T"
    return [_finding(context, "BP505", message, primed[0].start, primed[0].end)]


def _as_update(entry: SourceEntry, equations: list[Equation]) -> SourceEntry:
    """An update defines the next value of its symbol, if both sides have one shape; it is no equation."""
    problem = next((link.problem for link in entry.links if link.problem is not None), None)
    clash = next((e.clash for e in equations if e.clash is not None), None)
    if problem is None and clash is not None:
        problem = Problem(clash.message, clash.start, clash.end, "BP201")
    return SourceEntry(entry.relation, entry.links, entry.findings, problem)


def _of_stated_function(members: tuple[Formula, ...], context: Context) -> Problem | None:
    """A formula for f(z) itself says what f is; to a reader that takes f for unknown it would be false."""
    for member in members:
        if isinstance(member, Call) and member.function.text in context.inferred:
            name = member.function.text
            message = f"this says what {name} is, and that is not read: declare it, functions: {{{name}: sigmoid}}"
            return Problem(message, member.start, member.end)
    return None


def _link(
    relation: Relation, at: int, right: Formula, context: Context, entry: SourceEntry, link: SourceLink
) -> list[Equation]:
    left = relation.members[0]
    base = relation.id if len(relation.members) == 2 else f"{relation.id}.{at + 1}"
    shell = Equation(base, Role.CLAIM, (), entry=relation.id, link=at, tag=relation.tag)
    own = [i for i in context.introductions.values() if i.relation is relation and not i.by_convention]
    if at == 0 and own:
        made = [_definition(i, shell, context, link) for i in own]
        return [e for e in made if e is not None] + _other_members(shell, left, right, own, context, link)
    variables = variables_in((left, right), context.known)
    if not variables:
        return _claim(shell, left, right, context.scope, link, context)
    top = next((v for v in sorted(variables) if v[0].isupper()), None)
    if top is not None:
        message = (
            f"is {top} the last layer? declare families with the top {top}, l: '1..{top}', or assume: ['{top} = 4']"
        )
        link.problem = Problem(message, left.start, right.end, "BP108")
        return []
    if len(variables) > 1:
        message = f"two layer variables, {' and '.join(sorted(variables))}: only one is read"
        link.problem = Problem(message, left.start, right.end)
        return []
    return _claims_for_layers(shell, left, right, variables.pop(), context, entry, link)


def _definition(introduction: Introduction, shell: Equation, context: Context, link: SourceLink) -> Equation | None:
    name = introduction.text
    problem = context.defined.problems.get(name)
    if problem is not None:
        link.problem = problem
        return None
    typed = context.defined.equations[name]
    if typed.clash is not None:
        sides = (introduction.name, introduction.formula)
        link.problem = rests_on_inferred(sides, typed.clash.message, context.inferred, context.scope)
        if link.problem is not None:
            return None
    case = ", ".join(f"{k} = {v}" for k, v in introduction.layers.items())
    id = f"{shell.id}[{case.replace(' ', '')}]" if case else shell.id
    return replace(shell, id=id, role=Role.DEFINITION, readings=typed.readings, clash=typed.clash, case=case)


def _other_members(
    shell: Equation, left: Formula, right: Formula, own: list[Introduction], context: Context, link: SourceLink
) -> list[Equation]:
    """Of a line for every layer that defines some members, the claims about those that have a formula or a meaning."""
    variables = variables_in((left, right), context.known)
    if len(variables) != 1 or link.problem is not None:
        return []
    defined = [i.layers for i in own]
    found: list[Equation] = []
    for case in cases_of((left, right), variables.pop(), context.known, tops(context.known.values())):
        layer = next(iter(case.layers.values()))
        if layer in context.cases and not case.missing and case.layers not in defined:
            id = f"{shell.id}[{case.label.replace(' ', '')}]"
            scope = replace(context.scope, layers=case.layers)
            found += _claim(replace(shell, id=id, case=case.label), left, right, scope, link, context)
    return found


def _claim(
    shell: Equation, left: Formula, right: Formula, scope: Scope, link: SourceLink, context: Context
) -> list[Equation]:
    try:
        return [replace(shell, readings=pair(left, right, scope))]
    except UnreadError as error:
        link.problem = Problem(str(error), error.start, error.end, code_of(error))
    except ClashError as error:
        if isinstance(error, BroadcastError) and isinstance(left, Name):
            # In a forward equation a bias that is repeated is a habit rather than a mistake.
            if not scope.repeats and _is_given(left, scope, context):
                return _claim(shell, left, right, replace(scope, repeats=True), link, context)
            link.problem = Problem(str(error), error.start, error.end, "BP106")
            return []
        link.problem = rests_on_inferred((left, right), str(error), context.inferred, scope)
        if link.problem is not None:
            return []
        clash = ShapeClash(error.left, error.right, str(error), error.start, error.end)
        return [replace(shell, clash=clash)]
    return []


def _is_given(name: Name, scope: Scope, context: Context) -> bool:
    """Whether the header has a formula for the name, so that one that repeats a bias is but compared with it."""
    found = context.introductions.get(name.at(scope.layers))
    return found is not None and found.relation.is_declaration and not found.is_meaning


def _claims_for_layers(
    shell: Equation,
    left: Formula,
    right: Formula,
    variable: str,
    context: Context,
    entry: SourceEntry,
    link: SourceLink,
) -> list[Equation]:
    found_cases = cases_of((left, right), variable, context.known, tops(context.known.values()))
    cases = [case for case in found_cases if case.layers[variable] in context.cases]
    within = entry.relation.layers
    cases = [case for case in cases if within is None or not within.excludes(case.layers)]
    if not cases:
        message = f"no value of {variable} for which every symbol of this line exists"
        link.problem = Problem(message, left.start, right.end, "BP108")
        return []
    found: list[Equation] = []
    for case in cases:
        aliases, missing = _aliases(case, context, entry)
        if missing is not None:
            message = f"for {case.label} there is no {missing.at(case.layers)}: what stands in its place?"
            link.problem = Problem(message, missing.start, missing.end, "BP108")
            return []
        scope = replace(context.scope, layers=case.layers, aliases=aliases)
        id = f"{shell.id}[{case.label.replace(' ', '')}]"
        found += _claim(replace(shell, id=id, case=case.label), left, right, scope, link, context)
    labels = ", ".join(str(next(iter(c.layers.values()))) for c in cases)
    message = f"judged for every {variable} that exists in these notes: {variable} = {labels}"
    entry.findings.append(_finding(context, "BP104", message, left.start, right.end))
    return found


def _aliases(case: Case, context: Context, entry: SourceEntry) -> tuple[dict[str, Expr], Name | None]:
    definitions = {
        t: (i.name, i.formula) for t, i in context.introductions.items() if not i.layers and not i.is_meaning
    }
    aliases: dict[str, Expr] = {}
    for name in case.missing:
        alias = find_alias(name, case.layers, definitions)
        if alias is None:
            return aliases, name
        aliases[alias.name] = elaborate(alias.formula, context.scope)[0].expr
        entry.findings.append(_alias_finding(alias, name, context))
    return aliases, None


def _alias_finding(alias: Alias, name: Name, context: Context) -> Finding:
    shown = context.scope.show(alias.formula)
    message = f"{alias.name} is read as {shown}: that is how the definition of {alias.instance} follows the pattern of"
    return _finding(context, "BP109", f"{message} {alias.pattern}", name.start, name.end)


def _finding(context: Context, code: str, message: str, start: int, end: int) -> Finding:
    return place_finding(context.lines, code, message, start, end)
