"""Derivatives of derivatives: Hessians, products with them, mixed ones, and symbols that stand for a derivative."""

from __future__ import annotations

import pytest

from bpsym.checker import Judge
from bpsym.checker.agreement import agree
from bpsym.checker.normal import NoProof, Program, prove
from bpsym.checker.oracle import agree_entrywise
from bpsym.derivation import Agreement, Proof, Reading, Verdict
from bpsym.errors import UnsupportedError
from bpsym.expr import (
    Expr,
    Symbol,
    add,
    apply,
    at,
    contract,
    diagonal,
    hadamard,
    index,
    index_sum,
    jacobian,
    known,
    kronecker_delta,
    matmul,
    ones,
    partial,
    scale,
    squared_norm,
    subtract,
    sum_over_columns,
    symbol,
    tabulate,
    total,
    transpose,
    unknown,
    zero,
)

f = unknown("f")
fp, fpp = f.derivative(), f.derivative().derivative()
S, X, W = symbol("S", "n", "n"), symbol("X", "m", "n"), symbol("W", "m", "n")
x, w, y, b, u = symbol("x", "n", 1), symbol("w", "n", 1), symbol("y", "m", 1), symbol("b", "n", 1), symbol("u", "n", 1)
i, p, k = (index(name, "m") for name in "ipk")
j, q, r = (index(name, "n") for name in "jqr")
h, h2 = index("h", "h"), index("h'", "h")
unit = [index(name, 1) for name in ("o", "o'", "o''")]
s = symbol("s")
SQUARE = partial(partial(total(apply(f, matmul(S, S))), S), S)
z, a, J = symbol("z", "m", 1), symbol("a", "m", 1), symbol("J")
LAYER: dict[Symbol, Expr] = {z: matmul(W, x), a: apply(f, z), J: squared_norm(subtract(a, y))}
HESSIAN = partial(partial(J, W), W)
error = subtract(a, y)

t, L = symbol("t", "m", 1), symbol("L")
LOGISTIC: dict[Symbol, Expr] = {
    t: matmul(X, w),
    L: total(subtract(apply(known("softplus"), t), hadamard(y, t))),
}
sigma = apply(known("sigmoid"), t)
weights = hadamard(sigma, subtract(ones("m", 1), sigma))
SQUARES: dict[Symbol, Expr] = {L: squared_norm(subtract(matmul(X, w), y))}
FORM: dict[Symbol, Expr] = {L: matmul(transpose(x), matmul(S, x))}
MIXED: dict[Symbol, Expr] = {L: matmul(transpose(apply(f, matmul(S, x))), b)}
RELU: dict[Symbol, Expr] = {t: apply(known("relu"), matmul(X, w)), L: squared_norm(subtract(t, y))}
g, G, K = symbol("g", "m", "n"), symbol("G", "n", 1), symbol("K")
NAMED: dict[Symbol, Expr] = {**LAYER, g: partial(J, W), K: squared_norm(g)}
HESSIAN_VECTOR: dict[Symbol, Expr] = {**MIXED, G: partial(L, x), K: matmul(transpose(G), u)}
NETWORK = (symbol("p", "h", 1), symbol("o", "m", 1), symbol("V", "h", "n"), symbol("U", "m", "h"))
hidden, output, V, U = NETWORK
DEEP: dict[Symbol, Expr] = {hidden: apply(f, matmul(V, x)), output: matmul(U, hidden), J: squared_norm(output)}

Claim = tuple[dict[Symbol, Expr], Expr, Expr]


def entries(left: Expr, right: Expr, *indices: str) -> tuple[Expr, Expr]:
    """Both sides as arrays over indices by their names."""
    named = [{"i": i, "p": p, "j": j, "q": q}[name] for name in indices]
    return tabulate(left, named), tabulate(right, named)


curvature = add(
    hadamard(at(apply(fp, z), i), at(apply(fp, z), i)),
    hadamard(at(error, i), at(apply(fpp, z), i)),
)

TRUE: dict[str, Claim] = {
    "a Hessian is symmetric": (LAYER, *entries(at(HESSIAN, i, j, p, q), at(HESSIAN, p, q, i, j), "i", "j", "p", "q")),
    "a mixed derivative does not depend on the order": (
        MIXED,
        jacobian(partial(L, x), b),
        transpose(jacobian(partial(L, b), x)),
    ),
    "weights of two layers in either order": (
        DEEP,
        tabulate(at(partial(partial(J, V), U), h, j, i, h2), (h, j, i, h2)),
        tabulate(at(partial(partial(J, U), V), i, h2, h, j), (h, j, i, h2)),
    ),
    "the Hessian of a quadratic form": (FORM, jacobian(partial(L, x), x), add(S, transpose(S))),
    "the Hessian of a quadratic form without a name": (
        {},
        jacobian(partial(matmul(transpose(x), matmul(S, x)), x), x),
        add(S, transpose(S)),
    ),
    "the Hessian of least squares": (SQUARES, jacobian(partial(L, w), w), scale(2, matmul(transpose(X), X))),
    "the Hessian of the logistic loss": (
        LOGISTIC,
        jacobian(partial(L, w), w),
        matmul(transpose(X), matmul(diagonal(weights), X)),
    ),
    "the Hessian of relu has the Gauss-Newton term alone": (
        RELU,
        jacobian(partial(L, w), w),
        scale(2, matmul(transpose(X), matmul(diagonal(apply(known("relu").derivative(), matmul(X, w))), X))),
    ),
    "the Hessian by a matrix has four indices": (
        LAYER,
        *entries(
            at(HESSIAN, i, j, p, q),
            scale(2, hadamard(hadamard(curvature, kronecker_delta(i, p)), hadamard(at(x, j), at(x, q)))),
            "i",
            "j",
            "p",
            "q",
        ),
    ),
    "the Gauss-Newton term and the curvature of the layer": (
        LAYER,
        HESSIAN,
        tabulate(
            add(
                scale(2, index_sum(k, hadamard(at(partial(at(a, k), W), i, j), at(partial(at(a, k), W), p, q)))),
                scale(2, index_sum(k, hadamard(at(error, k), at(partial(partial(at(a, k), W), W), i, j, p, q)))),
            ),
            (i, j, p, q),
        ),
    ),
    "a product of the Hessian with a vector": (
        HESSIAN_VECTOR,
        partial(K, x),
        matmul(transpose(jacobian(partial(L, x), x)), u),
    ),
    "a derivative of the norm of a gradient": (NAMED, partial(K, W), scale(2, contract(g, HESSIAN))),
    "a derivative of a name that is a derivative": (NAMED, partial(g, W), HESSIAN),
    "the Jacobian of the gradient by its own name": (NAMED, partial(K, g), scale(2, g)),
    "a third derivative": (
        {},
        partial(partial(partial(total(apply(known("cube"), x)), x), x), x),
        tabulate(
            scale(6, hadamard(kronecker_delta(j, q), kronecker_delta(j, r))),
            (j, unit[0], q, unit[1], r, unit[2]),
        ),
    ),
    "a Hessian by an activation": (
        LAYER,
        jacobian(partial(J, z), z),
        scale(2, diagonal(add(hadamard(apply(fp, z), apply(fp, z)), hadamard(error, apply(fpp, z))))),
    ),
    "a gradient by an activation, differentiated by the weights": (
        LAYER,
        partial(partial(J, z), W),
        contract(partial(partial(J, z), z), partial(z, W)),
    ),
    "a linear function has no second derivative": ({}, jacobian(partial(total(matmul(S, x)), x), x), zero("n", "n")),
    "the Laplacian is the trace of the Hessian": (
        FORM,
        index_sum(j, at(partial(partial(L, x), x), j, 1, j)),
        scale(2, index_sum(j, at(S, j, j))),
    ),
    "the derivative of a derivative by a scalar": (
        {},
        partial(partial(scale(apply(f, s), X), s), s),
        scale(apply(fpp, s), X),
    ),
}

FALSE: dict[str, Claim] = {
    "a Hessian without its transpose": (FORM, jacobian(partial(L, x), x), scale(2, S)),
    "a Hessian with half of the factor": (SQUARES, jacobian(partial(L, w), w), matmul(transpose(X), X)),
    "the logistic Hessian without the second factor": (
        LOGISTIC,
        jacobian(partial(L, w), w),
        matmul(transpose(X), matmul(diagonal(sigma), X)),
    ),
    "the Gauss-Newton term alone": (
        LAYER,
        HESSIAN,
        tabulate(
            scale(2, index_sum(k, hadamard(at(partial(at(a, k), W), i, j), at(partial(at(a, k), W), p, q)))),
            (i, j, p, q),
        ),
    ),
    "a Hessian with a delta too few": (
        LAYER,
        *entries(
            at(HESSIAN, i, j, p, q),
            scale(2, hadamard(curvature, hadamard(at(x, j), at(x, q)))),
            "i",
            "j",
            "p",
            "q",
        ),
    ),
    "a Hessian with its inner indices swapped": (
        {},
        *entries(at(SQUARE, j, q, j, q), at(SQUARE, j, j, q, q), "j", "q"),
    ),
    "a second derivative is not the square of the first": (
        {},
        diagonal(sum_over_columns(jacobian(partial(total(apply(f, x)), x), x))),
        diagonal(hadamard(apply(fp, x), apply(fp, x))),
    ),
    "a second derivative is not 0": (LAYER, partial(partial(J, x), x), scale(0, partial(partial(J, x), x))),
    "f' for f''": ({}, jacobian(partial(total(apply(f, x)), x), x), diagonal(apply(fp, x))),
    "a derivative of the norm of a gradient with a factor forgotten": (NAMED, partial(K, W), contract(g, HESSIAN)),
}


@pytest.mark.parametrize("name", TRUE)
def test_a_true_line_is_proved(name: str) -> None:
    definitions, left, right = TRUE[name]
    judgement = Judge(definitions).judge_reading(Reading(left, right)).judgement
    assert (judgement.verdict, judgement.reason) == (Verdict.PROVED, "")


@pytest.mark.parametrize("name", FALSE)
def test_a_false_line_is_refuted(name: str) -> None:
    definitions, left, right = FALSE[name]
    judgement = Judge(definitions).judge_reading(Reading(left, right)).judgement
    assert (judgement.verdict, judgement.reason) == (Verdict.REFUTED, "")


@pytest.mark.parametrize("name", [n for n in TRUE if "logistic" not in n and "relu" not in n])
def test_a_true_line_is_true_entry_by_entry(name: str) -> None:
    definitions, left, right = TRUE[name]
    assert agree_entrywise(left, right, definitions, {"m": 2, "n": 1, "h": 1}) is True


UNSETTLED: dict[str, Expr] = {
    "by the activation, of a gradient by the weights": partial(partial(J, W), z),
    "by the activation, of a symbol that is a gradient by the weights": partial(K, z),
    "by the activation, inside a sum": partial(index_sum(i, index_sum(j, at(partial(J, W), i, j))), z),
}


@pytest.mark.parametrize("name", UNSETTLED)
def test_a_derivative_by_what_is_made_of_the_variable_of_another_has_no_settled_meaning(name: str) -> None:
    side = UNSETTLED[name]
    proof = prove(side, side, Program(NAMED))
    assert isinstance(proof, NoProof)
    assert "not settled" in proof.reason
    with pytest.raises(UnsupportedError, match="no settled meaning"):
        agree(side, side, NAMED)
    assert Judge(NAMED).judge_reading(Reading(side, side)).judgement.verdict is Verdict.UNDECIDED


def test_a_gradient_that_stands_beside_a_symbol_and_not_above_it_is_settled() -> None:
    definitions = {**NAMED, K: add(squared_norm(g), total(a))}
    left, right = partial(K, a), ones("m", 1)
    assert isinstance(prove(left, right, Program({**LAYER, K: total(a)})), Proof)
    assert isinstance(prove(left, right, Program(definitions)), NoProof)
    free = {**LAYER, g: partial(squared_norm(W), W), K: add(squared_norm(g), total(a))}
    assert isinstance(prove(left, right, Program(free)), Proof)
    assert isinstance(agree(left, right, free), Agreement)


def test_a_proof_names_the_definitions_that_were_put_in_before_the_second_derivative() -> None:
    definitions, left, right = TRUE["a derivative of a name that is a derivative"]
    proof = prove(left, right, Program(definitions))
    assert isinstance(proof, Proof)
    assert set(proof.definitions) == {"z", "a", "J", "g"}
    first = prove(partial(J, a), scale(2, error), Program(LAYER))
    assert isinstance(first, Proof)
    assert first.definitions == ("J",)
