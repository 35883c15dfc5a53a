"""Where the lines of a report come from, when a file is made of several pieces."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """From line `line` of the whole on, the lines are those of `place` from its line `first` on."""

    line: int
    place: str
    """`cell 3` of a notebook, or the name of a file that the file includes; "" is the file itself."""
    first: int
