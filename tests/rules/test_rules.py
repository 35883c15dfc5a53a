from __future__ import annotations

import random
from contextlib import suppress

import pytest

from bpsym.errors import ShapeError, UnsupportedError
from bpsym.expr import (
    NODES,
    Add,
    At,
    BroadcastColumns,
    BroadcastRows,
    ColumnLogSumExp,
    ColumnSoftmax,
    Constant,
    Contract,
    Determinant,
    Diagonal,
    DiagonalPart,
    Divide,
    Expr,
    Hadamard,
    Identity,
    IndexSum,
    Inverse,
    KroneckerDelta,
    KroneckerProduct,
    Map,
    MatMul,
    Partial,
    RowLogSumExp,
    RowSoftmax,
    Scale,
    SquaredNorm,
    SumColumns,
    SumRows,
    Symbol,
    Tabulate,
    Total,
    Trace,
    Transpose,
    Vec,
    Zero,
    add,
    apply,
    broadcast_over_columns,
    broadcast_over_rows,
    column_log_sum_exp,
    column_softmax,
    contract,
    determinant,
    diagonal,
    diagonal_part,
    divide,
    hadamard,
    inverse,
    kronecker_product,
    matmul,
    negate,
    partial,
    row_log_sum_exp,
    row_softmax,
    scale,
    squared_norm,
    sum_over_columns,
    sum_over_rows,
    symbol,
    total,
    trace,
    transpose,
    unknown,
    vec,
)
from bpsym.rules import RULES, matmul_pullback, pullback_of, rule_for
from tests.autodiff.oracle import evaluate, pairing, random_matrix

WITHOUT_RULE = {Symbol, Constant, Identity, Zero, Partial, Contract, At, KroneckerDelta, IndexSum, Tabulate}
"""Leaves, derivatives, and index notation, which is written with matrices before it is differentiated."""


def examples(m: str = "m", k: str = "k", n: str = "n") -> dict[type[Expr], Expr]:
    """One node of every class, over symbols of rectangular shapes, or of square ones if all names are the same."""
    A, B, C = symbol("A", m, n), symbol("B", m, n), symbol("C", n, k)
    S, s = symbol("S", n, n), symbol("s")
    return {
        Add: add(A, B),
        Scale: scale(s, A),
        Transpose: transpose(A),
        MatMul: matmul(A, C),
        Hadamard: hadamard(A, B),
        Divide: divide(A, B),
        Map: apply(unknown("f"), A),
        Total: total(A),
        SumRows: sum_over_rows(A),
        SumColumns: sum_over_columns(A),
        BroadcastRows: broadcast_over_rows(symbol("b", 1, n), m),
        BroadcastColumns: broadcast_over_columns(symbol("c", m, 1), n),
        Trace: trace(S),
        SquaredNorm: squared_norm(A),
        Inverse: inverse(S),
        Determinant: determinant(S),
        Diagonal: diagonal(symbol("v", n)),
        DiagonalPart: diagonal_part(S),
        KroneckerProduct: kronecker_product(A, symbol("D", k, n)),
        Vec: vec(A),
        RowSoftmax: row_softmax(A),
        ColumnSoftmax: column_softmax(A),
        RowLogSumExp: row_log_sum_exp(A),
        ColumnLogSumExp: column_log_sum_exp(A),
    }


def pairs_agree(Y: Expr, bars: tuple[Expr, ...], Y_bar: Symbol, seed: int) -> bool:
    """Whether ⟨Y_bar, dY⟩ is the sum of ⟨X_bar, dX⟩ over the children X of Y, at one random point."""
    rng = random.Random(seed)
    point = {symbol: random_matrix(symbol.shape, rng) for symbol in (*Y.children, Y_bar)}
    received = sum(pairing(evaluate(bar, point), point[child]) for bar, child in zip(bars, Y.children, strict=True))
    sent = pairing(point[Y_bar], evaluate(Y, point))
    return (received - sent) % (2**31 - 1) == 0


def test_every_node_but_leaves_and_derivatives_has_a_rule_and_an_example() -> None:
    assert set(RULES) == set(NODES) - WITHOUT_RULE
    assert set(examples()) == set(RULES)


@pytest.mark.parametrize("kind", RULES, ids=lambda kind: RULES[kind].name)
def test_the_pullback_is_the_adjoint_of_the_differential(kind: type[Expr]) -> None:
    Y = examples()[kind]
    Y_bar = symbol("Y_bar", Y.rows, Y.columns)
    bars = RULES[kind].pull(Y_bar, Y)
    assert [bar.shape for bar in bars] == [child.shape for child in Y.children]
    assert all(pairs_agree(Y, bars, Y_bar, seed) for seed in range(3))


def without_one_transpose(expr: Expr) -> list[Expr]:
    """The expression with each of its transposes dropped in turn."""
    dropped = [expr.body] if isinstance(expr, Transpose) else []
    for index, child in enumerate(expr.children):
        for changed in without_one_transpose(child):
            children = [*expr.children]
            children[index] = changed
            with suppress(ShapeError):  # such as vec(I)^T, which is a row: without its transpose nothing fits
                dropped.append(expr.with_children(tuple(children)))
    return dropped


def mutations(bars: tuple[Expr, ...]) -> list[tuple[Expr, ...]]:
    """The cotangents, one of them wrong by a sign, by a factor or by a transpose."""
    return [
        (*bars[:index], wrong, *bars[index + 1 :])
        for index, bar in enumerate(bars)
        for wrong in (negate(bar), scale(2, bar), *without_one_transpose(bar))
    ]


@pytest.mark.parametrize("kind", RULES, ids=lambda kind: RULES[kind].name)
def test_a_rule_with_a_wrong_sign_or_without_its_transpose_fails_the_pairing(kind: type[Expr]) -> None:
    Y = examples("n", "n", "n")[kind]
    Y_bar = symbol("Y_bar", Y.rows, Y.columns)
    bars = RULES[kind].pull(Y_bar, Y)
    assert pairs_agree(Y, bars, Y_bar, seed=0)
    wrong = mutations(bars)
    assert len(wrong) >= 2 * len(Y.children)
    assert not any(pairs_agree(Y, changed, Y_bar, seed=0) for changed in wrong)


def test_the_mutations_of_the_matrix_product_include_both_dropped_transposes() -> None:
    A, B, Y_bar = (symbol(name, "n", "n") for name in "ABY")
    assert len(mutations(matmul_pullback(Y_bar, A, B))) == 6


@pytest.mark.parametrize("kind", RULES, ids=lambda kind: RULES[kind].name)
def test_a_rule_states_its_theorem_its_shapes_its_reason_and_its_source(kind: type[Expr]) -> None:
    rule = RULES[kind]
    text = rule.pullback.__doc__ or ""
    assert rule.node is kind
    assert rule.name.endswith("_pullback")
    assert "=>" in rule.theorem
    assert "Shapes:" in text
    assert "Because:" in text
    assert rule.source
    assert len(rule.gives) == len(examples()[kind].children)


def test_rule_names_are_unique() -> None:
    assert len({rule.name for rule in RULES.values()}) == len(RULES)


def test_a_second_rule_for_a_node_is_refused() -> None:
    with pytest.raises(ValueError, match="MatMul has a rule already: matmul_pullback"):
        pullback_of(MatMul, gives=(), source="")(lambda Y_bar, A, B: (A, B))


@pytest.mark.parametrize("kind", [Partial, Contract])
def test_a_derivative_has_no_rule_and_the_message_says_what_to_write(kind: type[Expr]) -> None:
    X, Z = symbol("X", "m", "n"), symbol("Z", "m", "k")
    Z_by_X = partial(Z, X)
    node = {Partial: Z_by_X, Contract: contract(Z, Z_by_X)}[kind]
    with pytest.raises(UnsupportedError, match=rf"no pullback rule for {kind.__name__}.*without derivatives"):
        rule_for(node)
