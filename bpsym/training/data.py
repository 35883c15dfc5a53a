"""Data from files: `.csv` with a header row, and `.npz`."""

from __future__ import annotations

import csv
import math
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from bpsym.errors import InputError
from bpsym.program.arrays import Array, require_finite


def load_data(path: str | Path, columns: Mapping[str, Sequence[str]] | None = None) -> dict[str, Array]:
    """Input -> matrix, from a file.

    Args:
        path: a `.csv` whose first row names its columns, or an `.npz` with one array for each input.
        columns: for a `.csv`, input -> the names of its columns: `{"X": ["sleep", "study"], "y": ["score"]}`.
            Without it, the last column is y and all before it are X.

    Raises:
        InputError: the file cannot be read, or holds anything but finite numbers; with row and column.
    """
    file = Path(path)
    readers = {".csv": lambda: _from_csv(file, columns), ".npz": lambda: _from_npz(file)}
    if file.suffix.lower() not in readers:
        raise InputError(f"{file}: data is read from files that end in .csv or .npz")
    try:
        return readers[file.suffix.lower()]()
    except UnicodeDecodeError as error:
        raise InputError(f"{file}: not UTF-8 text (byte {error.start + 1}); save it as UTF-8") from error
    except OSError as error:
        raise InputError(f"{file}: {error.strerror or error}") from error


def _from_csv(file: Path, columns: Mapping[str, Sequence[str]] | None) -> dict[str, Array]:
    with file.open(newline="", encoding="utf-8-sig") as stream:
        try:
            rows = list(_rows(stream))
        except csv.Error as error:
            raise InputError(f"{file}: no CSV: {error}") from error
    if not rows:
        raise InputError(f"{file}: empty; the first row names the columns")
    header = [name.strip() for name in rows[0][1]]
    _check_header(file, header)
    if len(rows) == 1:
        raise InputError(f"{file}: no data below the header row")
    numbers = np.array([_numbers(file, line, header, row) for line, row in rows[1:]])
    chosen = columns if columns is not None else _default_columns(file, header)
    return {name: numbers[:, [_position(file, header, c) for c in wanted]] for name, wanted in chosen.items()}


def _rows(stream: Iterator[str]) -> Iterator[tuple[int, list[str]]]:
    """Line number and cells of each row that is not empty."""
    reader = csv.reader(stream, strict=True)
    for row in reader:
        if any(cell.strip() for cell in row):
            yield reader.line_num, row


def _check_header(file: Path, header: Sequence[str]) -> None:
    twice = next((name for name in header if header.count(name) > 1), None)
    if twice is not None:
        raise InputError(f"{file}: two columns are named {twice!r}; each needs a name of its own")
    if all(_is_number(name) for name in header):
        raise InputError(f"{file}: the first row holds numbers ({', '.join(header)}); it must name the columns")


def _numbers(file: Path, line: int, header: Sequence[str], row: Sequence[str]) -> list[float]:
    if len(row) != len(header):
        raise InputError(f"{file}, row {line}: {len(row)} cells, expected {len(header)} ({', '.join(header)})")
    for column, cell in enumerate(row, start=1):
        if not _is_number(cell) or not math.isfinite(float(cell)):
            found = f"found {cell.strip()!r}" if cell.strip() else "found nothing"
            raise InputError(f"{file}, row {line}, column {column} ({header[column - 1]}): {found}, expected a number")
    return [float(cell) for cell in row]


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _default_columns(file: Path, header: Sequence[str]) -> dict[str, list[str]]:
    if len(header) < 2:
        raise InputError(f"{file}: one column ({header[0]}); say with `columns` which input it is")
    return {"X": list(header[:-1]), "y": [header[-1]]}


def _position(file: Path, header: Sequence[str], name: str) -> int:
    if name not in header:
        raise InputError(f"{file}: no column {name!r}; there are {', '.join(header)}")
    return header.index(name)


def _from_npz(file: Path) -> dict[str, Array]:
    try:
        with file.open("rb") as stream:
            archive = np.load(stream, allow_pickle=False)
            arrays = dict(archive) if isinstance(archive, Mapping) else None
    except (ValueError, EOFError, zipfile.BadZipFile) as error:
        raise InputError(f"{file}: no archive of numeric arrays ({error})") from error
    if arrays is None:
        raise InputError(f"{file}: no archive of numeric arrays, but a single array; save it with numpy.savez")
    if not arrays:
        raise InputError(f"{file}: no arrays in it")
    for name, array in arrays.items():
        if array.dtype.kind not in "biuf":
            raise InputError(f"{file}: {name} holds {array.dtype}, expected real numbers")
        require_finite(f"{file}: {name}", array)
    return arrays
