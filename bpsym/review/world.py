"""What the header states, or what stands for all notes, tried on a line that is not true: the least that is needed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bpsym.checker import FREE, Judge, Judged, alternatives, definitions_of, sizes_of
from bpsym.derivation import Counterexample, Equation, Judgement, Reading, Verdict
from bpsym.expr import Expr, resize
from bpsym.notation import Assumption, Property
from bpsym.reader import Document, Relation
from bpsym.review.standing import standing_of

_PROVING = frozenset(Property) - {Property.INVERTIBLE, Property.POSITIVE}
"""The others only say where things are defined."""


@dataclass(frozen=True, slots=True)
class Case:
    """A line in the notes: the link of a relation, as the equation with this place in the relation's families."""

    relation: Relation
    link: int
    number: int


def judge_under(document: Document, case: Case, equation: Equation, judge: Judge) -> Judged | None:
    """The verdict in the world of the header's statements: conditional with those that are needed, or refuted in it.

    Then with a standing condition, which nobody states. None where neither could matter.
    """
    stated = tuple(a for a in document.assumptions if a.property in _PROVING)
    judged = None
    for kept in alternatives(stated) if stated else ():
        judged = _with_fewest(document, case, equation, judge, kept)
        if judged is not None and judged.judgement.verdict.is_true:
            return judged
    if len(alternatives(stated)) > 1:
        return judged and _undecided(judged)
    if judged is None and sizes_of(stated) and equation.readings:
        # A counterexample of another size refutes nothing.
        reason = "it is not understood for the sizes that are stated"
        return Judged(Judgement(Verdict.UNDECIDED, reason=reason), equation.readings[0], "BP302")
    trials = [
        _with_fewest(document, case, equation, judge, (*stated, standing))
        for standing in standing_of(_sides(equation), judge.definitions)
        if len(alternatives((*stated, standing))) == 1
    ]
    order = (Verdict.CONDITIONAL, Verdict.SUPPORTED, Verdict.REFUTED)
    told = [t for t in trials if t is not None and t.judgement.verdict in order]
    # What only agrees under the condition is not refuted; a counterexample that keeps to it convinces more.
    return min(told, key=lambda t: order.index(t.judgement.verdict), default=judged)


def _undecided(judged: Judged) -> Judged:
    """What has a counterexample that has one of two properties of a symbol, and perhaps not the other."""
    if judged.judgement.verdict is not Verdict.REFUTED:
        return judged
    reason = "two properties of one symbol are stated, and it does not follow from one of them"
    return Judged(Judgement(Verdict.UNDECIDED, reason=reason), judged.reading, "BP302")


def _with_fewest(
    document: Document, case: Case, equation: Equation, judge: Judge, stated: tuple[Assumption, ...]
) -> Judged | None:
    judged = _in_world(document, case, equation, judge, stated)
    if judged is None or judged.judgement.verdict is not Verdict.PROVED:
        return judged and replace(judged, judgement=_without_free(judged.judgement))
    needed = stated
    for assumption in stated:
        fewer = tuple(a for a in needed if a is not assumption)
        trial = _in_world(document, case, equation, judge, fewer) if fewer else None
        if trial is not None and trial.judgement.verdict is Verdict.PROVED:
            needed, judged = fewer, trial
    conditions = tuple(a.text for a in needed)
    return replace(judged, judgement=_conditional(judged.judgement, conditions))


def _sides(equation: Equation) -> list[Expr]:
    return [side for reading in equation.readings for side in (reading.left, reading.right)]


def standing_judges(document: Document, equation: Equation, judge: Judge) -> list[Judge]:
    """The judge in the world of all statements about symbols, then with each standing condition too.

    Repairs are looked for in all of them.
    """
    first = stated_judge(document, judge)
    known = {s.name: s for s in document.derivation.symbols}
    found = [definitions_of([a], known) for a in standing_of(_sides(equation), judge.definitions) if a.name in known]
    return [first, *(Judge({**first.definitions, **extra}, judge.doubtful) for extra in found)]


def stated_judge(document: Document, judge: Judge) -> Judge:
    """The judge in the world of all statements about symbols: where repairs are looked for."""
    known = {s.name: s for s in document.derivation.symbols} | {s.name: s for s in judge.definitions}
    about = [a for a in document.assumptions if a.property in _PROVING and a.name in known]
    extra = {s: e for s, e in definitions_of(about, known).items() if s not in judge.definitions}
    return Judge({**judge.definitions, **extra}, judge.doubtful) if extra else judge


def _conditional(judgement: Judgement, conditions: tuple[str, ...]) -> Judgement:
    return replace(judgement, verdict=Verdict.CONDITIONAL, conditions=conditions)


def respect_positive(document: Document, judged: Judged) -> Judged:
    """A counterexample with a number that is stated to be positive, and is not, refutes nothing."""
    witness = judged.judgement.witness
    if not isinstance(witness, Counterexample):
        return judged
    for assumption in document.assumptions:
        if assumption.property is Property.POSITIVE and not _all_positive(witness.values.get(assumption.name)):
            reason = f"no counterexample with {assumption.text} was found, and no proof"
            return Judged(Judgement(Verdict.UNDECIDED, reason=reason), judged.reading, "BP302")
    return judged


def _all_positive(value: object) -> bool:
    if isinstance(value, (list, tuple)):
        return all(_all_positive(part) for part in value)
    return value is None or (not str(value).startswith("-") and str(value) not in ("0", "0.0"))


def _without_free(judgement: Judgement) -> Judgement:
    """The witness without the free matrices: the student sees the symmetric one."""
    witness = judgement.witness
    if not isinstance(witness, Counterexample):
        return judgement
    values = {name: value for name, value in witness.values.items() if not name.endswith(FREE)}
    return replace(judgement, witness=replace(witness, values=values))


def _in_world(
    document: Document, case: Case, equation: Equation, judge: Judge, stated: tuple[Assumption, ...]
) -> Judged | None:
    sizes = sizes_of(stated)
    readings: tuple[Reading, ...] = equation.readings
    if sizes:
        end = case.relation.members[case.link + 1].end
        found = document.reread(case.relation, case.link, case.relation.source, end, sizes)
        if found is None or case.number >= len(found):
            return None
        readings = found[case.number]
    if not readings:
        return None
    known = {s.name: s for s in document.derivation.symbols} | {s.name: s for s in judge.definitions}
    about = [a for a in stated if a.name in known]
    extra = {s: e for s, e in definitions_of(about, known).items() if s not in judge.definitions}
    definitions = {resize(s, sizes): resize(e, sizes) for s, e in {**judge.definitions, **extra}.items()}
    world = Judge(definitions, judge.doubtful)
    return world.judge(replace(equation, readings=readings, clash=None))
