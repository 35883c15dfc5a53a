"""Sums along an axis, matrices of ones, increments, biases that are repeated, macros of a header."""

from __future__ import annotations

import pytest

from bpsym.review import check_text

HEADER = r"""---
bpsym:
  macros: {'\matr': '\mathbf{#1}', '\transpose': '{#1}^T'}
  symbols: {'\matr{X}': [R, K], r: [1, K], c: [R], L: scalar, '\eta': scalar, '\Delta B': [R, K]}
  functions: {'\ell': cost}
---
"""
SHORT = {"SLOPE": r"\frac{\partial L}{\partial \matr{X}}", "BELOW": r"\frac{\partial L}{\partial z}"}


def verdicts(body: str, header: str = HEADER) -> list[str]:
    for short, formula in SHORT.items():
        body = body.replace(short, formula)
    return [entry.verdict.value for entry in check_text(header + body, "notes.md").entries]


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (r"\mathtt{np.sum(} \matr{X} \mathtt{, axis=1)} = \matr{X} \mathbf{1}_{K}", "proved"),
        (r"np.sum(\matr{X}, axis=0) = \mathbf{1}_{1,R} \matr{X}", "proved"),
        (r"np.sum(\matr{X}, axis=0, keepdims=True) = \mathbf{1}_{1,R} \matr{X}", "proved"),
        (r"np.sum(\matr{X}, axis=0) = \transpose{\matr{X}} \mathbf{1}_{R}", "proved"),
        (r"np.sum(\matr{X}, axis=0, keepdims=True) = \transpose{\matr{X}} \mathbf{1}_{R}", "refuted"),
        (r"np.sum(\matr{X}, axis=0) = \matr{X} \mathbf{1}_{K}", "refuted"),
        (r"np.sum(\matr{X}, axis=1) = 2 \matr{X} \mathbf{1}_{K}", "refuted"),
        (r"np.sum(\matr{X}) = \sum \matr{X}", "proved"),
        (r"np.sum(\matr{X}, axis=2) = \sum \matr{X}", "unread"),
        (r"np.sum(\matr{X}, dtype=1) = \sum \matr{X}", "unread"),
    ],
)
def test_a_sum_along_an_axis_is_that_of_numpy(formula: str, expected: str) -> None:
    assert verdicts(f"$${formula}$$")[-1] == expected


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (
            r"SLOPE = \mathbf{1}_{\text{rows}(\matr{X}),1} BELOW",
            "proved",
        ),
        (
            r"SLOPE = \mathbf{1}_{\text{R} \times 1} BELOW",
            "proved",
        ),
        (r"SLOPE = 2 \mathbf{1}_{R, 1} BELOW", "refuted"),
        (
            r"SLOPE = \mathbf{1}_{\text{cols}(\matr{X}),1} BELOW",
            "refuted",
        ),
        (
            r"SLOPE = \mathbf{1}_{\text{size}(\matr{X}),1} BELOW",
            "unread",
        ),
    ],
)
def test_a_matrix_of_ones_has_the_sizes_that_its_subscript_says(formula: str, expected: str) -> None:
    before = r"$$z = \operatorname{sumrows}(\matr{X})$$ $$L = \ell(z)$$"
    assert verdicts(f"{before} $${formula}$$")[-1] == expected


def test_an_increment_is_a_name_of_its_own() -> None:
    body = (
        r"$$L = \frac12 \|\matr{X}\|^2$$ $$\Delta \matr{X} = -\eta SLOPE = -\eta \matr{X}$$"
        r"$$\Delta X = \eta X$$ $$\Delta B = \Delta X - \Delta X + \Delta B$$ $$\Delta B = X - X$$"
    )
    found = verdicts(body)
    assert found[:4] == ["definition", "proved", "refuted", "proved"]


def test_a_symbol_delta_is_no_increment() -> None:
    header = HEADER.replace("r: [1, K]", r"'\Delta': [R, R]")
    assert verdicts(r"$$\Delta X = X + \Delta X - X$$ $$Q = \Delta X$$", header) == ["proved", "definition"]


BIAS = r"""---
bpsym:
  symbols: {X: [n, m], W: [h, n], b: [h], Z: [h, m]}
  given: ['Z = W X + \operatorname{cols}_{m}(b)']
---
"""


WITHOUT = BIAS.partition("  given")[0] + "---\n"


@pytest.mark.parametrize(("formula", "expected"), [("Z = W X + b", "proved"), ("Z = W X - b", "refuted")])
def test_a_bias_may_be_repeated_where_the_header_has_the_formula(formula: str, expected: str) -> None:
    assert verdicts(f"$${formula}$$", BIAS) == [expected]
    assert verdicts("$$Z = W X + b$$", WITHOUT) == ["undecided"]


def test_brackets_within_dollars_are_formulas_of_their_own() -> None:
    body = "$$\n\\[\n c^T c = \\sum c \\odot c\n \\]\n \\[\n r = 2 r\n \\]\n$$\n"
    assert verdicts(body) == ["proved", "refuted"]


def test_a_chain_of_jacobians_of_matrices_goes_the_way_that_the_header_says() -> None:
    chain = r"\frac{\partial Z}{\partial \matr{X}} \frac{\partial L}{\partial Z}"
    body = rf"$$Z = 2 \matr{{X}}$$ $$L = \ell(Z)$$ $$SLOPE = {chain}$$"
    assert verdicts(body)[-1] == "undecided"
    declared = HEADER.replace("  macros", "  layout: {jacobian: denominator}\n  macros")
    assert verdicts(body, declared)[-1] == "proved"
    assert verdicts(body.replace(r"= \frac{\partial Z}", r"= -\frac{\partial Z}"), declared)[-1] == "refuted"
