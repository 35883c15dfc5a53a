"""The derivations that come with bpsym."""

from __future__ import annotations

from pathlib import Path

from bpsym.errors import InputError

FOLDER = "derivations"


def shipped(name: str) -> Path:
    """The file of a derivation that comes with bpsym: `two-layer-network`, with or without `.md`.

    A wheel carries the folder inside the package; in a checkout it stands beside the package.

    Raises:
        InputError: there is none of this name; the message lists those that there are.
    """
    package = Path(__file__).resolve().parent.parent
    folders = [folder for folder in (package / FOLDER, package.parent / FOLDER) if folder.is_dir()]
    found = {path.stem: path for folder in folders[:1] for path in folder.glob("*.md")}
    path = found.get(name.removesuffix(".md"))
    if path is None:
        names = ", ".join(sorted(found)) or "none at all: this installation is not complete"
        raise InputError(f"no derivation {name!r} comes with bpsym; there are {names}")
    return path
