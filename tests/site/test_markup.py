"""Messages of the verifier as HTML."""

from __future__ import annotations

import pytest

from bpsym.site.markup import display, element, prose


@pytest.mark.parametrize(
    ("message", "html"),
    [
        ("shapes differ: 2 < 3", "shapes differ: 2 &lt; 3"),
        (r"$\frac{a}{b}$ is a scalar", r"\(\frac{a}{b}\) is a scalar"),
        (r"write `\odot`", r"write <code>\odot</code>"),
        (r"by convention \delta^{(2)} means ∂J/∂z^{(2)}", r"by convention \(\delta^{(2)}\) means \(∂J/∂z^{(2)}\)"),
        (r"a transpose is missing on W^{(2)}.", r"a transpose is missing on \(W^{(2)}\)."),
        (r"multiply (\hat{y}) by X", r"multiply (\(\hat{y}\)) by X"),
        (r"nothing is known of \foo{a}", r"nothing is known of <code>\foo{a}</code>"),
        ("(numExamples, n_1) and a_plain_word", "(numExamples, n_1) and a_plain_word"),
    ],
)
def test_a_message_shows_its_formulas_and_nothing_that_cannot_be_rendered(message: str, html: str) -> None:
    assert prose(message) == html


def test_formulas_and_attributes_are_escaped() -> None:
    assert display("a < b & c") == r"\[a &lt; b &amp; c\]"
    assert element("a", "x", "bp", href='"') == '<a class="bp" href="&quot;">x</a>'
