"""Gradients that textbooks print, and forward equations in index notation."""

from __future__ import annotations

from fractions import Fraction

import pytest

from bpsym.autodiff import derive
from bpsym.checker import Judge
from bpsym.derivation import Derivation, Reading, Verdict, define
from bpsym.errors import UnsupportedError
from bpsym.expr import (
    Expr,
    Symbol,
    add,
    apply,
    at,
    broadcast_over_columns,
    constant,
    determinant,
    diagonal,
    diagonal_part,
    hadamard,
    index,
    index_sum,
    inverse,
    known,
    kronecker_product,
    matmul,
    negate,
    partial,
    scale,
    squared_norm,
    subtract,
    sum_over_columns,
    sum_over_rows,
    symbol,
    tabulate,
    trace,
    transpose,
    unknown,
    vec,
)
from tests.autodiff.oracle import wrong_claims

HALF = constant(Fraction(1, 2))
X, y, w, lam = symbol("X", "n", "m"), symbol("y", "n"), symbol("w", "m"), symbol(r"\lambda")
A, B, S = symbol("A", "n", "n"), symbol("B", "n", "n"), symbol(r"\Sigma", "n", "n")
x, mu, u, J = symbol("x", "n"), symbol(r"\mu", "n"), symbol("u", "n"), symbol("J")
log = known("log")
residual, deviation = subtract(y, matmul(X, w)), subtract(x, mu)
log_det = apply(log, determinant(S))
distance = matmul(transpose(deviation), matmul(inverse(S), deviation))
A_T, S_T = transpose(inverse(A)), transpose(inverse(S))
outer = matmul(deviation, transpose(deviation))
gram = matmul(transpose(X), X)

TEXTBOOK: list[tuple[str, Expr, Symbol, Expr]] = [
    (
        "least squares",
        scale(HALF, squared_norm(subtract(matmul(X, w), y))),
        w,
        matmul(transpose(X), subtract(matmul(X, w), y)),
    ),
    (
        "ridge",
        add(squared_norm(residual), scale(lam, matmul(transpose(w), w))),
        w,
        add(scale(-2, matmul(transpose(X), residual)), scale(2, scale(lam, w))),
    ),
    ("a product of residuals", matmul(transpose(residual), residual), w, scale(-2, matmul(transpose(X), residual))),
    (
        "weighted least squares",
        matmul(transpose(residual), matmul(diagonal(u), residual)),
        w,
        scale(-2, matmul(transpose(X), matmul(diagonal(u), residual))),
    ),
    ("the weights of it", matmul(transpose(residual), matmul(diagonal(u), residual)), u, hadamard(residual, residual)),
    ("log det", apply(log, determinant(A)), A, A_T),
    ("det", determinant(A), A, scale(determinant(A), A_T)),
    ("log det of a Gram matrix", apply(log, determinant(gram)), X, scale(2, matmul(X, inverse(gram)))),
    ("trace of an inverse", trace(inverse(A)), A, negate(matmul(A_T, A_T))),
    ("quadratic form", matmul(transpose(x), matmul(A, x)), x, add(matmul(A, x), matmul(transpose(A), x))),
    ("quadratic form by its matrix", matmul(transpose(x), matmul(A, x)), A, matmul(x, transpose(x))),
    ("Mahalanobis distance", distance, x, add(matmul(inverse(S), deviation), matmul(S_T, deviation))),
    ("Mahalanobis distance by its matrix", distance, S, negate(matmul(S_T, matmul(outer, S_T)))),
    (
        "Gaussian likelihood",
        add(scale(HALF, log_det), scale(HALF, distance)),
        S,
        add(scale(HALF, S_T), scale(constant(Fraction(-1, 2)), matmul(S_T, matmul(outer, S_T)))),
    ),
    (
        "graphical lasso without a penalty",
        subtract(apply(log, determinant(A)), trace(matmul(B, A))),
        A,
        subtract(A_T, transpose(B)),
    ),
    ("vec", squared_norm(vec(X)), X, scale(2, X)),
    ("the diagonal", squared_norm(diagonal_part(A)), A, scale(2, diagonal(diagonal_part(A)))),
]


@pytest.mark.parametrize(("scalar", "wrt", "expected"), [row[1:] for row in TEXTBOOK], ids=[row[0] for row in TEXTBOOK])
def test_a_gradient_is_as_compact_as_in_textbooks_and_proved(scalar: Expr, wrt: Symbol, expected: Expr) -> None:
    derived = derive(Derivation((define("J", J, scalar),)), wrt=[wrt])
    (found,) = derived.claims
    assert found.right == expected
    assert wrong_claims(derived, J) == []
    judge = Judge({J: scalar})
    assert judge.judge_reading(Reading(partial(J, wrt), found.right)).judgement.verdict is Verdict.PROVED
    assert judge.judge_reading(Reading(partial(J, wrt), scale(2, found.right))).judgement.verdict is not Verdict.PROVED


def test_a_kronecker_product_is_differentiated_by_both_factors() -> None:
    derived = derive(Derivation((define("J", J, squared_norm(kronecker_product(A, X))),)), wrt=[A, X])
    assert wrong_claims(derived, J) == []
    judge = Judge(derived.definitions)
    assert [judge.judge(claim).judgement.verdict for claim in derived.claims] == [Verdict.PROVED] * 2


i, a, j, k = index("i", "n"), index("a", "n"), index("j", "m"), index("k", "h")
f, square = unknown("f"), known("square")
V, b, z, h = symbol("V", "m", "h"), symbol("b", "h"), symbol("z", "n", "h"), symbol("h", "n", "h")
c, p = symbol("c", "h"), symbol("p", "n")


def network() -> Derivation:
    """One hidden layer, every equation entry by entry."""
    sums = index_sum(j, scale(at(X, i, j), at(V, j, k)))
    return Derivation(
        (
            define("z", z, tabulate(add(sums, at(b, k)), [i, k])),
            define("h", h, tabulate(apply(f, at(z, i, k)), [i, k])),
            define("p", p, tabulate(index_sum(k, scale(at(h, i, k), at(c, k))), [i])),
            define("J", J, scale(HALF, index_sum(i, apply(square, subtract(at(p, i), at(y, i)))))),
        )
    )


def test_forward_equations_in_index_notation_are_derived_in_matrices() -> None:
    derived = derive(network(), wrt=[V, b, c])
    assert wrong_claims(derived, J) == []
    by_left = {equation.left: equation.right for equation in derived.claims}
    p_bar = partial(J, p)
    assert by_left[p_bar] == subtract(p, y)
    assert by_left[partial(J, z)] == hadamard(matmul(p_bar, transpose(c)), apply(f.derivative(), z))
    assert by_left[partial(J, V)] == matmul(transpose(X), partial(J, z))
    assert by_left[partial(J, c)] == matmul(transpose(h), p_bar)
    assert by_left[partial(J, b)] == transpose(sum_over_rows(partial(J, z)))
    judge = Judge(derived.definitions)
    assert {judge.judge(claim).judgement.verdict for claim in derived.claims} == {Verdict.PROVED}


def test_index_notation_without_a_form_in_matrices_is_refused_by_the_name_of_the_definition() -> None:
    three = apply(f, scale(at(y, i), scale(at(w, j), at(x, a))))
    bad = Derivation((define("J", J, index_sum(i, index_sum(j, index_sum(a, three)))),))
    with pytest.raises(
        UnsupportedError, match="cannot differentiate the definition of J: a part that depends on the indices i, j, a"
    ):
        derive(bad, wrt=[w])


def test_a_definition_that_the_scalar_does_not_need_may_be_any_index_notation() -> None:
    T = symbol("T", "n", "m")
    other = define("T", T, tabulate(index_sum(a, apply(f, scale(at(y, i), scale(at(w, j), at(x, a))))), [i, j]))
    derived = derive(Derivation((other, define("J", J, squared_norm(w)))), wrt=[w])
    assert derived.claims[0].right == scale(2, w)


def test_softmax_regression_entry_by_entry_has_the_gradient_of_softmax_regression() -> None:
    Y, P, d, exp = symbol("Y", "n", "h"), symbol("P", "n", "h"), index("d", "h"), known("exp")
    sums = index_sum(d, apply(exp, at(z, i, d)))
    likelihood = index_sum(i, index_sum(k, scale(at(Y, i, k), apply(log, at(P, i, k)))))
    notes = Derivation(
        (
            define("z", z, tabulate(index_sum(j, scale(at(X, i, j), at(V, j, k))), [i, k])),
            define("P", P, tabulate(scale(apply(known("reciprocal"), sums), apply(exp, at(z, i, k))), [i, k])),
            define("J", J, negate(likelihood)),
        )
    )
    (found,) = derive(notes, wrt=[V]).claims
    counts = broadcast_over_columns(sum_over_columns(Y), "h")
    assert found.right == matmul(transpose(X), add(hadamard(P, counts), negate(Y)))
