"""Markdown in the format that users write."""

from __future__ import annotations

import pytest
import sympy

from bpsym.autodiff import derive
from bpsym.checker import Judge
from bpsym.derivation import Derivation, Reading, Verdict, define
from bpsym.errors import UnsupportedError
from bpsym.expr import Expr, Function, apply, known, own_function, squared_norm, symbol, tabulate, unknown
from bpsym.printer import markdown_derivation
from bpsym.reader import read
from bpsym.review import check_text
from tests.networks import deep, two_layer
from tests.printer.notation import INDEX_FORMS
from tests.printer.test_round_trip import settled


@pytest.mark.parametrize("f", [unknown("f"), known("sigmoid"), known("tanh"), known("relu", "g")])
@pytest.mark.parametrize("spell_out", [False, True])
def test_a_printed_derivation_reads_back_to_the_same_equations(f: Function, spell_out: bool) -> None:
    derived = derive(two_layer(f), wrt=["W^{(2)}", "W^{(1)}"], spell_out=spell_out)
    assert _sides(read(markdown_derivation(derived), "printed.md").derivation) == _sides(derived)


def test_a_deep_network_reads_back_too() -> None:
    derived = derive(deep(4), wrt=["W^{(1)}", "W^{(4)}"])
    assert _sides(read(markdown_derivation(derived), "printed.md").derivation) == _sides(derived)


ASKED_BACK = {"(x_{1})_{k}", "b_{k}", r"\delta_{jk}", r"\sum_{j=1}^{n} J"}
"""Forms that the reader does not take alone on the right of a definition: a name with two subscripts, the entry of a
row that makes a column, and what says nowhere over which dimension an index runs."""
DEFINING = [(e, t) for e, t in INDEX_FORMS if r"\partial" not in t and t not in ASKED_BACK]


@pytest.mark.parametrize("expr", [pytest.param(expr, id=text) for expr, text in DEFINING])
def test_a_definition_in_index_notation_reads_back_to_an_equal_one(expr: Expr) -> None:
    free = sorted(expr.free, key=lambda number: number.name)
    value = tabulate(expr, free) if free else expr
    T = symbol("T", *value.shape)
    printed = markdown_derivation(Derivation((define("T", T, value),)))
    back = read(printed, "printed.md").derivation.definitions[T]
    assert Judge({}).judge_reading(Reading(value, back)).judgement.verdict is Verdict.PROVED


def test_a_gradient_that_vanishes_is_zero_and_proves_again() -> None:
    unused = symbol("V", "p", "q")
    derivation = two_layer().extended((define("R", symbol("R"), squared_norm(unused)),))
    printed = markdown_derivation(derive(derivation, wrt=["V"]))
    assert r"\frac{\partial J}{\partial V} = 0" in printed
    assert check_text(printed).entries[-1].verdict is Verdict.PROVED


def test_code_names_tags_and_the_title_come_back() -> None:
    derivation = two_layer()
    back = read(markdown_derivation(derivation), "printed.md").derivation
    assert {n: back.code_names[n] for n in derivation.code_names} == derivation.code_names
    assert [e.tag for e in back.equations if e.tag] == [e.tag for e in derivation.equations if e.tag]
    assert back.title == derivation.title


def test_a_function_of_the_users_own_cannot_be_declared_in_notes() -> None:
    t = sympy.Symbol("t")
    own = own_function("h", t * sympy.exp(t), t)
    A = symbol("A", "m", "n")
    with pytest.raises(UnsupportedError, match=r"h is a function of your own"):
        markdown_derivation(Derivation((define("B", symbol("B", "m", "n"), apply(own, A)),)))


def _sides(derivation: Derivation) -> set[tuple[object, object]]:
    return {(settled(e.left), settled(e.right)) for e in derivation.equations}
