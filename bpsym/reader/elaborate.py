"""A formula to its typed readings: which products are matrix products, which go entry by entry, what a sum adds.

Nothing is guessed: every combination of shapes that fits is a reading, with what it cost. Cost 0 is the strict one
(juxtaposition is the matrix product); a formula without any reading is a clash that shows two shapes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from bpsym.derivation import Choice
from bpsym.errors import BpsymError, UnreadError
from bpsym.expr import ONE, Dim, Expr, Function, Index, Shape, Symbol, identity
from bpsym.notation import Formula, Layout, Name

MOST_READINGS = 12
"""For each shape; where there are more, none of the ambiguous ones is relied on."""


@dataclass(frozen=True, slots=True)
class Typed:
    """An expression, how its products were read, and what that cost."""

    expr: Expr
    choices: tuple[Choice, ...] = ()
    cost: int = 0
    is_cut: bool = False
    """Whether there are more readings like this one than were kept, so that nothing may rest on it."""


def merge(expr: Expr, parts: Iterable[Typed], choices: Iterable[Choice] = (), cost: int = 0) -> Typed:
    """The reading of a formula from those of its parts, with the choices and the cost that it adds."""
    parts = tuple(parts)
    made = tuple(c for part in parts for c in part.choices) + tuple(choices)
    return Typed(expr, made, sum(part.cost for part in parts) + cost, any(part.is_cut for part in parts))


class ClashError(BpsymError):
    """No reading has a shape; `start` and `end` are the offsets of the factor or term at fault."""

    def __init__(self, message: str, left: str, right: str, start: int, end: int) -> None:
        super().__init__(message)
        self.left = left
        self.right = right
        self.start = start
        self.end = end


@dataclass(frozen=True, slots=True)
class Scope:
    """What names mean while a formula is read."""

    text: str
    """The source, for messages."""
    symbols: Mapping[str, Symbol]
    functions: Mapping[str, Function]
    products: Mapping[str, str] = field(default_factory=dict)
    layers: Mapping[str, int] = field(default_factory=dict)
    """Values of layer variables: `k` -> 1."""
    aliases: Mapping[str, Expr] = field(default_factory=dict)
    """Members of a family that the notes call by another name: a⁽¹⁾ -> X."""
    indices: Mapping[str, Index] = field(default_factory=dict)
    """The letters that are indices here: `j` -> j, from 1 to n."""
    broken: frozenset[str] = frozenset()
    """Symbols that a formula defines which was not read, or has no shape."""
    dimensions: frozenset[str] = frozenset()
    """Names of dimensions, for messages."""
    has_identity: bool = True
    """Whether a square matrix that is called I is the identity: not where the notes give a formula for I."""
    layout: Layout = field(default_factory=Layout)
    """How derivatives are laid out as matrices."""
    repeats: bool = False
    """Whether a row, a column or a number is repeated where it is added to a matrix."""
    sizes: tuple[Dim, ...] = ()
    """The sizes that a matrix of unsaid size may have here: the dimensions of the symbols of the equation."""

    def lookup(self, name: Name) -> Expr:
        """The symbol of this name.

        Raises:
            UnreadError: it is not declared.
        """
        for text in (name.text, name.at(self.layers)):
            if text in self.symbols:
                return _identity_or(self.symbols[text]) if self.has_identity else self.symbols[text]
            if text in self.aliases:
                return self.aliases[text]
        text = name.at(self.layers)
        raise UndeclaredError(text, self._way_out(text), name.start, name.end)

    def means(self, text: str) -> bool:
        """Whether the notes have a symbol of this name, even one whose definition was not read."""
        return any(text in names for names in (self.symbols, self.aliases, self.broken, self.functions))

    def _way_out(self, text: str) -> str:
        if text in self.broken:
            return (
                f"the symbol {text} has no shape: its definition is not read, or is wrong; mend it, or declare {text}"
            )
        declare = (
            "declare its dimensions in the table of symbols, in the header, or as X \\in \\mathbb{R}^{m \\times n}"
        )
        key = text if text.isalnum() else f"'{text}'"
        declare += f"; in the header that is symbols: {{{key}: [rows, columns]}}"
        if text in self.dimensions:
            declare = f"it is the name of a dimension; to use it as a number declare it, symbols: {{{text}: scalar}}"
        return f"the symbol {text} is not declared: {declare}"

    def show(self, formula: Formula) -> str:
        """The formula as it stands in the source, on one line."""
        return " ".join(self.text[formula.start : formula.end].split())


def _identity_or(symbol: Symbol) -> Expr:
    """A square matrix that is called I is the identity."""
    is_identity = symbol.name == "I" and symbol.rows == symbol.columns != ONE
    return identity(symbol.rows) if is_identity else symbol


class BroadcastError(ClashError):
    """A row, a column or a number that would have to be repeated to be added: no reading, unless the notes say so."""


class UndeclaredError(UnreadError):
    """A symbol that nothing declares and nothing defines."""

    def __init__(self, name: str, message: str, start: int, end: int) -> None:
        super().__init__(message, start, end)
        self.name = name


class AmbiguousError(UnreadError):
    """More readings than can be looked at, and none of them is the strict one."""


def code_of(error: UnreadError) -> str:
    """The code of the finding that says so."""
    if isinstance(error, UndeclaredError):
        return "BP102"
    return "BP106" if isinstance(error, AmbiguousError) else "BP101"


Rule = Callable[[Formula, Scope], list[Typed]]
RULES: dict[type[Formula], Rule] = {}
"""One rule for each kind of formula."""


def rule(kind: type[Formula]) -> Callable[[Rule], Rule]:
    """Register how a kind of formula is read."""

    def register(function: Rule) -> Rule:
        RULES[kind] = function
        return function

    return register


def elaborate(formula: Formula, scope: Scope) -> list[Typed]:
    """The readings of a formula, the cheapest first, at least one.

    Raises:
        UnreadError: a name that is not declared, or a construct that is not understood.
        ClashError: no reading has a shape.
    """
    readings = keep_distinct(RULES[type(formula)](formula, scope))
    if not readings:
        message = f"{scope.show(formula)} is made of a derivative with more than two indices: that is not read"
        raise UnreadError(message, formula.start, formula.end)
    return readings


def keep_distinct(readings: Iterable[Typed]) -> list[Typed]:
    """One reading for each expression, the cheapest; at most MOST_READINGS of one shape."""
    found: dict[Expr, Typed] = {}
    for reading in sorted(readings, key=lambda r: r.cost):
        found.setdefault(reading.expr, reading)
    kept, dropped, counts = list[Typed](), dict[Shape, int](), Counter[Shape]()
    for reading in found.values():
        shape = reading.expr.shape
        counts[shape] += 1
        if counts[shape] <= MOST_READINGS:
            kept.append(reading)
        else:
            dropped.setdefault(shape, reading.cost)
    return [_mark(reading, dropped.get(reading.expr.shape)) for reading in kept] if dropped else kept


def _mark(reading: Typed, dropped_cost: int | None) -> Typed:
    """A strict reading stays as it is, unless another strict one was dropped."""
    is_cut = dropped_cost is not None and (reading.cost > 0 or dropped_cost == 0)
    return replace(reading, is_cut=True) if is_cut else reading
