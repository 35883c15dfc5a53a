"""Signs: of the whole side, of one term, of a difference the wrong way round."""

from __future__ import annotations

from collections.abc import Iterator

from bpsym.notation import Formula, Sum
from bpsym.review.edits.edit import Edit, Material


def whole_sign(right: Formula, material: Material) -> Iterator[Edit]:
    """A difference the other way round; a minus sign before everything, or none."""
    text = material.show(right)
    if isinstance(right, Sum) and right.signs == (1, -1):
        yield _reversed(right, material)
    if text.lstrip().startswith("-"):
        rest = text.lstrip()[1:].lstrip()
        yield material.replaced(right, rest, "a minus sign too many")
    elif isinstance(right, Sum):
        yield material.replaced(right, f"-({text})", "a minus sign is missing")
    else:
        yield material.replaced(right, f"-{text}", "a minus sign is missing")


def inner_signs(right: Formula, material: Material) -> Iterator[Edit]:
    """The sign before each term of each sum."""
    for node in right.walk():
        if not isinstance(node, Sum):
            continue
        yield from _first_sign(node, material)
        for before, after in zip(node.terms, node.terms[1:]):
            between = material.source[before.end : after.start]
            for found, other in (("-", "+"), ("+", "-")):
                if between.count(found) == 1:
                    at = before.end + between.index(found)
                    yield Edit(at, at + 1, other, f"the sign before {material.say(after)} is wrong")


def _first_sign(node: Sum, material: Material) -> Iterator[Edit]:
    """The sign of the first term; and b - a for a - b, which is all of the signs at once."""
    first, words = node.terms[0], f"the sign before {material.say(node.terms[0])} is wrong"
    begin = material.begin(first)
    if node.signs[0] > 0:
        yield Edit(begin, begin, "-", words)
    elif len(node.terms) > 1 and "-" in material.source[node.start : begin]:
        at = material.source.rindex("-", node.start, begin)
        yield Edit(at, at + 1, "", words)
    if node.signs == (1, -1):
        yield _reversed(node, material)


def _reversed(difference: Sum, material: Material) -> Edit:
    a, b = difference.terms
    swapped = f"{material.show(b)} - {material.show(a)}"
    return Edit(material.begin(a), b.end, swapped, f"{material.say(b)} - {material.say(a)} is meant")
