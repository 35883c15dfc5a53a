"""How numbers, names, powers, sums of entries, norms and derivatives are read."""

from __future__ import annotations

from typing import cast

from bpsym.derivation import Choice, Product
from bpsym.errors import UnreadError
from bpsym.expr import (
    ONE,
    Expr,
    Symbol,
    apply,
    constant,
    hadamard,
    identity,
    known,
    matmul,
    partial,
    scale,
    squared_norm,
    total,
    transpose,
    zero,
)
from bpsym.notation import (
    Differential,
    Formula,
    IdentityMatrix,
    Name,
    Norm,
    Number,
    Power,
    Summation,
    Transposed,
    ZeroMatrix,
)
from bpsym.reader.elaborate import AmbiguousError, Scope, Typed, elaborate, merge, rule
from bpsym.reader.vocabulary import EULER


@rule(Number)
def read_number(formula: Formula, scope: Scope) -> list[Typed]:
    """A rational number."""
    return [Typed(constant(cast(Number, formula).value))]


@rule(Name)
def read_symbol(formula: Formula, scope: Scope) -> list[Typed]:
    """A declared or defined symbol."""
    return [Typed(scope.lookup(cast(Name, formula)))]


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


@rule(Power)
def read_power(formula: Formula, scope: Scope) -> list[Typed]:
    """A square or cube: of a scalar; of a square matrix as a product; of the entries (cost 1 without a sign)."""
    power = cast(Power, formula)
    if isinstance(power.base, Name) and power.base.text == EULER:
        return [_exponential(r, power) for r in elaborate(power.exponent, scope) if _is_matrix(r)]
    exponent = power.exponent.value if isinstance(power.exponent, Number) else None
    if exponent not in (2, 3):
        message = f"the power {scope.show(power)}: only squares and cubes are read; give others a name of their own"
        raise UnreadError(message, *_span(power))
    function = known("square" if exponent == 2 else "cube")
    found = []
    for r in filter(_is_matrix, elaborate(power.base, scope)):
        if r.expr.is_scalar:
            found.append(merge(apply(function, r.expr), [r]))
            continue
        choice = Choice(Product.HADAMARD, power.base.end, power.end, power.explicit)
        found.append(merge(apply(function, r.expr), [r], [choice], not power.explicit))
        if r.expr.rows == r.expr.columns and not power.explicit:
            square = matmul(r.expr, r.expr)
            found.append(merge(square if exponent == 2 else matmul(square, r.expr), [r]))
    return found


def _exponential(exponent: Typed, power: Power) -> Typed:
    if exponent.expr.rows == exponent.expr.columns and not exponent.expr.is_scalar:
        message = r"e to a square matrix: the matrix exponential, or entry by entry? Write \exp(A) for the latter"
        raise AmbiguousError(message, *_span(power))
    return merge(apply(known("exp"), exponent.expr), [exponent])


@rule(Summation)
def read_summation(formula: Formula, scope: Scope) -> list[Typed]:
    """The sum of all entries."""
    body = cast(Summation, formula).body
    fit = [r for r in elaborate(body, scope) if _is_matrix(r) and not r.expr.is_scalar]
    if not fit:
        raise UnreadError(f"{scope.show(body)} has no entries to add: what does this sum run over?", *_span(formula))
    return [merge(total(r.expr), [r]) for r in fit]


@rule(Norm)
def read_norm(formula: Formula, scope: Scope) -> list[Typed]:
    """The sum of the squares of all entries."""
    norm = cast(Norm, formula)
    fit = [r for r in elaborate(norm.body, scope) if _is_matrix(r)]
    if norm.subscript == "2" and not any(ONE in r.expr.shape for r in fit):
        message = "the 2-norm of a matrix is its largest singular value; if all entries are meant, write \\|A\\|_F^2"
        raise UnreadError(message, *_span(formula))
    return [merge(squared_norm(r.expr), [r]) for r in fit]


@rule(Differential)
def read_differential(formula: Formula, scope: Scope) -> list[Typed]:
    """∂ of / ∂ wrt, with respect to a symbol."""
    parts = cast(Differential, formula)
    wrt = elaborate(parts.wrt, scope)[0].expr
    if not isinstance(wrt, Symbol):
        raise UnreadError(f"a derivative by {scope.show(parts.wrt)}, which is not a symbol", *_span(parts.wrt))
    return [merge(partial(r.expr, wrt), [r]) for r in elaborate(parts.of, scope) if _is_matrix(r)]


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
