"""Terms: too many, or missing."""

from __future__ import annotations

from collections.abc import Iterator

from bpsym.notation import Formula, Number, Sum
from bpsym.review.edits.edit import Edit, Material, factors_in, is_closed, terms_in

_TOO_MANY = " is too many"


def drops_a_term(words: str) -> bool:
    """Whether an edit takes a whole term away: the line is about another function, it is no slip of the pen."""
    return words.startswith("the term ") and words.endswith(_TOO_MANY)


def dropped_terms(right: Formula, material: Material) -> Iterator[Edit]:
    """A term that stands elsewhere in the notes is missing at the end of the side."""
    own = {material.show(term).strip() for term in terms_in(right)}
    for text in (t for t in material.terms if t.strip() not in own):
        for sign in "+-":
            yield Edit(right.end, right.end, f" {sign} {text}", f"the term {text} is missing")


def derived_terms(right: Formula, material: Material) -> Iterator[Edit]:
    """A term of the gradient as it is derived is missing."""
    terms = [material.styled(term) for term in material.derived_terms()]
    for at, text in enumerate(terms):
        words = f"the term {text.removeprefix('-').strip()} is missing"
        signed = _signed(text)
        if not at and not material.source[right.start :].lstrip().startswith("-"):
            yield Edit(right.start, right.start, f"{text} + ", words)
        else:
            yield Edit(right.end, right.end, f" {signed}", words)
    for first in range(len(terms) - 1):
        text = " ".join(["", *map(_signed, terms[first : first + 2])])
        words = f"the terms {' and '.join(t.removeprefix('-').strip() for t in terms[first : first + 2])} are missing"
        yield Edit(right.end, right.end, text, words)


def _signed(term: str) -> str:
    """The term as one that follows others."""
    return f"- {term[1:].lstrip()}" if term.startswith("-") else f"+ {term}"


def inner_terms(right: Formula, material: Material) -> Iterator[Edit]:
    """A name is missing beside one that stands alone, or in a sum inside: `Xᵀ ŷ` for `Xᵀ (ŷ - y)`."""
    for node in factors_in(right):
        if isinstance(node, Number) or (node is right and not is_closed(material.show(node).strip())):
            continue
        for name in material.names:
            for sign in "-+":
                text = f"({material.show(node)} {sign} {name.text})"
                yield material.replaced(node, text, f"the term {name.text} is missing")


def too_many_terms(right: Formula, material: Material) -> Iterator[Edit]:
    """One term less."""
    for node in right.walk():
        if not isinstance(node, Sum) or len(node.terms) < 2:
            continue
        for at, term in enumerate(node.terms):
            start = node.terms[at - 1].end if at else material.begin(term)
            end = term.end if at else material.begin(node.terms[1])
            text = "-" if not at and node.signs[1] < 0 else ""
            yield Edit(start, end, text, f"the term {material.say(term)}{_TOO_MANY}")
