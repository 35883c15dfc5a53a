"""Rewriting rules by which a factor cancels a divisor: what softmax and the logarithm of its loss leave behind."""

from __future__ import annotations

from bpsym.autodiff.rewrite import filling, rewrites, split_coefficient
from bpsym.expr import Add, Divide, Expr, Hadamard, Scale, add, constant, hadamard, negate


@rewrites(Hadamard)
def cancel_a_divisor(node: Expr) -> Expr | None:
    """A ⊙ (B ⊘ A) = (B ⊘ A) ⊙ A = B and A ⊙ (C ⊙ (B ⊘ A)) = C ⊙ (A ⊙ (B ⊘ A)), where A has no entry 0."""
    if not isinstance(node, Hadamard):
        return None
    for factor, other in ((node.left, node.right), (node.right, node.left)):
        if isinstance(other, Divide) and other.right == factor:
            return other.left
        if isinstance(other, Hadamard) and _is_divided_by(other, factor):
            return _cancelled(factor, other)
    return None


def _cancelled(factor: Expr, product: Hadamard) -> Expr:
    if _is_divided_by(product.left, factor):
        return hadamard(hadamard(factor, product.left), product.right)
    return hadamard(product.left, hadamard(factor, product.right))


@rewrites(Hadamard)
def multiply_out_where_a_divisor_cancels(node: Expr) -> Expr | None:
    """A ⊙ (s (B ⊘ A) + C) = A ⊙ s (B ⊘ A) + A ⊙ C, and the same with the factor on the right."""
    if not isinstance(node, Hadamard):
        return None
    for factor, other in ((node.left, node.right), (node.right, node.left)):
        if isinstance(other, Add) and any(_is_divided_by(term, factor) for term in (other.left, other.right)):
            return add(hadamard(factor, other.left), hadamard(factor, other.right))
    return None


def _is_divided_by(term: Expr, divisor: Expr) -> bool:
    while isinstance(term, Scale):
        term = term.body
    if isinstance(term, Hadamard):
        return _is_divided_by(term.left, divisor) or _is_divided_by(term.right, divisor)
    return isinstance(term, Divide) and term.right == divisor


@rewrites(Hadamard)
def multiply_by_one_factor_after_the_other(node: Expr) -> Expr | None:
    """(s (B ⊘ A) + C) ⊙ (A ⊙ D) = ((s (B ⊘ A) + C) ⊙ A) ⊙ D, where A has no entry 0."""
    if not isinstance(node, Hadamard):
        return None
    for product, other in ((node.right, node.left), (node.left, node.right)):
        if isinstance(product, Hadamard) and isinstance(other, Add):
            first, second = product.left, product.right
            if any(_is_divided_by(term, first) for term in (other.left, other.right)):
                return hadamard(hadamard(other, first), second)
    return None


@rewrites(Add)
def drop_what_two_products_share(node: Expr) -> Expr | None:
    """B ⊙ (1 − A) − A ⊙ (1 − B) = B − A, in whatever order the terms and the factors stand."""
    if not isinstance(node, Add):
        return None
    for plus, minus in ((node.left, node.right), (node.right, node.left)):
        coefficient, product = split_coefficient(minus)
        if coefficient == -1 and isinstance(plus, Hadamard) and isinstance(product, Hadamard):
            for B, rest in ((plus.left, plus.right), (plus.right, plus.left)):
                A = _one_minus(rest)
                if A is not None and {product.left, product.right} == {A, add(_one(rest), negate(B))}:
                    return add(B, negate(A))
    return None


def _one_minus(expr: Expr) -> Expr | None:
    """A, of 1 − A."""
    if isinstance(expr, Add) and filling(expr.left) == constant(1):
        coefficient, A = split_coefficient(expr.right)
        return A if coefficient == -1 else None
    return None


def _one(expr: Expr) -> Expr:
    return expr.left if isinstance(expr, Add) else expr
