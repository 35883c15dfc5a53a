"""Transposes and inverses: missing, too many, at the wrong factor."""

from __future__ import annotations

from collections.abc import Iterator

from bpsym.notation import Formula, Number, Power, Product, Sum, Transposed
from bpsym.review.edits.edit import Edit, Material, factors_in, is_closed


def transposes(right: Formula, material: Material) -> Iterator[Edit]:
    """A transpose more or less: of a factor, a term, or a side that is one name."""
    inside = {id(n.base) for n in right.walk() if isinstance(n, Transposed)}
    for node in (n for n in factors_in(right) if n is not right or not isinstance(n, (Product, Sum))):
        if isinstance(node, Transposed):
            if material.show(node.base) != material.show(node):
                words = f"a transpose too many on {material.say(node.base)}"
                yield material.replaced(node, material.show(node.base), words)
        elif id(node) not in inside and not isinstance(node, Number):
            words = f"a transpose is missing on {material.say(node)}"
            yield material.replaced(node, material.transposed(material.show(node)), words)


def whole_transpose(right: Formula, material: Material) -> Iterator[Edit]:
    """A transpose of a whole product or sum."""
    if isinstance(right, (Product, Sum)):
        words = f"a transpose is missing on {material.say(right)}"
        yield material.replaced(right, material.transposed(material.show(right)), words)


def moved_transposes(right: Formula, material: Material) -> Iterator[Edit]:
    """The transpose of one factor at another factor of the same product."""
    for node in right.walk():
        if not isinstance(node, Product):
            continue
        for a in node.factors:
            for b in node.factors if isinstance(a, Transposed) else ():
                if b is not a and not isinstance(b, (Transposed, Number)) and isinstance(a, Transposed):
                    yield _moved(a, b, node, material)


def _moved(a: Transposed, b: Formula, node: Product, material: Material) -> Edit:
    """The product with the transpose taken from a and put at b."""
    first, last = (a, b) if a.start < b.start else (b, a)
    texts = {id(a): material.show(a.base), id(b): material.transposed(material.show(b))}
    between = material.source[first.end : material.begin(last)]
    text = f"{texts[id(first)]}{between}{texts[id(last)]}"
    words = f"the transpose belongs on {material.say(b)}, not on {material.say(a.base)}"
    return Edit(material.begin(first), last.end, text, words)


def inverses(right: Formula, material: Material) -> Iterator[Edit]:
    """An inverse more or less; a transpose too where both are written as one superscript."""
    for node in factors_in(right):
        shown = material.show(node).strip()
        if isinstance(node, Power) and "-" in shown[len(material.show(node.base)) :]:
            base = material.show(node.base)
            yield material.replaced(node, base, f"an inverse too many on {material.say(node.base)}")
        elif not isinstance(node, (Number, Power)):
            closed = shown if is_closed(shown) else f"({shown})"
            yield material.replaced(node, f"{closed}^{{-1}}", f"an inverse is missing on {material.say(node)}")
