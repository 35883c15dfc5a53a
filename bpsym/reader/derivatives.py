"""How derivatives are read, and as which matrices: by the layout of the notes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from bpsym.derivation import Choice, Product
from bpsym.errors import UnreadError
from bpsym.expr import ONE, At, Dim, Expr, Index, Partial, Place, Symbol, Tabulate, fresh_index, partial, transpose
from bpsym.notation import Arrangement, Differential, Formula, Name, Transposed, Unsized
from bpsym.reader.elaborate import Scope, Typed, UndeclaredError, elaborate, merge, rule
from bpsym.reader.slopes import differentiate_entries, has_entries


@rule(Differential)
def read_differential(formula: Formula, scope: Scope) -> list[Typed]:
    """∂ of / ∂ wrt, with respect to a symbol; of a vector by a vector also as a matrix (cost 1)."""
    parts = cast(Differential, formula)
    _refuse_identity(parts, scope)
    if has_entries(parts):
        return differentiate_entries(parts, scope)
    is_row = isinstance(parts.wrt, Transposed) and isinstance(parts.wrt.base, Name)
    place = cast(Transposed, parts.wrt).base if is_row else parts.wrt
    wrt = elaborate(place, scope)[0].expr
    if not isinstance(wrt, Symbol) or (is_row and not wrt.is_column):
        message = f"a derivative by {scope.show(parts.wrt)}, which is not a symbol"
        raise UnreadError(message, parts.wrt.start, parts.wrt.end)
    found = list[Typed]()
    for r in elaborate(parts.of, scope):
        if len(r.expr.shape) == 2:
            made = _by_row(r.expr, wrt) if is_row else _laid_out(r.expr, wrt, parts, scope)
            found += [merge(expr, [r], choices, cost) for expr, cost, choices in made]
    return found


def _refuse_identity(parts: Differential, scope: Scope) -> None:
    """An `I` that stands alone on top of a ∂, or below it, is no identity matrix."""
    for part in (parts.of, parts.wrt):
        if isinstance(part, Unsized):
            name = scope.show(part)
            raise UndeclaredError(name, f"the symbol {name} is not declared", part.start, part.end)


_Made = tuple[Expr, int, tuple[Choice, ...]]
"""An expression with its cost and the choice that it rests on."""


def _by_row(of: Expr, wrt: Symbol) -> Iterator[_Made]:
    """∂f/∂xᵀ is a row and ∂y/∂xᵀ has the entries of y in its rows: that notation leaves no choice."""
    if of.is_scalar:
        yield transpose(partial(of, wrt)), 0, ()
    elif ONE in of.shape:
        yield as_matrix(of, wrt), 0, ()


def _laid_out(of: Expr, wrt: Symbol, parts: Differential, scope: Scope) -> Iterator[_Made]:
    """By the layout of the notes; by a matrix also in its shape (cost 1), as notes that transpose only rows do."""
    derivative, layout = partial(of, wrt), scope.layout
    if of.is_scalar and not wrt.is_scalar and layout.gradient is Arrangement.NUMERATOR:
        yield transpose(derivative), 0, ()
        if parts.is_nabla:
            yield derivative, 0, ()
        elif ONE not in wrt.shape:
            yield derivative, 1, (Choice(Product.LAYOUT, parts.start, parts.end, False),)
        return
    yield derivative, 0, ()
    if of.is_scalar or ONE not in of.shape:
        return
    if wrt.is_scalar:
        if layout.jacobian is Arrangement.DENOMINATOR:
            yield transpose(derivative), 1, ()
    elif ONE in wrt.shape:
        matrix = as_matrix(of, wrt)
        yield (matrix if layout.jacobian is Arrangement.NUMERATOR else transpose(matrix)), 1, ()


def as_matrix(of: Expr, wrt: Symbol) -> Expr:
    """The derivative of a row or column by one: (entries of `of`, entries of `wrt`), both larger than 1."""
    first, second = (fresh_index(Index(n, _long(v)), of.free) for n, v in (("i", of), ("j", wrt)))
    return Tabulate(At(Partial(of, wrt), (*_place(of, first), *_place(wrt, second))), (first, second))


def _long(vector: Expr) -> Dim:
    return vector.rows if vector.columns == ONE else vector.columns


def _place(vector: Expr, index: Index) -> Place:
    return (index, 1) if vector.columns == ONE else (1, index)
