"""Layers as people write them: bare superscripts, layers with a transpose or a prime, tops, functions of one layer."""

from __future__ import annotations

import pytest

from bpsym.errors import UnreadError
from bpsym.notation import Call, Differential, Formula, Layer, Name, Power, Transposed
from bpsym.reader.canonical import canonical_name
from bpsym.reader.names import Names
from bpsym.reader.parse import parse
from bpsym.reader.superscript import read_layer
from bpsym.reader.token import tokenize
from bpsym.review import check_text

BARE = Names(frozenset({"y"}), frozenset({"g^{l}", r"\sigma"}), layered=frozenset({"w^{@}", "a^{@}", r"\delta^{@}"}))


def formula(text: str, names: Names = BARE) -> Formula:
    return parse(tokenize(text, 0, len(text)), len(text), names)


@pytest.mark.parametrize(
    ("text", "layer"),
    [
        ("w^l", Layer("l")),
        ("w^{l}", Layer("l")),
        ("a^{l-1}", Layer("l", -1)),
        (r"\delta^{l+1}", Layer("l", 1)),
        (r"\delta^L", Layer("L")),
        ("a^2", Layer("", 2)),
        (r"\mathbf{w}^l", Layer("l")),
        (r"{w}^{l}", Layer("l")),
        (r"a^\ell", Layer(r"\ell")),
    ],
)
def test_a_bare_superscript_of_a_declared_family_is_a_layer(text: str, layer: Layer) -> None:
    found = formula(text)
    assert isinstance(found, Name)
    assert found.layer == layer
    assert found.template.endswith("^{@}")


@pytest.mark.parametrize("text", ["y^2", r"\sigma(y)^2", "(a^l)^2", "{a^l}^2", "(a^2)^2"])
def test_a_power_of_something_else_stays_a_power(text: str) -> None:
    found = formula(text)
    assert isinstance(found, Power)


@pytest.mark.parametrize("text", ["(w^{l+1})^T", "{w^{l+1}}^T", "w^{l+1T}", r"w^{l+1\top}"])
def test_a_transpose_at_a_bare_layer_is_a_transpose(text: str) -> None:
    found = formula(text)
    assert isinstance(found, Transposed)
    assert isinstance(found.base, Name)
    assert found.base.layer == Layer("l", 1)


def test_a_t_at_a_family_is_a_transpose_and_no_layer() -> None:
    assert isinstance(formula("w^T"), Transposed)


def test_without_a_declaration_a_superscript_is_no_layer() -> None:
    assert isinstance(formula("w^2", Names()), Power)
    assert isinstance(formula("w^n", Names()), Power)


@pytest.mark.parametrize(
    ("text", "layer"),
    [("n_l", Layer("n_l")), ("n_{l}", Layer("n_l")), ("n_l-1", Layer("n_l", -1)), (r"\ell+1", Layer(r"\ell", 1))],
)
def test_a_top_may_have_an_index(text: str, layer: Layer) -> None:
    assert read_layer(text) == layer


@pytest.mark.parametrize("text", ["g^{l'}(y)", "{g^l}'(y)", "g^l'(y)", "g^{l}{'}(y)", r"g^{l\prime}(y)", "g'^{l}(y)"])
def test_a_prime_at_a_function_of_one_layer_is_its_derivative(text: str) -> None:
    found = formula(text)
    assert isinstance(found, Call)
    assert (found.primes, found.function.template, found.function.layer) == (1, "g^{@}", Layer("l"))


def test_the_function_of_another_layer_is_another_function() -> None:
    header = (
        "---\nbpsym: {families: {'z^l': {shape: [n], l: '1..3'}, 'a^l': {shape: [n], l: '1..3'}},"
        " functions: {'g^l': elementwise}}\n---\n$$ a^l = g^l(z^l) $$\n"
    )
    same = check_text(header + "$$ a^2 = g^2(z^2) $$\n", "n.md").entries[-1]
    other = check_text(header + "$$ a^2 = g^3(z^2) $$\n", "n.md").entries[-1]
    assert (same.verdict.value, other.verdict.value) == ("proved", "undecided")


def test_names_of_a_header_may_have_bare_layers_and_several_letters() -> None:
    assert [canonical_name(t) for t in ("w^2", "W1", "dZ2", r"\mathbf{w}^{2}")] == ["w^{2}", "W1", "dZ2", "w^{2}"]


WORDS = Names(frozenset({"W1", "dZ2", "X"}), frozenset({"Sigmoid"}), matrices=frozenset({"W1", "X"}))


def test_words_of_the_header_are_one_name_and_other_letters_are_not() -> None:
    assert [type(n).__name__ for n in formula("X W1 + dZ2", WORDS).walk()].count("Name") == 3
    assert isinstance(formula("Sigmoid'(W1)", WORDS), Call)
    with pytest.raises(UnreadError, match="two numbers side by side"):
        formula("W 1 2", WORDS)


DIFFERENTIAL = Names(frozenset({"W2", "Z", "J"}), differentials={"": "J", "Z": "L"})


@pytest.mark.parametrize(
    ("text", "of", "wrt"),
    [
        ("dW2", "J", "W2"),
        ("dZ", "L", "Z"),
        ("dZ^{[1]}", "L", "Z^{[1]}"),
        ("dJ/dW2", "J", "W2"),
        (r"\partial J / \partial W2", "J", "W2"),
        (r"\frac{dJ}{dW2}", "J", "W2"),
    ],
)
def test_derivatives_without_a_fraction(text: str, of: str, wrt: str) -> None:
    found = formula(text, DIFFERENTIAL)
    assert isinstance(found, Differential)
    assert isinstance(found.of, Name)
    assert isinstance(found.wrt, Name)
    assert (found.of.text, found.wrt.text) == (of, wrt)


def test_a_d_without_a_declaration_is_a_factor() -> None:
    assert not isinstance(formula("dW", Names(frozenset({"W"}))), Differential)
    assert not isinstance(formula("d W2", DIFFERENTIAL), Differential)
