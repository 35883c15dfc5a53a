"""Files to text, with the declarations that stand beside them."""

from __future__ import annotations

import sys
from pathlib import Path

from bpsym.errors import InputError
from bpsym.notation import Notation
from bpsym.reader import SUFFIXES, Manuscript, included_files, open_manuscript, read_header
from bpsym.review.project import find_project, is_excluded

STDIN = Path("-")
"""The name of a file that stands for standard input."""


def read_manuscript(path: Path) -> Manuscript:
    """A file of notes of any kind, as the reader reads it; `-` is standard input, Markdown.

    Raises:
        InputError: a file that cannot be used.
    """
    if path == STDIN:
        return manuscript_of(_decoded(sys.stdin.buffer.read(), path), str(path))
    return open_manuscript(read_text(path), str(path), lambda name: _read_beside(path.parent, name))


def manuscript_of(text: str, file: str) -> Manuscript:
    """The same of a text that is at hand; it may not name other files.

    Raises:
        InputError: a text that cannot be used, or one that names a file.
    """
    return open_manuscript(text, file, _refuse)


def own_notation(page: Manuscript, file: str, beside: Notation | None) -> Notation:
    """What a page declares in a way of its own (macros, a header in comments), under what stands beside it.

    Raises:
        InputError: a header that cannot be used.
    """
    found = Notation(macros=dict(page.macros))
    for yaml_text, line in page.headers:
        found = found.merged(read_header(yaml_text, f"{file}:{line}", is_sidecar=False))
    return found.merged(beside) if beside else found


def _refuse(name: str) -> str:
    raise InputError("a text without a place cannot include files")


def _read_beside(folder: Path, name: str) -> str:
    place = folder / name
    place = place if place.suffix else place.with_suffix(".tex")
    if not place.resolve().is_relative_to(folder.resolve()):
        raise InputError("the file lies outside of the folder of these notes; only files beside them are read")
    return read_text(place)


def find_notes(folder: Path) -> list[Path]:
    """The notes in a folder and below, sorted; not hidden ones, files of LaTeX that others include, or excluded ones.

    Raises:
        InputError: a `pyproject.toml` above that cannot be used.
    """
    paths = [p for p in folder.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file()]
    notes = sorted(p for p in paths if not any(part.startswith(".") for part in p.relative_to(folder).parts))
    included = {q for p in notes if p.suffix.lower() == ".tex" for q in _included_by(p)}
    return [p for p in notes if p.resolve() not in included and not is_excluded(p)]


def _included_by(path: Path) -> set[Path]:
    places = (path.parent / name for name in included_files(path.read_text(encoding="utf-8", errors="replace")))
    return {(p if p.suffix else p.with_suffix(".tex")).resolve() for p in places}


def read_text(path: Path) -> str:
    """The text of a file of notes.

    Raises:
        InputError: missing, a directory, binary, not UTF-8, or empty.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(f"{path}: there is no such file") from error
    except IsADirectoryError as error:
        raise InputError(f"{path}: this is a directory, expected a file") from error
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    return _decoded(content, path)


def _decoded(content: bytes, path: Path) -> str:
    if b"\0" in content:
        raise InputError(f"{path}: this is a binary file, expected text")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError(f"{path}:{line}: byte {error.start} is not UTF-8; save the file as UTF-8") from error
    if not text.strip():
        raise InputError(f"{path}: the file is empty")
    return text.replace("\r\n", "\n")


def read_sidecar(path: Path, notation: Path | None) -> Notation | None:
    """The declarations of `NAME.bpsym.yml` beside the file, and of the notation file that was named, which wins.

    Beneath them are the conventions of the project to which the file belongs.

    Raises:
        InputError: a file that cannot be used.
    """
    if path == STDIN:
        path = Path("stdin")
    project = find_project(path.parent)
    found = Notation(beneath=project.notation) if project else None
    beside = path.with_name(f"{path.name.removesuffix(path.suffix)}.bpsym.yml")
    for place in [p for p in (beside if beside.exists() else None, notation) if p is not None]:
        header = read_header(read_text(place), str(place), is_sidecar=True)
        found = found.merged(header) if found else header
    return found
