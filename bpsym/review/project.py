"""The conventions of a project: the table `[tool.bpsym]` of the nearest `pyproject.toml` that has one."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from bpsym.errors import InputError
from bpsym.notation import Notation
from bpsym.reader import KNOWN_KEYS, Place, read_keys

FILE = "pyproject.toml"
KEYS = (*(key for key in KNOWN_KEYS if key != "sections"), "exclude", "notes")
"""The keys of a header, but for what belongs to one document, and the files that belong to the project."""
_TABLE = re.compile(r"\s*\[\s*tool\s*\.\s*bpsym(?P<below>(?:\s*\.[^\]]+)?)\s*\]")
_OTHER = re.compile(r"\s*\[")
_KEY = re.compile(r"""\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[A-Za-z0-9_-]+))\s*[.=]""")


@dataclass(frozen=True, slots=True)
class Project:
    """What a project says of all its notes."""

    folder: Path
    notation: Notation
    exclude: tuple[str, ...] = ()
    """Patterns of paths from the folder that are left out where a folder or a pattern is checked."""
    notes: tuple[str, ...] = ()
    """What `bpsym check` checks where no path is named."""

    def excludes(self, path: Path) -> bool:
        """Whether a file, or a folder in which it is, is left out."""
        full = path.resolve()
        if not full.is_relative_to(self.folder):
            return False
        parts = full.relative_to(self.folder).parts
        names = ["/".join(parts[:end]) for end in range(1, len(parts) + 1)]
        return any(fnmatchcase(name, pattern.rstrip("/")) for name in names for pattern in self.exclude)


def find_project(folder: Path) -> Project | None:
    """The project to which the files in a folder belong.

    Raises:
        InputError: its table cannot be used; the message names the file and the key.
    """
    full = folder.resolve()
    for place in (full, *full.parents):
        found = _read(place / FILE)
        if found is not None:
            return found
    return None


def is_excluded(path: Path) -> bool:
    """Whether the project of a file leaves it out.

    Raises:
        InputError: its table cannot be used.
    """
    project = find_project(path.parent)
    return project is not None and project.excludes(path)


def _read(path: Path) -> Project | None:
    try:
        text = path.read_bytes().decode("utf-8", errors="replace")
    except OSError:
        return None
    if "bpsym" not in text:
        return None
    try:
        table = tomllib.loads(text).get("tool", {}).get("bpsym")
    except (tomllib.TOMLDecodeError, RecursionError, AttributeError) as error:
        raise InputError(f"{path}: this is not TOML: {error}") from error
    if table is None:
        return None
    place = Place(str(path), dict(_lines(text)))
    if not isinstance(table, Mapping):
        raise InputError(f"{place}: expected a table [tool.bpsym], found {table!r}")
    return _project(path.parent, table, place)


def _project(folder: Path, table: Mapping[str, Any], place: Place) -> Project:
    for key in table:
        if key not in KEYS:
            raise InputError(f"{place.below(key)}: unknown key {key!r} under [tool.bpsym]; there are {', '.join(KEYS)}")
    notation = read_keys({key: table[key] for key in table if key not in ("exclude", "notes")}, place)
    general = tuple(replace(assumption, is_general=True) for assumption in notation.assumptions)
    exclude, notes = (_texts(table, key, place) for key in ("exclude", "notes"))
    return Project(folder, replace(notation, assumptions=general), exclude, notes)


def _texts(table: Mapping[str, Any], key: str, place: Place) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(v, str) and v for v in value):
        raise InputError(f"{place.below(key)}: {key}: expected a list of paths, found {repr(value)[:80]}")
    return tuple(value)


def _lines(text: str) -> Iterator[tuple[tuple[str, ...], int]]:
    """The paths of the keys that begin a line under `[tool.bpsym]`, with their lines from 1."""
    table: tuple[str, ...] | None = None
    for number, line in enumerate(text.split("\n"), start=1):
        if match := _TABLE.match(line):
            table = tuple(part.strip(" \t'\"") for part in match["below"].split(".") if part.strip())
            yield table, number
        elif _OTHER.match(line) and not line.startswith((" ", "\t")):
            table = None
        elif table is not None and (key := _KEY.match(line)):
            yield (*table, key["double"] or key["single"] or key["bare"] or ""), number
