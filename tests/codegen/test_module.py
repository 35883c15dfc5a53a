from __future__ import annotations

import ast
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import sympy

from bpsym.autodiff import derive
from bpsym.codegen import generate
from bpsym.derivation import Derivation, claim, define
from bpsym.errors import InputError, UnsupportedError
from bpsym.expr import (
    Function,
    Symbol,
    apply,
    constant,
    fill,
    hadamard,
    known,
    matmul,
    negate,
    own_function,
    partial,
    squared_norm,
    subtract,
    symbol,
    total,
    transpose,
    unknown,
)
from tests.codegen.derivations import biased, tied
from tests.networks import CODE_NAMES, H, I, M, O, two_layer

GOLDEN = Path(__file__).with_name("two_layer_golden.txt")
WEIGHTS = ["W^{(1)}", "W^{(2)}"]


def written_by_hand(f: Function) -> Derivation:
    """The two-layer network with the four equations of the notes, not derived."""
    y, y_hat, J = symbol("y", M, O), symbol(r"\hat{y}", M, O), symbol("J")
    X, a2, W1, W2 = symbol("X", M, I), symbol("a^{(2)}", M, H), symbol("W^{(1)}", I, H), symbol("W^{(2)}", H, O)
    z2, z3 = symbol("z^{(2)}", M, H), symbol("z^{(3)}", M, O)
    delta2, delta3 = symbol(r"\delta^{(2)}", M, H), symbol(r"\delta^{(3)}", M, O)
    claims = (
        claim("dW1", partial(J, W1), matmul(transpose(X), delta2)),
        claim("dW2", partial(J, W2), matmul(transpose(a2), delta3)),
        claim("d2", delta2, hadamard(matmul(delta3, transpose(W2)), apply(f.derivative(), z2))),
        claim("d3", partial(J, z3), hadamard(negate(subtract(y, y_hat)), apply(f.derivative(), z3))),
    )
    return two_layer(f).extended(claims)


def test_the_module_of_the_two_layer_network_is_the_golden_one() -> None:
    derivation = derive(two_layer(), wrt=WEIGHTS)
    assert generate(derivation, functions={"f": "sigmoid"}).text == GOLDEN.read_text(encoding="utf-8")


def test_the_golden_module_runs_alone_with_numpy_only(tmp_path: Path) -> None:
    file = tmp_path / "network.py"
    file.write_text(GOLDEN.read_text(encoding="utf-8"), encoding="utf-8")
    ran = subprocess.run([sys.executable, "-I", str(file)], capture_output=True, text=True, cwd=tmp_path, check=True)
    assert [line.split(":")[0] for line in ran.stdout.splitlines()] == ["W1", "W2"]
    imported = {a.name for n in ast.walk(ast.parse(file.read_text())) if isinstance(n, ast.Import) for a in n.names}
    assert imported == {"numpy"}


def test_the_check_of_a_module_fails_where_a_gradient_is_wrong() -> None:
    wrong = GOLDEN.read_text(encoding="utf-8").replace("delta3 = -difference", "delta3 = difference")
    names: dict[str, object] = {"__name__": "wrong"}
    exec(wrong, names)
    check = names["check"]
    assert callable(check)
    with pytest.raises(SystemExit, match="the gradient by W1 disagrees"):
        check()


def test_equations_written_by_hand_give_the_same_statements_in_an_order_that_works() -> None:
    by_hand = generate(written_by_hand(unknown("f")), functions={"f": "sigmoid"})
    derived = generate(derive(two_layer(), wrt=WEIGHTS), functions={"f": "sigmoid"})
    lines = [{s.strip() for s in source.text.splitlines() if " = " in s} for source in (by_hand, derived)]
    assert lines[0] == lines[1]
    by_hand.load()["check"]()


def test_the_arguments_are_the_data_and_then_the_parameters() -> None:
    source = generate(derive(two_layer(known("tanh")), wrt=WEIGHTS))
    assert [source.names[s] for s in source.inputs] == ["X", "y", "W1", "W2"]
    assert [source.names[s] for s in source.prediction_inputs] == ["X", "W1", "W2"]
    assert source.prediction == symbol(r"\hat{y}", M, O)


def test_the_prediction_does_without_the_target_even_if_the_error_is_defined() -> None:
    X, W, y = symbol("X", "m", "d"), symbol("W", "d", "o"), symbol("y", "m", "o")
    p, e, J = symbol("p", "m", "o"), symbol("e", "m", "o"), symbol("J")
    equations = (define("p", p, matmul(X, W)), define("e", e, subtract(y, p)), define("J", J, squared_norm(e)))
    assert generate(derive(Derivation(equations), wrt=["W"])).prediction == p


def test_the_prediction_of_an_autoencoder_is_its_reconstruction() -> None:
    assert generate(derive(tied(), wrt=["W"])).prediction == symbol("r", "m", "d")


def test_a_prediction_can_be_chosen_by_name_and_must_be_a_forward_value() -> None:
    derivation = derive(two_layer(known("tanh")), wrt=WEIGHTS)
    assert generate(derivation, prediction="a2").prediction == symbol("a^{(2)}", M, H)
    with pytest.raises(InputError, match="X is no forward value; there are"):
        generate(derivation, prediction="X")


def test_a_scalar_that_is_a_dimension_is_read_off_the_arrays() -> None:
    source = generate(derive(biased(), wrt=["W", "b", "v", "c"]))
    assert "m = X.shape[0]" in source.text
    assert [source.names[s] for s in source.inputs] == ["X", "y", "lambda_", "W", "b", "v", "c"]


def test_an_unknown_function_must_be_supplied() -> None:
    with pytest.raises(InputError, match=r"the function f is unknown.*functions={'f': 'sigmoid'}"):
        generate(derive(two_layer(), wrt=WEIGHTS))


def test_a_function_that_the_derivation_does_not_have_cannot_be_supplied() -> None:
    with pytest.raises(InputError, match="no unknown function 'g' in this derivation; there are: f"):
        generate(derive(two_layer(), wrt=WEIGHTS), functions={"g": "sigmoid"})


def test_a_function_that_nobody_knows_cannot_be_supplied() -> None:
    with pytest.raises(InputError, match="f = 'sigmoidal': no such function; there are identity, sigmoid"):
        generate(derive(two_layer(), wrt=WEIGHTS), functions={"f": "sigmoidal"})


def test_an_expression_in_two_symbols_cannot_be_supplied() -> None:
    with pytest.raises(UnsupportedError, match="f must be an expression in one symbol"):
        generate(derive(two_layer(), wrt=WEIGHTS), functions={"f": sympy.Symbol("a") * sympy.Symbol("b")})


def test_a_sympy_expression_can_be_supplied() -> None:
    t = sympy.Symbol("t")
    source = generate(derive(two_layer(), wrt=WEIGHTS), functions={"f": t / (1 + sympy.exp(-t))})
    source.load()["check"]()
    assert "def f(z):" in source.text
    assert "def fPrime(z):" in source.text


def test_the_loss_must_be_a_scalar_that_exists() -> None:
    derivation = derive(two_layer(known("tanh")), wrt=WEIGHTS)
    with pytest.raises(InputError, match="gradients are those of a scalar"):
        generate(derivation, of="z2")
    with pytest.raises(InputError, match="no symbol 'L'"):
        generate(derivation, of="L")


def test_without_gradients_there_is_nothing_to_generate() -> None:
    with pytest.raises(InputError, match="no gradient of J by an input is among the equations"):
        generate(two_layer(known("tanh")))


def test_a_gradient_that_nothing_computes_is_named() -> None:
    derivation = derive(two_layer(known("tanh")), wrt=["W^{(2)}"])
    with pytest.raises(InputError, match="no equation says how to compute"):
        generate(derivation, wrt=["W1"])


def test_an_intermediate_is_no_parameter() -> None:
    with pytest.raises(InputError, match=r"z\^\{\(3\)\} is computed, not given"):
        generate(derive(two_layer(known("tanh")), wrt=WEIGHTS), wrt=["z3"])


def test_a_size_that_no_input_has_is_refused() -> None:
    p, J = symbol("p"), symbol("J")
    derivation = Derivation((define("J", J, total(fill(p, "m", "n"))),))
    with pytest.raises(UnsupportedError, match="the size m is needed, and no input has it"):
        generate(derive(derivation, wrt=["p"]))


HOSTILE = ['"""\nimport os\n"""', "\\", 'end"', '\\"""', "a\nb", "'''"]


@pytest.mark.parametrize("title", HOSTILE)
def test_no_title_escapes_from_its_docstring(title: str) -> None:
    text = generate(replace(derive(biased(), wrt=["W"]), title=title)).text
    assert [type(n).__name__ for n in ast.parse(text).body][:2] == ["Expr", "Import"]
    assert "import os" not in [line.strip() for line in text.splitlines()]


@pytest.mark.parametrize("name", [*HOSTILE, "W); import os; (", "class", "np", "forward", "check", "sigmoid", "print"])
def test_no_name_of_a_symbol_or_dimension_escapes_from_the_code(name: str) -> None:
    W, J, d = Symbol(name, *symbol("W", "m", name).shape), symbol("J"), symbol("Y", "m", name)
    function = own_function(name, sympy.Symbol("t") ** 3, sympy.Symbol("t"))
    derivation = Derivation(
        (define("Y", d, apply(function, W)), define("J", J, squared_norm(d))), {name: name, **CODE_NAMES}
    )
    text = generate(derive(derivation, wrt=[W])).text
    kinds = [type(n).__name__ for n in ast.parse(text).body]
    assert kinds.count("Import") == 1
    assert set(kinds) == {"Expr", "Import", "FunctionDef", "If"}
    generate(derive(derivation, wrt=[W])).load()["check"]()


def test_a_long_list_of_arguments_is_broken_over_lines() -> None:
    J, weights = symbol("J"), [symbol(f"aVeryLongNameOfAWeight_{k}", "m", "n") for k in range(9)]
    equations = [define("J", J, squared_norm(weights[0]))]
    value = weights[0]
    for k, weight in enumerate(weights[1:]):
        product = symbol(f"product_{k}", "m", "n")
        equations.insert(0, define(f"p{k}", product, hadamard(value, weight)))
        value = product
    equations[-1] = define("J", J, squared_norm(value))
    text = generate(derive(Derivation(tuple(equations)), wrt=weights)).text
    assert max(map(len, text.splitlines())) <= 120
    compile(text, "long", "exec")


def test_numbers_keep_their_value_and_floats_their_precision() -> None:
    A, J = symbol("A", "m", "n"), symbol("J")
    derivation = Derivation((define("J", J, total(hadamard(fill(constant(10**400), "m", "n"), A))),))
    with pytest.raises(UnsupportedError, match="too large for a float"):
        generate(derive(derivation, wrt=["A"]))
    one = Derivation((define("J", J, total(hadamard(fill(constant(2**60), "m", "n"), A))),))
    loss, _ = generate(derive(one, wrt=["A"])).load()["loss_and_gradients"](np.ones((2, 3), dtype=np.float32))
    assert loss.dtype == np.float32
    assert float(loss) == 6 * 2.0**60
