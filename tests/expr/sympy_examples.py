"""Square matrices and index notation for the door to SymPy."""

from __future__ import annotations

from bpsym.expr import (
    At,
    Expr,
    add,
    apply,
    at,
    constant,
    determinant,
    diagonal,
    diagonal_part,
    index,
    index_sum,
    inverse,
    jacobian,
    known,
    kronecker_delta,
    kronecker_product,
    matmul,
    partial,
    scale,
    squared_norm,
    subtract,
    symbol,
    tabulate,
    total,
    transpose,
    unknown,
    vec,
)

A, B, C, S = symbol("A", "m", "n"), symbol("B", "m", "n"), symbol("C", "n", "k"), symbol("S", "n", "n")
x, z, b, c, s, J = symbol("x", "n"), symbol("z", "m"), symbol("b", 1, "n"), symbol("c", "m"), symbol("s"), symbol("J")
i, j, r, q = index("i", "m"), index("j", "n"), index("r", "n"), index("q", "k")
f = unknown("f")

SQUARE: list[Expr] = [
    inverse(S),
    inverse(s),
    matmul(inverse(S), C),
    transpose(inverse(matmul(S, transpose(S)))),
    determinant(S),
    determinant(s),
    apply(known("log"), determinant(S)),
    diagonal(x),
    diagonal(s),
    diagonal_part(S),
    kronecker_product(A, C),
    kronecker_product(s, A),
    kronecker_product(A, kronecker_product(b, c)),
    vec(A),
    vec(s),
    matmul(kronecker_product(transpose(C), A), vec(S)),
]

INDEXED: list[Expr] = [
    tabulate(add(index_sum(j, scale(at(A, i, j), at(x, j))), at(z, i)), [i]),
    tabulate(index_sum(j, scale(at(A, i, j), at(C, j, q))), [q, i]),
    tabulate(kronecker_delta(j, r), [j, r]),
    tabulate(index_sum(j, scale(at(A, i, j), kronecker_delta(j, r))), [i, r]),
    tabulate(apply(f, at(matmul(A, C), i, q)), [i, q]),
    tabulate(at(transpose(A), j, i), [i, j]),
    tabulate(subtract(constant(1), at(A, i, j)), [i, j]),
    tabulate(s, [index("h", 1)]),
    index_sum(i, index_sum(j, at(A, i, j))),
    index_sum(j, at(inverse(S), j, j)),
    index_sum(j, s),
    index_sum(i, scale(at(z, i), A)),
    index_sum(i, squared_norm(tabulate(subtract(at(A, i, j), at(B, i, j)), [j]))),
    scale(index_sum(j, at(b, 1, j)), A),
    total(tabulate(scale(at(z, i), at(x, j)), [i, j])),
    at(s, 1, 1),
]

DERIVATIVES: list[Expr] = [
    tabulate(At(partial(J, A), (i, j)), [i, j]),
    jacobian(z, x),
    At(partial(z, x), (i, 1, j, 1)),
    index_sum(i, At(partial(z, x), (i, 1, j, 1))),
    tabulate(At(partial(z, A), (i, 1, i, j)), [i, j]),
    index_sum(i, partial(z, A)),
    tabulate(scale(2, at(C, r, q)), [i, j, r, q]),
]
