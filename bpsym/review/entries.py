"""Every relation of a document, judged in order; a second definition counts from where it stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass, replace

from bpsym.checker import Judge, Judged
from bpsym.derivation import (
    Entry,
    Equation,
    Finding,
    Judgement,
    Link,
    Reading,
    Repair,
    Role,
    Verdict,
    claim,
    worst,
)
from bpsym.errors import InputError
from bpsym.expr import Symbol, Tabulate
from bpsym.printer import latex, latex_equation
from bpsym.reader import Document, Problem, SourceEntry, SourceLink, find_headings, find_rows
from bpsym.review.caution import be_cautious
from bpsym.review.condition import find_condition
from bpsym.review.edits import drops_a_term
from bpsym.review.redefinition import could_redefine, passing, redefined
from bpsym.review.repair import find_repairs
from bpsym.review.wording import reading_findings, verdict_finding
from bpsym.review.world import Case, judge_under, respect_positive, standing_judges


def judge_entries(document: Document, explains: bool = True, settled: Settled = frozenset()) -> list[Entry]:
    """One entry for each relation, in document order; without explanations a line that is not proved is undecided.

    So is what is settled elsewhere, unseen.
    """
    bench = Bench(document, explains)
    return [bench.entry(s, {n for e, n in settled if e == at}) for at, s in enumerate(document.entries)]


Settled = frozenset[tuple[int, int]]
"""(which relation, which of its links), both from 0."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A judgement with what is said about it."""

    judged: Judged
    findings: tuple[Finding, ...] = ()
    repairs: tuple[Repair, ...] = ()


_SETTLED = Link("", Judgement(Verdict.UNDECIDED, reason="settled elsewhere"))


class Bench:
    """The judge, with the definitions that are in force at this place of the document."""

    def __init__(self, document: Document, explains: bool = True) -> None:
        self.document = document
        self.explains = explains
        self.equations = {e.id: e for e in document.derivation.equations}
        self.judge = Judge(document.derivation.definitions, document.doubtful)
        rows = [row for row in find_rows(document.text) if not row.is_displayed]
        starts = {source.relation.start for source in document.entries}
        self.inline = {start for start in starts for row in rows if row.start <= start < row.end}
        self.headings = find_headings(document.text)
        self.places = _places(document)

    def section(self, offset: int) -> int:
        """The number of the section in which an offset lies."""
        return bisect_right(self.headings, offset)

    def entry(self, source: SourceEntry, settled: Collection[int] = ()) -> Entry:
        """One relation of the document, judged but for what is settled; they are asked for in their order."""
        relation = source.relation
        if source.problem is not None:
            links: tuple[Link, ...] = (self._unread(relation.latex, source.problem),)
        elif relation.is_update:
            links = (Link(relation.latex, Judgement(Verdict.DEFINITION)),)
        else:
            links = tuple(_SETTLED if n in settled else self._link(k, source) for n, k in enumerate(source.links))
        line, column = self.document.lines.place(relation.start)
        end_line = self.document.lines.place(max(relation.end - 1, relation.start))[0]
        verdict = worst([link.judgement.verdict for link in links])
        return Entry(
            relation.id, relation.tag, line, column, end_line, relation.latex, verdict, links, tuple(source.findings)
        )

    def _unread(self, latex: str, problem: Problem) -> Link:
        verdict = Verdict.UNDECIDED if problem.code in ("BP106", "BP107", "BP108") else Verdict.UNREAD
        finding = self.document.finding(problem.code, problem.message, problem.start, problem.end)
        return Link(latex, Judgement(verdict, reason=problem.message), findings=(finding,))

    def _link(self, link: SourceLink, source: SourceEntry) -> Link:
        if link.problem is not None:
            return self._unread(link.latex, link.problem)
        equations = [self.equations[id] for id in link.equations]
        told = [self._judge(equation, source, number) for number, equation in enumerate(equations)]
        told = self._only_at_the_top(told, equations, source)
        order = list(Verdict)
        at = min(range(len(told)), key=lambda n: order.index(told[n].judged.judgement.verdict))
        reading = told[at].judged.reading
        return Link(
            link.latex,
            told[at].judged.judgement,
            reading.kind if reading else "as-written",
            _echo(reading, equations[at].case),
            told[at].findings,
            told[at].repairs,
        )

    def _only_at_the_top(self, told: list[_Told], equations: list[Equation], source: SourceEntry) -> list[_Told]:
        """A line for every layer that is false below the highest one only may be about the last layer.

        Notes that call some layer by its number, or the last one L, do not mean that by an l.
        """
        verdicts = [t.judged.judgement.verdict for t in told]
        if self.document.names_layers or verdicts[-1] is Verdict.REFUTED or Verdict.REFUTED not in verdicts:
            return told
        wrong, relation = equations[verdicts.index(Verdict.REFUTED)].case, source.relation
        reason = f"not true for {wrong}: is this line about the last layer only? Write its number"
        finding = self.document.finding("BP302", reason, relation.start, relation.end)
        asked = Judgement(Verdict.UNDECIDED, reason=reason)
        return [
            _Told(replace(t.judged, judgement=asked), (finding,)) if v is Verdict.REFUTED else t
            for t, v in zip(told, verdicts)
        ]

    def _judge(self, equation: Equation, source: SourceEntry, number: int) -> _Told:
        if equation.role is Role.DEFINITION:
            if equation.clash is not None:
                return self._tell(self.judge.judge(equation), equation, source)
            return self._tell(Judged(Judgement(Verdict.DEFINITION), equation.readings[0]), equation, source)
        judged = self._first(equation)
        if judged.judgement.verdict.is_true:
            return self._tell(judged, equation, source)
        case = Case(source.relation, equation.link, number)
        judged = judge_under(self.document, case, equation, self.judge) or judged
        judged = respect_positive(self.document, judged)
        judged = be_cautious(self.document, judged, self.judge.definitions, source.relation)
        inline = source.relation.start in self.inline
        judged = passing(equation, judged, self.judge.definitions, inline) or judged
        if judged.judgement.verdict is not Verdict.REFUTED:
            return self._tell(judged, equation, source)
        judges = standing_judges(self.document, equation, self.judge)
        repairs = find_repairs(self.document, source.relation, equation, judges)
        is_slip = any(not drops_a_term(repair.edit) for repair in repairs)
        if not is_slip and could_redefine(equation, judged, self.judge.definitions, source.relation):
            return self._redefine(equation, source)
        told = self._tell(judged, equation, source)
        return _Told(judged, (*told.findings, *self._condition(equation, source)), repairs)

    def _first(self, equation: Equation) -> Judged:
        if self.explains or (equation.readings and all(self.judge.proves(r) for r in equation.readings)):
            return self.judge.judge(equation)
        reading = equation.readings[0] if equation.readings else None
        return Judged(Judgement(Verdict.UNDECIDED, reason="not proved in this network"), reading, "BP302")

    def _tell(self, judged: Judged, equation: Equation, source: SourceEntry) -> _Told:
        relation, reading = source.relation, judged.reading
        findings = list(reading_findings(self.document, reading, relation.source)) if reading else []
        why = verdict_finding(self.document, judged, equation.case, relation.start, relation.end)
        return _Told(judged, (*findings, *([why] if why else [])))

    def _condition(self, equation: Equation, source: SourceEntry) -> list[Finding]:
        relation = source.relation
        condition = find_condition(self.document, relation, equation.link, self.judge)
        if condition is None:
            return []
        return [self.document.finding("BP402", f"would hold if {condition}", relation.start, relation.end)]

    def _redefine(self, equation: Equation, source: SourceEntry) -> _Told:
        assert isinstance(equation.left, Symbol)
        name, relation = equation.left.name, source.relation
        if self.section(relation.start) == self.section(self.places.get(name, 0)):
            reason = f"not equal to the formula for {name} above: a mistake, or a second {name}? Put it under a heading"
            judged = Judged(Judgement(Verdict.UNDECIDED, reason=reason), equation.readings[0], "BP113")
            return self._tell(judged, equation, source)
        self.places[name] = relation.start
        try:
            after = redefined(self.judge.definitions, equation.left, equation.right)
            self.judge = Judge(after, self.judge.doubtful, self.judge.redefined | {name})
        except InputError as error:
            finding = self.document.finding("BP107", str(error), relation.start, relation.end)
            judged = Judged(Judgement(Verdict.UNDECIDED, reason=str(error)), equation.readings[0], "BP107")
            return _Told(judged, (finding,))
        message = f"a second definition of {name}, not equal to the first; from here on {name} is this"
        finding = self.document.finding("BP113", message, relation.start, relation.end)
        return _Told(Judged(Judgement(Verdict.DEFINITION), equation.readings[0]), (finding,))


def _places(document: Document) -> dict[str, int]:
    """Symbol -> where its definition stands in the notes."""
    starts = {source.relation.id: source.relation.start for source in document.entries}
    found = [(e.defines, e.entry) for e in document.derivation.equations]
    return {symbol.name: starts[entry] for symbol, entry in found if symbol is not None and entry in starts}


def _echo(reading: Reading | None, case: str) -> str:
    """The equation with every product explicit; of a family the member that was judged last."""
    if reading is None:
        return ""
    if isinstance(reading.left, Tabulate) or isinstance(reading.right, Tabulate):
        text = latex_equation(claim("", reading.left, reading.right), notes=False)
    else:
        text = f"{latex(reading.left)} = {latex(reading.right)}"
    return rf"{text} \quad ({case})" if case else text
