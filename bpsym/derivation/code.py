"""The codes of findings: 1xx reading, 2xx shapes, 3xx truth, 4xx conditions, 5xx style, 9xx bpsym itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """A code's name and its page: what it means, an example, and the way out."""

    name: str
    meaning: str
    example: str
    way_out: str


CODES: dict[str, Code] = {}
