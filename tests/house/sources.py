"""The files of the repository, as the checks of the house see them."""

from __future__ import annotations

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEXT = {".py", ".md", ".toml", ".yml", ".yaml", ".json", ".css", ".js", ".mjs", ".txt", ".tex", ""}


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that git knows or would add; without git (an unpacked sdist), every file of the known folders."""
    listing = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    found = subprocess.run(listing, capture_output=True, text=True, check=False)
    if found.returncode == 0:
        paths = [ROOT / name for name in found.stdout.split("\0") if name]
    else:
        paths = [path for name in ("bpsym", "tests", "docs", "derivations") for path in (ROOT / name).rglob("*")]
    return tuple(path for path in paths if path.is_file() and "__pycache__" not in path.parts)


@cache
def modules(folder: str = "") -> tuple[Path, ...]:
    """Every Python file under the folder."""
    return tuple(path for path in tracked() if path.suffix == ".py" and (ROOT / folder) in path.parents)


@cache
def tree(path: Path) -> ast.Module:
    """The syntax of one module."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def name_of(path: Path) -> str:
    """The path as the repository writes it."""
    return path.relative_to(ROOT).as_posix()
