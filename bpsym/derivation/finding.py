"""Findings: complaints about one equation or one file, with stable codes."""

from __future__ import annotations

from dataclasses import dataclass

from bpsym.derivation.code import CODES


@dataclass(frozen=True, slots=True)
class Finding:
    """One complaint; `line` and `column` count from 1, a column in characters; `end` is the column after the last."""

    code: str
    message: str
    line: int = 0
    column: int = 0
    end: int = 0

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise KeyError(f"no finding code {self.code!r}")
