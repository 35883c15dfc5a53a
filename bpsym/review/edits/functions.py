"""Functions: a prime missing or too many, sums over the wrong axis or missing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bpsym.notation import Call, Formula
from bpsym.review.edits.edit import Edit, Material, factors_in, terms_in

SUMS = {
    r"\operatorname{sumrows}": "sum over rows",
    r"\operatorname{sumcols}": "sum over columns",
    r"\sum ": "sum over everything",
}
"""Operators that add, with their names."""
_BOUNDED = re.compile(r"\\sum\s*(?:\\limits\s*)?_\s*(?:\{[^{}]*\}|\w)(?:\s*\^\s*(?:\{[^{}]*\}|\w))?")


def primes(right: Formula, material: Material) -> Iterator[Edit]:
    """F for f′, f′ for f."""
    for node in right.walk():
        if isinstance(node, Call):
            name, argument = material.show(node.function), material.show(node.argument)
            bare = argument if argument.startswith(("(", r"\left")) else f"({argument})"
            plain = name.split("'")[0].split("^")[0]
            if node.primes:
                yield material.replaced(node, f"{plain}{bare}", f"{plain} stands for its derivative: no prime")
            else:
                yield material.replaced(node, f"{plain}'{bare}", f"the derivative {plain}' is meant")


def sums(right: Formula, material: Material) -> Iterator[Edit]:
    """A sum that is missing, or over the other axis."""
    text = material.show(right)
    for operator, words in SUMS.items():
        yield material.replaced(right, f"{operator}({text})", f"the {words} is missing")
    for node in right.walk():
        if isinstance(node, Call) and material.show(node.function) in SUMS:
            for operator, words in SUMS.items():
                if operator != material.show(node.function):
                    yield Edit(node.function.start, node.function.end, operator, f"the {words} is meant")
    yield from _inner_sums(right, material)


def _inner_sums(right: Formula, material: Material) -> Iterator[Edit]:
    r"""A sum before one term or factor: of the vocabulary, or with bounds (`\sum_{i=1}^{m}`) as in the notes."""
    bounded = dict.fromkeys(" ".join(found.split()) for found in _BOUNDED.findall(material.source))
    for operator in bounded:
        for node in terms_in(right):
            yield material.replaced(node, f"{operator} {material.show(node)}", f"the sum {operator} is missing")
    for node in factors_in(right):
        for operator, words in SUMS.items() if node is not right else ():
            yield material.replaced(node, f"{operator}({material.show(node)})", f"the {words} is missing")
