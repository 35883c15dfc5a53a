from __future__ import annotations

import pytest

from bpsym.autodiff import derive
from bpsym.derivation import Derivation, define
from bpsym.errors import InputError, UnsupportedError
from bpsym.expr import Expr, apply, partial, squared_norm, symbol, total, unknown
from tests.autodiff.oracle import wrong_claims
from tests.networks import CODE_NAMES, two_layer

F = unknown("f")
J = symbol("J")
W = symbol("W", "n", "k")


def right_sides(derived: Derivation) -> dict[Expr, Expr]:
    return {equation.left: equation.right for equation in derived.claims}


def test_ids_are_made_of_code_names_and_are_unique() -> None:
    derived = derive(two_layer(), wrt=["W1", "W2"])
    assert [e.id for e in derived.claims] == ["delta3-2", "dJdW2", "delta2-2", "dJdW1"]
    twice = derive(derived, wrt=["W1"])
    ids = [e.id for e in twice.equations]
    assert len(set(ids)) == len(ids)


def test_by_default_all_inputs_are_asked_for() -> None:
    net = two_layer()
    derived = derive(net)
    assert wrong_claims(derived, J) == []
    wanted = {partial(J, net.find(name)) for name in ("X", "y", "W1", "W2")}
    assert wanted <= right_sides(derived).keys()


def test_by_default_only_the_gradients_that_the_notes_mention_are_asked_for() -> None:
    derived = derive(derive(two_layer(), wrt=["W2"]))
    lefts = [e.left for e in derived.claims]
    assert lefts[2:] == lefts[:2]


def test_only_a_scalar_can_be_differentiated() -> None:
    with pytest.raises(InputError, match=r"only a scalar has a gradient, and z\^\{\(2\)\} has the shape .*: J$"):
        derive(two_layer(), of="z2")


def test_an_unknown_name_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(InputError, match=r"no symbol 'W9' in this derivation; there are .*W\^\{\(1\)\}"):
        derive(two_layer(), wrt=["W9"])


def test_a_symbol_of_another_shape_is_refused() -> None:
    with pytest.raises(InputError, match=r"W\^\{\(1\)\} has the shape .* in this derivation, and \(n, k\) was asked"):
        derive(two_layer(), wrt=[symbol("W^{(1)}", "n", "k")])


def test_a_symbol_that_means_a_derivative_is_no_variable() -> None:
    with pytest.raises(InputError, match="is itself defined by a derivative"):
        derive(two_layer(), wrt=["delta3"])


def test_a_scalar_computed_from_a_derivative_is_refused() -> None:
    G, K = symbol("G", "n", "k"), symbol("K")
    loss = define("J", J, squared_norm(W))
    equations = (loss, define("G", G, partial(J, W)), define("K", K, squared_norm(G)))
    with pytest.raises(UnsupportedError, match="K is computed from G, which is defined by a derivative"):
        derive(Derivation(equations), of=K, wrt=[W])


def test_a_circle_of_definitions_is_refused() -> None:
    A, B = symbol("A", "n", "n"), symbol("B", "n", "n")
    circle = define("A", A, apply(F, B)), define("B", B, apply(F, A)), define("J", J, total(A))
    with pytest.raises(InputError, match="form a circle"):
        derive(Derivation(circle))


def test_derive_needs_no_names_in_code() -> None:
    net = Derivation(two_layer().equations)
    assert [e.id for e in derive(net, wrt=["W^{(1)}", "W^{(2)}"]).claims] == ["delta3-2", "dJdW2", "delta2-2", "dJdW1"]
    assert CODE_NAMES["W^{(1)}"] == "W1"


def test_the_first_definition_of_a_symbol_is_the_one_that_is_differentiated() -> None:
    Z = symbol("Z", "n", "k")
    equations = (
        define("first", Z, apply(F, W)),
        define("second", Z, apply(F, apply(F, W))),
        define("J", J, squared_norm(Z)),
    )
    (only,) = derive(Derivation(equations), wrt=[W]).claims
    assert only.step is not None
    assert only.step.origin == "J first"
    assert only.step.rules == ("squared_norm_pullback", "map_pullback")
