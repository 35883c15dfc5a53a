"""Rewriting rules for inverses, determinants, diagonals and Kronecker products: before and after."""

from __future__ import annotations

from bpsym.expr import (
    Expr,
    add,
    apply,
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
    scale,
    symbol,
    transpose,
    vec,
    zero,
)

A, C, D = symbol("A", "m", "n"), symbol("C", "n", "k"), symbol("D", "n", "m")
S, R = symbol("S", "n", "n"), symbol("R", "n", "n")
row, column, v = symbol("r", 1, "n"), symbol("c", "m"), symbol("v", "n")
s, t = symbol("s"), symbol("t")
gram = matmul(A, transpose(A))

SQUARE_EXAMPLES: dict[str, list[tuple[Expr, Expr]]] = {
    "cancel_a_scalar_and_its_reciprocal": [
        (scale(divide(t, s), scale(s, A)), scale(t, A)),
        (scale(s, scale(divide(t, s), A)), scale(t, A)),
    ],
    "transpose_what_looks_symmetric": [
        (transpose(gram), gram),
        (transpose(matmul(transpose(A), A)), matmul(transpose(A), A)),
        (transpose(diagonal(v)), diagonal(v)),
        (transpose(inverse(gram)), inverse(gram)),
        (transpose(add(gram, scale(s, identity("m")))), add(gram, scale(s, identity("m")))),
        (transpose(matmul(A, matmul(diagonal(v), transpose(A)))), matmul(A, matmul(diagonal(v), transpose(A)))),
        (transpose(matmul(matmul(D, inverse(gram)), transpose(D))), matmul(matmul(D, inverse(gram)), transpose(D))),
        (transpose(hadamard(gram, gram)), hadamard(gram, gram)),
    ],
    "cancel_a_matrix_and_its_inverse": [
        (matmul(inverse(S), S), identity("n")),
        (matmul(S, inverse(S)), identity("n")),
        (matmul(transpose(inverse(S)), transpose(S)), identity("n")),
        (matmul(inverse(S), matmul(S, C)), C),
        (matmul(matmul(A, inverse(S)), S), A),
    ],
    "invert_twice": [(inverse(inverse(S)), S), (inverse(identity("n")), identity("n"))],
    "invert_a_transpose": [(inverse(transpose(S)), transpose(inverse(S)))],
    "take_the_diagonal_of_an_outer_product": [
        (diagonal_part(matmul(v, row)), hadamard(v, transpose(row))),
        (diagonal_part(diagonal(v)), v),
    ],
    "move_scalars_out_of_kronecker_products": [
        (kronecker_product(scale(s, A), C), scale(s, kronecker_product(A, C))),
        (kronecker_product(A, scale(s, C)), scale(s, kronecker_product(A, C))),
        (kronecker_product(s, A), scale(s, A)),
        (kronecker_product(A, s), scale(s, A)),
    ],
    "undo_vec": [
        (
            matmul(
                kronecker_product(transpose(vec(identity("n"))), identity("m")),
                kronecker_product(identity("n"), vec(A)),
            ),
            A,
        ),
    ],
    "drop_vec_of_columns": [(vec(column), column), (vec(row), transpose(row)), (vec(s), s)],
    "move_scalars_out_of_linear_maps": [
        (diagonal(scale(s, v)), scale(s, diagonal(v))),
        (diagonal_part(scale(s, S)), scale(s, diagonal_part(S))),
        (vec(scale(s, A)), scale(s, vec(A))),
    ],
    "drop_products_with_zero": [(kronecker_product(A, zero("n", "k")), zero(*kronecker_product(A, C).shape))],
    "drop_linear_maps_of_zero": [(diagonal(zero("n", 1)), zero("n", "n")), (vec(zero("m", "n")), zero(*vec(A).shape))],
    "drop_sums_of_one_entry": [(determinant(s), s), (diagonal(s), s), (diagonal_part(s), s)],
}

LEFT_ALONE: list[Expr] = [
    scale(divide(t, s), scale(t, A)),
    transpose(S),
    transpose(inverse(S)),
    transpose(matmul(D, matmul(inverse(gram), A))),
    transpose(add(inverse(gram), symbol("M", "m", "m"))),
    matmul(inverse(S), R),
    matmul(inverse(S), transpose(S)),
    matmul(transpose(inverse(S)), S),
    matmul(S, matmul(S, inverse(R))),
    inverse(S),
    inverse(matmul(S, R)),
    diagonal_part(S),
    diagonal_part(matmul(S, R)),
    kronecker_product(A, C),
    vec(A),
    matmul(kronecker_product(transpose(vec(identity("n"))), identity("m")), kronecker_product(identity("n"), vec(D))),
    diagonal(apply(known("exp"), v)),
    determinant(S),
]
