"""How numbers, names, transposes and sums of entries are read."""

from __future__ import annotations

from typing import cast

from bpsym.errors import UnreadError
from bpsym.expr import (
    ONE,
    Expr,
    apply,
    constant,
    hadamard,
    identity,
    known,
    scale,
    sum_over_columns,
    sum_over_rows,
    total,
    transpose,
    zero,
)
from bpsym.notation import Formula, IdentityMatrix, Name, Number, Summation, Transposed, ZeroMatrix
from bpsym.reader.elaborate import Scope, Typed, elaborate, merge, rule
from bpsym.reader.vocabulary import PI


@rule(Number)
def read_number(formula: Formula, scope: Scope) -> list[Typed]:
    """A rational number."""
    return [Typed(constant(cast(Number, formula).value))]


@rule(Name)
def read_symbol(formula: Formula, scope: Scope) -> list[Typed]:
    """A declared or defined symbol; π is the number, 4 arctan 1, where the notes have no symbol of that name."""
    name = cast(Name, formula)
    if name.text == PI and not scope.means(PI):
        return [Typed(scale(4, apply(known("arctan"), constant(1))))]
    return [Typed(scope.lookup(name))]


@rule(Transposed)
def read_transposed(formula: Formula, scope: Scope) -> list[Typed]:
    """Aᵀ."""
    base = cast(Transposed, formula).base
    return [merge(transpose(r.expr), [r]) for r in elaborate(base, scope) if _is_matrix(r)]


@rule(IdentityMatrix)
def read_identity(formula: Formula, scope: Scope) -> list[Typed]:
    """I."""
    return [Typed(identity(cast(IdentityMatrix, formula).size))]


@rule(ZeroMatrix)
def read_zero(formula: Formula, scope: Scope) -> list[Typed]:
    """The matrix of zeros."""
    parts = cast(ZeroMatrix, formula)
    return [Typed(zero(parts.rows, parts.columns))]


@rule(Summation)
def read_summation(formula: Formula, scope: Scope) -> list[Typed]:
    """The sum of all entries; of a matrix also over its rows or its columns, the examples (cost 1), where that fits."""
    body = cast(Summation, formula).body
    fit = [r for r in elaborate(body, scope) if _is_matrix(r) and not r.expr.is_scalar]
    if not fit:
        raise UnreadError(f"{scope.show(body)} has no entries to add: what does this sum run over?", *_span(formula))
    matrices = [r for r in fit if ONE not in r.expr.shape]
    axes = [merge(over(r.expr), [r], cost=1) for r in matrices for over in (sum_over_rows, sum_over_columns)]
    return [merge(total(r.expr), [r]) for r in fit] + axes


def _is_matrix(reading: Typed) -> bool:
    return len(reading.expr.shape) == 2


def _span(formula: Formula) -> tuple[int, int]:
    return formula.start, formula.end


def multiply_by_scalar(left: Expr, right: Expr) -> Expr | None:
    """A product with a scalar factor, or None where there is none."""
    if left.is_scalar and left.shape[0] == ONE:
        return scale(left, right)
    return scale(right, left) if right.is_scalar else None


def multiply_entries(left: Expr, right: Expr) -> Expr | None:
    """The Hadamard product where the shapes are the same."""
    return hadamard(left, right) if left.shape == right.shape and len(left.shape) == 2 else None
