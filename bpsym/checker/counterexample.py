"""Witnesses against an equation: the smallest shapes and numbers that a student can work out again by hand."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import Any

from bpsym.checker.candidate import Candidate, candidates
from bpsym.checker.evaluate import Definitions, Evaluation, OutsideDomain, RealField, Tensor
from bpsym.checker.survey import Survey, survey
from bpsym.derivation import Counterexample
from bpsym.expr import Expr
from bpsym.expr.fit import require_same_shape

STEPS = 3_000
"""Points that are tried at most."""
WORK = 1_000_000
"""Scalar operations that are spent at most: a verdict must not depend on how fast the machine is."""
PATIENCE = 40
"""Points that are tried after the first witness, for one in which neither side is 0."""
CLEAR = 10**5
"""A difference of more than 1 / CLEAR of the larger side is seen in six digits and is no rounding."""
DIGITS = 110

Witness = tuple[Candidate, Evaluation, tuple[int, ...]]


def find_counterexample(left: Expr, right: Expr, definitions: Definitions) -> Counterexample | None:
    """A point over the reals where two sides of one shape differ, every definition evaluated in full.

    Unknown functions are polynomials first; everything is exact unless a known function is not. The witness has been
    evaluated a second time, in another arithmetic. None where the bounded search finds no such point.

    Raises:
        ShapeError: sides of different shapes.
        UnsupportedError: something that has no value.
    """
    require_same_shape("compare", left, right)
    found = survey((left, right), definitions)
    witness = _search(left, right, definitions, found)
    return _describe(left, right, witness, found, definitions) if witness is not None else None


def _search(left: Expr, right: Expr, definitions: Definitions, found: Survey) -> Witness | None:
    first: Witness | None = None
    work, patience = 0, PATIENCE
    for candidate in islice(candidates(found), STEPS):
        evaluation = Evaluation(definitions, candidate.point, candidate.field())
        entry = _difference(left, right, definitions, candidate, evaluation)
        work += evaluation.work
        if entry is not None:
            first = first or (candidate, evaluation, entry)
            if evaluation.value(left)[entry] and evaluation.value(right)[entry]:
                return (candidate, evaluation, entry)
        patience -= first is not None
        if work > WORK or not patience:
            break
    return first


def _difference(
    left: Expr, right: Expr, definitions: Definitions, candidate: Candidate, evaluation: Evaluation
) -> tuple[int, ...] | None:
    """The index, from 0, of the first entry that differs, here and in real numbers to many digits."""
    try:
        sides = evaluation.value(left), evaluation.value(right)
        different = [index for index in sides[0].indices() if _differs(sides[0][index], sides[1][index])]
        if not different:
            return None
        field = RealField(candidate.functions, DIGITS)
        again = Evaluation(definitions, candidate.point, field)
        others = again.value(left), again.value(right)
    except OutsideDomain:
        return None
    return next((index for index in different if _stays(index, sides, others, field)), None)


def _stays(
    index: tuple[int, ...], sides: tuple[Tensor, Tensor], others: tuple[Tensor, Tensor], field: RealField
) -> bool:
    """Whether there is a difference with more digits too, and one of the same size: a rounding error shrinks."""
    (a, b), (c, d) = ((left[index], right[index]) for left, right in (sides, others))
    return _differs(c, d) and bool(abs(c - d) * CLEAR > abs(field.number(a - b)))


def _differs(a: Any, b: Any) -> bool:
    return bool(abs(a - b) * CLEAR > max(abs(a), abs(b)))


def _describe(left: Expr, right: Expr, witness: Witness, found: Survey, definitions: Definitions) -> Counterexample:
    candidate, evaluation, entry = witness
    field, point = candidate.field(), candidate.point
    given = {s.name: _show(s, point.values[s], str) for s in found.inputs}
    used = set(found.defined)
    computed = {s.name: _show(s, evaluation.value(s), field.text) for s in definitions if s in used}
    return Counterexample(
        sizes=candidate.sizes,
        values=given | computed,
        functions=candidate.models,
        entry=() if left.is_scalar else tuple(i + 1 for i in entry),
        left=field.text(evaluation.value(left)[entry]),
        right=field.text(evaluation.value(right)[entry]),
    )


def _show(expr: Expr, value: Tensor, text: Callable[[Any], str]) -> Any:
    """The text of a scalar, the rows of a matrix."""
    texts = [text(entry) for entry in value.entries]
    if expr.is_scalar:
        return texts[0]
    width = value.shape[1]
    return [texts[start : start + width] for start in range(0, len(texts), width)]
