"""What is said of shapes that nobody declares: those that are inferred, and one question for each that is not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from bpsym.derivation import Equation, Finding
from bpsym.notation import Formula, Name
from bpsym.reader.define import Introduction
from bpsym.reader.document import Relation, SourceEntry, place_finding
from bpsym.reader.finder import Lines
from bpsym.reader.infer_shapes import Inferred
from bpsym.reader.names import names_in


def remarks_on(inferred: Mapping[str, Inferred], lines: Lines) -> Iterator[Finding]:
    """One finding for each symbol whose shape the forward equations force."""
    for name, found in inferred.items():
        introduction = found.because
        message = f"{name} is not declared; its shape is {found.words}, the only one with which all definitions fit"
        at = next(n for n in names_in(introduction.formula) if n.at(introduction.layers) == name)
        if introduction.relation.id.startswith("given"):
            yield Finding("BP114", message)
        else:
            yield place_finding(lines, "BP114", message, at.start, at.end)


def with_doubts(
    equations: Iterable[Equation],
    relations: Iterable[Relation],
    introductions: Mapping[str, Introduction],
    inferred: Mapping[str, Inferred],
) -> list[Equation]:
    """The equations; a clash in one that rests on an inferred shape is a question, and refutes nothing."""
    if not inferred:
        return list(equations)
    by_id = {relation.id: relation for relation in relations}
    found = []
    for equation in equations:
        relation = by_id.get(equation.entry)
        resting = _rests_on(relation.members, introductions, inferred) if relation and equation.clash else []
        if equation.clash is not None and resting:
            shapes = " and ".join(f"{name} is {inferred[name].words}" for name in resting)
            clash = replace(equation.clash, message=f"{equation.clash.message}, if {shapes}", only_inferred=True)
            equation = replace(equation, clash=clash)
        found.append(equation)
    return found


def _rests_on(
    members: Iterable[Formula], introductions: Mapping[str, Introduction], inferred: Mapping[str, Inferred]
) -> list[str]:
    """The inferred symbols in these formulas, and in the definitions of the symbols in them; layers do not matter."""
    formulas: dict[str, list[Formula]] = {}
    for introduction in introductions.values():
        formulas.setdefault(introduction.name.template, []).append(introduction.formula)
    waiting, seen = list(members), set[str]()
    while waiting:
        for name in names_in(waiting.pop()):
            if name.template not in seen:
                seen.add(name.template)
                waiting += formulas.get(name.template, [])
    return [name for name, found in inferred.items() if _template(name, found) in seen]


def _template(name: str, found: Inferred) -> str:
    return next(
        n.template
        for n in names_in(found.because.formula)
        if isinstance(n, Name) and n.at(found.because.layers) == name
    )


def ask_once(entries: Iterable[SourceEntry], lines: Lines) -> None:
    """Ask for the shape of a symbol where it is first missing; later lines name that line."""
    asked: dict[str, int] = {}
    for link in (link for entry in entries for link in entry.links):
        problem = link.problem
        if problem is None or problem.code != "BP102":
            continue
        line = lines.place(problem.start)[0]
        first = asked.setdefault(problem.message, line)
        if first != line:
            short = problem.message.partition(":")[0]
            link.problem = replace(problem, message=f"{short}, see line {first}")
