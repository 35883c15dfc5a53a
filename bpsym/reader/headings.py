"""The headings of a document."""

from __future__ import annotations

import re

from bpsym.reader.markdown import prose_and_tables

_HEADING = re.compile(r"^#{1,6}[ \t]+(\S.*)$", re.M)


def find_headings(text: str) -> list[int]:
    """Where each section begins."""
    return [match.start() for match in _HEADING.finditer(prose_and_tables(text))]


def title_of(text: str) -> str:
    """The text of the first heading, "" where there is none."""
    heading = _HEADING.search(prose_and_tables(text))
    return heading[1].strip().rstrip("#").rstrip() if heading else ""
