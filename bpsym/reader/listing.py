r"""Lines that only show the parts of a matrix, `X = [x_1, \dots, x_m]^T`: they are not read, and define nothing."""

from __future__ import annotations

import re

_OPENING = r"(?:\\left)?\s*(?:\[|\(|\\begin\{[bp]?matrix\})"
_CLOSING = r"(?:\\right)?\s*(?:\]|\)|\\end\{[bp]?matrix\})"
_TRANSPOSED = r"(?:\^\{?\s*(?:T|\\top|\\intercal)\s*\}?)?"
_LIST = re.compile(rf"\s*{_OPENING}(?P<parts>.*){_CLOSING}\s*{_TRANSPOSED}\s*[.,;]?\s*", re.S)
_FILLING = re.compile(r"\\[cvdl]?dots[cb]?|…|[&,;|\s]|\\\\|\\mid|\\vert|\\[,;!]")
_FONT = re.compile(r"\\(?:mathbf|boldsymbol|bm|vec|mathit)\b")
_INDEX = r"(?:[A-Za-z0-9]|\{[A-Za-z0-9,()\s]{1,12}\})"
LONGEST = 1000


def lists_parts(name: str, latex: str) -> bool:
    """Whether a relation says of a letter only that it is made of parts with its own letter and an index."""
    _, sign, right = latex.partition("=")
    found = _LIST.fullmatch(right) if sign and len(latex) <= LONGEST else None
    if found is None or len(name) != 1:
        return False
    letter = rf"\{{?\s*[{name.lower()}{name.upper()}]\s*\}}?"
    part = re.compile(rf"{letter}(?:\s*[_^]\s*{_INDEX}){{1,2}}(?:\s*{_TRANSPOSED})?")
    parts = _FONT.sub("", found["parts"])
    return _FILLING.sub("", part.sub("", parts)) == "" and part.search(parts) is not None
