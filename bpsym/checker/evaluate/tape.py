"""A straight-line program over scalars that runs while it is written, and its reverse sweep.

There are four kinds of entry: a number, a sum of products, a reciprocal and a function of an entry. A derivative is
defined on these alone (reverse accumulation, Griewank and Walther, Evaluating Derivatives, ch. 3), so no matrix
expression has a derivative of its own here that could be wrong. A sweep writes its results on the same tape: they
can be differentiated again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from heapq import heappop, heappush
from typing import Any

from bpsym.checker.evaluate.field import Field, Rational
from bpsym.expr import Function


@dataclass(frozen=True, slots=True)
class Leaf:
    """A number or a free variable."""


@dataclass(frozen=True, slots=True)
class Dot:
    """The sum of products of entries."""

    left: tuple[int, ...]
    right: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reciprocal:
    """1 / entry."""

    of: int


@dataclass(frozen=True, slots=True)
class Applied:
    """function(entry)."""

    function: Function
    of: int


Instruction = Leaf | Dot | Reciprocal | Applied
LEAF = Leaf()


class Tape:
    """Instructions with their values; an entry is named by its position, and uses only earlier ones."""

    def __init__(self, field: Field) -> None:
        self.field = field
        self.values: list[Any] = []
        self._instructions: list[Instruction] = []
        self._numbers: dict[Fraction, int] = {}
        self._applied: dict[tuple[Function, int], int] = {}
        self.constants: set[int] = set()
        self.zero = self.number(0)
        self.one = self.number(1)

    def __len__(self) -> int:
        return len(self.values)

    def number(self, value: Rational) -> int:
        """The entry of a constant."""
        key = Fraction(value)
        if key not in self._numbers:
            self._numbers[key] = self._write(LEAF, self.field.number(value))
            self.constants.add(self._numbers[key])
        return self._numbers[key]

    def variable(self, value: Rational) -> int:
        """A new free variable."""
        return self._write(LEAF, self.field.variable(value))

    def copy(self, entry: int) -> int:
        """A new entry of the same value: what is downstream of the copy is not downstream of the original alone."""
        return self._write(Dot((entry,), (self.one,)), self.values[entry])

    def dot(self, left: Sequence[int], right: Sequence[int]) -> int:
        """The sum of the products of the pairs; products with the constant 0 are left out."""
        zero = self.zero
        if zero in left or zero in right:
            pairs = [(x, y) for x, y in zip(left, right, strict=True) if x != zero and y != zero]
            left, right = [x for x, _ in pairs], [y for _, y in pairs]
        if not left:
            return zero
        if len(left) == 1 and self.one in (left[0], right[0]):
            return right[0] if left[0] == self.one else left[0]
        values = self.values
        value = self.field.dot([values[x] for x in left], [values[y] for y in right])
        return self._write(Dot(tuple(left), tuple(right)), value)

    def total(self, entries: Sequence[int]) -> int:
        """The sum of entries."""
        return self.dot(entries, [self.one] * len(entries))

    def product(self, left: int, right: int) -> int:
        """The product of two entries."""
        return self.dot((left,), (right,))

    def reciprocal(self, entry: int) -> int:
        """1 / entry."""
        return self._write(Reciprocal(entry), self.field.reciprocal(self.values[entry]))

    def apply(self, function: Function, entry: int) -> int:
        """function(entry), once for each function and entry."""
        key = (function, entry)
        if key not in self._applied:
            value = self.field.apply(function, self.values[entry])
            self._applied[key] = self._write(Applied(function, entry), value)
        return self._applied[key]

    def shares(self, entry: int) -> list[tuple[int, int]]:
        """Every entry that `entry` uses, with the entry of the partial derivative by it."""
        match self._instructions[entry]:
            case Leaf():
                return []
            case Dot(left, right):
                return [*zip(left, right), *zip(right, left)]
            case Reciprocal(of):
                return [(of, self.product(self.number(-1), self.product(entry, entry)))]
            case Applied(function, of):
                return [(of, self.apply(function.derivative(), of))]

    def _write(self, instruction: Instruction, value: Any) -> int:
        self._instructions.append(instruction)
        self.values.append(value)
        return len(self.values) - 1


class Sweep:
    """The derivatives of one entry by earlier ones, worked out only as far back as anybody asks."""

    def __init__(self, tape: Tape, root: int) -> None:
        self._tape = tape
        self._found: dict[int, int] = {}
        self._waiting: dict[int, tuple[list[int], list[int]]] = {root: ([tape.one], [tape.one])}
        self._heap = [-root]

    def derivative(self, entry: int) -> int:
        """The entry of d root / d `entry`, every path from `entry` to the root counted."""
        while self._heap and -self._heap[0] >= entry:
            self._step(-self._heap[0])
        return self._found.get(entry, self._tape.zero)

    def _step(self, entry: int) -> None:
        # What may leave the domain comes first: an exception must not lose what is waiting.
        cotangent = self._tape.dot(*self._waiting[entry])
        shares = self._tape.shares(entry) if cotangent != self._tape.zero else []
        heappop(self._heap)
        del self._waiting[entry]
        self._found[entry] = cotangent
        for used, factor in shares:
            if used in self._tape.constants:
                continue
            if used not in self._waiting:
                self._waiting[used] = ([], [])
                heappush(self._heap, -used)
            cotangents, factors = self._waiting[used]
            cotangents.append(cotangent)
            factors.append(factor)
