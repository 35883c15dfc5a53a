r"""`\frac{\partial a}{\partial z} = g'(z)` of columns: the derivative of each entry by its own argument is meant.

That is so where the Jacobian is the diagonal matrix of the right side; so both are read, the whole Jacobian and its
diagonal, and a line counts only where they agree: of a softmax the diagonal alone says too little.
"""

from __future__ import annotations

from bpsym.derivation import Reading
from bpsym.errors import BpsymError
from bpsym.expr import ONE, Expr, Symbol, diagonal, diagonal_part, transpose
from bpsym.notation import Differential, Formula
from bpsym.reader.derivatives import as_matrix
from bpsym.reader.elaborate import Scope, Typed, elaborate


def each_entry(left: Formula, right: Formula, scope: Scope) -> tuple[Reading, ...]:
    """The readings of a derivative of a vector by one of its shape opposite another such vector; none elsewhere."""
    if not isinstance(left, Differential):
        return ()
    try:
        above, below, sides = (elaborate(part, scope) for part in (left.of, left.wrt, right))
    except BpsymError:
        return ()
    of, by = above[0].expr, below[0].expr
    plain = [r for r in sides if r.expr.shape == of.shape and r.cost == 0]
    is_vector = len(of.shape) == 2 and ONE in of.shape and not of.is_scalar and of.shape == by.shape
    if not is_vector or not isinstance(by, Symbol) or len(above) != 1 or len(plain) != 1:
        return ()
    return _readings(as_matrix(of, by), plain[0])


def _readings(jacobian: Expr, side: Typed) -> tuple[Reading, ...]:
    column = side.expr if side.expr.is_column else transpose(side.expr)
    whole = Reading(jacobian, diagonal(column), side.choices)
    return whole, Reading(diagonal_part(jacobian), column, side.choices)
