"""Parameters in a file, whole or not at all."""

from __future__ import annotations

import os
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO

import numpy as np

from bpsym.errors import InputError
from bpsym.program.arrays import Array
from bpsym.training.data import load_data


def save_parameters(path: str | Path, parameters: Mapping[str, Array]) -> None:
    """Write name -> array to an `.npz`; a reader finds the old file or the new one, never half of it.

    Raises:
        InputError: the name does not end in `.npz`, or the place cannot be written to.
    """
    file = Path(path)
    if file.suffix != ".npz":
        raise InputError(f"{file}: parameters are saved as .npz; choose a name that ends so")
    write_whole(file, lambda stream: _write_archive(stream, parameters))


def load_parameters(path: str | Path) -> dict[str, Array]:
    """Name -> array, from an `.npz` that `save_parameters` wrote.

    Raises:
        InputError: there is no such file, or it is damaged.
    """
    return load_data(path)


def _write_archive(stream: IO[bytes], parameters: Mapping[str, Array]) -> None:
    """Write what `numpy.savez` writes, but under any name (its own arguments are `file` and `allow_pickle`)."""
    with zipfile.ZipFile(stream, "w") as archive:
        for name, array in parameters.items():
            with archive.open(f"{name}.npy", "w") as entry:
                np.lib.format.write_array(entry, np.asarray(array), allow_pickle=False)


def write_whole(file: Path, write: Callable[[IO[bytes]], object]) -> None:
    """Write beside the file, then put it in its place at once; whatever goes wrong leaves the old file as it was.

    Raises:
        InputError: the place cannot be written to.
    """
    try:
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    except OSError as error:
        raise InputError(f"{file}: cannot write there: {error.strerror}") from error
    try:
        with os.fdopen(handle, "wb") as stream:
            write(stream)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(name, 0o644)
        os.replace(name, file)
    except BaseException as error:
        os.unlink(name)
        if isinstance(error, OSError):
            raise InputError(f"{file}: cannot be written: {error.strerror}") from error
        raise
