"""Certificates: what is proved, written so that a separate verifier can check it again (`docs/certificates.md`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bpsym.checker import Judge
from bpsym.derivation import Entry, Equation, Proof, Reading, Report, Role, Verdict
from bpsym.errors import UnsupportedError
from bpsym.expr import (
    Add,
    BroadcastColumns,
    BroadcastRows,
    Constant,
    Contract,
    Dim,
    Divide,
    Expr,
    Hadamard,
    Identity,
    Map,
    MatMul,
    Partial,
    Scale,
    SquaredNorm,
    SumColumns,
    SumRows,
    Symbol,
    Total,
    Trace,
    Transpose,
    Zero,
)
from bpsym.reader import Document
from bpsym.recheck import FUNCTIONS, HEAD, RejectedError, digest_of, latex, normal_form, verify
from bpsym.review.redefinition import redefined

Json = dict[str, Any]
Tree = list[Any]


@dataclass(frozen=True, slots=True)
class Certified:
    """One proved equation with its certificate, or why it has none."""

    label: str
    certificate: Json | None
    reason: str = ""


def certify(document: Document, report: Report) -> tuple[Certified, ...]:
    """A certificate, or the reason why there is none, for each equation that the report calls proved or conditional.

    Args:
        document: the notes, read.
        report: what `check` says of them, entry by entry in the order of the document.
    """
    found = _proved(document, report)
    if document.is_instance:
        made = [Certified(label, None, "it is proved for any depth, a certificate is for one") for label, _, _ in found]
    else:
        made = [_certify(*proved) for proved in found]
    return (*made, *_conditional(report))


def _conditional(report: Report) -> Iterator[Certified]:
    """What is proved on a condition has no certificate."""
    for entry in report.entries:
        for at, link in enumerate(entry.links):
            if link.judgement.verdict is Verdict.CONDITIONAL:
                label = f"{entry.id} (link {at + 1})" if len(entry.links) > 1 else entry.id
                conditions = " and ".join(link.judgement.conditions)
                reason = f"it is proved on condition that {conditions}; a certificate holds without conditions"
                yield Certified(label, None, reason)


def certificates_json(certified: tuple[Certified, ...]) -> Json:
    """The file of all certificates."""
    return {**HEAD, "certificates": [c.certificate for c in certified if c.certificate is not None]}


def certificate(label: str, reading: Reading, proof: Proof, definitions: Mapping[Symbol, Expr]) -> Json:
    """The certificate of one proved claim, accepted by the verifier.

    Args:
        label: what the verifier calls the equation.
        reading: the typed sides.
        proof: the first engine's proof; its steps are what the verifier repeats.
        definitions: those in force where the claim stands.

    Raises:
        UnsupportedError: the claim, or its proof, needs what the verifier does not have.
    """
    used = _needed(reading, definitions)
    symbols = dict.fromkeys((*_symbols(reading.left, reading.right, *used.values()), *used))
    made: Json = {
        "equation": label,
        "symbols": [[s.name, _dim(s.rows), _dim(s.columns)] for s in symbols],
        "definitions": [[s.name, tree_of(e)] for s, e in used.items()],
        "left": tree_of(reading.left),
        "right": tree_of(reading.right),
        "steps": [_step(text) for text in proof.steps],
    }
    try:
        made["latex"] = f"{latex(made['left'])} = {latex(made['right'])}"
        made["normal_form"], made["assumed"] = normal_form(made)
        made["digest"] = digest_of(made)
        verify(made)
    except RejectedError as error:
        raise UnsupportedError(f"the verifier says: {error}") from error
    return made


def tree_of(expr: Expr) -> Tree:
    """The expression in the small language of the verifier.

    Raises:
        UnsupportedError: an operation, a function or a dimension that it does not have.
    """
    if type(expr) not in TREES:
        raise UnsupportedError(f"the verifier has no {type(expr).__name__}")
    return TREES[type(expr)](expr, *(tree_of(child) for child in expr.children))


def _proved(document: Document, report: Report) -> Iterator[tuple[str, Reading, Judge]]:
    """Every reading of every equation that is proved, with the judge of its place in the document."""
    equations = {e.id: e for e in document.derivation.equations}
    judge = Judge(document.derivation.definitions, document.doubtful)
    for source, entry in zip(document.entries, report.entries, strict=True):
        for at, link in enumerate(source.links):
            verdict = entry.links[at].judgement.verdict
            claims = [equations[id] for id in link.equations if equations[id].role is Role.CLAIM]
            if verdict is Verdict.DEFINITION and claims:  # a second definition, which counts from here on
                judge = _redefined(judge, claims[0])
            elif verdict is Verdict.PROVED:
                yield from ((_label(entry, at, c, n), r, judge) for c in claims for n, r in enumerate(c.readings))


def _redefined(judge: Judge, claim: Equation) -> Judge:
    if not isinstance(claim.left, Symbol):
        return judge
    return Judge(redefined(judge.definitions, claim.left, claim.right), judge.doubtful)


def _label(entry: Entry, link: int, claim: Equation, reading: int) -> str:
    aside = [f"link {link + 1}"] * (len(entry.links) > 1) + [claim.case] * bool(claim.case)
    aside += [f"reading {reading + 1}"] * (len(claim.readings) > 1)
    return f"{entry.id} ({', '.join(aside)})" if aside else entry.id


def _certify(label: str, reading: Reading, judge: Judge) -> Certified:
    proof = judge.judge_reading(reading).judgement.proof
    if proof is None:
        return Certified(label, None, "its proof could not be repeated")
    try:
        return Certified(label, certificate(label, reading, proof, judge.definitions))
    except UnsupportedError as error:
        return Certified(label, None, str(error))


def _needed(reading: Reading, definitions: Mapping[Symbol, Expr]) -> dict[Symbol, Expr]:
    """The definitions on which both sides rest, in the order of the notes."""
    waiting = _symbols(reading.left, reading.right)
    found: set[Symbol] = set()
    while waiting:
        symbol = waiting.pop()
        if symbol in definitions and symbol not in found:
            found.add(symbol)
            waiting += _symbols(definitions[symbol])
    return {s: e for s, e in definitions.items() if s in found}


def _symbols(*parts: Expr) -> list[Symbol]:
    return list(dict.fromkeys(n for e in parts for n in e.walk() if isinstance(n, Symbol)))


def _step(text: str) -> list[str]:
    """`definition of NAME` -> ["definition", NAME]."""
    rewrite, _, name = text.split(" ", 2)
    return [rewrite, name]


def _dim(dim: Dim) -> str | int:
    if dim.value is not None:
        return dim.value
    if len(dim.terms) == 1 and dim.terms[0][1] == 1 and len(dim.terms[0][0]) == 1:
        return dim.terms[0][0][0]
    raise UnsupportedError(f"the verifier knows no compound dimension such as {dim}")


def _map(e: Map, body: Tree) -> Tree:
    name = {"reciprocal": "inv"}.get(e.function.kind, e.function.kind) or e.function.name
    if e.function.is_known != (name in FUNCTIONS):
        raise UnsupportedError(f"the verifier does not know the function {e.function.name}")
    return ["map", name, "'" * e.function.order, body]


def _divide(e: Divide, left: Tree, right: Tree) -> Tree:
    return ["hadamard", left, ["map", "inv", "", right]]


TREES: dict[type[Expr], Callable[..., Tree]] = {
    Symbol: lambda e: ["symbol", e.name],
    Constant: lambda e: ["constant", str(e.value)],
    Identity: lambda e: ["identity", _dim(e.size)],
    Zero: lambda e: ["scale", ["constant", "0"], ["ones", _dim(e.row_dim), _dim(e.column_dim)]],
    Add: lambda e, left, right: ["add", left, right],
    Scale: lambda e, factor, body: ["scale", factor, body],
    Transpose: lambda e, body: ["transpose", body],
    MatMul: lambda e, left, right: ["matmul", left, right],
    Hadamard: lambda e, left, right: ["hadamard", left, right],
    Divide: _divide,
    Map: _map,
    Total: lambda e, body: ["total", body],
    SumRows: lambda e, body: ["matmul", ["ones", 1, _dim(e.body.rows)], body],
    SumColumns: lambda e, body: ["matmul", body, ["ones", _dim(e.body.columns), 1]],
    Trace: lambda e, body: ["trace", body],
    SquaredNorm: lambda e, body: ["total", ["hadamard", body, body]],
    BroadcastRows: lambda e, body: ["matmul", ["ones", _dim(e.count), 1], body],
    BroadcastColumns: lambda e, body: ["matmul", body, ["ones", 1, _dim(e.count)]],
    Partial: lambda e, of, wrt: ["partial", of, wrt],
    Contract: lambda e, left, right: ["contract", left, right],
}
"""Node -> tree, over the trees of its children; what the verifier lacks is written by what it has."""
