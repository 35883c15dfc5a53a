"""What is said of names to which the reader gave a meaning of its own accord."""

from __future__ import annotations

from collections.abc import Mapping

from bpsym.derivation import Finding
from bpsym.notation import Call, Differential, Name
from bpsym.reader.collect import Collected
from bpsym.reader.define import Introduction
from bpsym.reader.document import place_finding
from bpsym.reader.finder import Lines


def findings_of(collected: Collected, introductions: Mapping[str, Introduction], lines: Lines) -> list[Finding]:
    """One finding for each function that nobody declares, and for each meaning that follows from that of another."""
    found = []
    for name, function in collected.functions.items():
        call = next(n for r in collected.relations for m in r.members for n in m.walk() if _calls(n, name))
        what = "a cost of which nothing is known" if function.kind else "an unknown function, applied entry by entry"
        message = f"{name} is not declared; it is taken for {what}"
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
