"""The judge: what two engines and a witness say of an equation, made into a verdict in one place."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cache

from bpsym.checker.agreement import Disagreement, NoPoint, Outcome, RandomPoints
from bpsym.checker.counterexample import find_counterexample
from bpsym.checker.domain import Domain
from bpsym.checker.normal import NoProof, Program, prove
from bpsym.checker.shrink import can_refute, can_shrink, is_costly, is_large, shrink, sizes_in_reach
from bpsym.derivation import Agreement, Counterexample, Equation, Judgement, Proof, Reading, Verdict
from bpsym.errors import UnsupportedError
from bpsym.expr import BroadcastColumns, BroadcastRows, Constant, Expr, IndexSum, Partial, Symbol, Tabulate, Zero


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement, the reading that it is about, and the code of the finding that explains it ("" for none)."""

    judgement: Judgement
    reading: Reading | None
    code: str = ""


class _World:
    """Definitions, with random points at which they are evaluated once."""

    def __init__(self, definitions: Mapping[Symbol, Expr]) -> None:
        self.definitions = definitions
        self.points = RandomPoints(definitions)


class Judge:
    """Judges the equations of one derivation; random points are evaluated once for all of them.

    `definitions` are forward definitions and symbols with the meaning of a derivative. `doubtful` are the names whose
    definition was not read or is wrong: of what rests on them only what holds for every value is decided. `redefined`
    are names that meant something else before: that nothing depends on them is no claim that they are judged by.

    Raises:
        InputError: the definitions form a circle.
    """

    def __init__(
        self,
        definitions: Mapping[Symbol, Expr],
        doubtful: frozenset[str] = frozenset(),
        redefined: frozenset[str] = frozenset(),
    ) -> None:
        self.definitions = definitions
        self.redefined = redefined
        self.program = Program(definitions)
        self.domain = Domain(self.program)
        self.doubtful = doubtful
        self._full = _World(definitions)
        self.points = self._full.points
        self._small = cache(self._shrunk)

    def judge(self, equation: Equation) -> Judged:
        """The verdict on a claim: of its one strict reading, or of all readings if they agree."""
        if equation.clash is not None:
            return self._judge_clash(equation)
        found = [self.judge_reading(reading) for reading in equation.readings]
        verdicts = {j.judgement.verdict for j in found}
        if len(verdicts) == 1:
            return found[0]
        told = "; ".join(f"reading {n}: {j.judgement.verdict.value}" for n, j in enumerate(found, start=1))
        reason = f"{len(found)} readings have a shape, and they are not equally true ({told}); write the product signs"
        return Judged(Judgement(Verdict.UNDECIDED, reason=reason), found[0].reading, "BP106")

    def _judge_clash(self, equation: Equation) -> Judged:
        assert equation.clash is not None
        if equation.clash.only_inferred:
            reason = f"{equation.clash.message}; these shapes are inferred: declare them"
            return Judged(Judgement(Verdict.UNDECIDED, reason=reason), None, "BP205")
        return Judged(Judgement(Verdict.REFUTED, witness=equation.clash), None, "BP201")

    def judge_reading(self, reading: Reading) -> Judged:
        """The verdict on one reading."""
        obstacle = self._obstacle(reading)
        if obstacle is not None:
            return Judged(Judgement(Verdict.UNDECIDED, reason=obstacle[1]), reading, obstacle[0])
        left, right = reading.left, reading.right
        proof = prove(left, right, self.program)
        try:
            outcome = self._outcome(left, right, isinstance(proof, Proof))
        except UnsupportedError as error:
            outcome = NoPoint(str(error))
        judgement, code = self._conclude(left, right, outcome, proof)
        if judgement.verdict is not Verdict.PROVED and (doubtful := self._doubtful(_names(left, right))):
            return Judged(Judgement(Verdict.UNDECIDED, reason=_rests_on(doubtful)), reading, "BP111")
        return Judged(replace(judgement, domain=self.domain.of((left, right))), reading, code)

    def proves(self, reading: Reading) -> bool:
        """Whether both engines say yes; without a search for a witness, and the second engine is asked first."""
        if self._obstacle(reading) is not None or not self._agrees(reading.left, reading.right):
            return False
        return isinstance(prove(reading.left, reading.right, self.program), Proof)

    def _agrees(self, left: Expr, right: Expr) -> bool:
        """Whether the second engine says yes: a no in haste, for it is no refutation."""
        parts = self._parts(left, right)
        try:
            # Modulo a prime costs a tenth of 50 digits, and most true lines hold for any function.
            if not is_large(parts) and self._full.points.agree_whatever(left, right):
                return True
        except UnsupportedError:
            pass
        try:
            return isinstance(self._outcome(left, right, hasty=True), Agreement)
        except UnsupportedError:
            return False

    def _conclude(self, left: Expr, right: Expr, outcome: object, proof: Proof | NoProof) -> tuple[Judgement, str]:
        if isinstance(outcome, Agreement):
            if isinstance(proof, Proof):
                return Judgement(Verdict.PROVED, proof, outcome), ""
            reason = f"both sides agree at random points, but no proof was found: {proof.reason}"
            return Judgement(Verdict.SUPPORTED, agreement=outcome, reason=reason), "BP302"
        if isinstance(proof, Proof):
            if isinstance(outcome, NoPoint):
                reason = f"the normal forms agree, but there is no second opinion: {outcome.reason}"
                return Judgement(Verdict.UNDECIDED, reason=reason), "BP302"
            reason = "the normal forms agree, but the sides differ at a random point"
            return Judgement(Verdict.UNDECIDED, reason=reason), "BP901"
        if isinstance(outcome, NoPoint):
            return Judgement(Verdict.UNDECIDED, reason=f"{outcome.reason}; {proof.reason}"), "BP302"
        witness = self._witness(left, right)
        if witness is None:
            reason = "the sides differ at a random point, but no counterexample over the reals was found"
            return Judgement(Verdict.UNDECIDED, reason=reason), "BP302"
        apart = (proof.left, proof.right) if proof.left or proof.right else None
        return Judgement(Verdict.REFUTED, witness=witness, difference=apart), "BP301"

    def _outcome(self, left: Expr, right: Expr, is_proved: bool = False, hasty: bool = False) -> Outcome:
        """What random points say: at small sizes, if declared ones are large and nothing counts them.

        What is hasty is not thorough either, as a proof is to follow.
        What the normal form proves may count a size in a way that nobody saw: a difference is then looked at in full.

        Raises:
            UnsupportedError: the declared sizes are too large, and a difference at small ones would not tell.
        """
        parts = self._parts(left, right)
        if not is_large(parts):
            return self._full.points.agree(left, right, not (is_proved or hasty), hasty)
        if can_shrink(parts):
            outcome = self._small().points.agree(shrink(left), shrink(right), not (is_proved or hasty), hasty)
            if not isinstance(outcome, Disagreement) or (not is_proved and self._differs(left, right, parts)):
                return outcome
        if is_costly(parts):
            raise UnsupportedError("the declared sizes are too large to be evaluated")
        return self._full.points.agree(left, right, not (is_proved or hasty), hasty)

    def _differs(self, left: Expr, right: Expr, parts: list[Expr]) -> bool:
        """Whether a difference at small sizes stays with each of the declared ones that the claim might count."""
        if not can_refute(parts):
            return False
        for kept in sizes_in_reach((left, right), parts):
            if is_costly([shrink(part, kept) for part in parts]):
                return False
            outcome = self._small(kept).points.agree(shrink(left, kept), shrink(right, kept))
            if not isinstance(outcome, Disagreement):
                return False
        return True

    def _shrunk(self, kept: frozenset[int] = frozenset()) -> _World:
        """The definitions with small sizes in the place of large ones but those that are kept."""
        shrinkable = {s: e for s, e in self.definitions.items() if can_shrink((e,))}
        return _World({shrink(s, kept): shrink(e, kept) for s, e in shrinkable.items()})

    def _parts(self, left: Expr, right: Expr) -> list[Expr]:
        """The sides and every definition on which they rest."""
        used = self.program.rests_on(_names(left, right), sorted(self.program.definitions))
        return [left, right, *(self.program.definitions[name] for name in used)]

    def _witness(self, left: Expr, right: Expr) -> Counterexample | None:
        parts = self._parts(left, right)
        if is_large(parts) and can_shrink(parts) and can_refute(parts):
            return find_counterexample(shrink(left), shrink(right), self._small().definitions)
        return find_counterexample(left, right, self.definitions)

    def _obstacle(self, reading: Reading) -> tuple[str, str] | None:
        """Why a reading cannot be decided from these notes: (code, reason)."""
        nodes = [n for side in (reading.left, reading.right) for n in side.walk()]
        names = dict.fromkeys(n.name for n in nodes if isinstance(n, Symbol))
        doubtful = self._doubtful(names)
        if doubtful and not self._holds_whatever(doubtful, nodes, names):
            return "BP111", _rests_on(doubtful)
        if (_is_zero(reading.left) or _is_zero(reading.right)) and self._all_defined(nodes):
            return None
        meanings = [self.program.definitions[n] for n in names if n in self.program.definitions]
        for node in [*nodes, *meanings]:
            if isinstance(node, Partial) and not self._depends(node):
                of = node.of.name if isinstance(node.of, Symbol) else "what is differentiated"
                return "BP110", f"by the definitions of these notes {of} does not depend on {node.wrt.name}"
        return None

    def _doubtful(self, names: Collection[str]) -> list[str]:
        return self.program.rests_on(names, sorted(self.doubtful))

    def _holds_whatever(self, doubtful: list[str], nodes: list[Expr], names: Collection[str]) -> bool:
        """Whether a proof would hold for every value of the doubtful symbols.

        It would, unless something is differentiated by a variable on which a doubtful symbol might depend: not by the
        symbol itself, nor by what is made of it.
        """
        meanings = [self.program.definitions[n] for n in names if n in self.program.definitions]
        bodies = [n for body in meanings for n in body.walk()]
        variables = {n.wrt.name for n in [*nodes, *bodies] if isinstance(n, Partial)}
        return all(v == d or self.program.depends(v, d) for v in variables for d in doubtful)

    def _all_defined(self, nodes: list[Expr]) -> bool:
        """Whether what is differentiated is defined: a J of which the notes say nothing has no gradient to judge.

        Nor has one by a symbol with a second definition: the J of before was made of the first.
        """
        partials = [n for n in nodes if isinstance(n, Partial)]
        if any(n.wrt.name in self.redefined for n in partials):
            return False
        return all(n.of.name in self.program.definitions for n in partials if isinstance(n.of, Symbol))

    def _depends(self, partial: Partial) -> bool:
        names = [n.name for n in partial.of.walk() if isinstance(n, Symbol)]
        return any(self.program.depends(name, partial.wrt.name) for name in names)


def _names(left: Expr, right: Expr) -> set[str]:
    return {n.name for side in (left, right) for n in side.walk() if isinstance(n, Symbol)}


def _rests_on(doubtful: list[str]) -> str:
    return f"it rests on {', '.join(doubtful)}, whose definition was not read or is wrong"


def _is_zero(side: Expr) -> bool:
    while isinstance(side, BroadcastRows | BroadcastColumns | IndexSum | Tabulate):
        side = side.body
    return isinstance(side, Zero) or (isinstance(side, Constant) and side.value == 0)
