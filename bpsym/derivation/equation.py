"""An equation: two typed sides, where they come from, and what they are for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from bpsym.derivation.verdict import ShapeClash
from bpsym.expr import Expr, Symbol


class Role(Enum):
    """A definition introduces the symbol on its left; a claim is to be proved."""

    DEFINITION = "definition"
    CLAIM = "claim"


class Product(Enum):
    """What a product sign, or its absence, was taken to mean."""

    MATMUL = "matmul"
    HADAMARD = "hadamard"
    SCALE = "scale"
    CONTRACTION = "contraction"
    KRONECKER = "kronecker"
    OUTER = "outer"
    LAYOUT = "layout"
    """No product: a derivative in the layout that fits, where the notes declare the other."""


@dataclass(frozen=True, slots=True)
class Choice:
    """How one product was read: `start` and `end` are the offsets of its right factor (or exponent) in the source."""

    product: Product
    start: int
    end: int
    explicit: bool
    """Whether the sign in the notes says so (`\\odot`), or the shapes do."""
    regrouped: bool = False
    """Whether it was put inside brackets that the usual order, in which `\\odot` binds last, does not have."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One typed way to take an equation."""

    left: Expr
    right: Expr
    choices: tuple[Choice, ...] = ()

    @property
    def kind(self) -> str:
        """What products without a sign were read as: `as-written`, `hadamard`, `contraction`, `outer` or `mixed`."""
        found = {c.product for c in self.choices if not c.explicit} - {Product.MATMUL, Product.SCALE, Product.LAYOUT}
        if not found:
            return "as-written"
        return next(iter(found)).value if len(found) == 1 else "mixed"


@dataclass(frozen=True, slots=True)
class Step:
    """How a derived equation was found: the rules that fired, in words, from which equation."""

    rules: tuple[str, ...]
    """Names of rules in the registry of `bpsym.rules`, in the order in which they fired."""
    reason: str
    """One sentence."""
    origin: str
    """Id of the equation (or equations, separated by blanks) that was differentiated."""


@dataclass(frozen=True, slots=True)
class Equation:
    """Two sides of the same shape (`readings`, the best first), or the clash that says why there are none."""

    id: str
    role: Role
    readings: tuple[Reading, ...]
    clash: ShapeClash | None = None
    entry: str = ""
    """Id of the relation in the notes that this is a part of; the equation's own id where it is derived."""
    link: int = 0
    """Which `=` of a chain, from 0."""
    case: str = ""
    """Which member of a family: `k = 1`."""
    step: Step | None = None
    tag: str = ""

    @property
    def left(self) -> Expr:
        """The left side of the best reading."""
        return self.readings[0].left

    @property
    def right(self) -> Expr:
        """The right side of the best reading."""
        return self.readings[0].right

    @property
    def defines(self) -> Symbol | None:
        """The symbol that this equation introduces."""
        if self.role is Role.DEFINITION and self.readings and isinstance(self.left, Symbol):
            return self.left
        return None


def define(id: str, left: Symbol, right: Expr, tag: str = "") -> Equation:
    """The definition left = right."""
    return Equation(id, Role.DEFINITION, (Reading(left, right),), entry=id, tag=tag)


def claim(id: str, left: Expr, right: Expr, step: Step | None = None) -> Equation:
    """The claim left = right."""
    return Equation(id, Role.CLAIM, (Reading(left, right),), entry=id, step=step)
