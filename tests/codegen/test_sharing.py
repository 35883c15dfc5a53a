from __future__ import annotations

import ast
from collections import Counter

import pytest

from bpsym.autodiff import derive
from bpsym.codegen import generate
from bpsym.derivation import Derivation, define
from bpsym.expr import Expr, apply, hadamard, known, matmul, squared_norm, symbol, transpose
from tests.codegen.derivations import biased, tied
from tests.networks import deep, two_layer

KINDS = ["sigmoid", "tanh", "relu", "softplus", "exp", "square", "identity", "sqrt", "reciprocal", "sin"]
PROGRAMS = {
    **{f"two-layer {kind}": (two_layer(known(kind)), ["W^{(1)}", "W^{(2)}"]) for kind in KINDS},
    **{
        f"deep {kind}": (deep(5, known(kind)), [f"W^{{({k})}}" for k in range(1, 6)]) for kind in KINDS if kind != "exp"
    },
    "biased": (biased(), ["W", "b", "v", "c"]),
    "tied": (tied(), ["W"]),
}


def work(text: str) -> Counter[str]:
    """Every operation that touches whole arrays, as it is written, with the number of times it is done."""
    main = next(n for n in ast.parse(text).body if isinstance(n, ast.FunctionDef) and n.name == "loss_and_gradients")
    operations = (n for statement in main.body for n in ast.walk(statement) if isinstance(n, ast.BinOp | ast.Call))
    return Counter(ast.unparse(n) for n in operations)


@pytest.mark.parametrize("name", PROGRAMS)
def test_nothing_is_computed_twice(name: str) -> None:
    derivation, wrt = PROGRAMS[name]
    source = generate(derive(derivation, wrt=wrt))
    assert [operation for operation, times in work(source.text).items() if times > 1] == []
    source.load()["check"]()


@pytest.mark.parametrize("spell_out", [False, True])
def test_the_derivative_of_the_sigmoid_is_written_by_the_value_that_is_there(spell_out: bool) -> None:
    derivation = derive(two_layer(known("sigmoid")), wrt=["W^{(1)}", "W^{(2)}"], spell_out=spell_out)
    assert "sigmoid_slope" not in generate(derivation).text
    assert [operation for operation, times in work(generate(derivation).text).items() if times > 1] == []


def test_a_product_under_two_transposes_is_computed_once() -> None:
    A, S, J = symbol("A", "m", "n"), symbol("S", "n", "k"), symbol("J")
    B, C = symbol("B", "k", "m"), symbol("C", "k", "m")
    product = transpose(matmul(A, S))
    equations = (
        define("B", B, apply(known("sin"), product)),
        define("C", C, hadamard(product, B)),
        define("J", J, squared_norm(C)),
    )
    assert work(generate(derive(Derivation(equations), wrt=["S"])).text)["A @ S"] == 1


def test_a_derivative_without_its_value_is_computed_safely() -> None:
    A, B, J = symbol("A", "m", "n"), symbol("B", "m", "n"), symbol("J")
    slope = apply(known("sigmoid").derivative(), A)
    derivation = Derivation((define("B", B, slope), define("J", J, squared_norm(B))))
    assert "sigmoid_slope(A)" in generate(derive(derivation, wrt=["A"])).text


def nested(depth: int) -> Derivation:
    X, J = symbol("X", "n", "n"), symbol("J")
    body: Expr = X
    for _ in range(depth):
        body = apply(known("tanh"), matmul(X, body))
    return Derivation((define("J", J, squared_norm(body)),))


def test_a_deeply_nested_expression_is_cut_into_statements_that_python_can_parse() -> None:
    source = generate(derive(nested(40), wrt=["X"]))
    assert max(line.count("(") for line in source.text.splitlines()) <= 20
    source.load()["check"]()


def test_a_network_of_a_thousand_layers_is_compiled() -> None:
    derivation = derive(deep(1000, known("tanh")), wrt=["W^{(1)}"])
    assert generate(derivation, wrt=["W^{(1)}"]).text.count("@") > 2900
