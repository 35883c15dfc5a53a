"""Where the keys of a YAML header stand, so that a message can name the line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

DEEPEST = 6
"""Keys within keys whose lines are known; an alias may stand within itself."""
MOST_PATHS = 10_000
_PLACE = re.compile(r"(?P<file>.*):(?P<line>[0-9]+)", re.S)


@dataclass(frozen=True, slots=True)
class Place:
    """A key of a header: its path from the root, in a file of which the lines of all keys are known."""

    file: str
    lines: Mapping[tuple[str, ...], int]
    path: tuple[str, ...] = ()

    def below(self, *keys: str) -> Place:
        """The place of what stands under these keys."""
        return Place(self.file, self.lines, (*self.path, *keys))

    @property
    def name(self) -> str:
        """The last key, `bpsym` for the root."""
        return "sections" if "sections" in self.path else "bpsym"

    def __str__(self) -> str:
        known = (self.path[:end] for end in range(len(self.path), -1, -1))
        return f"{self.file}:{next((self.lines[path] for path in known if path in self.lines), 1)}"


def places_of(text: str, place: str) -> Place:
    """The place of a header's root; `place` is the file, or `file:line` of the first line of the header."""
    import yaml

    match = _PLACE.fullmatch(place)
    file, first = (match["file"], int(match["line"])) if match else (place, 1)
    root = yaml.compose(text, yaml.SafeLoader)
    return Place(file, {path: first + line for path, line in islice(_walk(root, ()), MOST_PATHS)})


def _walk(node: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], int]]:
    """The paths below a node, with their lines from 0; items of lists by their numbers."""
    if node is None or len(path) > DEEPEST:
        return
    if not path:
        yield path, node.start_mark.line
    pairs = node.value if isinstance(node.value, list) else []
    for at, part in enumerate(pairs):
        key, below = part if isinstance(part, tuple) else (None, part)
        name = str(at) if key is None else str(key.value)
        yield (*path, name), (below if key is None else key).start_mark.line
        yield from _walk(below, (*path, name))
