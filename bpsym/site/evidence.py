"""What stands behind a verdict, as HTML: readings, proofs, random points, counterexamples, findings, repairs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from bpsym.derivation import Agreement, Entry, Finding, Judgement, Link, Proof, Repair, Verdict
from bpsym.site.markup import display, element, inline, prose
from bpsym.site.witness import show_witness

READINGS = {
    "as-written": "Read as written",
    "hadamard": "Read as a Hadamard product",
    "contraction": "Read as a composition of linear maps",
    "outer": "Read as an outer product",
    "mixed": "Read with products of several kinds",
}

Row = tuple[str, str]
"""A term and what is said under it."""


def show_evidence(entry: Entry) -> str:
    """Everything that the report says of one entry, a chain link by link."""
    several = len(entry.links) > 1
    parts = [_show_rows(_link_rows(link), _link_title(link) if several else "") for link in entry.links]
    rows = [("Findings", _show_findings(entry.findings))] if entry.findings else []
    if entry.suppressed is not None:
        rows.append(("Suppressed", prose(entry.suppressed)))
    return "".join(parts) + _show_rows(rows, "")


def _show_rows(rows: list[Row], title: str) -> str:
    if not rows:
        return ""
    head = element("p", title, "bp-link") if title else ""
    return head + element("dl", "".join(f"<div><dt>{term}</dt><dd>{content}</dd></div>" for term, content in rows))


def _link_title(link: Link) -> str:
    return f"{inline(link.latex)} {element('span', link.judgement.verdict.value)}"


def _link_rows(link: Link) -> list[Row]:
    rows = []
    if link.reading_latex:
        rows.append((READINGS[link.reading], display(link.reading_latex)))
    rows += _judgement_rows(link.judgement)
    if link.findings:
        rows.append(("Findings", _show_findings(link.findings)))
    if link.repairs:
        rows.append(("True instead", "".join(map(_show_repair, link.repairs))))
    return rows


def _judgement_rows(judgement: Judgement) -> Iterator[Row]:
    if judgement.verdict is Verdict.DEFINITION:
        yield "Definition", "This equation says what the symbol on its left means. There is nothing to prove."
    if judgement.reason:
        yield "Why", prose(judgement.reason)
    if judgement.conditions:
        yield "On condition", "; ".join(map(prose, judgement.conditions))
    if judgement.proof is not None:
        yield from _proof_rows(judgement.proof)
    if judgement.agreement is not None:
        yield "Second engine", _show_agreement(judgement.agreement)
    if judgement.witness is not None:
        yield "Counterexample", show_witness(judgement.witness)
    if judgement.domain:
        yield "Holds where", ", ".join(map(inline, judgement.domain))


def _proof_rows(proof: Proof) -> Iterator[Row]:
    if proof.definitions:
        yield "Definitions used", ", ".join(map(inline, proof.definitions))
    yield "Left side", display(proof.left)
    yield "Right side", display(proof.right)
    yield "Normal form of both", display(proof.normal_form)


def _show_agreement(agreement: Agreement) -> str:
    where = f" modulo {_show_modulus(agreement.modulus)}" if agreement.modulus is not None else ""
    points = "point" if agreement.trials == 1 else "points"
    method = agreement.method[:1].upper() + agreement.method[1:]
    said = f"{method}: both sides agree at {agreement.trials} random {points}{where}"
    if agreement.tolerance:
        said += f", to within {agreement.tolerance}"
    if agreement.error_bound is not None:
        said += f"; a false equation would pass with a probability of at most {_show_bound(agreement.error_bound)}"
    sizes = "; ".join(map(show_sizes, agreement.sizes))
    return f"{said}. {element('span', f'Sizes: {sizes}. Seed: {agreement.seed}.', 'bp-small')}"


def show_sizes(sizes: Mapping[str, int]) -> str:
    """`numExamples = 3, inputLayerSize = 2`."""
    return ", ".join(f"{prose(name)} = {size}" for name, size in sizes.items())


def _show_modulus(modulus: int) -> str:
    exponent = modulus.bit_length()
    return inline(f"2^{{{exponent}}} - 1") if modulus == 2**exponent - 1 else f"{modulus:,}"


def _show_bound(bound: Fraction) -> str:
    digits, exponent = f"{float(bound):.0e}".split("e")
    return inline(rf"{digits} \cdot 10^{{{int(exponent)}}}")


def _show_findings(findings: tuple[Finding, ...]) -> str:
    return element("ul", "".join(map(show_finding, findings)))


def show_finding(finding: Finding) -> str:
    """One finding, as an item of a list: the code, the line, the message."""
    return f"<li>{element('code', finding.code)} {prose(finding.message)}</li>"


def _show_repair(repair: Repair) -> str:
    return display(repair.latex) + element("p", prose(repair.edit), "bp-small")
