"""Unicode for terminals, of our own LaTeX and of what people write."""

from __future__ import annotations

import unicodedata

import pytest

from bpsym.expr import KNOWN, apply, known, squared_norm, symbol
from bpsym.printer import terminal, terminal_prose, text, text_equation
from tests.networks import two_layer


def test_the_network_is_readable_in_a_terminal() -> None:
    assert [text_equation(e) for e in two_layer().equations] == [
        "z⁽²⁾ = X W⁽¹⁾",
        "a⁽²⁾ = f(z⁽²⁾)",
        "z⁽³⁾ = a⁽²⁾ W⁽²⁾",
        unicodedata.normalize("NFC", "ŷ = f(z⁽³⁾)"),
        "J = Σ ½ (y − ŷ)²",
        "δ⁽³⁾ = ∂J/∂z⁽³⁾",
        "δ⁽²⁾ = ∂J/∂z⁽²⁾",
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("z^{(2)} = XW^{(1)} \\tag{1}\\\\", "z⁽²⁾ = XW⁽¹⁾ (1)"),
        (r"\delta^{(2)} = \delta^{(3)} (W^{(2)})^{T} f^\prime(z^{(2)})", "δ⁽²⁾ = δ⁽³⁾ W⁽²⁾ᵀ f′(z⁽²⁾)"),
        (r"(W^{(2)})^\top \odot f'(z)", "W⁽²⁾ᵀ ⊙ f′(z)"),
        (r"f(z)^{T}", "f(z)ᵀ"),
        (r"\frac{\partial J}{\partial W^{(k)}}", "∂J/∂W⁽ᵏ⁾"),
        (r"\frac{\partial J}{\partial z} \frac{\partial z}{\partial W}", "∂J/∂z ∂z/∂W"),
        (r"\dfrac{a + b}{2 c}", "(a + b)/(2 c)"),
        (r"\frac12 x", "½ x"),
        (r"\hat y - \bar{x}", "ŷ − x̄"),
        (r"\mathbf{W}_{hh}^{[l]\top}", "Wₕₕ⁽ˡ⁾ᵀ"),
        (r"W_{ab}", "W_(ab)"),
        (r"\operatorname{rows}_{examples}(b)", "rows_examples(b)"),
        (r"W_{in}", "Wᵢₙ"),
        (r"\left( \underbrace{X}_{(m, n)} \right)", "(X)"),
        (r"\|A\|_F^2", "‖A‖²_F"),
        (r"\operatorname{tr}(A)", "tr(A)"),
        (r"A^{\odot 2}", "A²"),
        (r"\sqrt{x}", "√(x)"),
        (r"\begin{aligned} a &= b \end{aligned}", "a = b"),
        (r"\unknown{x}", r"\unknown{x}"),
        (r"\frac{a", "a/"),
        ("^", "^()"),
        ("", ""),
    ],
)
def test_any_formula_becomes_one_line_of_unicode(source: str, expected: str) -> None:
    assert terminal(source) == unicodedata.normalize("NFC", expected)


def test_mathematics_in_a_sentence_is_converted_and_the_rest_is_left_alone() -> None:
    assert terminal_prose(r"Through $z^{(3)}$, a_b^c passes $\delta$.") == "Through z⁽³⁾, a_b^c passes δ."


@pytest.mark.parametrize("kind", KNOWN)
def test_no_known_function_leaves_a_backslash_in_a_terminal(kind: str) -> None:
    assert "\\" not in text(apply(known(kind).derivative(), apply(known(kind), symbol("A", "m", "n"))))


def test_a_norm_keeps_its_index() -> None:
    assert text(squared_norm(symbol("W^{(1)}", "m", "n"))) == "‖W⁽¹⁾‖²_F"
