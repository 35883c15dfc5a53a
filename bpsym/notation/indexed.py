r"""Index notation as it is written: entries, sums over indices, the Kronecker delta."""

from __future__ import annotations

from dataclasses import dataclass, field

from bpsym.notation.formula import Formula


@dataclass(frozen=True, slots=True)
class Mark:
    """One index at an entry: a letter, perhaps with primes, or a number from 1; the same wherever it stands."""

    start: int = field(compare=False)
    end: int = field(compare=False)
    text: str

    @property
    def is_letter(self) -> bool:
        """Whether it runs over an axis; a number names one entry."""
        return not self.text.isdigit()


@dataclass(frozen=True, slots=True)
class Entry(Formula):
    """`W_{ij}`, `(A B)_{ij}`: one entry of an array."""

    base: Formula
    marks: tuple[Mark, ...]

    @property
    def is_generic(self) -> bool:
        """Whether it stands for every entry: distinct letters, no numbers."""
        letters = {m.text for m in self.marks if m.is_letter}
        return len(letters) == len(self.marks)


@dataclass(frozen=True, slots=True)
class BoundedSum(Formula):
    r"""`\\sum_{k}`, `\\sum_{i=1}^{n}`, `\\sum_{k \\ne j}` of the whole product after it."""

    marks: tuple[Mark, ...]
    body: Formula
    top: str = ""
    """The last value as it is written; empty where it is not."""
    but: Mark | None = None
    r"""The value that is left out: j in `k \\ne j`."""


@dataclass(frozen=True, slots=True)
class SameIndex(Formula):
    r"""`\\delta_{ij}`, `1\\{i = j\\}`: 1 where both indices agree, else 0."""

    left: Mark
    right: Mark


@dataclass(frozen=True, slots=True)
class EntryByEntry(Formula):
    """`[W_{ij} x_j]_{ij}`: the array whose entry at the marks is the body."""

    body: Formula
    marks: tuple[Mark, ...]
