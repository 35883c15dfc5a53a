"""The report as JSON, schema version 1: `report.schema.json` beside this file is the contract.

Consumers may rely on every field; later versions add fields and never change one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from bpsym.derivation import (
    Agreement,
    Counterexample,
    Entry,
    Finding,
    Judgement,
    Link,
    Proof,
    Repair,
    Report,
    ShapeClash,
)

SCHEMA_VERSION = 1
Json = dict[str, Any]


def report_json(report: Report) -> Json:
    """One file's report; every value is JSON's own kind.

    Lines count in the piece of the file that `place` names: a cell of a notebook, or a file that the file includes.
    """
    made = {
        "schema_version": SCHEMA_VERSION,
        "file": report.file,
        "error": report.error,
        "findings": [_finding(f) for f in report.findings],
        "summary": report.counts,
        "equations": [_entry(entry) for entry in report.entries],
    }
    _place(made, report)
    return made


def _place(made: Any, report: Report) -> None:
    """Lines of the whole made lines of the piece in which they stand."""
    if isinstance(made, list):
        for part in made:
            _place(part, report)
    if isinstance(made, dict):
        if "line" in made:
            made["place"], own = report.locate(made["line"])
            if "end_line" in made:
                made["end_line"] += own - made["line"]
            made["line"] = own
        for part in made.values():
            _place(part, report)


def reports_json(reports: Sequence[Report]) -> Json:
    """Several files in one object, with the sum of their summaries."""
    total = Counter(Report("").counts)
    for report in reports:
        total.update(report.counts)
    files = [report_json(report) for report in reports]
    return {"schema_version": SCHEMA_VERSION, "files": files, "summary": dict(total)}


def _entry(entry: Entry) -> Json:
    """An entry carries the evidence of the link that decides it: the first with the entry's verdict.

    Conditions and domain are those of all links, since the entry relies on every one.
    """
    shown = next((link for link in entry.links if link.judgement.verdict is entry.verdict), None)
    own = [_finding(f) for f in entry.findings]
    judged = _link(shown) if shown else _UNJUDGED | {"latex": entry.latex, "verdict": entry.verdict.value}
    if len(entry.links) == 1:
        own += judged["findings"]
    return {
        "id": entry.id,
        "tag": entry.tag,
        "line": entry.line,
        "column": entry.column,
        "end_line": entry.end_line,
        **judged,
        "latex": entry.latex,
        "conditions": _union(link.judgement.conditions for link in entry.links),
        "domain": _union(link.judgement.domain for link in entry.links),
        "findings": own,
        "expected": entry.expected,
        "suppressed": entry.suppressed,
        "links": [_link(link) for link in entry.links] if len(entry.links) > 1 else [],
    }


def _union(parts: Iterable[tuple[str, ...]]) -> list[str]:
    return list(dict.fromkeys(chain.from_iterable(parts)))


def _link(link: Link) -> Json:
    return {
        "latex": link.latex,
        "reading": link.reading,
        "reading_latex": link.reading_latex,
        "findings": [_finding(f) for f in link.findings],
        "repair": _repair(link.repairs[0]) if link.repairs else None,
        "repairs": [_repair(repair) for repair in link.repairs],
        **_judgement(link.judgement),
    }


def _judgement(judgement: Judgement) -> Json:
    return {
        "verdict": judgement.verdict.value,
        "reason": judgement.reason,
        "conditions": list(judgement.conditions),
        "domain": list(judgement.domain),
        "counterexample": _witness(judgement.witness),
        "proof": _proof(judgement.proof),
        "agreement": _agreement(judgement.agreement),
        "difference": _difference(judgement),
    }


_UNJUDGED: Json = {
    "reading": "as-written",
    "reading_latex": "",
    "findings": [],
    "repair": None,
    "repairs": [],
    "reason": "",
    "conditions": [],
    "domain": [],
    "counterexample": None,
    "proof": None,
    "agreement": None,
    "difference": None,
}


def _finding(finding: Finding) -> Json:
    return {
        "code": finding.code,
        "line": finding.line,
        "column": finding.column,
        "end": finding.end,
        "message": finding.message,
    }


def _repair(repair: Repair) -> Json:
    return {"latex": repair.latex, "edit": repair.edit}


def _witness(witness: Counterexample | ShapeClash | None) -> Json | None:
    match witness:
        case None:
            return None
        case Counterexample():
            return {
                "kind": "values",
                "sizes": dict(witness.sizes),
                "values": {name: _plain(value) for name, value in witness.values.items()},
                "functions": dict(witness.functions),
                "entry": list(witness.entry),
                "left": witness.left,
                "right": witness.right,
            }
        case ShapeClash():
            return {
                "kind": "shapes",
                "left_shape": witness.left_shape,
                "right_shape": witness.right_shape,
                "message": witness.message,
            }


def _plain(value: Any) -> Any:
    """Nested sequences as lists, and every number as text, so that 1/3 stays exact."""
    return [_plain(v) for v in value] if isinstance(value, (list, tuple)) else str(value)


def _proof(proof: Proof | None) -> Json | None:
    if proof is None:
        return None
    return {
        "left": proof.left,
        "right": proof.right,
        "normal_form": proof.normal_form,
        "definitions": list(proof.definitions),
        "steps": list(proof.steps),
    }


def _difference(judgement: Judgement) -> Json | None:
    """What each side has that the other has not."""
    if judgement.difference is None:
        return None
    left, right = judgement.difference
    return {"left": left, "right": right}


def _agreement(agreement: Agreement | None) -> Json | None:
    if agreement is None:
        return None
    bound = agreement.error_bound
    return {
        "method": agreement.method,
        "trials": agreement.trials,
        "sizes": [_sizes(s) for s in agreement.sizes],
        "seed": agreement.seed,
        # 2^61 - 1 is not exact in a JavaScript number, so it is text.
        "modulus": None if agreement.modulus is None else str(agreement.modulus),
        "error_bound": None if bound is None else float(bound),
        "tolerance": agreement.tolerance,
    }


def _sizes(sizes: Mapping[str, int]) -> Json:
    return dict(sizes)
