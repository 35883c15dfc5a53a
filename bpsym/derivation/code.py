"""The codes of findings, read from the table beside this file: `codes.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Code:
    """A code's name and its page: what it means, an example, and the way out."""

    name: str
    meaning: str
    example: str
    way_out: str


def _load() -> dict[str, Code]:
    text = (Path(__file__).parent / "codes.toml").read_text(encoding="utf-8")
    return {code: Code(**row) for code, row in tomllib.loads(text).items()}


CODES: dict[str, Code] = _load()
