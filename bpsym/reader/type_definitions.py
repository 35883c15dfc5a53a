"""Definitions to typed equations, each after those that it uses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bpsym.derivation import Equation, Reading, Role, ShapeClash
from bpsym.errors import UnreadError
from bpsym.expr import SCALAR, Function, Shape, Symbol, show_shape
from bpsym.notation import Declared, Entry, Formula, Layout, Notation
from bpsym.reader.define import Introduction
from bpsym.reader.document import Problem
from bpsym.reader.elaborate import AmbiguousError, BroadcastError, ClashError, Scope, code_of, elaborate
from bpsym.reader.pair import pair
from bpsym.reader.placing import axes_of, no_entry


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
    repeating: set[str] = field(default_factory=set)
    """Symbols whose definition would have a shape if a row, a column or a number in it were repeated."""

    @property
    def broken(self) -> frozenset[str]:
        """Symbols whose definition was not read or gives no shape."""
        clashing = {name for name, equation in self.equations.items() if equation.clash is not None}
        return frozenset(clashing | self.problems.keys())


def scope_of(text: str, defined: Defined, functions: Mapping[str, Function], notation: Notation) -> Scope:
    """What names mean in a document, once its definitions are typed."""
    dimensions = frozenset(n for s in defined.symbols.values() for d in s.shape for n in d.names)
    return Scope(
        text,
        defined.symbols,
        functions,
        notation.products,
        broken=defined.broken,
        dimensions=dimensions,
        has_identity="I" not in defined.equations and "I" not in defined.broken,
        layout=notation.layout or DEFAULT,
    )


DEFAULT = Layout()
"""Gradients like their variable, Jacobians with a row for each entry of what is differentiated."""


def type_definitions(
    introductions: Mapping[str, Introduction],
    declared: Mapping[str, Declared],
    functions: Mapping[str, Function],
    products: Mapping[str, str],
    differentiated: frozenset[str],
    circles: set[str],
    layout: Layout = DEFAULT,
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
        is_free = "I" not in introductions
        scope = Scope(
            source, defined.symbols, functions, products, layers, broken=broken, has_identity=is_free, layout=layout
        )
        try:
            _define(introduction, scope, defined, name in differentiated)
        except UnreadError as error:
            defined.problems[name] = Problem(str(error), error.start, error.end, code_of(error))
        except BroadcastError as error:
            defined.repeating.add(name)
            defined.problems[name] = Problem(str(error), error.start, error.end, "BP106")
        except ClashError as error:
            clash = ShapeClash(error.left, error.right, str(error), error.start, error.end)
            defined.equations[name] = Equation("", Role.DEFINITION, (), clash)
    return defined


def _is_scalar_to_the_letter(formula: Formula, symbol: Symbol, scope: Scope) -> bool:
    """Whether every reading that is closest to the letter is a scalar, although the symbol was declared otherwise."""
    if symbol.shape == SCALAR:
        return False
    try:
        readings = elaborate(formula, scope)
    except (UnreadError, ClashError):
        return False
    return all(r.expr.shape == SCALAR for r in readings if r.cost == readings[0].cost)


def _define(introduction: Introduction, scope: Scope, defined: Defined, is_differentiated: bool) -> None:
    name = introduction.text
    symbol = defined.symbols.get(name)
    if symbol is not None and is_differentiated and _is_scalar_to_the_letter(introduction.formula, symbol, scope):
        # The table may give a loss the shape of a row, as it comes out for one output; \sum adds all entries first.
        defined.redeclared[name] = (symbol.shape, SCALAR)
        symbol = None
    if symbol is not None:
        _require_entry(introduction, symbol)
        try:
            readings = pair(introduction.name, introduction.formula, scope)
        except ClashError:
            _require_same_axis(introduction, symbol, scope)
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


def _require_entry(introduction: Introduction, symbol: Symbol) -> None:
    """A definition by entries has one index for each axis of the symbol.

    Raises:
        UnreadError: it has not, so that the left side may be a name of its own.
    """
    left = next(iter(introduction.relation.members), None)
    if isinstance(left, Entry) and axes_of(left.marks, symbol.shape) is None:
        raise no_entry(left, symbol.name, symbol.shape)


def _require_same_axis(introduction: Introduction, symbol: Symbol, scope: Scope) -> None:
    """Entries of a row and of a column may be equated, but none of them is then the other.

    Raises:
        AmbiguousError: the symbol is defined entry by entry by an array of the transposed shape.
    """
    left = next(iter(introduction.relation.members), None)
    rights = elaborate(introduction.formula, scope)
    if isinstance(left, Entry) and any(r.expr.shape == symbol.shape[::-1] for r in rights):
        message = f"{introduction.text} is declared {show_shape(symbol.shape)}, and defined by entries of its transpose"
        raise AmbiguousError(message, introduction.formula.start, introduction.formula.end)


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
