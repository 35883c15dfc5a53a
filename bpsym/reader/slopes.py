r"""How derivatives of and by entries are read: `\frac{\partial a_k}{\partial z_j}`."""

from __future__ import annotations

from bpsym.errors import UnreadError
from bpsym.expr import At, Place, Symbol, partial
from bpsym.notation import Differential, Entry, Formula
from bpsym.reader.elaborate import Scope, Typed, elaborate, merge
from bpsym.reader.placing import as_kronecker, place_of

_Slope = tuple[Typed, Place]
"""What is differentiated, and the place of the entry that is meant."""


def has_entries(parts: Differential) -> bool:
    """Whether it is the derivative of an entry, or by one."""
    inner = isinstance(parts.of, Differential) and has_entries(parts.of)
    return inner or isinstance(parts.wrt, Entry) or isinstance(parts.of, Entry)


def differentiate_entries(parts: Differential, scope: Scope) -> list[Typed]:
    """The entries of the derivative by whole arrays.

    Raises:
        UnreadError: a derivative by something else than an entry of a symbol, or of a matrix by an entry.
    """
    return [merge(At(r.expr, place) if place else r.expr, [r]) for r, place in _slopes(parts, scope)]


def _slopes(parts: Differential, scope: Scope) -> list[_Slope]:
    wrt, below = _variable(parts.wrt, scope)
    found: list[_Slope] = []
    for of, above in _numerators(parts.of, scope):
        if wrt.is_scalar or below:
            # A part of one entry has no axes in a derivative.
            place = (*(() if of.expr.is_scalar else above), *(() if wrt.is_scalar else below))
            found.append((merge(partial(of.expr, wrt), [of]), place))
        else:
            entry = At(of.expr, above) if above else of.expr
            found.append((merge(partial(entry, wrt), [of]), ()))
    return found


def _variable(formula: Formula, scope: Scope) -> tuple[Symbol, Place]:
    base = formula.base if isinstance(formula, Entry) else formula
    symbol = elaborate(base, scope)[0].expr
    if not isinstance(symbol, Symbol):
        message = f"a derivative by {scope.show(formula)}, which is no entry of a symbol"
        raise UnreadError(message, formula.start, formula.end)
    if not isinstance(formula, Entry):
        return symbol, ()
    place = place_of(formula, symbol.shape, scope)
    if place is None:
        message = f"{scope.show(formula)} has not one index for each axis of {symbol.name}"
        raise UnreadError(message, formula.start, formula.end)
    return symbol, place


def _numerators(formula: Formula, scope: Scope) -> list[_Slope]:
    if isinstance(formula, Differential) and has_entries(formula):
        return _slopes(formula, scope)
    if isinstance(formula, Entry) and as_kronecker(formula, scope) is None:
        readings = elaborate(formula.base, scope)
        placed = [(r, place_of(formula, r.expr.shape, scope)) for r in readings]
        found: list[_Slope] = [(r, place) for r, place in placed if place is not None]
    else:
        found = [(r, ()) for r in elaborate(formula, scope) if r.expr.is_scalar]
    if not found:
        message = f"{scope.show(formula)} is no entry: write the derivative of one entry by another"
        raise UnreadError(message, formula.start, formula.end)
    return found
