"""Functions of square matrices inside a term: a determinant, or one entry of an inverse."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bpsym.checker.normal.term import Apply, Poly, fresh_index, rename
from bpsym.expr import Dim

INVERSE = "inverse"
DETERMINANT = "det"


@dataclass(frozen=True, slots=True)
class Square(Apply):
    """A determinant, or an entry of an inverse: `argument` is the entry of a square matrix at the indices `formal`.

    `formal` are the row's parts and then the column's: bound in the argument, and in nothing else. One part for each
    of `dims`: an axis may be a product of dimensions. `symmetric`: the argument is the same with rows and columns
    swapped.

    Raises:
        TooLargeError: more than MOST_NESTED functions within each other.
    """

    formal: tuple[int, ...] = ()
    dims: tuple[Dim, ...] = ()
    places: tuple[int, ...] = ()
    """Where the entry of the inverse stands, the row's parts first; a determinant has none."""
    symmetric: bool = False

    def __post_init__(self) -> None:
        Apply.__post_init__(self)
        outer = tuple(i for i in self.indices if i not in self.formal)
        object.__setattr__(self, "indices", tuple(dict.fromkeys(self.places + outer)))
        object.__setattr__(self, "_hash", hash((self.head, self.places, self.formal, self.argument)))

    def __hash__(self) -> int:
        return self._hash

    def renamed(self, names: Mapping[int, int]) -> Square:
        """The same with free indices replaced; the formal ones step aside where a new name would be captured."""
        inner = {i: n for i, n in names.items() if i not in self.formal}
        formal, argument = self.formal, self.argument
        if any(n in formal for n in inner.values()):
            formal = tuple(fresh_index() for _ in formal)
            argument = rename(argument, dict(zip(self.formal, formal)))
        places = tuple(names.get(i, i) for i in self.places)
        argument = rename(argument, inner)
        return Square(self.head, argument, self.order, formal, self.dims, places, self.symmetric)

    def opened(self, rows: tuple[int, ...], columns: tuple[int, ...]) -> Poly:
        """The entry of the argument at a place."""
        return rename(self.argument, dict(zip(self.formal, rows + columns, strict=True)))

    def at(self, places: tuple[int, ...]) -> Square:
        """The entry of the same inverse at another place."""
        return Square(self.head, self.argument, self.order, self.formal, self.dims, places, self.symmetric)
