"""The reverse sweep over the list of definitions: every definition is differentiated once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bpsym.autodiff.contribution import Contribution, add_up
from bpsym.autodiff.dependence import Program, depending_on, needed_for, symbols_of
from bpsym.autodiff.pull import pull
from bpsym.expr import Constant, Expr, Partial, Symbol, Zero, constant, partial

LONGEST_WAY = 8
"""Through how many definitions a cotangent may come before it gets an equation of its own: so no line becomes longer
than those of notes, and no expression grows with the number of layers."""


@dataclass(frozen=True, slots=True)
class Found:
    """One equation of the result: `left`, the name of a cotangent, and the way to its formula, `way.cotangent`."""

    left: Expr
    way: Contribution
    parts: int
    """Of how many contributions the formula is the sum."""


@dataclass(slots=True)
class Sweep:
    """The cotangents of everything that stands between a scalar and the variables asked for.

    A cotangent is written as the symbol that means it, where the notes have one. Else it is the derivative ∂of/∂v
    itself, with an equation of its own, where v was asked for or where the cotangent is needed more than once and is
    not a single name anyway; else it is written out where it is needed.
    """

    of: Symbol
    asked: frozenset[Symbol]
    program: Program
    meanings: Mapping[Symbol, Symbol]
    """Variable -> the symbol that means its cotangent."""
    tidy: Callable[[Expr], Expr]
    """From a formula to the form in which it is to stand."""
    found: list[Found] = field(default_factory=list)
    arrived: dict[Symbol, list[Contribution]] = field(default_factory=dict)
    position: Mapping[Symbol, int] = field(init=False)
    """Where a definition stands: contributions are added in the order of the definitions that they come from."""

    def __post_init__(self) -> None:
        self.position = {symbol: n for n, symbol in enumerate(self.program)}

    def run(self) -> list[Found]:
        """The equations, the cotangents nearest to `of` first.

        Raises:
            UnsupportedError: a definition on the way contains a node that has no rule.
        """
        active = depending_on(self.asked, self.program)
        needed = needed_for(self.of, self.program)
        reached = [symbol for symbol in reversed(list(self.program)) if symbol in needed and symbol in active]
        used = {symbol: [s for s in symbols_of(self.program[symbol]) if s in active] for symbol in reached}
        waiting = Counter(symbol for symbols in used.values() for symbol in symbols)
        self.arrived[self.of] = [Contribution(constant(1))]
        if self.of in active and self.of not in self.program:
            self.settle(self.of, uses=0)
        for symbol in reached:
            self.differentiate(symbol, active)
            waiting.subtract(used[symbol])
            for leaf in used[symbol]:
                if leaf not in self.program and not waiting[leaf]:
                    self.settle(leaf, uses=0)
        return self.found

    def differentiate(self, symbol: Symbol, active: set[Symbol]) -> None:
        """Send the cotangent of a symbol on to the symbols of its definition."""
        definition = self.program[symbol]
        way = self.settle(symbol, uses=sum(node in active for node in definition.walk()))
        for used, contribution in pull(symbol, definition, way.cotangent, active):
            self.arrived.setdefault(used, []).append(contribution.after(way))

    def settle(self, symbol: Symbol, uses: int) -> Contribution:
        """The cotangent of a symbol to which all contributions have come; with an equation if it needs one."""
        parts = sorted(self.arrived.pop(symbol), key=lambda part: [self.position[s] for s in part.through[-1:]])
        way = add_up(parts, self.tidy)
        if not self.needs_equation(symbol, way, uses):
            return way
        left = self.meanings.get(symbol) or partial(self.of, symbol)
        self.found.append(Found(left, way, len(parts)))
        return Contribution(left)

    def needs_equation(self, symbol: Symbol, way: Contribution, uses: int) -> bool:
        """Whether the cotangent of a symbol is to be an equation of its own."""
        if symbol in self.asked or symbol in self.meanings:
            return True
        is_short = isinstance(way.cotangent, Symbol | Partial | Constant | Zero)
        return not is_short and (uses > 1 or len(way.through) >= LONGEST_WAY)
