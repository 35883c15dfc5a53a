r"""Attacks on the reader: what looks like something else, what holds on a condition only, what could get lost."""

from __future__ import annotations

import pytest

from bpsym.derivation import Verdict
from bpsym.review import check_text
from tests.attacks.notes import HEADER, check, last_entry

SOFTMAX = HEADER + r"$$p_i = \frac{e^{x_i}}{\sum_j e^{x_j}}$$ "
OFF_DIAGONAL = r"\frac{\partial p_i}{\partial x_j} = -p_i p_j"
TRUE = {Verdict.PROVED, Verdict.CONDITIONAL, Verdict.SUPPORTED}


@pytest.mark.parametrize("top", ["n-1", "2n", "n/2", "i", "i-1", "k", r"\infty", "k+1", "n+1", "m", "2"])
def test_a_sum_over_a_part_of_an_axis_is_none_over_the_whole(top: str) -> None:
    letters = rf"$$\sum_{{j=1}}^{{{top}}} A_{{ij}} = \sum_j A_{{ij}}$$"
    assert last_entry(HEADER + letters).verdict == Verdict.UNREAD


@pytest.mark.parametrize(
    "line",
    [
        r"$$\sum_{ij} A^2_{ij} = \|A\|_F^2$$",
        r"$$A^2_{ij} = \sum_k A_{ik} A_{kj}$$",
        r"$$\sum_j A_{ij}^{-1} A_{jk} = \delta_{ik}$$",
    ],
)
def test_a_power_that_looks_like_another_on_paper_is_asked_back(line: str) -> None:
    assert last_entry(HEADER + line).verdict == Verdict.UNDECIDED


def test_brackets_say_which_power_of_an_entry_is_meant() -> None:
    lines = r"$$(A^2)_{ij} = \sum_k A_{ik} A_{kj}$$ $$\sum_{ij} A_{ij}^2 = \|A\|_F^2$$ $$\sum_{ij} P^2_{ij} = \|P\|^2$$"
    assert [entry.verdict for entry in check(HEADER + lines).entries] == [Verdict.PROVED] * 3


@pytest.mark.parametrize("line", ["x_i u_i = x^T u", r"A_{ij} x_j = u_i", r"A_{ii} = \operatorname{tr}(A)"])
def test_an_index_twice_on_the_left_alone_may_be_summed_silently(line: str) -> None:
    assert last_entry(f"{HEADER}$${line}$$").verdict == Verdict.UNREAD


@pytest.mark.parametrize(
    "text",
    [
        rf"$${OFF_DIAGONAL}, \quad i \ne j$$",
        rf"$${OFF_DIAGONAL} \qquad i \neq j$$",
        rf"$$i \ne j \implies {OFF_DIAGONAL}$$",
        rf"For $i \ne j$ we have $${OFF_DIAGONAL}$$",
        rf"$${OFF_DIAGONAL}$$ where $j \ne i$.",
        f"## The case $i \\ne j$\n\n$${OFF_DIAGONAL}$$",
        r"$$\frac{\partial p_i}{\partial x_j} = p_i (1 - p_i), \quad i = j$$",
        r"If $i = j$, then $\frac{\partial p_i}{\partial x_j} = p_i (1 - p_i)$.",
    ],
)
def test_a_line_that_holds_for_some_indices_only_is_not_refuted(text: str) -> None:
    entries = check(SOFTMAX + text).entries
    assert [entry.verdict for entry in entries if entry.verdict in (Verdict.REFUTED, *TRUE)] == []
    assert entries[0].verdict == Verdict.DEFINITION


@pytest.mark.parametrize(
    "definition", [r"$$D_{ij} = 0, \quad i \ne j$$", r"For $i \ne j$ let $D_{ij} = 0$.", r"$D_{ij} = 0$ for $i \ne j$."]
)
def test_what_holds_for_some_indices_only_defines_nothing(definition: str) -> None:
    found = check(HEADER + definition + r" $$\sum_{ij} D_{ij} = 0$$").entries
    assert [entry.verdict for entry in found] == [Verdict.UNREAD, Verdict.UNREAD]


def test_a_condition_on_indices_says_nothing_of_the_next_section() -> None:
    found = check(SOFTMAX + "For $i \\ne j$ this is short.\n\n## Next\n\n" + f"$${OFF_DIAGONAL}$$").entries
    assert found[-1].verdict == Verdict.REFUTED


@pytest.mark.parametrize("sign", [r"\triangleq", "≜", "≔", "＝", "≡", r"\colonequals", r"\xlongequal{(1)}", "⩵", "≟"])
def test_no_sign_of_equality_is_lost(sign: str) -> None:
    assert len(check(f"{HEADER}$$A x = A x$$\n\n$$A x {sign} B x$$").entries) == 2


@pytest.mark.parametrize("sign", [r"\cong", r"\doteq", "≅", "∝", "≪"])
def test_a_relation_that_claims_nothing_is_counted(sign: str) -> None:
    assert check(f"{HEADER}$$A x = A x$$\n\n$$A x {sign} B x$$").not_claims == 1


@pytest.mark.parametrize("letter", ["А", "Α", "Ａ", "𝐴"])
def test_a_letter_that_looks_like_another_has_no_meaning_of_its_own(letter: str) -> None:
    found = check(f"{HEADER}$${letter} = 2A$$\n\n$${letter} x = 2 A x$$").entries
    assert [entry.verdict for entry in found] == [Verdict.UNREAD, Verdict.UNREAD]


def test_a_command_that_is_defined_twice_is_not_read() -> None:
    lines = r"\newcommand{\q}{A} $$\q x = A x$$ \renewcommand{\q}{B} $$\q x = B x$$"
    assert [entry.verdict for entry in check(HEADER + lines).entries] == [Verdict.UNREAD, Verdict.UNREAD]


def test_a_command_that_is_defined_twice_alike_is_read() -> None:
    lines = r"\newcommand{\q}{A} $$\q x = A x$$ \renewcommand{\q}{ A }"
    assert last_entry(HEADER + lines).verdict == Verdict.PROVED


def test_a_matrix_that_the_notes_call_i_is_no_identity() -> None:
    found = check(HEADER + r"$$I = X^T X$$ $$I w = w$$ $$I w = X^T X w$$").entries
    assert [entry.verdict for entry in found] == [Verdict.DEFINITION, Verdict.REFUTED, Verdict.PROVED]


def test_a_counterexample_of_another_size_than_the_stated_one_refutes_nothing() -> None:
    header = "---\nbpsym:\n  symbols: {x: [o]}\n  assume: ['o = 1']\n---\n"
    assert last_entry(header + r"$$x^T x = (\sum x)^2$$").verdict == Verdict.UNDECIDED


@pytest.mark.parametrize("text", [r"$$\boxed{A x = B x}$$", r"$\boxed{A x = B x}$", r"$$A x = \boxed{B x}.$$"])
def test_a_frame_says_nothing(text: str) -> None:
    assert last_entry(HEADER + text).verdict == Verdict.REFUTED


def test_what_latex_leaves_out_is_no_claim() -> None:
    header = "% bpsym:\n%   symbols: {x: [n], A: [n, n]}\n"
    report = check_text(header + "\\iffalse\n$A x = x$\n\\fi\n$A x = A x$\n", "x.tex")
    assert [entry.verdict for entry in report.entries] == [Verdict.PROVED]


@pytest.mark.parametrize("kind", ["{dmath}", "{IEEEeqnarray}{rCl}"])
def test_an_environment_of_a_package_is_not_lost(kind: str) -> None:
    end = kind.partition("}")[0]
    line = rf"\begin{kind} A x &=& B x \end{end}}}"
    assert last_entry(HEADER + line).verdict == Verdict.REFUTED
