"""A Jupyter notebook: its Markdown cells, each with a number."""

from __future__ import annotations

import json
from typing import Any

from bpsym.derivation import Origin
from bpsym.errors import InputError
from bpsym.reader.manuscript.page import Manuscript


def read_notebook(text: str, file: str) -> Manuscript:
    """The Markdown cells below one another; cells count from 1, those with code included.

    Raises:
        InputError: no JSON, or none of a notebook.
    """
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(f"{file}:{error.lineno}:{error.colno}: this is no notebook: {error.msg}") from error
    lines: list[str] = []
    origins: list[Origin] = []
    for number, cell in enumerate(_cells(content, file), start=1):
        if cell.get("cell_type") == "markdown":
            origins.append(Origin(len(lines) + 1, f"cell {number}", 1))
            lines += [*_source(cell, file, number).replace("\r\n", "\n").split("\n"), ""]
    joined = "\n".join(lines)
    return Manuscript(joined, joined, tuple(origins))


def _cells(content: Any, file: str) -> list[dict[str, Any]]:
    if isinstance(content, dict):
        sheets = content.get("worksheets")
        cells = content.get("cells")
        if cells is None and isinstance(sheets, list):
            cells = [c for s in sheets if isinstance(s, dict) for c in s.get("cells", [])]
        if isinstance(cells, list) and all(isinstance(c, dict) for c in cells):
            return cells
    raise InputError(f"{file}: this is no notebook: expected an object with a list of cells")


def _source(cell: dict[str, Any], file: str, number: int) -> str:
    source = cell.get("source", "")
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        return "".join(source)
    if isinstance(source, str):
        return source
    raise InputError(f"{file}: cell {number}: expected text, found {type(source).__name__}")
