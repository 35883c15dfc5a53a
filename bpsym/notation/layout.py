"""How derivatives are laid out as matrices: which index is the row."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Arrangement(Enum):
    """Whether the rows belong to what is differentiated (numerator) or to the variable (denominator)."""

    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"


@dataclass(frozen=True, slots=True)
class Layout:
    """The arrangement of ∂J/∂X for a scalar J, and of ∂y/∂x for columns; the default is the usual pair."""

    gradient: Arrangement = Arrangement.DENOMINATOR
    """Denominator: the shape of the variable."""
    jacobian: Arrangement = Arrangement.NUMERATOR
    """Numerator: (entries of y, entries of x)."""

    def __str__(self) -> str:
        if self.gradient is self.jacobian:
            return f"{self.gradient.value} layout"
        return f"gradients in {self.gradient.value} layout, Jacobians in {self.jacobian.value} layout"


NUMERATOR = Layout(Arrangement.NUMERATOR, Arrangement.NUMERATOR)
DENOMINATOR = Layout(Arrangement.DENOMINATOR, Arrangement.DENOMINATOR)
