"""Both sides written out entry by entry in SymPy scalars, derivatives by SymPy's own `diff`.

Slow and independent: SymPy's matrices, SymPy's chain rule. Only for shapes of one or two.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from bpsym.checker.oracle.indexed import INDEXED, Positions
from bpsym.checker.oracle.matrix import MEANINGS
from bpsym.checker.survey import survey
from bpsym.derivation import in_order
from bpsym.expr import Expr, Function, Map, Partial, Symbol, definition_of

Definitions = Mapping[Symbol, Expr]
Sizes = Mapping[str, int]


def agree_entrywise(left: Expr, right: Expr, definitions: Definitions, sizes: Sizes) -> bool | None:
    """Whether all entries of both sides are the same function; None where SymPy does not find out."""
    import sympy

    found: bool | None = True
    for a, b in zip(entries_of(left, definitions, sizes), entries_of(right, definitions, sizes), strict=True):
        numerator = sympy.expand(sympy.fraction(sympy.together(a - b))[0])
        if numerator == 0:
            continue
        if _is_polynomial(numerator):
            return False
        if sympy.simplify(numerator.rewrite(sympy.exp)) != 0:
            found = None
    return found


def entries_of(expr: Expr, definitions: Definitions, sizes: Sizes) -> list[Any]:
    """The entries of an expression at concrete sizes, as SymPy scalars in the entries of its inputs, row-major."""
    return _entries(expr, {}, definitions, sizes)


def _entries(expr: Expr, positions: Positions, definitions: Definitions, sizes: Sizes) -> list[Any]:
    return list(_array(expr, positions, definitions, sizes).reshape(_count(expr, sizes)))


def _array(expr: Expr, positions: Positions, definitions: Definitions, sizes: Sizes) -> Any:
    """An N-dimensional SymPy array; each definition that is used is written out once."""
    used = set(survey((expr,), definitions).defined)
    known: dict[Symbol, Any] = {}

    def write(part: Expr, at: Positions) -> Any:
        if isinstance(part, Symbol):
            return known[part] if part in known else _variables(part, sizes)
        if isinstance(part, Partial):
            return _derivative(part, at, definitions, sizes)
        if type(part) in INDEXED:
            return INDEXED[type(part)](part, at, sizes, write)
        parts = [write(child, at) for child in part.children]
        if isinstance(part, Map):
            return parts[0].applyfunc(lambda entry: _applied(part.function, entry))
        return MEANINGS[type(part)](part, [dim.evaluate(sizes) for dim in part.shape], *parts)

    for symbol in in_order({s: e for s, e in definitions.items() if s in used}):
        known[symbol] = write(definitions[symbol], {})
    return write(expr, positions)


def _derivative(expr: Partial, positions: Positions, definitions: Definitions, sizes: Sizes) -> Any:
    """Held as a variable while `of` is differentiated, then replaced by what it is."""
    import sympy

    held = {symbol: meaning for symbol, meaning in definitions.items() if symbol != expr.wrt}
    variables = list(_variables(expr.wrt, sizes).reshape(_count(expr.wrt, sizes)))
    slopes = [sympy.diff(entry, v) for entry in _entries(expr.of, positions, held, sizes) for v in variables]
    values = dict(zip(variables, entries_of(expr.wrt, definitions, sizes), strict=True))
    return sympy.Array([slope.xreplace(values) for slope in slopes], [dim.evaluate(sizes) for dim in expr.shape])


def _variables(symbol: Symbol, sizes: Sizes) -> Any:
    import sympy

    rows, columns = (dim.evaluate(sizes) for dim in symbol.shape)
    names = [f"{symbol.name}[{i},{j}]" for i in range(rows) for j in range(columns)]
    return sympy.Array([sympy.Symbol(name, real=True) for name in names], (rows, columns))


def _count(expr: Expr, sizes: Sizes) -> int:
    count = 1
    for dim in expr.shape:
        count *= dim.evaluate(sizes)
    return count


def _applied(function: Function, entry: Any) -> Any:
    if function.is_known:
        definition = definition_of(function)
        return definition.xreplace(dict.fromkeys(definition.free_symbols, entry))
    return _opaque(function.name, function.order)(entry)


@cache
def _opaque(name: str, order: int) -> Any:
    """A SymPy function of which SymPy knows its derivative's name only."""
    import sympy

    def fdiff(self: Any, argindex: int = 1) -> Any:
        return _opaque(name, order + 1)(self.args[0])

    return type(name + "'" * order, (sympy.Function,), {"fdiff": fdiff, "is_opaque": True})


def _is_polynomial(numerator: Any) -> bool:
    import sympy

    unknown = [part for part in numerator.atoms(sympy.Function) if getattr(part, "is_opaque", False)]
    return bool(numerator.is_polynomial(*unknown, *numerator.free_symbols))
