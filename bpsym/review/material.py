"""What the notes offer to a repair: symbols, factors and terms of other lines, their way to write a transpose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from bpsym.expr import Map, Symbol
from bpsym.notation import Formula, IdentityMatrix, Name, Number, Product, Sum
from bpsym.reader import Document, Relation, names_in, whole_start
from bpsym.review.edits import Material, without_brackets

MOST_FACTORS, MOST_TERMS = 24, 16
"""Formulas of other lines that are tried: those that stand nearest."""
_TRANSPOSES = ("^T", r"^\top", r"^{\top}", "^{T}", r"^\intercal", r"^\mathsf{T}", r"^{\mathsf{T}}")
_HADAMARDS = (r"\odot", r"\circ", "⊙", "∘", ".*")


def gather(document: Document, relation: Relation, derived: Callable[[], tuple[str, ...]]) -> Material:
    """The material for the edits of one relation.

    Args:
        document: the notes.
        relation: the one that is to be mended.
        derived: the terms of the true gradient, worked out when they are asked for.
    """
    source = relation.source
    variables = {n.layer.variable for m in relation.members for n in names_in(m) if n.layer and n.layer.variable}
    near = sorted(_formulas(document), key=lambda f: (_lacks(f, variables), abs(f.start - relation.start)))
    factors = (_shown(source, f) for node in near if isinstance(node, Product) for f in node.factors if _is_part(f))
    terms = (_shown(source, t) for node in near for t in _terms(node))
    return Material(
        source,
        document.known,
        tuple(_slopes(document)),
        (*tuple(dict.fromkeys(factors))[:MOST_FACTORS], *_reciprocals(document)),
        tuple(dict.fromkeys(terms))[:MOST_TERMS],
        derived,
        _commonest(source, _TRANSPOSES),
        _commonest(source, _HADAMARDS),
        _spelled(document),
    )


def _formulas(document: Document) -> Iterator[Formula]:
    """Every formula of every relation that was read from the text of the notes."""
    for source in document.entries:
        members = source.relation.members
        for member in members:
            yield from member.walk()


def _lacks(formula: Formula, variables: set[str]) -> bool:
    """Whether a line that speaks of every layer is far from a formula, because it speaks of single ones."""
    return bool(variables) and not any(n.layer and n.layer.variable in variables for n in names_in(formula))


def _terms(node: Formula) -> tuple[Formula, ...]:
    return node.terms if isinstance(node, Sum) and len(node.terms) > 1 else ()


def _is_part(formula: Formula) -> bool:
    return not isinstance(formula, (Number, IdentityMatrix)) and formula.end > formula.start


def _shown(source: str, formula: Formula) -> str:
    """A formula of the notes on one line; a sum keeps its brackets."""
    text = " ".join(source[whole_start(source, formula.start) : formula.end].split())
    return without_brackets(text) if isinstance(formula, Name) else text


def _commonest(source: str, ways: tuple[str, ...]) -> str:
    """The way in which the notes write it; the first where they do not."""
    counts = Counter({way: source.count(way) for way in ways})
    return max(ways, key=lambda way: counts[way])


def _reciprocals(document: Document) -> Iterator[str]:
    """1/m for every number that the notes leave open, and every dimension."""
    names = [s.name for s in document.derivation.inputs if s.is_scalar]
    return (rf"\frac{{1}}{{{name}}}" for name in dict.fromkeys([*names, *sorted(document.dimensions)]))


def _slopes(document: Document) -> list[str]:
    r"""`f'(z^{(2)})` for every f(z) in the forward equations, with the names as the notes spell them."""
    found: dict[str, None] = {}
    spelled = _spelled(document)
    for body in document.derivation.forward.values():
        for node in body.walk():
            if isinstance(node, Map) and node.function.order == 0 and isinstance(node.body, Symbol):
                found[f"{node.function.name}'({spelled.get(node.body.name, node.body.name)})"] = None
    return list(found)


def _spelled(document: Document) -> dict[str, str]:
    r"""Canonical name -> how the notes write it first, `\mathbf{S}`; not by a macro, which may stand for more."""
    found: dict[str, str] = {}
    for formula in _formulas(document):
        if isinstance(formula, Name) and formula.end > formula.start:
            text = _shown(document.text, formula)
            if not any(macro in text for macro in document.macros):
                found.setdefault(formula.text, text)
    return found
