"""Chosen repairs to the new contents of the files in which the notes stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bpsym.derivation import Entry, Patch, Repair, Report, Verdict
from bpsym.errors import InputError
from bpsym.review.patch import patch_text
from bpsym.review.patched_notebook import patch_notebook
from bpsym.review.source import read_manuscript

_SHIFTED = (".tex", ".rst")
"""Kinds of files in which a column of the text that is read may not be that of the file."""
_BOM = b"\xef\xbb\xbf"


def mendable(report: Report) -> list[tuple[Entry, tuple[Repair, ...]]]:
    """Every refuted equality with repairs that can be written into the file, unless it is wrong on purpose."""
    found = []
    for entry in report.entries:
        for link in entry.links:
            repairs = tuple(repair for repair in link.repairs if repair.patch is not None)
            if link.judgement.verdict is Verdict.REFUTED and repairs and not (entry.expected or entry.suppressed):
                found.append((entry, repairs))
    return found


def mended_files(report: Report, chosen: Sequence[Repair]) -> dict[Path, tuple[bytes, bytes]]:
    """File -> its content and what becomes of it; nothing is written.

    Raises:
        InputError: a file is not what was checked any more, or the place of a repair is not found in it.
    """
    path = Path(report.file)
    by_file: dict[Path, dict[str, list[Patch]]] = {}
    for patch in (repair.patch for repair in chosen if repair.patch is not None):
        place, line = report.locate(patch.line)
        by_file.setdefault(_file_of(path, place), {}).setdefault(place, []).append(replace(patch, line=line))
    before = {file: _read(file) for file in by_file}
    if read_manuscript(path).source != report.source:
        raise InputError(f"{path}: the file has changed since it was checked; nothing was written, check it again")
    return {file: (content, _mended(file, content, by_file[file])) for file, content in before.items()}


def _file_of(path: Path, place: str) -> Path:
    """The file in which a piece of the notes stands: themselves, or one that they include."""
    if not place or path.suffix.lower() == ".ipynb":
        return path
    included = path.parent / place
    return included if included.suffix else included.with_suffix(".tex")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error


def _mended(path: Path, content: bytes, patches: dict[str, list[Patch]]) -> bytes:
    mark = _BOM if content.startswith(_BOM) else b""
    text = content.removeprefix(mark).decode("utf-8")
    if path.suffix.lower() == ".ipynb":
        made = patch_notebook(text, {int(p.removeprefix("cell ")): found for p, found in patches.items()}, str(path))
    else:
        every = [patch for found in patches.values() for patch in found]
        made = patch_text(text, every, str(path), path.suffix.lower() not in _SHIFTED)
    return mark + made.encode("utf-8")
