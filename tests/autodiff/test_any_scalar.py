from __future__ import annotations

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from bpsym.autodiff import derive
from bpsym.derivation import Derivation, claim, define
from bpsym.expr import Expr, Map, negate, symbol, total
from tests.autodiff.expressions import SIZES, matrices
from tests.autodiff.oracle import wrong_claims
from tests.networks import two_layer

J = symbol("J")


@st.composite
def programs(draw: st.DrawFn) -> Derivation:
    """Up to three intermediates, each of which stands in for the symbols of its shape in those after it, and J."""
    equations = []
    names: dict[Expr, Expr] = {}
    for index in range(draw(st.integers(0, 3))):
        m, n = draw(st.sampled_from(SIZES)), draw(st.sampled_from(SIZES))
        Z = symbol(f"Z_{index}", m, n)
        equations.append(define(Z.name, Z, renamed(draw(matrices(m, n, 2)), names)))
        names[symbol(f"A_{m}{n}", m, n)] = Z
    m, n = draw(st.sampled_from(SIZES)), draw(st.sampled_from(SIZES))
    equations.append(define("J", J, total(renamed(draw(matrices(m, n, 3)), names))))
    return Derivation(tuple(equations))


def renamed(expr: Expr, names: dict[Expr, Expr]) -> Expr:
    return names.get(expr) or expr.with_children(tuple(renamed(child, names) for child in expr.children))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(programs(), st.booleans())
def test_all_gradients_of_any_scalar_by_any_variable_are_right(net: Derivation, spell_out: bool) -> None:
    variables = [symbol for symbol in net.symbols if symbol != J]
    assume(variables)
    derived = derive(net, wrt=variables, spell_out=spell_out and not uses_tables(net))
    assert len(derived.claims) >= len(variables)
    assert wrong_claims(derived, J) == []


def uses_tables(net: Derivation) -> bool:
    """Whether a function occurs whose spelled-out derivative the random tables of the oracle know nothing about."""
    nodes = (node for equation in net.equations for node in equation.right.walk())
    return any(isinstance(node, Map) and node.function.kind == "tanh" for node in nodes)


def test_the_oracle_refutes_a_wrong_sign_anywhere() -> None:
    derived = derive(two_layer(), wrt=["W1", "W2"])
    assert wrong_claims(derived, J) == []
    for wrong in derived.claims:
        changed = [claim(e.id, e.left, negate(e.right)) if e is wrong else e for e in derived.equations]
        assert wrong.id in wrong_claims(Derivation(tuple(changed)), J)
