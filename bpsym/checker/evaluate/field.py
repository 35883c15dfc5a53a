"""What the evaluation needs of the numbers that it computes with."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from bpsym.checker.evaluate.scalar import formula_of
from bpsym.errors import UnsupportedError
from bpsym.expr import Function

Rational = int | Fraction


class Field(ABC):
    """A field with elementwise functions; its elements are whatever Python values it likes.

    Every method may raise OutsideDomain; `apply` and `special` raise UnsupportedError for what the field cannot say.
    """

    @abstractmethod
    def number(self, value: Rational) -> Any:
        """The element that a rational number is."""

    def variable(self, value: Rational) -> Any:
        """The element for an entry of a free symbol."""
        return self.number(value)

    @abstractmethod
    def dot(self, left: Sequence[Any], right: Sequence[Any]) -> Any:
        """The sum of the products of the pairs; 0 for none."""

    @abstractmethod
    def reciprocal(self, value: Any) -> Any:
        """1 / value; OutsideDomain for 0."""

    @abstractmethod
    def unknown(self, function: Function, value: Any) -> Any:
        """The value of an unknown function, or of a derivative of one."""

    def special(self, name: str, arguments: Sequence[Any]) -> Any:
        """The value of a SymPy function that is not rational, by the name of its class: `exp`, `Max`."""
        raise UnsupportedError(f"{name} cannot be evaluated in {type(self).__name__}")

    def apply(self, function: Function, value: Any) -> Any:
        """function(value)."""
        if function.is_known:
            return formula_of(function)(self, value)
        return self.unknown(function, value)
