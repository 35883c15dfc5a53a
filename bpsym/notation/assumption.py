"""What a header states of its symbols: `A symmetric`, `o = 1`, `rows of y sum to 1`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Property(Enum):
    """The properties that can be stated, in the words of the header."""

    SYMMETRIC = "symmetric"
    POSITIVE_DEFINITE = "symmetric positive definite"
    DIAGONAL = "diagonal"
    INVERTIBLE = "invertible"
    POSITIVE = "> 0"
    ROWS_SUM_TO_ONE = "rows sum to 1"
    COLUMNS_SUM_TO_ONE = "columns sum to 1"
    ENTRIES_SUM_TO_ONE = "entries sum to 1"
    SIZE = "size"


@dataclass(frozen=True, slots=True)
class Assumption:
    """One statement: `name` is a symbol (canonical LaTeX) or, for a size, a dimension."""

    text: str
    property: Property
    name: str
    size: int | str = 0
    """What the dimension is equal to."""
    is_general: bool = False
    """Whether it is stated for a whole project, of whose documents some have no such symbol."""
