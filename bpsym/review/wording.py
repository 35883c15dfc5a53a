"""Findings in words: how products were read, and why a verdict is what it is."""

from __future__ import annotations

from collections.abc import Iterator

from bpsym.checker import Judged
from bpsym.derivation import Choice, Counterexample, Finding, Product, Reading, ShapeClash, Verdict
from bpsym.reader import Document


def reading_findings(document: Document, reading: Reading, source: str) -> Iterator[Finding]:
    """What a reader should write to make the reading plain."""
    composed = False
    for choice in reading.choices:
        if choice.regrouped:
            yield _about(document, choice, "BP504", "the brackets are read to fit the shapes; write them")
        if choice.explicit:
            continue
        if choice.product is Product.LAYOUT:
            yield _about(document, choice, "BP506", "read in denominator layout, which is not the declared one")
            continue
        text = " ".join(source[choice.start : choice.end].split())
        if choice.product is Product.HADAMARD and text.startswith(("|", r"\lvert", r"\vert")):
            yield _about(document, choice, "BP503", "the absolute value is taken entry by entry")
        elif choice.product is Product.HADAMARD and text.startswith("^"):
            yield _about(document, choice, "BP503", "the power is read entry by entry")
        elif choice.product is Product.HADAMARD and source[: choice.start].rstrip().endswith(("{", "/")):
            yield _about(document, choice, "BP503", "the quotient is read entry by entry")
        elif choice.product is Product.HADAMARD:
            yield _about(document, choice, "BP501", rf"read as the Hadamard product; write \odot {text}")
        elif choice.product is Product.CONTRACTION and not composed:
            composed = True
            yield _about(document, choice, "BP502", "read as the composition of linear maps")


def _about(document: Document, choice: Choice, code: str, message: str) -> Finding:
    return document.finding(code, message, choice.start, choice.end)


def verdict_finding(document: Document, judged: Judged, case: str, start: int, end: int) -> Finding | None:
    """Why an equation is not proved."""
    judgement = judged.judgement
    prefix = f"for {case}: " if case else ""
    if judgement.verdict.is_true and judgement.verdict is not Verdict.REFUTED:
        return None
    witness = judgement.witness
    if isinstance(witness, ShapeClash):
        span = (witness.start, witness.end) if witness.end > witness.start else (start, end)
        return document.finding(judged.code or "BP201", prefix + witness.message, *span)
    if isinstance(witness, Counterexample):
        return document.finding(judged.code or "BP301", prefix + describe(witness), start, end)
    return document.finding(judged.code or "BP302", prefix + judgement.reason, start, end)


def describe(witness: Counterexample) -> str:
    """A counterexample in one sentence; the values stand in the report."""
    functions = ", ".join(f"{name}(t) = {body}" for name, body in witness.functions.items())
    where = ", ".join(str(i) for i in witness.entry)
    at = f"entry ({where}) of " if where else ""
    given = " and ".join(part for part in (witness.sizes_text, functions) if part)
    values = f"the left side is {witness.left}, the right side {witness.right}"
    return f"with {given or 'the values shown'}, {at}{values}"
