r"""Commands of the author in the texts of a header: `symbols: {'\matr{X}': [m, n]}` beside `macros: {'\matr': ...}`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bpsym.reader.macro import spell_out

_NAMED = ("symbols", "functions", "families")
"""Keys whose keys are names of the notes."""


def without_macros(content: Mapping[str, Any], above: Mapping[str, str]) -> dict[str, Any]:
    """The keys of a header with the macros in their texts replaced; `above` are those of the header of a section."""
    own = content.get("macros")
    macros = {**above, **{k: v for k, v in own.items() if isinstance(v, str)}} if isinstance(own, Mapping) else above
    if not macros:
        return dict(content)
    found = dict(content)
    for key in _NAMED:
        if isinstance(content.get(key), Mapping):
            found[key] = {spell_out(str(name), macros): value for name, value in content[key].items()}
    if isinstance(content.get("given"), list):
        found["given"] = [spell_out(text, macros) if isinstance(text, str) else text for text in content["given"]]
    if isinstance(content.get("sections"), list):
        found["sections"] = [without_macros(s, macros) if isinstance(s, Mapping) else s for s in content["sections"]]
    return found
