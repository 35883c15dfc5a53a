"""Edits of a text by the lines on which they stand; everything else stays as it is, to the last byte."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bpsym.derivation import Patch
from bpsym.errors import InputError


def patch_text(text: str, patches: Sequence[Patch], place: str, keeps_columns: bool = True) -> str:
    r"""The text with all patches applied; line ends may be `\n` or `\r\n`.

    Args:
        text: of a file, or of a cell.
        patches: with the line numbers of this text.
        place: what the text is called in messages.
        keeps_columns: whether the columns of a patch are those of the text; else it has to be found on its lines.

    Raises:
        InputError: what a patch replaces does not stand exactly once on its lines.
    """
    for patch in sorted(patches, key=lambda p: (p.line, p.column), reverse=True):
        start, end = _find(text, patch, f"{place}:{patch.line}", keeps_columns)
        new = patch.new.replace("\n", "\r\n") if "\r\n" in text[start:end] else patch.new
        text = text[:start] + new + text[end:]
    return text


def _find(text: str, patch: Patch, place: str, keeps_columns: bool) -> tuple[int, int]:
    starts = [0, *(m.end() for m in re.finditer("\n", text))]
    if not 1 <= patch.line <= len(starts) or not patch.old.strip():
        raise InputError(f"{place}: there is nothing to replace here; mend this line by hand")
    first, last = patch.line - 1, patch.line + patch.old.count("\n")
    begin, end = starts[first], starts[last] if last < len(starts) else len(text)
    pattern = re.compile(r"\r?\n".join(re.escape(line) for line in patch.old.split("\n")))
    if keeps_columns and (exact := pattern.match(text, begin + patch.column - 1, end)):
        return exact.span()
    found = [m.span() for m in pattern.finditer(text, begin, end)]
    if len(found) != 1:
        times = "is not there" if not found else f"stands there {len(found)} times"
        raise InputError(f"{place}: cannot tell what to replace: {patch.old!r} {times}; mend this line by hand")
    return found[0]
