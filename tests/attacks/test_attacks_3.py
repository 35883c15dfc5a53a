"""What the second attacker tried beside depth and statements: definitions, sizes, repairs, certificates."""

from __future__ import annotations

from typing import Any

import pytest

from bpsym.recheck import RejectedError, digest_of, latex, normal_form, verify
from bpsym.review import check_text
from tests.attacks.test_attacks_2 import entries, notes, verdicts

SQUARES = r"J = \|X w - y\|^2"
SECOND = {
    "a loss without its factor is a mistake": (
        [SQUARES, r"J = y^T y - y^T X w + w^T X^T X w", r"\frac{\partial J}{\partial w} = -X^T y + 2 X^T X w"],
        ["definition", "refuted", "refuted"],
    ),
    "what was defined before keeps the old symbol": (
        [r"z = X w", SQUARES.replace("X w", "z"), r"z = X w + X v", r"\frac{\partial J}{\partial w} = 2 X^T (z - y)"],
        ["definition", "definition", "definition", "refuted"],
    ),
    "the gradient belongs to the loss that is in force": (
        [SQUARES, rf"{SQUARES} + c \|w\|^2", r"\frac{\partial J}{\partial w} = 2 X^T (X w - y)"],
        ["definition", "definition", "refuted"],
    ),
    "a meaning keeps the old loss": (
        [r"J = \|w\|^2", r"g = \frac{\partial J}{\partial w}", r"J = \|w\|^2 + v^T w + c", r"g = 2 w", r"g = 2 w + v"],
        ["definition", "definition", "definition", "proved", "refuted"],
    ),
    "a meaning is not defined again": (
        [
            SQUARES,
            r"g = \frac{\partial J}{\partial w}",
            r"g = 3 X^T (X w - y) + w",
            r"\frac{\partial J}{\partial w} = g",
        ],
        ["definition", "definition", "refuted", "proved"],
    ),
    "a later link of a chain defines nothing": (
        [r"J = \|w\|^2", r"J = w^T w = w^T v + c", r"\frac{\partial J}{\partial w} = v"],
        ["definition", "refuted", "refuted"],
    ),
    "a symbol is not defined by what is made of it": (
        [r"z = X w", r"u = z + y", r"z = u", r"u = X w + y"],
        ["definition", "definition", "refuted", "proved"],
    ),
    "one of another shape defines nothing": (
        [r"z = X w", r"z = A w", r"z^T y = w^T X^T y"],
        ["definition", "refuted", "proved"],
    ),
}


@pytest.mark.parametrize("name", SECOND)
def test_a_second_definition_counts_from_where_it_stands(name: str) -> None:
    lines, expected = SECOND[name]
    text = notes() + "".join(f"\n# Section\n\n$$ {line} $$\n" for line in lines)
    assert [entry.verdict.value for entry in check_text(text, "x.md").entries] == expected


def test_a_second_pattern_does_not_define_a_member_again() -> None:
    families = "{'W^{(l)}': {shape: [n, n], l: '2..4'}, 'z^{(l)}': {shape: [n], l: '1..4'}, u: {shape: [n], l: '4..4'}}"
    header = f"---\nbpsym:\n  families: {families}\n---\n".replace("u:", "'u^{(l)}':")
    lines = [r"z^{(l)} = W^{(l)} z^{(l-1)} + u^{(l)}", r"z^{(l)} = W^{(l)} z^{(l-1)}"]
    assert verdicts(header, *lines) == ["definition", "refuted"]


LARGE = "X: [784, d], w: [d], y: [784], Q: [500, 500], x: [500], P: [28, 28], Z: [64, 10], Y: [64, 10]"
SIZES = {
    r"J = \frac{1}{784} \|X w - y\|^2": "definition",
    r"\frac{\partial J}{\partial w} = \frac{2}{784} X^T (X w - y)": "proved",
    r"\frac{\partial J}{\partial w} = \frac{2}{785} X^T (X w - y)": "refuted",
    r"\sum (x + 1) = \sum x + 500": "proved",
    r"\sum (x + 1) = \sum x + 1": "refuted",
    r"\frac{1}{784} \sum y \odot y = \frac{1}{28} \frac{1}{28} \|y\|^2": "proved",
    r"\operatorname{tr}(Q) = \sum Q": "refuted",
    r"\operatorname{tr}(I_{28} + P) = 28 + \operatorname{tr}(P)": "proved",
    r"\operatorname{tr}(I_{28} + P) = 2 + \operatorname{tr}(P)": "refuted",
    r"P^T = P": "refuted",
    r"M = \frac{1}{64} \sum Z \odot Y": "definition",
    r"\frac{\partial M}{\partial Z} = \frac{1}{64} Y": "proved",
    r"\frac{\partial M}{\partial Z} = \frac{1}{640} Y": "refuted",
    r"p = \frac{\exp(y)}{\sum \exp(y)}": "definition",
    r"\sum p = 1": "proved",
    r"\sum (p + 1) = 785": "proved",
    r"\sum p = 784": "refuted",
    r"e = y - y + 1": "definition",
    r"e^T e = 784": "proved",
    r"e^T e = 1": "refuted",
}


def test_a_size_that_is_a_number_counts_as_that_number() -> None:
    assert dict(zip(SIZES, verdicts(notes(symbols=LARGE), *SIZES), strict=True)) == SIZES


CONDITIONS = {
    r"\frac{\partial \operatorname{tr}(V^T A V)}{\partial V} = 2 A V": "A is symmetric",
    r"A B = B A": "n = 1",
    r"\|Y\|^2 = Y^T Y": "o = 1",
    r"\sum_{i,j} Y_{ij} = \operatorname{sumcols}(Y)": "m = 1",
    r"\operatorname{tr}(A B) = \operatorname{tr}(A) \operatorname{tr}(B)": "n = 1",
    r"X w = w X": "n = 1",
}


@pytest.mark.parametrize("line", CONDITIONS)
def test_what_would_hold_under_a_condition_holds_under_it(line: str) -> None:
    condition = CONDITIONS[line]
    entry = entries(notes(), line)[-1]
    said = [f.message for f in entry.links[0].findings if f.code == "BP402"]
    assert (entry.verdict.value, said) == ("refuted", [f"would hold if {condition}"])
    stated = condition.replace(" is ", " ")
    assert entries(notes(stated), line)[-1].links[0].judgement.conditions == (stated,)


@pytest.mark.parametrize(
    "line",
    [
        r"\frac{\partial \|X w - y\|^2}{\partial w} = 2 X (X w - y)",
        r"\frac{\partial \|Y\|^2}{\partial Y} = 2 Y^T",
        r"\frac{\partial \operatorname{tr}(V^T A V)}{\partial A} = V^T V",
        r"\sum_{i,j} Y_{ij} = \operatorname{sumrows}(Y)",
        r"c = w^T v = v^T w c",
    ],
)
def test_every_repair_is_true_when_it_is_written_into_the_notes(line: str) -> None:
    repairs = [repair.latex for link in entries(notes(), line)[-1].links for repair in link.repairs]
    assert repairs != []
    for repair in repairs:
        found = entries(notes(), *(["c = w^T v"] if line.startswith("c") else []), repair)
        assert found[-1].verdict.value == "proved"


A, B = ["symbol", "A"], ["symbol", "B"]
SQUARE = [["A", "n", "n"], ["B", "n", "n"]]


def forged(left: Any, right: Any, symbols: Any = SQUARE, definitions: Any = (), **other: Any) -> dict[str, Any]:
    """A certificate whose normal form is the right one, if the verifier will make one."""
    steps = [["definition", name] for name, _ in definitions]
    made = {"equation": "eq1", "symbols": symbols, "definitions": [*definitions], "left": left, "right": right}
    made |= {"steps": steps, "latex": f"{latex(left)} = {latex(right)}"}
    made["normal_form"], made["assumed"] = normal_form(made)
    made |= other
    made["digest"] = digest_of(made)
    return made


def test_a_true_certificate_is_accepted_so_that_the_forged_ones_fail_for_their_reason() -> None:
    product = ["transpose", ["matmul", A, B]]
    verify(forged(product, ["matmul", ["transpose", B], ["transpose", A]]))


@pytest.mark.parametrize(
    ("forge", "why"),
    [
        (lambda: forged(A, A, latex="A = B"), "latex"),
        (lambda: forged(A, A, equation="eq1  A = B\nproved eq2"), "label"),
        (lambda: forged(A, A, equation="\x1b[2Jeq1"), "label"),
        (lambda: forged(A, B, definitions=[["A", B]]), "one of the definitions"),
        (lambda: forged(["matmul", A, ["symbol", "B "]], ["matmul", A, B]), "does not fit"),
        (lambda: forged(["partial", ["total", A], B], ["scale", ["constant", "0"], B]), "does not depend"),
        (lambda: forged(A, A, symbols=[*SQUARE, ["A", "n", "m"]]), "declared twice"),
    ],
)
def test_a_forged_certificate_is_rejected(forge: Any, why: str) -> None:
    with pytest.raises(RejectedError, match=why):
        verify(forge())
