"""Files to text, with the declarations that stand beside them."""

from __future__ import annotations

from pathlib import Path

from bpsym.errors import InputError
from bpsym.notation import Notation
from bpsym.reader import read_header


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
    if b"\0" in content:
        raise InputError(f"{path}: this is a binary file, expected Markdown text")
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

    Raises:
        InputError: a file that cannot be used.
    """
    found: Notation | None = None
    beside = path.with_name(f"{path.name.removesuffix(path.suffix)}.bpsym.yml")
    for place in [p for p in (beside if beside.exists() else None, notation) if p is not None]:
        header = read_header(read_text(place), str(place), is_sidecar=True)
        found = found.merged(header) if found else header
    return found
