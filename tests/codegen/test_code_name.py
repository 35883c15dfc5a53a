from __future__ import annotations

import builtins
import keyword

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpsym.notation.code_name import code_name, code_names, is_code_name

NAMES = {
    r"\hat{y}": "yHat",
    r"\hat y": "yHat",
    r"\delta^{(3)}": "delta3",
    "W^{(2)}": "W2",
    "W^{[1]}": "W1",
    "n_{l}": "n_l",
    "n_{l-1}": "n_lMinus1",
    "n_{0}": "n0",
    "a^{(l+1)}": "a_lPlus1",
    "b^{(1)}_2": "b1_2",
    "W_{hh}": "W_hh",
    r"\widehat{y}^{(i)}": "yHat_i",
    r"\hat{\beta}_1": "betaHat1",
    r"\mathbf{W}^{[1]}": "W1",
    r"\boldsymbol{\theta}": "theta",
    r"\text{loss}": "loss",
    r"\lambda": "lambda_",
    r"\frac{\partial J}{\partial W^{(2)}}": "dJdW2",
    r"\frac{\partial J}{\partial W_{hh}}": "dJdW_hh",
    "dW^{[1]}": "dW1",
    "x'": "xPrime",
    "w^*": "w_Star",
    "θ": "theta",
    "Δ": "Delta",
    "np": "np_",
    "sum": "sum_",
    "2x": "v2x",
    "数": "v",
    "": "v",
}


@pytest.mark.parametrize("latex", NAMES)
def test_a_name_in_code_reads_like_the_latex(latex: str) -> None:
    assert code_name(latex) == NAMES[latex]


PARTS = [*r"\abWxyz{}^_()[]0123'*+-/ ,θδ数²", r"\hat", r"\frac", r"\partial", "\n", '"', "np", "if"]
LATEX = st.lists(st.sampled_from(PARTS)).map("".join)


@given(LATEX)
def test_any_text_gives_an_identifier_that_shadows_nothing(latex: str) -> None:
    name = code_name(latex)
    assert name.isidentifier()
    assert name.isascii()
    assert not keyword.iskeyword(name)
    assert name != "np"
    assert name not in dir(builtins)


@given(st.lists(LATEX), st.dictionaries(LATEX, LATEX))
def test_names_are_different_and_valid_whatever_the_notes_say(latex: list[str], given_names: dict[str, str]) -> None:
    found = code_names(latex, given_names, {"forward", "x"})
    assert found.keys() == set(latex)
    assert len(set(found.values())) == len(found)
    assert all(is_code_name(name) for name in found.values())
    assert not {"forward", "x"} & set(found.values())


def test_the_notes_own_name_goes_to_the_symbol_that_has_it() -> None:
    assert code_names(["W1", "W^{(1)}"], {"W^{(1)}": "W1"}) == {"W1": "W1_2", "W^{(1)}": "W1"}


def test_a_name_of_the_notes_that_is_no_identifier_is_replaced() -> None:
    assert code_names([r"\hat{y}"], {r"\hat{y}": "y hat; import os"}) == {r"\hat{y}": "yHat"}
