"""LaTeX of every node: the notes' own symbols, and exactly the brackets that are needed."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings

from bpsym.derivation import claim
from bpsym.expr import (
    NODES,
    Expr,
    Function,
    add,
    apply,
    broadcast_over_columns,
    broadcast_over_rows,
    constant,
    contract,
    divide,
    fill,
    hadamard,
    identity,
    known,
    matmul,
    negate,
    ones,
    partial,
    scale,
    squared_norm,
    subtract,
    sum_over_columns,
    sum_over_rows,
    symbol,
    total,
    trace,
    transpose,
    unknown,
    zero,
)
from bpsym.printer import SPELLINGS, latex, latex_equation
from tests.networks import two_layer
from tests.printer.expressions import expressions
from tests.printer.notation import ENTRYWISE, INDEX_FORMS, SQUARE_FORMS

A, B, C = symbol("A", "m", "n"), symbol("B", "m", "n"), symbol("C", "n", "p")
W, D = symbol("W^{(2)}", "n", "m"), symbol("D", "p", "q")
s, lam, J = symbol("s"), symbol(r"\lambda"), symbol("J")
S, b, c = symbol("S", "n", "n"), symbol("b", 1, "n"), symbol("c", "m", 1)
Y = symbol(r"\hat{y}", "m", "n")
f = unknown("f")


def test_every_node_has_a_spelling() -> None:
    assert set(SPELLINGS) == set(NODES)


def test_the_network_is_written_as_in_the_notes() -> None:
    assert [latex_equation(e) for e in two_layer().equations] == [
        r"z^{(2)} = X W^{(1)}",
        r"a^{(2)} = f(z^{(2)})",
        r"z^{(3)} = a^{(2)} W^{(2)}",
        r"\hat{y} = f(z^{(3)})",
        r"J = \sum \frac{1}{2} (y - \hat{y})^{2}",
        r"\delta^{(3)} = \frac{\partial J}{\partial z^{(3)}}",
        r"\delta^{(2)} = \frac{\partial J}{\partial z^{(2)}}",
    ]


EVERY_FORM: list[tuple[Expr, str]] = [
    (matmul(matmul(A, C), D), "A C D"),
    (matmul(A, matmul(C, D)), "A (C D)"),
    (transpose(A), "A^{T}"),
    (transpose(W), "(W^{(2)})^{T}"),
    (transpose(matmul(A, C)), "(A C)^{T}"),
    (transpose(transpose(A)), "(A^{T})^{T}"),
    (hadamard(A, B), r"A \odot B"),
    (hadamard(hadamard(A, B), Y), r"A \odot B \odot \hat{y}"),
    (hadamard(A, hadamard(B, Y)), r"A \odot (B \odot \hat{y})"),
    (hadamard(A, divide(B, Y)), r"A \odot (B \oslash \hat{y})"),
    (matmul(hadamard(A, B), C), r"(A \odot B) C"),
    (hadamard(A, transpose(W)), r"A \odot (W^{(2)})^{T}"),
    (hadamard(matmul(A, S), B), r"A S \odot B"),
    (add(add(A, B), Y), r"A + B + \hat{y}"),
    (add(A, add(B, Y)), r"A + (B + \hat{y})"),
    (subtract(A, subtract(B, Y)), r"A - (B - \hat{y})"),
    (subtract(A, negate(B)), "A - (-B)"),
    (negate(hadamard(A, B)), r"-A \odot B"),
    (hadamard(negate(A), B), r"(-A) \odot B"),
    (negate(subtract(A, B)), "-(A - B)"),
    (add(negate(A), B), "-A + B"),
    (matmul(add(A, B), C), "(A + B) C"),
    (scale(2, matmul(A, C)), "2 A C"),
    (matmul(scale(2, A), C), "(2 A) C"),
    (scale(2, scale(3, A)), "2 (3 A)"),
    (scale(2, constant(3)), "2 (3)"),
    (scale(lam, scale(s, A)), r"\lambda s A"),
    (scale(scale(lam, s), A), r"(\lambda s) A"),
    (scale(constant(Fraction(1, 2)), A), r"\frac{1}{2} A"),
    (scale(constant(-2), A), "-2 A"),
    (add(A, scale(constant(-2), B)), "A - 2 B"),
    (scale(2, hadamard(A, B)), r"2 (A \odot B)"),
    (scale(total(A), B), r"\left(\sum A\right) B"),
    (scale(lam, total(matmul(A, C))), r"\lambda \sum A C"),
    (scale(total(A), total(B)), r"\left(\sum A\right) \sum B"),
    (scale(scale(lam, total(A)), B), r"\left(\lambda \sum A\right) B"),
    (total(hadamard(A, B)), r"\sum A \odot B"),
    (total(add(A, B)), r"\sum (A + B)"),
    (add(total(A), J), r"\sum A + J"),
    (add(J, total(A)), r"J + \sum A"),
    (apply(f, A), "f(A)"),
    (apply(f.derivative().derivative(), A), "f''(A)"),
    (apply(unknown("g^{[1]}").derivative(), A), "g'^{[1]}(A)"),
    (transpose(apply(f, A)), "(f(A))^{T}"),
    (apply(known("sigmoid").derivative(), A), r"\sigma'(A)"),
    (apply(known("sqrt"), A), r"\sqrt{A}"),
    (apply(known("sqrt").derivative(), A), r"\operatorname{sqrt}'(A)"),
    (apply(known("cube"), A), r"A^{\odot 3}"),
    (apply(known("square").derivative(), A), r"\operatorname{square}'(A)"),
    (apply(known("square", "q"), A), "q(A)"),
    (apply(known("reciprocal"), s), r"\frac{1}{s}"),
    (apply(known("reciprocal"), A), r"\operatorname{reciprocal}(A)"),
    (divide(J, s), r"\frac{J}{s}"),
    (sum_over_rows(A), r"\operatorname{sumrows}(A)"),
    (sum_over_columns(total(A)), r"\operatorname{sumcols}\left(\sum A\right)"),
    (broadcast_over_rows(b, "m"), r"\operatorname{rows}_{m}(b)"),
    (broadcast_over_columns(c, "n"), r"\operatorname{cols}_{n}(c)"),
    (subtract(ones("m", "n"), A), "1 - A"),
    (subtract(A, ones("m", "n")), "A - 1"),
    (add(A, fill(constant(3), "m", "n")), "A + 3"),
    (trace(matmul(S, S)), r"\operatorname{tr}(S S)"),
    (squared_norm(subtract(A, B)), r"\|A - B\|_F^2"),
    (identity("n"), "I_{n}"),
    (zero("m", "n"), r"0_{m \times n}"),
    (partial(J, W), r"\frac{\partial J}{\partial W^{(2)}}"),
    (partial(matmul(A, C), A), r"\frac{\partial (A C)}{\partial A}"),
    (
        contract(partial(J, Y), partial(Y, W)),
        r"\frac{\partial J}{\partial \hat{y}} \frac{\partial \hat{y}}{\partial W^{(2)}}",
    ),
]


@pytest.mark.parametrize(("expr", "expected"), [*EVERY_FORM, *SQUARE_FORMS, *INDEX_FORMS])
def test_each_form_is_written_with_the_brackets_that_it_needs(expr: Expr, expected: str) -> None:
    assert latex(expr) == expected


@pytest.mark.parametrize(("left", "right", "expected"), ENTRYWISE)
def test_an_equation_between_arrays_is_written_entry_by_entry(left: Expr, right: Expr, expected: str) -> None:
    assert latex_equation(claim("e", left, right)) == expected


def test_a_sum_that_more_of_a_product_follows_is_closed() -> None:
    assert latex(hadamard(total(A), J)) == r"\left(\sum A\right) \odot J"
    assert latex(hadamard(scale(lam, total(A)), J)) == r"\left(\lambda \sum A\right) \odot J"
    assert latex(matmul(total(A), b)) == r"\left(\sum A\right) b"


def test_a_square_is_explicit_unless_the_notes_style_is_asked_for() -> None:
    square = apply(known("square"), subtract(A, B))
    assert latex(square) == r"(A - B)^{\odot 2}"
    assert latex(square, notes=True) == "(A - B)^{2}"


def test_the_square_of_a_square_matrix_stays_explicit_because_it_would_read_as_a_matrix_product() -> None:
    assert latex(apply(known("square"), S), notes=True) == r"S^{\odot 2}"


def test_two_matrices_of_ones_are_not_written_as_the_number_two() -> None:
    both = latex(add(ones("m", "n"), ones("m", "n")))
    assert both == r"1 + \operatorname{rows}_{m}(\operatorname{cols}_{n}(1))"


def test_shapes_stand_under_the_factors_and_not_under_scalars_or_sums() -> None:
    braced = latex(scale(lam, matmul(transpose(W), apply(f, C))), shapes=True)
    assert braced == r"\lambda \underbrace{(W^{(2)})^{T}}_{(m, n)} \underbrace{f(C)}_{(n, p)}"


def test_long_names_of_dimensions_are_set_upright() -> None:
    assert latex(matmul(symbol("X", "num_examples", "d"), symbol("w", "d")), shapes=True) == (
        r"\underbrace{X}_{(\mathrm{num\_examples}, d)} \underbrace{w}_{(d, 1)}"
    )


def test_an_expression_of_thousands_of_nodes_is_written_without_recursion() -> None:
    deep: Expr = A
    for _ in range(3000):
        deep = apply(f, deep) if deep is A else add(deep, A)
    assert latex(deep).count("+") == 2999


def test_a_function_of_high_order_keeps_its_primes() -> None:
    assert latex(apply(Function("f", order=4), A)) == "f''''(A)"


@settings(deadline=None)
@given(expressions())
def test_every_bracket_that_opens_closes(expr: Expr) -> None:
    depth = 0
    for sign in latex(expr):
        depth += {"(": 1, ")": -1}.get(sign, 0)
        assert depth >= 0
    assert depth == 0


@settings(deadline=None)
@given(expressions(), expressions())
def test_different_expressions_are_written_differently(one: Expr, other: Expr) -> None:
    assert (latex(one) == latex(other)) == (one == other)
