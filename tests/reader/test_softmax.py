"""How softmax and its like are read: the axis is the vector's own, or the header says it."""

from __future__ import annotations

import pytest

from bpsym.errors import InputError, UnreadError
from bpsym.expr import (
    Expr,
    broadcast_over_rows,
    column_log_sum_exp,
    column_softmax,
    row_log_sum_exp,
    row_softmax,
    subtract,
    symbol,
    transpose,
)
from bpsym.reader.elaborate import Scope, elaborate
from bpsym.reader.yaml_header import read_header
from tests.reader.reading import formula, readings

A, v = symbol("A", "m", "n"), symbol("v", "n")
SYMBOLS = {"A": A, "v": v}

READ: dict[str, Expr] = {
    r"\operatorname{softmax}(v)": column_softmax(v),
    r"\mathrm{softmax}(v^T)": row_softmax(transpose(v)),
    r"\text{LSE}(v)": column_log_sum_exp(v),
    r"\operatorname{logsoftmax}(v)": subtract(v, broadcast_over_rows(column_log_sum_exp(v), "n")),
    r"\operatorname{softmaxrows}(A)": row_softmax(A),
    r"\operatorname{softmaxcols}(A)": column_softmax(A),
    r"\operatorname{logsumexprows}(A)": row_log_sum_exp(A),
}


@pytest.mark.parametrize("text", READ)
def test_the_axis_of_a_vector_is_its_own_and_the_name_may_say_one(text: str) -> None:
    assert readings(text, SYMBOLS)[0].expr == READ[text]


@pytest.mark.parametrize("word", ["softmax", "logsumexp", "logsoftmax"])
def test_of_a_matrix_the_axis_is_asked_for(word: str) -> None:
    with pytest.raises(UnreadError, match="of the rows or of the columns of a matrix"):
        readings(rf"\operatorname{{{word}}}(A)", SYMBOLS)


@pytest.mark.parametrize("text", [r"\operatorname{softmax}'(v)", r"\operatorname{softmaxrows}'(A)"])
def test_a_softmax_has_no_derivative_of_one_number(text: str) -> None:
    with pytest.raises(UnreadError, match="it has no derivative f'"):
        readings(text, SYMBOLS)


def declared(name: str, words: str, text: str) -> Expr:
    functions = read_header(f"bpsym: {{functions: {{'{name}': {words}}}}}", "x").functions
    return elaborate(formula(text, ("A", "v"), (name,)), Scope(text, SYMBOLS, functions))[0].expr


def test_a_header_names_the_function_and_its_axis() -> None:
    assert declared("S", "softmax over rows", "S(A)") == row_softmax(A)
    assert declared("S", "softmax over columns", "S(A)") == column_softmax(A)
    assert declared("S", "softmax", "S(v)") == column_softmax(v)
    assert declared("L", "logsumexp over rows", "L(A)") == row_log_sum_exp(A)
    assert declared(r"\operatorname{softmax}", "softmax over rows", r"\operatorname{softmax}(A)") == row_softmax(A)


@pytest.mark.parametrize(
    ("words", "kind"),
    [("swish", "silu"), ("leaky relu", "leaky_relu"), ("GELU", "gelu"), ("gelu tanh", "gelu_tanh"), ("atan", "arctan")],
)
def test_a_header_may_say_a_known_function_in_other_words(words: str, kind: str) -> None:
    assert read_header(f"bpsym: {{functions: {{g: {words}}}}}", "x").functions["g"].kind == kind


def test_another_word_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(InputError, match=r"one of identity, sigmoid.*softmax over rows.*found 'softmax over both'"):
        read_header("bpsym: {functions: {S: softmax over both}}", "x")
