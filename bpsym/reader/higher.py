r"""The halves of derivatives of higher order: `\frac{\partial^2 E}{\partial w_{ji} \partial w_{lk}}`."""

from __future__ import annotations

from collections.abc import Sequence

from bpsym.errors import UnreadError
from bpsym.reader.token import Token

_SIGNS = (r"\partial", "d")
HIGHEST = 4


def higher_halves(above: Sequence[Token], below: Sequence[Token]) -> tuple[list[Token], list[list[Token]]] | None:
    """What is differentiated and by what, the innermost first; None where the order is not above one.

    Raises:
        UnreadError: variables that do not make up the order.
    """
    if not above or above[0].text not in _SIGNS or not below or below[0].text != above[0].text:
        return None
    order, upper = _exponent(above[1:])
    if order == 1:
        return None
    parts = _split(below, above[0].text)
    if len(parts) < order:
        parts = [part for variable in parts for part in _repeated(variable)]
    if len(parts) != order or order > HIGHEST or not all(parts):
        message = f"a derivative of order {order} needs {order} variables below, and an order of at most {HIGHEST}"
        raise UnreadError(message, below[0].start, below[-1].end)
    return upper, parts


def _exponent(tokens: Sequence[Token]) -> tuple[int, list[Token]]:
    """The order that a superscript at the cursor says, and what is after it."""
    texts = [t.text for t in tokens[:4]]
    if len(texts) > 1 and texts[0] == "^" and texts[1].isdigit():
        return int(texts[1]), list(tokens[2:])
    if len(texts) > 3 and texts[0] == "^" and texts[1] == "{" and texts[2].isdigit() and texts[3] == "}":
        return int(texts[2]), list(tokens[4:])
    return 1, list(tokens)


def _split(tokens: Sequence[Token], sign: str) -> list[list[Token]]:
    parts: list[list[Token]] = []
    depth = 0
    for token in tokens:
        depth += (token.text in ("{", "(", "[")) - (token.text in ("}", ")", "]"))
        if depth == 0 and token.text == sign:
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _repeated(variable: list[Token]) -> list[list[Token]]:
    """`w^2` below the line is w twice."""
    for size in (2, 4):
        order, after = _exponent(variable[-size:]) if len(variable) > size else (1, variable)
        if order > 1 and not after:
            return [variable[:-size]] * min(order, HIGHEST + 1)
    return [variable]
