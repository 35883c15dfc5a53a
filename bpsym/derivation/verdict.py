"""Verdicts and the evidence without which they cannot be constructed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction
from typing import Any


class Verdict(Enum):
    """What is said of an equation, the worst first (`worst` relies on the order)."""

    REFUTED = "refuted"
    UNREAD = "unread"
    UNDECIDED = "undecided"
    SUPPORTED = "supported"
    CONDITIONAL = "conditional"
    PROVED = "proved"
    DEFINITION = "definition"

    @property
    def is_true(self) -> bool:
        """Whether the equation may be relied on."""
        return self in (Verdict.CONDITIONAL, Verdict.PROVED, Verdict.DEFINITION)

    @property
    def is_decided(self) -> bool:
        """Whether it counts as checked."""
        return self.is_true or self is Verdict.REFUTED


def worst(verdicts: list[Verdict]) -> Verdict:
    """The worst of at least one verdict."""
    order = list(Verdict)
    return min(verdicts, key=order.index)


@dataclass(frozen=True, slots=True)
class Proof:
    """What the first engine found: both sides have the same normal form, for all shapes."""

    left: str
    """The left side in index notation (LaTeX)."""
    right: str
    normal_form: str
    """The canonical form that both sides share, in index notation (LaTeX)."""
    definitions: tuple[str, ...] = ()
    """Names (LaTeX) of the symbols whose definitions were used."""
    steps: tuple[str, ...] = ()
    """The rewrites in order: `definition of NAME`, `derivatives by NAME`."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """What the second engine found: both sides agree at random points."""

    method: str
    """`finite field` or `50 digits`."""
    trials: int
    sizes: tuple[Mapping[str, int], ...]
    seed: int
    modulus: int | None = None
    error_bound: Fraction | None = None
    """An upper bound of the probability that a false equation passes; None where no bound is claimed."""
    tolerance: str = ""


@dataclass(frozen=True, slots=True)
class Counterexample:
    """A point over the reals where the two sides differ."""

    sizes: Mapping[str, int]
    values: Mapping[str, Any]
    """Name (LaTeX) -> nested lists of numbers, as text: every input, and every definition evaluated at it."""
    functions: Mapping[str, str]
    """Name (LaTeX) -> definition, for functions that the notes leave unknown: `f` -> `t^2`."""
    entry: tuple[int, ...]
    """Indices, from 1, of the first entry that differs; empty for scalars."""
    left: str
    right: str

    @property
    def sizes_text(self) -> str:
        """The sizes in words: `m = 2, 784 taken as 1`, where a declared size is too large to be shown."""
        return ", ".join(f"{n} taken as {s}" if n.isdigit() else f"{n} = {s}" for n, s in self.sizes.items())


@dataclass(frozen=True, slots=True)
class ShapeClash:
    """No reading gives both sides the same shape."""

    left_shape: str
    right_shape: str
    message: str
    """Both shapes with the factors at fault, in one sentence."""
    start: int = 0
    end: int = 0
    """Offsets of the factor at fault in the source."""
    only_inferred: bool = False
    """Whether the clash rests on shapes that nobody declared."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with its evidence.

    Raises:
        ValueError: a verdict without the evidence that it needs.
    """

    verdict: Verdict
    proof: Proof | None = None
    agreement: Agreement | None = None
    witness: Counterexample | ShapeClash | None = None
    reason: str = ""
    domain: tuple[str, ...] = ()
    """Conditions under which both sides are defined and differentiable, LaTeX."""
    conditions: tuple[str, ...] = field(default=())
    difference: tuple[str, str] | None = None
    """What each side of a false equation has that the other has not, all definitions unfolded, in index notation."""

    def __post_init__(self) -> None:
        v = self.verdict
        if v in (Verdict.PROVED, Verdict.CONDITIONAL) and (self.proof is None or self.agreement is None):
            raise ValueError(f"{v.value} needs a proof and the agreement of the second engine")
        if v is Verdict.CONDITIONAL and not self.conditions:
            raise ValueError("conditional needs its condition")
        if v is Verdict.REFUTED and self.witness is None:
            raise ValueError("refuted needs a counterexample")
        if v is Verdict.SUPPORTED and self.agreement is None:
            raise ValueError("supported needs the agreement at random points")
        if v in (Verdict.UNDECIDED, Verdict.UNREAD) and not self.reason:
            raise ValueError(f"{v.value} needs its reason")
