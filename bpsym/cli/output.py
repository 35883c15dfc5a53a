"""A folder of results that is there as a whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from bpsym.errors import InputError


@contextmanager
def whole_folder(target: Path, names: Collection[str]) -> Iterator[Path]:
    """A temporary folder beside `target` that takes its place if the block ends well, and else vanishes.

    Args:
        target: the folder to write; one that an earlier run wrote is replaced.
        names: the files that will be in it, by which such a folder is known.

    Raises:
        InputError: something else stands at `target`.
    """
    _require_free(target, names)
    target.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        yield made
        made.chmod(0o755)
        if target.exists():
            shutil.rmtree(target)
        made.replace(target)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _require_free(target: Path, names: Collection[str]) -> None:
    if not target.exists():
        return
    if not target.is_dir():
        raise InputError(f"{target}: a file of this name exists; choose another folder with --out")
    foreign = sorted(path.name for path in target.iterdir() if path.name not in names)
    if foreign:
        raise InputError(f"{target}: holds {foreign[0]}, which is not ours to replace; choose another --out")
