"""Attempts at a false proof: capture, deltas, empty sums, hidden divisions by zero, derivatives of derivatives."""

from __future__ import annotations

import pytest

from bpsym.checker.agreement import agree
from bpsym.checker.normal import NoProof, Program, prove
from bpsym.checker.normal.differentiate import differentiate
from bpsym.checker.normal.term import Adjoint, Entry, single
from bpsym.derivation import Agreement, Proof
from bpsym.errors import InputError, ShapeError, UnsupportedError
from bpsym.expr import (
    Expr,
    Symbol,
    add,
    apply,
    broadcast_over_columns,
    broadcast_over_rows,
    constant,
    contract,
    divide,
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

f, g = unknown("f"), unknown("g")
x = symbol("x")
A, B, S, T = symbol("A", "m", "n"), symbol("B", "n", "k"), symbol("S", "n", "n"), symbol("T", "n", "n")
column, row = symbol("c", "n", 1), symbol("r", 1, "n")
eye = identity("n")
z, a, z3, J = symbol("z", "m", "k"), symbol("a", "m", "k"), symbol("z3", "m", "k"), symbol("J")
NETWORK: dict[Symbol, Expr] = {z: matmul(A, B), a: apply(f, z), J: squared_norm(a)}

TRUE: dict[str, tuple[Expr, Expr]] = {
    "an identity matrix is idempotent under ⊙": (hadamard(eye, eye), eye),
    "a diagonal may be read from either side": (hadamard(eye, S), hadamard(eye, transpose(S))),
    "the trace of the identity is the size": (
        trace(eye),
        total(ones("n", 1)),
    ),
    "a sum over nothing counts": (total(broadcast_over_rows(row, "m")), scale(total(ones("m", 1)), total(row))),
    "a sum over a polynomial dimension counts": (
        total(ones("m", 3)),
        scale(3, total(ones(1, "m"))),
    ),
    "an unknown function of a sum of sums": (
        hadamard(apply(f, matmul(A, S)), apply(f, matmul(A, S))),
        apply(known("square"), apply(f, matmul(A, S))),
    ),
    "a transpose inside of a function": (apply(f, transpose(matmul(A, B))), transpose(apply(f, matmul(A, B)))),
    "the Jacobian of a symbol by itself is the identity": (contract(A, partial(A, A)), A),
    "a Jacobian by its own variable is diagonal": (
        contract(A, partial(hadamard(A, A), A)),
        scale(2, hadamard(A, A)),
    ),
    "a variable that occurs nowhere": (partial(total(A), symbol("q", "n", "k")), zero("n", "k")),
}

FALSE: dict[str, tuple[Expr, Expr]] = {
    "a square matrix is not symmetric": (S, transpose(S)),
    "matrix products do not commute": (matmul(S, T), matmul(T, S)),
    "⊙ is not the matrix product": (matmul(S, T), hadamard(S, T)),
    "an unknown function is not additive": (apply(f, add(A, A)), add(apply(f, A), apply(f, A))),
    "an unknown function is not homogeneous": (apply(f, scale(2, A)), scale(2, apply(f, A))),
    "an unknown function does not keep 0": (apply(f, zero("m", "n")), zero("m", "n")),
    "two unknown functions are different": (apply(f, A), apply(g, A)),
    "a function is not its slope": (apply(f, A), apply(f.derivative(), A)),
    "the slope of an unknown function is not a function of that name": (
        apply(unknown("f'"), A),
        apply(f.derivative(), A),
    ),
    "rows are not columns inside of a function under a sum": (
        total(hadamard(column, apply(f, sum_over_columns(S)))),
        total(hadamard(column, apply(f, transpose(sum_over_rows(S))))),
    ),
    "a row sum is not a trace inside of a function under a sum": (
        total(hadamard(column, apply(f, sum_over_columns(S)))),
        scale(apply(f, trace(S)), total(column)),
    ),
    "dummies of two nested sums are different": (
        total(apply(f, matmul(S, apply(f, matmul(S, column))))),
        total(apply(f, matmul(S, apply(f, matmul(transpose(S), column))))),
    ),
    "the trace of a product is not the product of traces": (trace(matmul(S, T)), scale(trace(S), trace(T))),
    "tr AB is not tr AᵀB": (trace(matmul(S, T)), trace(matmul(transpose(S), T))),
    "the square of a sum is not the sum of squares": (squared_norm(sum_over_rows(A)), squared_norm(A)),
    "a size is not 1": (total(ones("m", 1)), constant(1)),
    "two sizes are different": (total(ones("m", "n")), total(ones("m", "m"))),
    "a broadcast row is not a broadcast column": (
        broadcast_over_rows(row, "n"),
        broadcast_over_columns(transpose(row), "n"),
    ),
    "the identity is not ones": (eye, ones("n", "n")),
    "a diagonal is not the matrix": (hadamard(eye, S), S),
    "a sum with the identity is not a diagonal": (matmul(eye, S), hadamard(eye, S)),
    "the quotient does not commute": (divide(S, T), divide(T, S)),
    "one over a sum is not a sum": (divide(S, add(S, T)), add(divide(S, S), divide(S, T))),
    "a Jacobian acts on the right indices": (contract(S, partial(transpose(S), S)), S),
}


@pytest.mark.parametrize("name", TRUE)
def test_a_true_line_is_proved(name: str) -> None:
    assert isinstance(prove(*TRUE[name], Program(NETWORK)), Proof)
    assert isinstance(agree(*TRUE[name], NETWORK), Agreement)


@pytest.mark.parametrize("name", FALSE)
def test_a_false_line_is_not_proved(name: str) -> None:
    assert isinstance(prove(*FALSE[name], Program(NETWORK)), NoProof)
    assert not isinstance(agree(*FALSE[name], NETWORK), Agreement)


def test_slopes_at_different_activities_are_different() -> None:
    claim = (apply(f.derivative(), z), apply(f.derivative(), z3))
    assert isinstance(prove(*claim, Program({z: matmul(A, B), z3: apply(f, z)})), NoProof)


@pytest.mark.parametrize(
    "of", [J, add(J, x), total(partial(J, z)), symbol("K"), total(symbol("d", "m", "k"))], ids=lambda e: str(type(e))
)
def test_a_derivative_through_a_derivative_is_worked_out_and_never_taken_for_zero(of: Expr) -> None:
    d, K = symbol("d", "m", "k"), symbol("K")
    program = Program({**NETWORK, d: partial(J, z), K: total(hadamard(d, d))})
    assert isinstance(prove(partial(of, A), zero("m", "n"), program), NoProof)
    through_z = contract(partial(of, z), partial(z, A))
    assert isinstance(prove(partial(of, A), through_z, program), Proof)


def test_the_product_rule_alone_refuses_a_derivative() -> None:
    program = Program({**NETWORK, symbol("d", "m", "k"): partial(J, z)})
    with pytest.raises(UnsupportedError, match="derivatives of derivatives"):
        differentiate(single(Adjoint("J", "z", (0, 0, -1, -2))), "A", (-3, -4), program)
    with pytest.raises(UnsupportedError, match="derivatives of derivatives"):
        differentiate(single(Entry("d", (-1, -2))), "A", (-3, -4), program)


def test_a_derivative_by_a_symbol_with_the_meaning_of_a_derivative_is_a_plain_one() -> None:
    d, K = symbol("d", "m", "k"), symbol("K")
    program = Program({**NETWORK, d: partial(J, z), K: squared_norm(d)})
    assert isinstance(prove(partial(K, d), scale(2, d), program), Proof)


def test_nothing_is_divided_by_the_zeros_of_an_identity_matrix() -> None:
    proof = prove(sum_over_columns(divide(S, eye)), sum_over_columns(hadamard(S, eye)), Program({}))
    assert isinstance(proof, NoProof)
    assert "identity matrix" in proof.reason


def test_a_divisor_that_is_zero_once_it_is_worked_out_gives_no_proof() -> None:
    nothing = subtract(trace(matmul(S, T)), trace(matmul(T, S)))
    proof = prove(divide(x, nothing), divide(x, nothing), Program({}))
    assert isinstance(proof, NoProof)
    assert "division by zero" in proof.reason


def test_sides_of_different_shapes_cannot_be_compared() -> None:
    with pytest.raises(ShapeError, match="cannot compare"):
        prove(zero("m", "n"), zero("n", "m"), Program({}))


def test_one_name_for_two_symbols_gives_no_proof() -> None:
    other = symbol("A", "n", "m")
    proof = prove(total(hadamard(A, A)), total(hadamard(other, other)), Program({}))
    assert isinstance(proof, NoProof)
    assert "stands for two symbols" in proof.reason
    with pytest.raises(InputError, match="two definitions of A"):
        Program({A: ones("m", "n"), other: ones("n", "m")})


def test_definitions_in_a_circle_are_refused() -> None:
    with pytest.raises(InputError, match="circle"):
        Program({z: a, a: z})


@pytest.mark.parametrize(
    "name", ["b0.0", "n1", "*", "δ", "x']·'x", "|m|", "'", '"', "\\", "1*Σ[b0.0:()]", "recip", "m"]
)
def test_names_that_imitate_the_text_of_a_normal_form_do_not_deceive(name: str) -> None:
    odd, plain = symbol(name, "n", 1), symbol("x", "n", 1)
    assert isinstance(prove(matmul(transpose(odd), odd), squared_norm(odd), Program({})), Proof)
    assert isinstance(prove(matmul(transpose(odd), plain), squared_norm(odd), Program({})), NoProof)
    assert isinstance(prove(apply(unknown(name), odd), odd, Program({})), NoProof)
    assert isinstance(prove(total(odd), scale(total(ones("n", 1)), total(odd)), Program({})), NoProof)


def test_a_name_that_looks_like_a_product_is_one_symbol() -> None:
    y, v = symbol("y", "n", 1), symbol("v", "n", 1)
    for name in ("v[n-1,*]·y", "v'[n-1,*]·'y"):
        assert isinstance(prove(hadamard(v, y), symbol(name, "n", 1), Program({})), NoProof)


def test_a_scalar_of_the_name_of_a_dimension_is_not_the_dimension() -> None:
    assert isinstance(prove(symbol("m"), total(ones("m", 1)), Program({})), NoProof)


def test_the_gradient_by_an_intermediate_holds_what_is_upstream_fixed() -> None:
    program = Program(NETWORK)
    assert isinstance(prove(partial(J, z), scale(2, hadamard(a, apply(f.derivative(), z))), program), Proof)
    assert isinstance(prove(partial(total(hadamard(A, A)), z), zero("m", "k"), program), Proof)


def test_a_weight_used_twice_has_both_contributions() -> None:
    W, p, q, loss = symbol("W", "n", "n"), symbol("p", "m", "n"), symbol("q", "m", "n"), symbol("L")
    program = Program({p: apply(f, matmul(A, W)), q: matmul(p, W), loss: total(apply(g, q))})
    back = apply(g.derivative(), q)
    late = matmul(transpose(p), back)
    early = matmul(transpose(A), hadamard(matmul(back, transpose(W)), apply(f.derivative(), matmul(A, W))))
    assert isinstance(prove(partial(loss, W), add(late, early), program), Proof)
    assert isinstance(prove(partial(loss, W), late, program), NoProof)
    assert isinstance(prove(partial(loss, W), add(early, negate(late)), program), NoProof)


def test_a_skip_connection_adds_the_cotangent() -> None:
    W, u, v, loss = symbol("W", "n", "n"), symbol("u", "m", "n"), symbol("v", "m", "n"), symbol("L")
    program = Program({u: matmul(A, W), v: add(u, apply(f, u)), loss: total(apply(g, v))})
    back = partial(loss, v)
    with_skip = hadamard(back, add(ones("m", "n"), apply(f.derivative(), u)))
    assert isinstance(prove(partial(loss, u), with_skip, program), Proof)
    assert isinstance(prove(partial(loss, u), hadamard(back, apply(f.derivative(), u)), program), NoProof)


def test_products_of_jacobians_are_compositions() -> None:
    W, V = symbol("W", "n", "k"), symbol("V", "k", "k")
    out = symbol("o", "m", "k")
    program = Program({z: matmul(A, W), a: apply(f, z), out: matmul(a, V)})
    assert isinstance(prove(partial(out, W), contract(partial(out, a), partial(a, W)), program), Proof)
    twice = contract(contract(partial(out, a), partial(a, z)), partial(z, W))
    assert isinstance(prove(partial(out, W), twice, program), Proof)
    assert isinstance(prove(partial(out, W), contract(partial(out, z), partial(a, W)), program), NoProof)
