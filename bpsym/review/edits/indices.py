r"""Index notation: two indices swapped, a wrong index, a missing `\sum_k`; found in the text, since all are letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from bpsym.notation import Formula
from bpsym.review.edits.edit import Edit, Material, terms_in

_SUBSCRIPT = re.compile(r"_\s*(?:\{([a-z](?:[\s,]*[a-z])*)\}|([a-z])(?![a-z]))")
_SIZED = re.compile(r"(?:\\(?:operatorname\{\w+\}|mathbb\{\w\}|mathbf\{[01]\})|\bI)\s*$")
"""What has a size, not an index, as its subscript."""
_LETTER = re.compile(r"[a-z]")


def swapped_indices(right: Formula, material: Material) -> Iterator[Edit]:
    """W_{kj} for W_{jk}."""
    for start, letters in _subscripts(right, material):
        for a, b in combinations(letters, 2):
            i, j = start + a.start(), start + b.start()
            middle = material.source[i + 1 : j]
            if a[0] != b[0]:
                words = f"the indices {a[0]} and {b[0]} are in the wrong order"
                yield Edit(i, j + 1, f"{b[0]}{middle}{a[0]}", words)


def wrong_indices(right: Formula, material: Material) -> Iterator[Edit]:
    """Another index of this line in the place of one."""
    found = list(_subscripts(right, material))
    known = list(dict.fromkeys(letter[0] for _, letters in found for letter in letters))
    for start, letters in found:
        for letter in letters:
            for other in known:
                if other != letter[0]:
                    at = start + letter.start()
                    yield Edit(at, at + 1, other, f"the index {other} is meant, not {letter[0]}")


def missing_sums(right: Formula, material: Material) -> Iterator[Edit]:
    r"""A sum over an index of this line, before one term."""
    found = dict.fromkeys(letter[0] for _, letters in _subscripts(right, material) for letter in letters)
    for letter in found:
        for term in terms_in(right):
            begin = material.begin(term)
            yield Edit(begin, begin, rf"\sum_{{{letter}}} ", f"the sum over {letter} is missing")


def _subscripts(right: Formula, material: Material) -> Iterator[tuple[int, list[re.Match[str]]]]:
    """Where each subscript of letters begins, and its letters."""
    text = material.source[right.start : right.end]
    for match in _SUBSCRIPT.finditer(text):
        if _SIZED.search(text[: match.start()]):
            continue
        group = 1 if match[1] else 2
        yield right.start + match.start(group), list(_LETTER.finditer(match[group]))
