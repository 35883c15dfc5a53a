"""True and false lines about inverses, determinants, Kronecker products, vec and diagonals."""

from __future__ import annotations

from fractions import Fraction
from functools import reduce

from bpsym.expr import (
    Expr,
    add,
    apply,
    broadcast_over_columns,
    constant,
    determinant,
    diagonal,
    diagonal_part,
    divide,
    hadamard,
    identity,
    inverse,
    known,
    kronecker_product,
    matmul,
    ones,
    partial,
    scale,
    squared_norm,
    subtract,
    sum_over_columns,
    symbol,
    total,
    trace,
    transpose,
    vec,
    zero,
)

Sides = tuple[Expr, Expr]

A, B, E = symbol("A", "n", "n"), symbol("B", "n", "n"), symbol("E", "p", "p")
X, C, P, Q = symbol("X", "m", "n"), symbol("C", "m", "n"), symbol("P", "p", "q"), symbol("Q", "q", "r")
M, x, y, c = symbol("M", "m", "m"), symbol("x", "n"), symbol("y", "m"), symbol("c")
I_n, I_m = identity("n"), identity("m")
ONE = constant(1)


def product(*factors: Expr) -> Expr:
    """A B C ..."""
    return reduce(matmul, factors)


def log(body: Expr) -> Expr:
    """The natural logarithm."""
    return apply(known("log"), body)


def minus(body: Expr) -> Expr:
    """-A."""
    return scale(-1, body)


GRAM = product(transpose(X), X)
RIDGE = add(GRAM, scale(c, I_n))
SUM = add(A, product(transpose(C), M, C))
HAT = product(X, inverse(GRAM), transpose(X))
INNER = inverse(add(inverse(M), product(C, inverse(A), transpose(C))))

TRUE: dict[str, Sides] = {
    "an inverse on the right": (product(A, inverse(A)), I_n),
    "an inverse on the left": (product(inverse(A), A), I_n),
    "the inverse of a product": (inverse(product(A, B)), product(inverse(B), inverse(A))),
    "the inverse of a transpose": (inverse(transpose(A)), transpose(inverse(A))),
    "the inverse of an inverse": (inverse(inverse(A)), A),
    "the inverse of the identity": (inverse(I_n), I_n),
    "the inverse of a multiple": (inverse(scale(c, A)), scale(divide(ONE, c), inverse(A))),
    "the inverse of a multiple of a sum": (
        inverse(add(scale(2, A), scale(2, B))),
        scale(constant(Fraction(1, 2)), inverse(add(A, B))),
    ),
    "the inverse of a diagonal matrix": (product(inverse(diagonal(x)), x), sum_over_columns(I_n)),
    "the inverse of a number": (inverse(trace(A)), divide(ONE, trace(A))),
    "a ridge times its inverse": (product(inverse(RIDGE), GRAM), subtract(I_n, scale(c, inverse(RIDGE)))),
    "the inverse of a ridge is symmetric": (transpose(inverse(RIDGE)), inverse(RIDGE)),
    "a hat matrix twice": (product(HAT, HAT), HAT),
    "residuals are orthogonal": (product(transpose(X), subtract(y, product(HAT, y))), zero("n", 1)),
    "a difference of inverses": (
        subtract(inverse(A), inverse(B)),
        product(inverse(A), subtract(B, A), inverse(B)),
    ),
    "the inverse of a sum of inverses": (
        inverse(add(inverse(A), inverse(B))),
        product(A, inverse(add(A, B)), B),
    ),
    "pushed through": (
        product(inverse(add(A, product(transpose(C), C))), transpose(C)),
        product(inverse(A), transpose(C), inverse(add(I_m, product(C, inverse(A), transpose(C))))),
    ),
    "primal and dual ridge": (
        product(inverse(RIDGE), transpose(X)),
        product(transpose(X), inverse(add(product(X, transpose(X)), scale(c, I_m)))),
    ),
    "Woodbury": (
        inverse(SUM),
        subtract(inverse(A), product(inverse(A), transpose(C), INNER, C, inverse(A))),
    ),
    "Sherman and Morrison": (
        inverse(add(A, product(x, transpose(x)))),
        subtract(
            inverse(A),
            scale(
                divide(ONE, add(ONE, product(transpose(x), inverse(A), x))),
                product(inverse(A), x, transpose(x), inverse(A)),
            ),
        ),
    ),
    "a similar matrix has the same trace": (trace(product(A, B, inverse(A))), trace(B)),
    "the gradient of tr A⁻¹": (
        partial(trace(product(B, inverse(A))), A),
        minus(transpose(product(inverse(A), B, inverse(A)))),
    ),
    "the gradient of xᵀ A⁻¹ x": (
        partial(product(transpose(x), inverse(A), x), x),
        product(add(inverse(A), transpose(inverse(A))), x),
    ),
    "the determinant of a product": (determinant(product(A, B)), hadamard(determinant(A), determinant(B))),
    "the determinant of a transpose": (determinant(transpose(A)), determinant(A)),
    "the determinant of an inverse": (determinant(inverse(A)), divide(ONE, determinant(A))),
    "the determinant of the identity": (determinant(I_n), ONE),
    "a similar matrix has the same determinant": (determinant(product(A, B, inverse(A))), determinant(B)),
    "a determinant of three by three": (
        determinant(scale(c, identity(3))),
        hadamard(c, hadamard(c, c)),
    ),
    "Jacobi's formula": (partial(determinant(A), A), scale(determinant(A), transpose(inverse(A)))),
    "the gradient of log det": (partial(log(determinant(A)), A), transpose(inverse(A))),
    "the gradient of log det of a Gram matrix": (
        partial(log(determinant(GRAM)), X),
        scale(2, product(X, inverse(GRAM))),
    ),
    "log det of a product": (log(determinant(product(A, B))), add(log(determinant(A)), log(determinant(B)))),
    "log det of an inverse": (log(determinant(inverse(A))), minus(log(determinant(A)))),
    "vec of a product": (vec(product(X, A, B)), product(kronecker_product(transpose(B), X), vec(A))),
    "a product of Kronecker products": (
        product(kronecker_product(P, X), kronecker_product(Q, A)),
        kronecker_product(product(P, Q), product(X, A)),
    ),
    "the trace of a Kronecker product": (trace(kronecker_product(A, E)), hadamard(trace(A), trace(E))),
    "the transpose of a Kronecker product": (
        transpose(kronecker_product(P, X)),
        kronecker_product(transpose(P), transpose(X)),
    ),
    "the inverse of a Kronecker product": (
        inverse(kronecker_product(A, E)),
        kronecker_product(inverse(A), inverse(E)),
    ),
    "a Kronecker product of three": (
        kronecker_product(kronecker_product(P, X), A),
        kronecker_product(P, kronecker_product(X, A)),
    ),
    "an inner product by vec": (product(transpose(vec(X)), vec(C)), trace(product(transpose(X), C))),
    "the norm of vec": (squared_norm(vec(X)), squared_norm(X)),
    "the gradient by a factor of a Kronecker product": (
        partial(total(kronecker_product(X, P)), X),
        scale(total(P), ones("m", "n")),
    ),
    "the gradient by vec": (partial(product(transpose(vec(X)), vec(C)), X), C),
    "a diagonal of a product": (diagonal_part(product(X, transpose(C))), sum_over_columns(hadamard(X, C))),
    "a diagonal there and back": (diagonal_part(diagonal(x)), x),
    "a diagonal matrix scales rows": (
        product(diagonal(y), X),
        hadamard(broadcast_over_columns(y, "n"), X),
    ),
}  # fmt: skip

FALSE: dict[str, Sides] = {
    "an inverse for a transpose": (inverse(A), transpose(A)),
    "an inverse untransposed": (inverse(A), transpose(inverse(A))),
    "the inverse of a sum": (inverse(add(A, B)), add(inverse(A), inverse(B))),
    "the inverse of a product in order": (inverse(product(A, B)), product(inverse(A), inverse(B))),
    "a hat matrix for the identity": (HAT, I_m),
    "the trace of an inverse": (trace(inverse(A)), divide(ONE, trace(A))),
    "the inverse of a multiple, multiplied": (inverse(scale(c, A)), scale(c, inverse(A))),
    "Woodbury with a plus": (
        inverse(SUM),
        add(inverse(A), product(inverse(A), transpose(C), INNER, C, inverse(A))),
    ),
    "Woodbury without the inner inverse": (
        inverse(SUM),
        subtract(
            inverse(A),
            product(inverse(A), transpose(C), inverse(add(M, product(C, inverse(A), transpose(C)))), C, inverse(A)),
        ),
    ),
    "primal and dual ridge of two strengths": (
        product(inverse(RIDGE), transpose(X)),
        product(transpose(X), inverse(add(product(X, transpose(X)), scale(2, scale(c, I_m))))),
    ),
    "the gradient of tr A⁻¹ without a minus": (
        partial(trace(inverse(A)), A),
        transpose(product(inverse(A), inverse(A))),
    ),
    "the determinant of a sum": (determinant(add(A, B)), add(determinant(A), determinant(B))),
    "the determinant of a multiple": (determinant(scale(c, A)), scale(c, determinant(A))),
    "Gram determinants of both kinds": (determinant(GRAM), determinant(product(X, transpose(X)))),
    "Jacobi's formula untransposed": (partial(determinant(A), A), scale(determinant(A), inverse(A))),
    "the gradient of log det as for symmetric matrices": (
        partial(log(determinant(A)), A),
        subtract(scale(2, inverse(A)), hadamard(inverse(A), I_n)),
    ),
    "log det of a sum": (log(determinant(add(A, B))), add(log(determinant(A)), log(determinant(B)))),
    "vec of a transpose": (vec(A), vec(transpose(A))),
    "vec of a transpose of another shape": (vec(X), vec(transpose(X))),
    "vec of a product untransposed": (vec(product(X, A, B)), product(kronecker_product(B, X), vec(A))),
    "Kronecker factors swapped": (kronecker_product(A, B), kronecker_product(B, A)),
    "Kronecker factors of two shapes swapped": (kronecker_product(A, E), kronecker_product(E, A)),
    "the inverse of a Kronecker product swapped": (
        inverse(kronecker_product(A, E)),
        kronecker_product(inverse(E), inverse(A)),
    ),
    "a matrix for its diagonal": (diagonal(diagonal_part(A)), A),
    "a diagonal of a product of diagonals": (
        diagonal_part(product(A, B)),
        hadamard(diagonal_part(A), diagonal_part(B)),
    ),
}
