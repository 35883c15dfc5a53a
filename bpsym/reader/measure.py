"""How norms, bars and inner products are read."""

from __future__ import annotations

from typing import cast

from bpsym.derivation import Choice, Product
from bpsym.errors import UnreadError
from bpsym.expr import (
    ONE,
    Expr,
    apply,
    determinant,
    hadamard,
    known,
    matmul,
    show_shape,
    squared_norm,
    total,
    transpose,
)
from bpsym.notation import Bars, Formula, InnerProduct, Norm
from bpsym.reader.elaborate import ClashError, Scope, Typed, elaborate, merge, rule


@rule(Norm)
def read_norm(formula: Formula, scope: Scope) -> list[Typed]:
    """The sum of the squares of all entries, or its root; with the subscript 1 the sum of absolute values."""
    norm = cast(Norm, formula)
    fit = [r for r in elaborate(norm.body, scope) if len(r.expr.shape) == 2]
    if norm.subscript in ("1", "2"):
        fit = [r for r in fit if ONE in r.expr.shape]
        if not fit:
            what = "largest singular value" if norm.subscript == "2" else "largest sum of a column"
            message = (
                f"the {norm.subscript}-norm of a matrix is its {what}; if all entries are meant, write \\|A\\|_F^2"
            )
            raise UnreadError(message, norm.start, norm.end)
    return [merge(_measure(r.expr, norm), [r]) for r in fit]


def _measure(body: Expr, norm: Norm) -> Expr:
    if norm.subscript == "1":
        absolute = total(apply(known("abs"), body))
        return apply(known("square"), absolute) if norm.is_squared else absolute
    return squared_norm(body) if norm.is_squared else length(body)


def length(body: Expr) -> Expr:
    """The root of the sum of the squares of all entries."""
    return apply(known("sqrt"), squared_norm(body))


@rule(Bars)
def read_bars(formula: Formula, scope: Scope) -> list[Typed]:
    """|s| of a number, |A| of a square matrix its determinant; |v| of a vector its length, or entry by entry."""
    bars = cast(Bars, formula)
    found: list[Typed] = []
    for r in elaborate(bars.body, scope):
        if len(r.expr.shape) != 2:
            continue
        absolute = apply(known("abs"), r.expr)
        if r.expr.is_scalar:
            found.append(merge(absolute, [r]))
            continue
        found.append(merge(absolute, [r], [Choice(Product.HADAMARD, bars.start, bars.end, False)], 1))
        if r.expr.rows == r.expr.columns:
            found.append(merge(determinant(r.expr), [r]))
        elif ONE in r.expr.shape:
            found.append(merge(length(r.expr), [r], cost=1))
    return found


@rule(InnerProduct)
def read_inner_product(formula: Formula, scope: Scope) -> list[Typed]:
    """The sum of the products of entries of two matrices of one shape.

    Raises:
        ClashError: they have no shape in common.
    """
    product = cast(InnerProduct, formula)
    lefts, rights = elaborate(product.left, scope), elaborate(product.right, scope)
    found = [
        merge(_inner(a.expr, b.expr), (a, b))
        for a in lefts
        for b in rights
        if a.expr.shape == b.expr.shape and len(a.expr.shape) == 2
    ]
    if not found:
        texts = show_shape(lefts[0].expr.shape), show_shape(rights[0].expr.shape)
        message = (
            f"an inner product of {scope.show(product.left)} {texts[0]} and {scope.show(product.right)} {texts[1]}"
        )
        raise ClashError(message, *texts, product.right.start, product.right.end)
    return found


def _inner(left: Expr, right: Expr) -> Expr:
    if left.is_column:
        return matmul(transpose(left), right)
    return total(hadamard(left, right))
