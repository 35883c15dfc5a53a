r"""What stands below and above a sum: `\sum_{k}`, `\sum_{i=1}^{n}`, `\sum_{j,k}`, `\sum_{k \ne j}`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bpsym.errors import UnreadError
from bpsym.notation import Mark
from bpsym.reader.marks import read_marks, require_indices
from bpsym.reader.name import show_tokens
from bpsym.reader.parser import Parser
from bpsym.reader.token import Token

_UNEQUAL = (r"\ne", r"\neq")
_WHOLE = r"a sum runs over a whole axis: \sum_{k}, \sum_{k=1}^{n} or \sum_{k \ne j}"


@dataclass(frozen=True, slots=True)
class Bounds:
    """The indices of a sum, the last value as it is written, and the value that is left out."""

    marks: tuple[Mark, ...]
    top: str = ""
    but: Mark | None = None


def read_bounds(parser: Parser) -> Bounds:
    """The bounds at the cursor.

    Raises:
        UnreadError: bounds that are not those of a whole axis.
    """
    s = parser.stream
    start = s.start
    parts: dict[str, list[Token]] = {}
    while s.here in ("_", "^"):
        side = s.take().text
        if side in parts:
            raise s.error("a sum has two bounds")
        parts[side] = s.argument()
    below, above = parts.get("_", []), parts.get("^", [])
    found = _read(below, show_tokens(above))
    if found is None:
        raise UnreadError(f"{_WHOLE}; these bounds are not read", start, s.last_end)
    require_indices(found.marks, parser.names)
    return found


def _read(below: Sequence[Token], top: str) -> Bounds | None:
    texts = [t.text for t in below]
    sign = next((t for t in texts if t == "=" or t in _UNEQUAL), "")
    cut = texts.index(sign) if sign else len(texts)
    marks = read_marks(below[:cut]) or ()
    letters = {m.text for m in marks if m.is_letter}
    if not marks or len(letters) != len(marks):
        return None
    if sign in _UNEQUAL:
        but = read_marks(below[cut + 1 :]) or ()
        fits = len(marks) == len(but) == 1 and but[0].is_letter and but[0].text not in letters
        return Bounds(marks, top, but[0]) if fits else None
    if sign and (texts[cut + 1 :] != ["1"] or not top):
        return None
    return Bounds(marks, top)
