"""Expressions for every node: with matrices, rows, columns and scalars, and with broadcasts inside."""

from __future__ import annotations

from fractions import Fraction

from bpsym.expr import (
    NODES,
    Add,
    BroadcastColumns,
    BroadcastRows,
    Constant,
    Contract,
    Divide,
    Expr,
    Hadamard,
    Identity,
    Map,
    MatMul,
    Partial,
    Scale,
    SquaredNorm,
    SumColumns,
    SumRows,
    Symbol,
    Total,
    Trace,
    Transpose,
    Zero,
    add,
    apply,
    broadcast_over_columns,
    broadcast_over_rows,
    constant,
    divide,
    fill,
    hadamard,
    identity,
    known,
    matmul,
    negate,
    ones,
    scale,
    squared_norm,
    subtract,
    sum_over_columns,
    sum_over_rows,
    symbol,
    total,
    trace,
    transpose,
    zero,
)

SIZES = {"m": 3, "n": 4, "k": 2}
A, B = symbol("A", "m", "n"), symbol("B", "m", "n")
C, S = symbol("C", "n", "k"), symbol("S", "n", "n")
ROW, COLUMN = symbol("r", 1, "n"), symbol("c", "m", 1)
P, Q = symbol("p"), symbol("q")
SYMBOLS: tuple[Symbol, ...] = (A, B, C, S, ROW, COLUMN, P, Q)

rows_of = broadcast_over_rows(ROW, "m")
columns_of = broadcast_over_columns(COLUMN, "n")
third = constant(Fraction(1, 3))

WITHOUT_CODE = {Partial, Contract}

SAMPLES: dict[type[Expr], tuple[Expr, ...]] = {
    Symbol: (A, ROW, P),
    Constant: (constant(2), constant(Fraction(-1, 2)), third, constant(Fraction(-2, 3)), fill(third, "m", "n")),
    Zero: (zero("m", "n"), add(A, zero("m", "n")), hadamard(zero("m", "n"), A), zero(), matmul(zero("k", "m"), A)),
    Identity: (identity("n"), matmul(A, identity("n")), add(S, identity("n")), identity(1), trace(identity("n"))),
    Add: (
        add(A, B),
        subtract(A, B),
        add(negate(A), B),
        add(negate(A), negate(B)),
        subtract(A, add(A, B)),
        subtract(A, subtract(A, scale(2, B))),
        add(A, rows_of),
        add(rows_of, columns_of),
        subtract(ones("m", "n"), A),
        subtract(A, ones("m", "n")),
        subtract(A, matmul(A, S)),
        add(P, negate(Q)),
    ),
    Scale: (
        scale(3, A),
        scale(constant(Fraction(-1, 3)), add(A, B)),
        scale(P, subtract(A, B)),
        scale(-2, scale(third, A)),
        negate(matmul(A, C)),
        scale(2, negate(hadamard(A, B))),
        scale(divide(constant(1), P), A),
        scale(negate(P), ones("m", "n")),
        scale(5, ones("m", "n")),
        scale(subtract(P, Q), A),
    ),
    Transpose: (
        transpose(A),
        transpose(add(A, B)),
        transpose(transpose(A)),
        transpose(rows_of),
        transpose(matmul(A, C)),
        transpose(negate(A)),
        transpose(fill(P, "m", "n")),
        transpose(P),
        transpose(ROW),
    ),
    MatMul: (
        matmul(A, C),
        matmul(transpose(A), B),
        matmul(A, matmul(S, C)),
        matmul(matmul(A, S), C),
        matmul(add(A, B), transpose(subtract(A, B))),
        matmul(negate(A), scale(2, C)),
        matmul(rows_of, C),
        matmul(ones("k", "m"), columns_of),
        matmul(ROW, transpose(ROW)),
        matmul(COLUMN, ROW),
        matmul(P, ROW),
        matmul(COLUMN, Q),
        hadamard(matmul(A, S), B),
        hadamard(B, matmul(A, S)),
    ),
    Hadamard: (
        hadamard(A, B),
        hadamard(A, hadamard(B, A)),
        hadamard(negate(A), negate(B)),
        hadamard(add(A, B), subtract(A, B)),
        hadamard(A, rows_of),
        hadamard(columns_of, rows_of),
        hadamard(A, divide(B, A)),
        hadamard(A, ones("m", "n")),
        hadamard(P, Q),
    ),
    Divide: (
        divide(A, B),
        divide(A, hadamard(A, B)),
        divide(divide(A, B), A),
        divide(negate(A), add(A, B)),
        divide(rows_of, columns_of),
        divide(constant(1), P),
        divide(ones("m", "n"), A),
        divide(A, matmul(B, S)),
    ),
    Total: (total(A), total(negate(A)), total(rows_of), total(fill(P, "m", "n")), total(P), total(ones("m", "n"))),
    SumRows: (sum_over_rows(A), sum_over_rows(scale(2, A)), sum_over_rows(columns_of), sum_over_rows(COLUMN)),
    SumColumns: (sum_over_columns(A), sum_over_columns(rows_of), sum_over_columns(ROW), sum_over_columns(P)),
    Trace: (trace(S), trace(matmul(transpose(A), B)), trace(scale(3, S)), trace(P), trace(add(S, transpose(S)))),
    SquaredNorm: (squared_norm(A), squared_norm(subtract(A, B)), squared_norm(rows_of), squared_norm(P)),
    BroadcastRows: (rows_of, broadcast_over_rows(P, "m"), broadcast_over_rows(sum_over_rows(A), "k")),
    BroadcastColumns: (columns_of, broadcast_over_columns(P, "n"), broadcast_over_columns(sum_over_columns(A), "k")),
    Map: (
        apply(known("sigmoid"), A),
        apply(known("square"), subtract(A, B)),
        apply(known("cube"), negate(A)),
        apply(known("reciprocal"), add(A, B)),
        hadamard(A, apply(known("reciprocal"), B)),
        apply(known("tanh"), rows_of),
        apply(known("exp"), P),
        apply(known("softplus"), constant(2)),
        apply(known("log"), fill(third, "m", "n")),
        apply(known("tanh").derivative(), add(A, rows_of)),
    ),
}

assert SAMPLES.keys() | WITHOUT_CODE == set(NODES), "a node without a sample"
