"""What the tests of all kinds of files share."""

from __future__ import annotations

from bpsym.errors import InputError
from bpsym.reader import find_rows
from bpsym.reader.manuscript import Manuscript


def refuse(name: str) -> str:
    raise InputError(f"{name}: there is no such file")


def rows(page: Manuscript) -> list[str]:
    return [" ".join(page.text[row.start : row.end].split()) for row in find_rows(page.text)]
