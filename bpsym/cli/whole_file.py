"""A file that is written as a whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from bpsym.errors import InputError


def write_file(path: Path, content: bytes, expected: bytes | None = None) -> None:
    """Write beside the file, then put it in its place at once, with the permissions of the old one.

    Args:
        path: of the file; a link stays one, and what it points to is written.
        content: of the new file.
        expected: what the old file must still hold, if anything.

    Raises:
        InputError: the file holds something else by now, or cannot be written.
    """
    target = path.resolve()
    if target.exists() and not os.access(target, os.W_OK):
        raise InputError(f"{path}: the file is read-only; nothing was written")
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except OSError as error:
        raise InputError(f"{path}: cannot write there: {error.strerror}") from error
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        _take_permissions(target, name)
        if expected is not None and target.read_bytes() != expected:
            raise InputError(f"{path}: the file has changed meanwhile; nothing was written, check it again")
        os.replace(name, target)
    except BaseException as error:
        os.unlink(name)
        if isinstance(error, OSError):
            raise InputError(f"{path}: cannot be written: {error.strerror}") from error
        raise


def _take_permissions(target: Path, name: str) -> None:
    if target.exists():
        shutil.copymode(target, name)
    else:
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(name, 0o666 & ~mask)
