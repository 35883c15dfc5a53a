from __future__ import annotations

from fractions import Fraction

import pytest

from bpsym.autodiff import derive
from bpsym.derivation import Derivation, Equation, define
from bpsym.expr import (
    Expr,
    Symbol,
    add,
    apply,
    broadcast_over_columns,
    broadcast_over_rows,
    constant,
    divide,
    hadamard,
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
from bpsym.rules import RULES
from tests.autodiff.oracle import wrong_claims
from tests.networks import deep, two_layer

F = unknown("f")
J = symbol("J")
X, y = symbol("X", "m", "n"), symbol("y", "m", 1)
W, w, b = symbol("W", "n", "k"), symbol("w", "n", 1), symbol("b", 1, "k")
HALF = constant(Fraction(1, 2))


def right_sides(derived: Derivation) -> dict[Expr, Expr]:
    return {equation.left: equation.right for equation in derived.claims}


def gradient(scalar: Expr, wrt: Symbol, *before: Equation) -> Expr:
    """∂J/∂wrt for J = scalar, proved by the oracle first."""
    derived = derive(Derivation((*before, define("J", J, scalar))), wrt=[wrt])
    assert wrong_claims(derived, J) == []
    return right_sides(derived)[partial(J, wrt)]


def test_the_two_layer_network_gives_the_delta_rules_of_the_notes_in_their_order() -> None:
    net = two_layer()
    s = {symbol.name: symbol for symbol in net.symbols}
    d3, d2, y_hat = s[r"\delta^{(3)}"], s[r"\delta^{(2)}"], s[r"\hat{y}"]
    derived = derive(net, wrt=["W1", "W2"])
    assert [(e.left, e.right) for e in derived.claims] == [
        (d3, negate(hadamard(subtract(s["y"], y_hat), apply(F.derivative(), s["z^{(3)}"])))),
        (partial(s["J"], s["W^{(2)}"]), matmul(transpose(s["a^{(2)}"]), d3)),
        (d2, hadamard(matmul(d3, transpose(s["W^{(2)}"])), apply(F.derivative(), s["z^{(2)}"]))),
        (partial(s["J"], s["W^{(1)}"]), matmul(transpose(s["X"]), d2)),
    ]
    assert derived.equations[: len(net.equations)] == net.equations


def test_sigma_prime_is_written_by_the_names_at_hand_on_request() -> None:
    net = two_layer(known("sigmoid"))
    s = {symbol.name: symbol for symbol in net.symbols}
    a2, y_hat = s["a^{(2)}"], s[r"\hat{y}"]
    found = right_sides(derive(net, wrt=["W1"], spell_out=True))
    slope = hadamard(y_hat, subtract(ones(y_hat.rows, y_hat.columns), y_hat))
    assert found[s[r"\delta^{(3)}"]] == negate(hadamard(subtract(s["y"], y_hat), slope))
    back = matmul(s[r"\delta^{(3)}"], transpose(s["W^{(2)}"]))
    assert found[s[r"\delta^{(2)}"]] == hadamard(back, hadamard(a2, subtract(ones(a2.rows, a2.columns), a2)))


def test_sigma_prime_is_left_standing_otherwise() -> None:
    sigma = known("sigmoid")
    net = two_layer(sigma)
    z3 = net.find("z3")
    assert apply(sigma.derivative(), z3) in right_sides(derive(net, wrt=["W2"]))[net.find("delta3")].walk()


def test_least_squares() -> None:
    residual = subtract(matmul(X, w), y)
    assert gradient(squared_norm(residual), w) == scale(2, matmul(transpose(X), residual))


def test_a_mean_keeps_its_factor_in_front() -> None:
    residual, m = subtract(matmul(X, w), y), symbol("M")
    found = gradient(scale(divide(constant(1), scale(2, m)), squared_norm(residual)), w)
    assert found == scale(divide(constant(1), m), matmul(transpose(X), residual))


def test_half_lambda_times_the_squared_norm_gives_lambda_times_the_weights() -> None:
    factor = scale(HALF, symbol("\\lambda"))
    assert gradient(scale(factor, squared_norm(W)), W) == scale(symbol("\\lambda"), W)
    assert gradient(scale(factor, squared_norm(W)), symbol("\\lambda")) == scale(HALF, squared_norm(W))


def test_a_bias_that_is_broadcast_over_rows_receives_the_sum_over_rows() -> None:
    z = symbol("z", "m", "k")
    net = define("z", z, add(matmul(X, W), broadcast_over_rows(b, "m")))
    assert gradient(total(apply(F, z)), b, net) == sum_over_rows(apply(F.derivative(), z))


def test_a_trace_of_a_product_gives_the_textbook_form() -> None:
    A, M, B = symbol("A", "m", "n"), symbol("M", "m", "k"), symbol("B", "k", "n")
    scalar = trace(matmul(matmul(transpose(A), M), B))
    assert gradient(scalar, M) == matmul(A, transpose(B))
    assert gradient(scalar, A) == matmul(M, B)
    assert gradient(scalar, B) == matmul(transpose(M), A)


def test_a_quadratic_form_adds_both_contributions() -> None:
    S, v = symbol("S", "n", "n"), symbol("v", "n", 1)
    scalar = matmul(matmul(transpose(v), S), v)
    assert gradient(scalar, v) == add(matmul(S, v), matmul(transpose(S), v))
    assert gradient(scalar, S) == matmul(v, transpose(v))


def test_a_step_says_how_many_contributions_it_adds() -> None:
    S, v = symbol("S", "n", "n"), symbol("v", "n", 1)
    quadratic = derive(Derivation((define("J", J, matmul(matmul(transpose(v), S), v)),)), wrt=[v, S])
    reasons = {equation.left: equation.step.reason for equation in quadratic.claims if equation.step is not None}
    assert reasons[partial(J, v)].endswith("; the 2 contributions are added.")
    assert "contributions" not in reasons[partial(J, S)]


def test_equal_contributions_are_counted() -> None:
    assert gradient(trace(matmul(transpose(X), X)), X) == scale(2, X)
    assert gradient(total(hadamard(X, hadamard(X, X))), X) == scale(3, hadamard(X, X))


def test_cross_entropy_divides_by_the_probabilities() -> None:
    P, Y = symbol("P", "m", "k"), symbol("Y", "m", "k")
    scalar = negate(total(hadamard(Y, apply(known("log"), P))))
    assert gradient(scalar, P) == negate(divide(Y, P))


def test_the_value_of_exp_goes_by_its_name() -> None:
    E, Z = symbol("E", "m", "k"), symbol("Z", "m", "k")
    found = gradient(squared_norm(E), Z, define("E", E, apply(known("exp"), Z)))
    assert found == scale(2, hadamard(E, E))


def test_softmax_over_rows_is_right() -> None:
    Z, E, P, Y = (symbol(name, "m", "k") for name in "ZEPY")
    share = divide(E, broadcast_over_columns(sum_over_columns(E), "k"))
    before = define("E", E, apply(known("exp"), Z)), define("P", P, share)
    gradient(negate(total(hadamard(Y, apply(known("log"), P)))), Z, *before)


@pytest.mark.parametrize("layers", [1, 2, 3, 6])
def test_every_claim_on_a_deep_network_is_right(layers: int) -> None:
    derived = derive(deep(layers), wrt=[s for s in deep(layers).symbols if s.name != "J"])
    assert wrong_claims(derived, J) == []
    assert len(derived.claims) == 1 + 3 * layers + 1


def test_cotangents_without_a_name_are_referred_to_as_derivatives() -> None:
    net = deep(2)
    z3, z2, a2 = (net.find(name) for name in ("z^{(3)}", "z^{(2)}", "a^{(2)}"))
    W1, W2 = net.find("W^{(1)}"), net.find("W^{(2)}")
    found = right_sides(derive(net, wrt=[W1, W2]))
    assert list(found) == [partial(J, z3), partial(J, W2), partial(J, W1)]
    assert found[partial(J, W2)] == matmul(transpose(a2), partial(J, z3))
    delta = hadamard(matmul(partial(J, z3), transpose(W2)), apply(F.derivative(), z2))
    assert found[partial(J, W1)] == matmul(transpose(net.find("X")), delta)


def longest(derived: Derivation) -> int:
    return max(sum(1 for _ in equation.right.walk()) for equation in derived.claims)


@pytest.mark.parametrize("wrt", [None, ["W^{(1)}"]])
def test_no_equation_grows_with_the_number_of_layers(wrt: list[str] | None) -> None:
    small, large = derive(deep(32), wrt=wrt), derive(deep(128), wrt=wrt)
    assert longest(small) == longest(large)
    assert len(large.claims) <= 4 * len(small.claims) + 4


def test_a_thousand_layers_do_not_recurse() -> None:
    assert len(derive(deep(1000)).claims) == 2002


def test_weights_used_a_thousand_times_add_a_thousand_contributions() -> None:
    V = symbol("V", "n", "n")
    h = [symbol(f"h_{{{t}}}", "m", "n") for t in range(1001)]
    steps = [define(f"h{t + 1}", h[t + 1], apply(F, matmul(h[t], V))) for t in range(1000)]
    derived = derive(Derivation((*steps, define("J", J, squared_norm(h[-1])))), wrt=[V])
    step = derived.claims[-1].step
    assert step is not None
    assert step.rules.count("matmul_pullback") >= 1000
    assert step.reason.endswith("the 1000 contributions are added.")


def test_weights_used_twice_and_skips_are_right() -> None:
    V = symbol("V", "n", "n")
    h = [symbol(f"h_{{{t}}}", "m", "n") for t in range(3)]
    steps = [define(f"h{t + 1}", h[t + 1], add(h[t], apply(F, matmul(h[t], V)))) for t in range(2)]
    derived = derive(Derivation((*steps, define("J", J, squared_norm(h[2])))), wrt=[V, h[0], h[1]])
    assert wrong_claims(derived, J) == []
    first, second = (matmul(transpose(h[t]), hadamard(partial(J, h[t + 1]), _slope(h[t], V))) for t in range(2))
    assert right_sides(derived)[partial(J, V)] == add(first, second)


def _slope(h: Expr, V: Expr) -> Expr:
    return apply(F.derivative(), matmul(h, V))


def test_an_intermediate_that_is_asked_for_has_its_own_equation() -> None:
    net = deep(1)
    a2 = net.find("a^{(2)}")
    assert right_sides(derive(net, wrt=[a2]))[partial(J, a2)] == negate(subtract(net.find("y"), a2))


def test_the_scalar_by_itself_is_one() -> None:
    net = deep(1)
    assert right_sides(derive(net, wrt=["J"])) == {partial(J, J): constant(1)}


def test_a_variable_that_does_not_matter_has_the_gradient_zero_and_the_step_says_why() -> None:
    derived = derive(Derivation((define("Z", symbol("Z", 1, "k"), b), define("J", J, squared_norm(W)))), wrt=["b", "W"])
    *_, last = derived.claims
    assert (last.left, last.right) == (partial(J, b), zero(1, "k"))
    assert last.step is not None
    assert last.step.rules == ()
    assert last.step.reason == "$J$ does not depend on $b$: no definition leads from one to the other."
    assert last.step.origin == "J"


def test_a_step_names_its_rules_its_reason_and_its_origin() -> None:
    delta3, dW2, delta2, dW1 = (equation.step for equation in derive(two_layer(), wrt=["W1", "W2"]).claims)
    assert delta2 is not None
    assert dW2 is not None
    assert dW1 is not None
    assert delta3 is not None
    assert dW2.rules == dW1.rules == ("matmul_pullback",)
    assert delta2.rules == ("matmul_pullback", "map_pullback")
    assert delta3.rules[0] == "total_pullback"
    assert delta3.rules[-1] == "map_pullback"
    assert (delta3.origin, dW2.origin, delta2.origin, dW1.origin) == ("eq5 eq4", "eq3", "eq3 eq2", "eq1")
    assert dW2.reason == (
        "Through $z^{(3)}$, a matrix product gives its right factor the transposed left factor times the cotangent."
    )
    assert {*delta3.rules, *delta2.rules} <= {rule.name for rule in RULES.values()}
