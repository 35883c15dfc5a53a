"""Conditions that nobody states: targets whose rows sum to 1, and one layout through the whole document."""

from __future__ import annotations

import pytest

from bpsym.derivation import Counterexample, Entry, Verdict
from bpsym.reader import read
from bpsym.review import check_text
from bpsym.review.certificate import certify

SYMBOLS = "{X: [m, d], W: [d, k], Y: [m, k], Q: [m, k], N: scalar, y: [k], u: [k], A: [d, d], V: [d, k]}"
SOFTMAX = r"""
$$ Z = X W $$
$$ P = \exp(Z) \oslash \operatorname{cols}_{k}(\operatorname{sumcols}(\exp(Z))) $$
$$ J = -\frac{1}{N} \sum Y \odot \log(P) $$
"""
ROWS = ("rows of Y sum to 1",)


def entries(body: str, assume: str = "[]") -> list[Entry]:
    header = f"---\nbpsym:\n  symbols: {SYMBOLS}\n  assume: {assume}\n---\n"
    return list(check_text(f"{header}{body}\n", "notes.md").entries)


def told(body: str, assume: str = "[]") -> tuple[Verdict, tuple[str, ...]]:
    judgement = entries(body, assume)[-1].links[-1].judgement
    return judgement.verdict, judgement.conditions


@pytest.mark.parametrize(
    "line",
    [
        r"\frac{\partial J}{\partial Z} = \frac{1}{N} (P - Y)",
        r"\frac{\partial J}{\partial W} = \frac{1}{N} X^T (P - Y)",
        r"\operatorname{sumcols}(Y) = \operatorname{sumcols}(P)",
    ],
)
def test_the_gradient_of_a_softmax_with_its_log_loss_needs_that_rows_of_the_target_sum_to_one(line: str) -> None:
    assert told(f"{SOFTMAX}$$ {line} $$") == (Verdict.CONDITIONAL, ROWS)


def test_what_is_stated_is_named_in_its_own_words() -> None:
    line = r"$$ \frac{\partial J}{\partial Z} = \frac{1}{N} (P - Y) $$"
    assert told(SOFTMAX + line, "['rows of  Y sum to 1']") == (Verdict.CONDITIONAL, ROWS)


def test_what_holds_for_every_target_needs_no_condition() -> None:
    line = (
        r"\frac{\partial J}{\partial Z} = \frac{1}{N} (P \odot \operatorname{cols}_{k}(\operatorname{sumcols}(Y)) - Y)"
    )
    assert told(f"{SOFTMAX}$$ {line} $$") == (Verdict.PROVED, ())


@pytest.mark.parametrize(
    "line",
    [
        r"\frac{\partial J}{\partial Z} = \frac{1}{N} (Y - P)",
        r"\frac{\partial J}{\partial Z} = P - Y",
        r"\frac{\partial J}{\partial Z} = \frac{1}{N} (P - Q)",
        r"\frac{\partial J}{\partial Z} = \frac{2}{N} (P - Y)",
    ],
)
def test_a_mistake_is_not_saved_and_its_counterexample_keeps_to_the_condition(line: str) -> None:
    judgement = entries(f"{SOFTMAX}$$ {line} $$")[-1].links[0].judgement
    witness = judgement.witness
    assert judgement.verdict is Verdict.REFUTED
    assert isinstance(witness, Counterexample)
    assert not [name for name in witness.values if "free" in name]


def test_the_columns_of_targets_that_stand_in_columns_sum_to_one_and_the_entries_of_a_vector() -> None:
    columns = r"""
$$ Z = V^T X^T $$
$$ P = \exp(Z) \oslash \operatorname{rows}_{k}(\operatorname{sumrows}(\exp(Z))) $$
$$ J = -\sum Y^T \odot \log(P) $$
$$ \frac{\partial J}{\partial Z} = P - Y^T $$
"""
    assert told(columns) == (Verdict.CONDITIONAL, ROWS)
    stacked = columns.replace("Y^T", "t")
    header = f"---\nbpsym:\n  symbols: {SYMBOLS.replace('}', ', t: [k, m]}')}\n---\n"
    judgement = check_text(header + stacked, "notes.md").entries[-1].links[0].judgement
    assert judgement.conditions == ("columns of t sum to 1",)
    vector = r"""
$$ p = \exp(u) \oslash \operatorname{rows}_{k}(\sum \exp(u)) $$
$$ L = -y^T \log(p) $$
$$ \frac{\partial L}{\partial u} = p - y $$
"""
    assert told(vector) == (Verdict.CONDITIONAL, ("entries of y sum to 1",))


def test_a_target_that_a_formula_defines_has_no_standing_condition() -> None:
    for definition in (r"Y = Q \odot Q", r"Y = 2 Q"):
        body = f"{SOFTMAX}$$ {definition} $$\n$$ \\frac{{\\partial J}}{{\\partial Z}} = \\frac{{1}}{{N}} (P - Y) $$"
        assert told(body)[0] is Verdict.REFUTED


def test_a_target_by_which_something_is_differentiated_has_no_standing_condition() -> None:
    line = (
        r"\frac{\partial J}{\partial Y} = -\frac{1}{N} \log(P) \odot \operatorname{cols}_{k}(\operatorname{sumcols}(Y))"
    )
    assert told(f"{SOFTMAX}$$ {line} $$")[0] is Verdict.REFUTED


def test_a_sum_over_the_other_axis_is_not_one() -> None:
    line = r"\operatorname{sumrows}(Y) = \operatorname{sumrows}(Y) \odot \operatorname{sumrows}(Y)"
    both = r"\operatorname{sumcols}(Y) \operatorname{sumrows}(Y) = \operatorname{sumcols}(P) \operatorname{sumrows}(P)"
    assert told(f"{SOFTMAX}$$ {line} $$") == (Verdict.CONDITIONAL, ("columns of Y sum to 1",))
    assert told(f"{SOFTMAX}$$ {both} $$")[0] is Verdict.REFUTED


def test_what_no_logarithm_multiplies_is_no_target() -> None:
    squares = "$$ Z = X W $$\n$$ J = \\|Z - Y\\|^2 $$\n"
    line = r"$$ \operatorname{sumcols}(Y) = \operatorname{sumcols}(Y) \odot \operatorname{sumcols}(Y) $$"
    assert told(squares + line)[0] is Verdict.REFUTED


def test_a_repair_may_rest_on_the_standing_condition() -> None:
    link = entries(SOFTMAX + r"$$ \frac{\partial J}{\partial Z} = \frac{1}{N} (P + Y) $$")[-1].links[0]
    assert link.repairs[0].edit == "the sign before Y is wrong"


SQUARES = "$$ Z = X W $$\n$$ J = \\frac{1}{2} \\|Z - Y\\|^2 $$\n"
NUMERATOR = ("numerator layout is used throughout",)


def would_hold(entry: Entry) -> list[str]:
    return [f.message for link in entry.links for f in link.findings if f.code == "BP402"]


def verdicts(lines: list[str], assume: str = "[]") -> list[str]:
    body = SQUARES + "\n".join(f"$$ {line} $$" for line in lines)
    return [e.verdict.value for e in entries(body, assume)[2:]]


def test_one_layout_through_the_whole_document_is_a_standing_condition() -> None:
    body = SQUARES + (
        "$$ \\frac{\\partial J}{\\partial Z} = (Z - Y)^T $$\n"
        "$$ \\frac{\\partial J}{\\partial W} = \\frac{\\partial J}{\\partial Z} X $$\n"
        "$$ X W = Z $$\n"
        "$$ \\frac{\\partial J}{\\partial W} = -(Z - Y)^T X $$\n"
    )
    found = entries(body)
    assert [e.verdict.value for e in found[2:]] == ["conditional", "conditional", "proved", "refuted"]
    assert [e.links[0].judgement.conditions for e in found[2:5]] == [NUMERATOR, NUMERATOR, ()]


def test_a_document_of_two_layouts_keeps_the_default_one_and_says_what_would_save_the_others() -> None:
    body = SQUARES + (
        "$$ \\frac{\\partial J}{\\partial Z} = (Z - Y)^T $$\n"
        "$$ \\frac{\\partial J}{\\partial W} = (Z - Y)^T X $$\n"
        "$$ \\frac{\\partial J}{\\partial W} = X^T (Z - Y) $$\n"
    )
    found = entries(body)
    assert [e.verdict.value for e in found[2:]] == ["refuted", "refuted", "proved"]
    assert [would_hold(e) for e in found[2:]] == [["would hold in numerator layout"]] * 2 + [[]]


def test_one_line_alone_is_a_mistake_rather_than_a_layout() -> None:
    line = r"\frac{\partial J}{\partial W} = (Z - Y)^T X"
    assert verdicts([line]) == ["refuted"]
    assert verdicts([line, line]) == ["refuted", "refuted"]
    assert verdicts([line, r"\frac{\partial J}{\partial Z} = (Z - Y)^T"]) == ["conditional", "conditional"]


def test_a_declared_layout_is_never_given_up() -> None:
    body = (
        SQUARES
        + "$$ \\frac{\\partial J}{\\partial Z} = (Z - Y)^T $$\n$$ \\frac{\\partial J}{\\partial W} = (Z - Y)^T X $$"
    )
    header = f"---\nbpsym:\n  symbols: {SYMBOLS}\n  layout: denominator\n---\n"
    assert [e.verdict.value for e in check_text(header + body, "notes.md").entries[2:]] == ["refuted", "refuted"]


def test_a_matrix_that_is_not_square_is_never_said_to_be_symmetric() -> None:
    found = entries("$$ q = u^T W^T W u $$\n$$ \\frac{\\partial q}{\\partial u} = W^T W u $$\n$$ W = W^T $$")
    assert [e.verdict.value for e in found[1:]] == ["refuted", "refuted"]
    assert [m for e in found for m in would_hold(e) if "symmetric" in m] == []


def test_what_is_proved_on_a_condition_has_no_certificate_and_says_so() -> None:
    line = r"$$ \frac{\partial J}{\partial Z} = \frac{1}{N} (P - Y) $$"
    text = f"---\nbpsym:\n  symbols: {SYMBOLS}\n---\n{SOFTMAX}{line}\n"
    (only,) = certify(read(text, "notes.md"), check_text(text, "notes.md"))
    assert only.certificate is None
    assert "on condition that rows of Y sum to 1" in only.reason
