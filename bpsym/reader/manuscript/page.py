"""A text for the reader and what stands beside it: macros, headers, and where its lines come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bpsym.derivation import Origin


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A file as the reader reads it: Markdown with LaTeX, with as many lines as the source has."""

    text: str
    source: str
    """What is shown to people; the lines are those of `text`."""
    origins: tuple[Origin, ...] = ()
    """Where the lines come from, in order; none where the file is one piece."""
    macros: Mapping[str, str] = field(default_factory=dict)
    """The commands that the file defines."""
    headers: tuple[tuple[str, int], ...] = ()
    """YAML texts that declare symbols, with the line before each, where the text itself holds none."""
