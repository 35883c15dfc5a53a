"""Examples of the rules by which gradients get the form that textbooks give them."""

from __future__ import annotations

from fractions import Fraction

from bpsym.expr import (
    Expr,
    add,
    apply,
    broadcast_over_columns,
    broadcast_over_rows,
    constant,
    divide,
    fill,
    hadamard,
    known,
    matmul,
    negate,
    ones,
    scale,
    subtract,
    sum_over_columns,
    sum_over_rows,
    symbol,
    transpose,
)

A, B, C = symbol("A", "m", "n"), symbol("B", "m", "n"), symbol("C", "m", "n")
row, column = symbol("r", 1, "n"), symbol("c", "m", 1)
s, two, half = symbol("s"), constant(2), constant(Fraction(1, 2))
one = ones("m", "n")
relu = known("relu")
value, slope = apply(relu, A), apply(relu.derivative(), A)
reciprocal = known("reciprocal")
sinh, cosh, tanh = (apply(known(kind), A) for kind in ("sinh", "cosh", "tanh"))

grown = apply(known("exp"), A)

TEXTBOOK_EXAMPLES: dict[str, list[tuple[Expr, Expr]]] = {
    "factor_out_what_is_common": [
        (add(scale(s, A), scale(s, B)), scale(1, scale(s, add(A, B)))),
        (add(scale(-2, scale(s, A)), scale(2, scale(s, B))), scale(2, scale(s, add(B, negate(A))))),
        (add(scale(2, scale(s, A)), scale(-2, scale(s, B))), scale(2, scale(s, add(A, negate(B))))),
        (add(scale(-1, scale(s, A)), scale(-1, scale(s, B))), scale(-1, scale(s, add(A, B)))),
        (add(negate(A), B), add(B, negate(A))),
    ],
    "sum_instead_of_a_product_with_ones": [
        (matmul(fill(s, 1, "m"), A), scale(s, sum_over_rows(A))),
        (matmul(A, ones("n", 1)), scale(1, sum_over_columns(A))),
    ],
    "repeat_instead_of_an_outer_product_with_ones": [
        (matmul(fill(s, "m", 1), row), scale(s, broadcast_over_rows(row, "m"))),
        (matmul(column, ones(1, "n")), scale(1, broadcast_over_columns(column, "n"))),
        (matmul(ones("m", 1), ones(1, "n")), fill(scale(1, constant(1)), "m", "n")),
    ],
    "move_numbers_out_of_reciprocals": [(apply(reciprocal, scale(2, A)), scale(half, apply(reciprocal, A)))],
    "divide_sinh_by_cosh": [(divide(sinh, cosh), tanh)],
    "recognize_the_logistic_function": [
        (divide(grown, add(one, grown)), apply(known("sigmoid"), A)),
        (divide(grown, add(grown, one)), apply(known("sigmoid"), A)),
    ],
    "factor_out_the_same_matrix_on_the_left": [
        (add(matmul(transpose(A), B), matmul(transpose(A), C)), matmul(transpose(A), add(B, C))),
        (subtract(matmul(transpose(A), B), matmul(transpose(A), C)), matmul(transpose(A), add(B, negate(C)))),
    ],
    "drop_the_slope_beside_relu": [
        (hadamard(value, slope), value),
        (hadamard(hadamard(value, slope), B), hadamard(value, B)),
    ],
    "multiply_by_one_factor_after_the_other": [
        (
            hadamard(add(divide(B, A), C), hadamard(A, B)),
            hadamard(hadamard(add(divide(B, A), C), A), B),
        ),
        (
            hadamard(hadamard(A, B), add(C, scale(s, divide(B, A)))),
            hadamard(hadamard(add(C, scale(s, divide(B, A))), A), B),
        ),
    ],
    "drop_what_two_products_share": [
        (
            add(negate(hadamard(A, subtract(one, B))), hadamard(B, subtract(one, A))),
            add(B, negate(A)),
        ),
        (
            subtract(hadamard(subtract(one, A), B), hadamard(subtract(one, B), A)),
            add(B, negate(A)),
        ),
    ],
}
"""Rule -> expressions to which it applies, each with what it leaves."""

ABOUT_FUNCTIONS = {"divide_sinh_by_cosh", "recognize_the_logistic_function", "drop_the_slope_beside_relu"}
"""Rules that hold for certain functions over the real numbers: in a finite field the oracle cannot see them."""

UNCHANGED: list[Expr] = [
    add(negate(matmul(A, transpose(B))), matmul(B, transpose(A))),
    add(scale(half, A), scale(half, B)),
    add(scale(s, A), scale(2, scale(s, B))),
    subtract(hadamard(B, subtract(one, A)), hadamard(A, subtract(one, A))),
    subtract(hadamard(B, subtract(one, A)), hadamard(A, subtract(B, one))),
    hadamard(apply(relu, B), slope),
    divide(cosh, sinh),
    divide(grown, add(apply(known("exp"), B), one)),
    divide(grown, add(one, scale(2, grown))),
    add(matmul(transpose(A), B), matmul(transpose(C), B)),
    divide(sinh, apply(known("cosh"), B)),
]
"""Expressions that look like those of the rules, and to which none applies."""
