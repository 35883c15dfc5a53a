"""A derivation: an ordered list of equations over declared symbols. Everything makes one or uses one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bpsym.derivation.equation import Equation, Role
from bpsym.errors import InputError
from bpsym.expr import Expr, Partial, Symbol
from bpsym.notation import Assumption


@dataclass(frozen=True, slots=True)
class Derivation:
    """Definitions and claims, in the order of the notes.

    Definitions may stand after their use: `program` gives them in an order in which they can be evaluated.
    """

    equations: tuple[Equation, ...]
    code_names: Mapping[str, str] = field(default_factory=dict)
    """LaTeX name -> name in code, where the notes give one: `W^{(1)}` -> `W1`."""
    title: str = ""
    assumptions: tuple[Assumption, ...] = ()
    """What the header states of the symbols."""

    @property
    def definitions(self) -> dict[Symbol, Expr]:
        """Symbol -> what defines it, forward symbols and symbols with the meaning of a derivative alike."""
        found: dict[Symbol, Expr] = {}
        for equation in self.equations:
            symbol = equation.defines
            if symbol is not None and symbol not in found:
                found[symbol] = equation.right
        return found

    @property
    def forward(self) -> dict[Symbol, Expr]:
        """The forward program: definitions without derivatives, each after those that it uses.

        Raises:
            InputError: the definitions form a circle.
        """
        plain = {s: e for s, e in self.definitions.items() if not _has_derivative(e)}
        return {s: plain[s] for s in in_order(plain)}

    @property
    def meanings(self) -> dict[Symbol, Partial]:
        """Symbols with the meaning of a derivative: δ⁽³⁾ -> ∂J/∂z⁽³⁾."""
        return {s: e for s, e in self.definitions.items() if isinstance(e, Partial)}

    @property
    def claims(self) -> tuple[Equation, ...]:
        """The equations that are to be proved."""
        return tuple(e for e in self.equations if e.role is Role.CLAIM)

    def find(self, name: str) -> Symbol:
        """The symbol with this LaTeX or code name.

        Raises:
            InputError: there is none; the message lists those that there are.
        """
        symbols = {s.name: s for s in self.symbols}
        by_code = {self.code_names.get(n, n): s for n, s in symbols.items()}
        found = symbols.get(name) or by_code.get(name)
        if found is None:
            raise InputError(f"no symbol {name!r} in this derivation; there are {', '.join(sorted(symbols))}")
        return found

    @property
    def symbols(self) -> tuple[Symbol, ...]:
        """Every symbol that occurs, in order of first occurrence."""
        seen: dict[Symbol, None] = {}
        for equation in self.equations:
            for reading in equation.readings[:1]:
                for side in (reading.left, reading.right):
                    seen.update((n, None) for n in side.walk() if isinstance(n, Symbol))
        return tuple(seen)

    @property
    def inputs(self) -> tuple[Symbol, ...]:
        """The symbols that nothing defines, in order of first occurrence."""
        defined = self.definitions
        return tuple(s for s in self.symbols if s not in defined)

    def extended(self, equations: tuple[Equation, ...]) -> Derivation:
        """The same derivation with more equations at its end."""
        return replace(self, equations=self.equations + equations)


def in_order(definitions: Mapping[Symbol, Expr]) -> list[Symbol]:
    """The defined symbols, each after those that its definition uses; without recursion.

    Raises:
        InputError: the definitions form a circle; the message shows it.
    """
    done: dict[Symbol, None] = {}
    for root in definitions:
        path: dict[Symbol, None] = {}
        stack = [root]
        while stack:
            here = stack[-1]
            if here in done:
                stack.pop()
                path.pop(here, None)
                continue
            path[here] = None
            waiting = [s for s in _uses(definitions[here]) if s in definitions and s not in done]
            for symbol in waiting:
                if symbol in path:
                    names = [s.name for s in path]
                    circle = [*names[names.index(symbol.name) :], symbol.name]
                    raise InputError(f"the definitions form a circle: {' -> '.join(circle)}")
            if waiting:
                stack.append(waiting[0])
            else:
                done[here] = None
    return list(done)


def _uses(expr: Expr) -> list[Symbol]:
    return [n for n in expr.walk() if isinstance(n, Symbol)]


def _has_derivative(expr: Expr) -> bool:
    return any(isinstance(n, Partial) for n in expr.walk())
