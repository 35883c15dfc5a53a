"""Index notation and the functions of square matrices, each with its LaTeX."""

from __future__ import annotations

from bpsym.expr import (
    At,
    Expr,
    Index,
    Partial,
    add,
    apply,
    at,
    column_log_sum_exp,
    column_softmax,
    constant,
    determinant,
    diagonal,
    diagonal_part,
    hadamard,
    index,
    index_sum,
    inverse,
    jacobian,
    known,
    kronecker_delta,
    kronecker_product,
    matmul,
    partial,
    row_log_sum_exp,
    row_softmax,
    scale,
    subtract,
    symbol,
    tabulate,
    transpose,
    vec,
)

A, C = symbol("A", "m", "n"), symbol("C", "n", "p")
W, S, R = symbol("W^{(2)}", "m", "n"), symbol("S", "n", "n"), symbol("R", "p", "p")
b, x, z, J = symbol("b", 1, "n"), symbol("x", "n"), symbol("z", "m"), symbol("J")
x_1 = symbol("x_{1}", "n")
i, j, k, q = index("i", "m"), index("j", "n"), index("k", "n"), index("q", "p")
a, s = index("a", "m"), index("s", "n")
JACOBIAN = jacobian(z, x)
x_ij = Partial(Partial(J, W), W)

SQUARE_FORMS: list[tuple[Expr, str]] = [
    (inverse(S), "S^{-1}"),
    (inverse(matmul(S, S)), "(S S)^{-1}"),
    (transpose(inverse(S)), "(S^{-1})^{T}"),
    (inverse(transpose(S)), "(S^{T})^{-1}"),
    (matmul(transpose(x), matmul(inverse(S), x)), "x^{T} (S^{-1} x)"),
    (determinant(S), r"\det(S)"),
    (apply(known("log"), determinant(add(S, S))), r"\log(\det(S + S))"),
    (diagonal(x), r"\operatorname{diag}(x)"),
    (diagonal_part(S), r"\operatorname{diag}(S)"),
    (kronecker_product(A, C), r"A \otimes C"),
    (kronecker_product(matmul(A, C), C), r"(A C) \otimes C"),
    (kronecker_product(A, kronecker_product(C, S)), r"A \otimes (C \otimes S)"),
    (kronecker_product(transpose(A), W), r"A^{T} \otimes W^{(2)}"),
    (matmul(kronecker_product(transpose(C), A), vec(S)), r"(C^{T} \otimes A) \operatorname{vec}(S)"),
]

INDEX_FORMS: list[tuple[Expr, str]] = [
    (at(A, i, j), "A_{ij}"),
    (at(W, i, j), "W^{(2)}_{ij}"),
    (at(x, k), "x_{k}"),
    (at(b, 1, k), "b_{k}"),
    (at(x_1, k), "(x_{1})_{k}"),
    (at(symbol("Q", 3, 12), 1, 12), "Q_{1, 12}"),
    (at(matmul(A, C), i, q), "(A C)_{iq}"),
    (at(transpose(A), j, i), "A_{ij}"),
    (at(transpose(matmul(A, C)), q, i), "(A C)_{iq}"),
    (at(inverse(S), j, k), "(S^{-1})_{jk}"),
    (kronecker_delta(j, k), r"\delta_{jk}"),
    (index_sum(j, scale(at(A, i, j), at(x, j))), r"\sum_{j} A_{ij} x_{j}"),
    (add(index_sum(j, scale(at(A, i, j), at(x, j))), at(z, i)), r"\sum_{j} A_{ij} x_{j} + z_{i}"),
    (index_sum(j, add(at(x, j), J)), r"\sum_{j} (x_{j} + J)"),
    (index_sum(i, index_sum(j, at(A, i, j))), r"\sum_{i} \sum_{j} A_{ij}"),
    (index_sum(j, scale(at(x, j), A)), r"\sum_{j} x_{j} A"),
    (index_sum(j, J), r"\sum_{j=1}^{n} J"),
    (hadamard(index_sum(j, at(x, j)), J), r"\left(\sum_{j} x_{j}\right) \odot J"),
    (tabulate(scale(at(z, i), at(x, j)), (i, j)), r"\left[z_{i} x_{j}\right]_{ij}"),
    (At(partial(J, W), (i, j)), r"\frac{\partial J}{\partial W^{(2)}_{ij}}"),
    (At(partial(z, x), (i, 1, j, 1)), r"\frac{\partial z_{i}}{\partial x_{j}}"),
    (At(partial(z, W), (i, 1, a, j)), r"\frac{\partial z_{i}}{\partial W^{(2)}_{aj}}"),
    (At(partial(matmul(A, x), x), (i, 1, j, 1)), r"\frac{\partial (A x)_{i}}{\partial x_{j}}"),
    (At(partial(apply(known("exp"), J), x), (j, 1)), r"\frac{\partial (\exp(J))}{\partial x_{j}}"),
    (At(x_ij, (i, j, a, s)), r"\frac{\partial^{2} J}{\partial W^{(2)}_{ij} \partial W^{(2)}_{as}}"),
    (At(Partial(partial(z, x), x), (i, 1, j, 1, k, 1)), r"\frac{\partial^{2} z_{i}}{\partial x_{j} \partial x_{k}}"),
    (column_softmax(x), r"\operatorname{softmax}(x)"),
    (column_softmax(A), r"\operatorname{softmaxcols}(A)"),
    (row_softmax(A), r"\operatorname{softmaxrows}(A)"),
    (row_log_sum_exp(A), r"\operatorname{logsumexprows}(A)"),
    (column_log_sum_exp(A), r"\operatorname{logsumexpcols}(A)"),
    (column_log_sum_exp(x), r"\operatorname{logsumexp}(x)"),
    (Partial(partial(J, x), z), r"\frac{\partial^{2} J}{\partial x \partial z}"),
    (JACOBIAN, r"\frac{\partial z}{\partial x}"),
]

ENTRYWISE: list[tuple[Expr, Expr, str]] = [
    (z, tabulate(index_sum(j, scale(at(A, i, j), at(x, j))), [i]), r"z_{i} = \sum_{j} A_{ij} x_{j}"),
    (
        partial(J, W),
        tabulate(scale(at(z, i), at(x, j)), (i, j)),
        r"\frac{\partial J}{\partial W^{(2)}_{ij}} = z_{i} x_{j}",
    ),
    (tabulate(at(A, i, j), (i, j)), tabulate(at(W, a, k), (a, k)), r"A_{ak} = W^{(2)}_{ak}"),
    (tabulate(at(S, j, k), (j, k)), tabulate(at(S, j, k), (k, j)), r"S_{kj} = S_{jk}"),
    (tabulate(at(A, i, j), (i, j)), W, r"A_{ij} = W^{(2)}_{ij}"),
    (
        tabulate(at(x, j), [j]),
        index_sum(Index("i", i.dim), scale(at(z, i), x)),
        r"x_{j} = \left(\sum_{i} z_{i} x\right)_{j}",
    ),
    (subtract(z, z), tabulate(constant(0), [i]), "(z - z)_{i} = 0"),
]
