"""Definitions to typed equations, each after those that it uses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bpsym.derivation import Equation, Reading, Role, ShapeClash
from bpsym.errors import UnreadError
from bpsym.expr import SCALAR, Function, Shape, Symbol, show_shape
from bpsym.notation import Declared
from bpsym.reader.define import Introduction
from bpsym.reader.document import Problem
from bpsym.reader.elaborate import AmbiguousError, BroadcastError, ClashError, Scope, code_of, elaborate
from bpsym.reader.pair import pair


@dataclass(slots=True)
class Defined:
    """The symbols of a document, with what came of each definition."""

    symbols: dict[str, Symbol]
    equations: dict[str, Equation] = field(default_factory=dict)
    """Symbol -> its typed definition, or the clash that refutes it."""
    problems: dict[str, Problem] = field(default_factory=dict)
    """Symbol -> why its definition could not be read; nothing may rest on such a symbol."""
    redeclared: dict[str, tuple[Shape, Shape]] = field(default_factory=dict)
    """Symbol -> (the declared shape, the shape of its definition), where the definition wins."""

    @property
    def broken(self) -> frozenset[str]:
        """Symbols whose definition was not read or gives no shape."""
        clashing = {name for name, equation in self.equations.items() if equation.clash is not None}
        return frozenset(clashing | self.problems.keys())


def type_definitions(
    introductions: Mapping[str, Introduction],
    declared: Mapping[str, Declared],
    functions: Mapping[str, Function],
    products: Mapping[str, str],
    differentiated: frozenset[str],
    circles: set[str],
) -> Defined:
    """Read every definition; `differentiated` are the names that stand on top of a ∂."""
    symbols = {n: Symbol(n, *d.shape) for n, d in declared.items() if d.shape is not None and len(d.shape) == 2}
    defined = Defined(symbols)
    for name in _in_order(introductions):
        introduction = introductions[name]
        if name in circles:
            start, end = introduction.relation.start, introduction.relation.end
            message = f"the definition of {name} uses {name} again: the definitions form a circle"
            defined.problems[name] = Problem(message, start, end, "BP107")
            continue
        source, layers, broken = introduction.relation.source, introduction.layers, defined.broken
        scope = Scope(source, defined.symbols, functions, products, layers, broken=broken)
        try:
            _define(introduction, scope, defined, name in differentiated)
        except UnreadError as error:
            defined.problems[name] = Problem(str(error), error.start, error.end, code_of(error))
        except BroadcastError as error:
            defined.problems[name] = Problem(str(error), error.start, error.end, "BP106")
        except ClashError as error:
            clash = ShapeClash(error.left, error.right, str(error), error.start, error.end)
            defined.equations[name] = Equation("", Role.DEFINITION, (), clash)
    return defined


def _define(introduction: Introduction, scope: Scope, defined: Defined, is_differentiated: bool) -> None:
    name = introduction.text
    symbol = defined.symbols.get(name)
    if symbol is not None:
        try:
            readings = pair(introduction.name, introduction.formula, scope)
        except ClashError:
            rights = elaborate(introduction.formula, scope)
            if not is_differentiated or any(r.expr.shape != SCALAR for r in rights):
                raise
            defined.redeclared[name] = (symbol.shape, SCALAR)
            symbol = None
    if symbol is None:
        rights = elaborate(introduction.formula, scope)
        rights = [r for r in rights if r.cost == 0] or rights
        fit = [r for r in rights if len(r.expr.shape) == 2]
        if not fit:
            shape = show_shape(rights[0].expr.shape)
            message = f"{name} would have {len(rights[0].expr.shape)} indices {shape}: give it two"
            raise UnreadError(message, introduction.formula.start, introduction.formula.end)
        if any(r.is_cut for r in fit):
            message = f"the definition of {name} can be read in very many ways; write the product signs"
            raise AmbiguousError(message, introduction.formula.start, introduction.formula.end)
        symbol = Symbol(name, *fit[0].expr.shape)
        readings = tuple(Reading(symbol, r.expr, r.choices) for r in fit if r.expr.shape == symbol.shape)
    if len(readings) > 1:
        start, end = introduction.formula.start, introduction.formula.end
        message = f"the definition of {name} can be read in {len(readings)} ways; write the product signs"
        defined.problems[name] = Problem(message, start, end, "BP106")
        return
    defined.symbols[name] = symbol
    defined.equations[name] = Equation("", Role.DEFINITION, readings)


def _in_order(introductions: Mapping[str, Introduction]) -> list[str]:
    """Each symbol after those that its definition uses; members of circles in any order."""
    done: dict[str, None] = {}
    for root in introductions:
        stack, entered = [root], set[str]()
        while stack:
            name = stack[-1]
            waiting = [u for u in sorted(introductions[name].uses) if u in introductions and u not in done]
            waiting = [u for u in waiting if u not in entered] if name in entered else waiting
            entered.add(name)
            waiting = [u for u in waiting if u not in entered]
            if waiting:
                stack.append(waiting[0])
            else:
                done[stack.pop()] = None
    return list(done)
