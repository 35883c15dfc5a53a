"""Formulas as they are written: an untyped tree, each node with its span in the source.

What a product means, and whether shapes fit, is decided later, when a formula is read (floor `reader`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from fractions import Fraction
from typing import Any

from bpsym.expr import Dim
from bpsym.notation.layer import Layer

SLOT = "@"
"""Where the layer stands in the template of a name."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A node of the tree; `start` and `end` are offsets in the source."""

    start: int
    end: int

    @property
    def parts(self) -> tuple[Formula, ...]:
        """The formulas of which this one is made, in order."""
        return tuple(part for f in fields(self)[2:] for part in _formulas(getattr(self, f.name)))

    def walk(self) -> Iterator[Formula]:
        """Every node, this one first."""
        stack: list[Formula] = [self]
        while stack:
            here = stack.pop()
            yield here
            stack.extend(reversed(here.parts))


def _formulas(value: Any) -> Iterator[Formula]:
    if isinstance(value, Formula):
        yield value
    elif isinstance(value, tuple):
        yield from (v for v in value if isinstance(v, Formula))


@dataclass(frozen=True, slots=True)
class Number(Formula):
    """A number, exactly as written."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class IdentityMatrix(Formula):
    r"""`I_{n}`."""

    size: Dim


@dataclass(frozen=True, slots=True)
class ZeroMatrix(Formula):
    r"""`0_{m \\times n}`."""

    rows: Dim
    columns: Dim


@dataclass(frozen=True, slots=True)
class Name(Formula):
    """A name with its decorations; `template` is canonical LaTeX with `@` in the place of the layer."""

    template: str
    layer: Layer | None = None

    @property
    def text(self) -> str:
        r"""The canonical LaTeX: `W^{(2)}`, `\\hat{y}`."""
        return self.at({})

    def at(self, values: Mapping[str, int]) -> str:
        """The canonical LaTeX with layer variables replaced by their values."""
        return self.template.replace(SLOT, str(self.layer.at(values))) if self.layer else self.template


@dataclass(frozen=True, slots=True)
class Call(Formula):
    r"""A function or operator applied to an argument: `f'(z)`, `\\operatorname{tr}(A)`."""

    function: Name
    primes: int
    argument: Formula


@dataclass(frozen=True, slots=True)
class Arguments(Formula):
    """The arguments of a function of several: `l(o, y)`."""

    each: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Product(Formula):
    """Factors with the sign before each but the first; `""` is juxtaposition."""

    factors: tuple[Formula, ...]
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sum(Formula):
    """Terms with a sign (+1 or -1) before each."""

    terms: tuple[Formula, ...]
    signs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Quotient(Formula):
    r"""`\\frac{a}{b}` or a/b."""

    numerator: Formula
    denominator: Formula


@dataclass(frozen=True, slots=True)
class Power(Formula):
    r"""A base with an exponent; `explicit` where the sign says entry by entry (`A^{\\odot 2}`)."""

    base: Formula
    exponent: Formula
    explicit: bool = False


@dataclass(frozen=True, slots=True)
class Transposed(Formula):
    """A transposed formula."""

    base: Formula
    by_prime: bool = False
    """Whether it is written like a derivative, `X'`."""


@dataclass(frozen=True, slots=True)
class Differential(Formula):
    """∂ of / ∂ wrt."""

    of: Formula
    wrt: Formula
    is_nabla: bool = False
    """Whether it is written with a nabla: a gradient, which most notes lay out like its variable."""


@dataclass(frozen=True, slots=True)
class Summation(Formula):
    r"""`\\sum` without bounds: the sum of all entries of the whole product after it."""

    body: Formula


@dataclass(frozen=True, slots=True)
class Norm(Formula):
    r"""`\\|A\\|^2` or `\\|A\\|_F^2`, squared or not; `subscript` is `F`, `1`, `2` or empty."""

    body: Formula
    subscript: str = ""
    is_squared: bool = True


@dataclass(frozen=True, slots=True)
class LayerSum(Formula):
    r"""`\\sum_{l=1}^{L} \\|W^{(l)}\\|^2`: the sum over the layers from `low` to `high`."""

    body: Formula
    variable: str
    low: Layer
    high: Layer
