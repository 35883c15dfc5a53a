"""Expressions at a point: every definition in full, every derivative by a sweep of our own."""

from __future__ import annotations

from collections.abc import Mapping
from math import prod

from bpsym.checker.evaluate.field import Field
from bpsym.checker.evaluate.indexed import Positions, Task, delta_of, entry_of, opened, size_of, tasks_below
from bpsym.checker.evaluate.operation import OPERATIONS
from bpsym.checker.evaluate.tape import Sweep, Tape
from bpsym.checker.evaluate.tensor import Point, Tensor
from bpsym.errors import InputError, ShapeError, UnsupportedError
from bpsym.expr import At, Expr, KroneckerDelta, Partial, Symbol

Definitions = Mapping[Symbol, Expr]

MOST_VALUES = 300_000
"""Expressions, each at one choice of positions of its indices, that are evaluated at one point."""


class Evaluation:
    """The program at one point of one field; whatever was computed for one expression serves the next.

    An expression that leaves the domain raises OutsideDomain; what was already computed stays valid.
    """

    def __init__(self, definitions: Definitions, point: Point, field: Field) -> None:
        self._definitions = definitions
        self._point = point
        self._tape = Tape(field)
        self._known: dict[Task, Tensor] = {}
        self._sweeps: dict[int, Sweep] = {}
        self._variables: dict[Expr, frozenset[Symbol]] = {}

    def value(self, expr: Expr) -> Tensor:
        """The value of an expression, entries in the field.

        Raises:
            InputError: a symbol without definition and without value, or definitions in a circle.
            ShapeError: a value that has not the shape of its symbol.
            UnsupportedError: a derivative whose meaning the definitions leave open, an index that nothing binds, or
                more than MOST_VALUES values.
            OutsideDomain: the expression has no value at this point.
        """
        _require_bound(expr)
        located = self._locate(expr)
        values = self._tape.values
        return Tensor(located.shape, tuple(values[entry] for entry in located.entries))

    @property
    def work(self) -> int:
        """How many scalar operations there were."""
        return len(self._tape)

    def _locate(self, root: Expr) -> Tensor:
        stack, entered = list[Task]([root]), set[Task]()
        while stack:
            here = stack[-1]
            missing = [] if here in self._known else [part for part in self._below(here) if part not in self._known]
            if not missing:
                stack.pop()
                self._compute(here)
            elif not entered.isdisjoint(missing):
                names = ", ".join(e.name for e in entered if isinstance(e, Symbol))
                raise InputError(f"the definitions form a circle, among {names}")
            else:
                entered.add(here)
                stack.extend(missing)
        return self._known[root]

    def _below(self, task: Task) -> tuple[Task, ...]:
        if isinstance(task, Symbol):
            return self._uses(task)
        return tasks_below(task, self._point.sizes)

    def _uses(self, expr: Expr) -> tuple[Expr, ...]:
        if not isinstance(expr, Symbol):
            return expr.children
        if expr not in self._definitions:
            return ()
        _require_bound(self._definitions[expr])
        return (self._definitions[expr],)

    def _compute(self, task: Task) -> None:
        if task in self._known:
            return
        if len(self._known) >= MOST_VALUES:
            raise UnsupportedError(f"more than {MOST_VALUES} values under sums over indices")
        expr, positions = opened(task)
        shape = tuple(size_of(dim, self._point.sizes) for dim in expr.shape)
        parts = [self._known[part] for part in self._below(task)]
        self._known[task] = Tensor(shape, self._entries(expr, positions, shape, parts))
        self._variables[expr] = self._collect(expr)

    def _entries(
        self, expr: Expr, positions: Positions, shape: tuple[int, ...], parts: list[Tensor]
    ) -> tuple[int, ...]:
        match expr:
            case Symbol():
                return self._symbol(expr, parts, shape)
            case Partial():
                self._require_plain(expr)
                return self._derivative(*parts)
            case At():
                return (entry_of(expr, positions, *parts),)
            case KroneckerDelta():
                return (delta_of(expr, positions, self._tape),)
        return tuple(OPERATIONS[type(expr)](expr, self._tape, shape, parts))

    def _symbol(self, symbol: Symbol, parts: list[Tensor], shape: tuple[int, ...]) -> tuple[int, ...]:
        if parts:
            # Copies: a symbol is a variable of its own, even where its definition is another symbol.
            return tuple(self._tape.copy(entry) for entry in parts[0].entries)
        if symbol not in self._point.values:
            raise InputError(f"the symbol {symbol.name} has neither a definition nor a value at this point")
        value = self._point.values[symbol]
        if value.shape != shape or len(value.entries) != prod(shape):
            raise ShapeError(f"the value of {symbol.name} has the shape {value.shape}, expected {shape}")
        return tuple(self._tape.variable(entry) for entry in value.entries)

    def _derivative(self, of: Tensor, wrt: Tensor) -> tuple[int, ...]:
        """∂ of / ∂ wrt, the indices of `of` first; a scalar's gradient and a derivative by a scalar are the same."""
        sweeps = [self._sweep(entry) for entry in of.entries]
        return tuple(sweep.derivative(entry) for sweep in sweeps for entry in wrt.entries)

    def _sweep(self, entry: int) -> Sweep:
        if entry not in self._sweeps:
            self._sweeps[entry] = Sweep(self._tape, entry)
        return self._sweeps[entry]

    def _collect(self, expr: Expr) -> frozenset[Symbol]:
        """The variables of all derivatives that the expression, with its definitions, contains."""
        found: frozenset[Symbol] = frozenset()
        for part in self._uses(expr):
            found = found | self._variables[part] if self._variables[part] else found
        return found | {expr.wrt} if isinstance(expr, Partial) else found

    def _require_plain(self, expr: Partial) -> None:
        """A derivative of ∂J/∂w by something downstream of w: whether it holds z or z(w) fixed, nobody says."""
        wrt = expr.wrt
        held = self._variables[expr.of] - {wrt}
        if not held or wrt not in self._definitions or held.isdisjoint(self._upstream(wrt)):
            return
        above = self._upstream(wrt)
        between = (part for part in self._upstream(expr.of, wrt) if isinstance(part, Partial))
        if any(part.wrt in above and part.wrt != wrt and wrt in self._upstream(part.of) for part in between):
            raise UnsupportedError(
                f"a derivative by {wrt.name} of a derivative by something on which {wrt.name} depends "
                "has no settled meaning; name the function that is differentiated"
            )

    def _upstream(self, expr: Expr, held: Expr | None = None) -> set[Expr]:
        """Everything of which the expression is made; of what is held nothing further."""
        seen: set[Expr] = set()
        stack: list[Expr] = [expr]
        while stack:
            here = stack.pop()
            if here not in seen:
                seen.add(here)
                stack.extend(self._uses(here) if here != held else ())
        return seen


def _require_bound(expr: Expr) -> None:
    if expr.free:
        name = min(index.name for index in expr.free)
        raise UnsupportedError(f"no sum and no array says where the index {name} stands")


def evaluate(expr: Expr, definitions: Definitions, point: Point, field: Field) -> Tensor:
    """The value of one expression at one point; see Evaluation for many."""
    return Evaluation(definitions, point, field).value(expr)
