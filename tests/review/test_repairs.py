"""Every kind of mistake, and the edit that mends it: in words, in the notes' own notation, and proved."""

from __future__ import annotations

import pytest

from bpsym.derivation import Link, Verdict
from bpsym.review import check_text

SYMBOLS = (
    "{X: [m, d], W: [d, o], V: [d, o], Y: [m, o], b: [1, o], A: [d, d], w: [d], x: [d], '\\lambda': scalar, N: scalar}"
)
MACROS = "{'\\tr': '#1^\\top', '\\pd': '\\frac{\\partial #1}{\\partial #2}', '\\res': '(Z - Y)'}"
FORWARD = r"""
$$ Z = X W + \operatorname{rows}_{m}(b) $$
$$ P = f(Z) $$
$$ J = \frac{1}{2} \|P - Y\|^2 $$
$$ K = \frac{1}{2 N} \|Z - Y\|^2 + \frac{\lambda}{2} \|W\|^2 $$
$$ q = x^T A x $$
"""
GRADIENT = r"\frac{\partial J}{\partial Z} = "


def link_of(body: str, forward: str = FORWARD, macros: str = MACROS) -> Link:
    """The last link of notes in which the body stands below the forward equations."""
    header = f"---\nbpsym:\n  symbols: {SYMBOLS}\n  macros: {macros}\n---\n"
    return check_text(f"{header}{forward}\n{body}\n", "notes.md").entries[-1].links[-1]


MISTAKES = [
    (r"\frac{\partial J}{\partial Z} = (Y - P) \odot f'(Z)", "P - Y", "P - Y is meant"),
    (r"\frac{\partial J}{\partial Z} = -(P - Y) \odot f'(Z)", "(P - Y) \\odot f'(Z)", "a minus sign too many"),
    (r"\frac{\partial J}{\partial Z} = (P + Y) \odot f'(Z)", "(P - Y) \\odot f'(Z)", "the sign before Y is wrong"),
    (r"\frac{\partial J}{\partial Z} = (P - Y)", r"P - Y) \odot f'(Z)", "the factor f'(Z) is missing"),
    (r"\frac{\partial J}{\partial Z} = (P - Y) \odot f(Z)", "(P - Y) \\odot f'(Z)", "the derivative f' is meant"),
    (r"\frac{\partial J}{\partial Z} = (P - Y) \odot f'(P)", "(P - Y) \\odot f'(Z)", "Z is meant, not P"),
    (r"\frac{\partial J}{\partial Z} = P \odot f'(Z)", r"(P - Y) \odot f'(Z)", "the term Y is missing"),
    (r"\frac{\partial J}{\partial W} = X \frac{\partial J}{\partial Z}", "X^T \\frac", "a transpose is missing on X"),
    (
        r"\frac{\partial J}{\partial W} = \frac{\partial J}{\partial Z} X^T",
        r"X^T \frac{\partial J}{\partial Z}",
        r"\frac{\partial J}{\partial Z} and X^T are in the wrong order",
    ),
    (
        r"\frac{\partial J}{\partial W} = X (\frac{\partial J}{\partial Z})^T",
        r"X^T (\frac{\partial J}{\partial Z})",
        r"the transpose belongs on X, not on \frac{\partial J}{\partial Z}",
    ),
    (
        r"\frac{\partial J}{\partial b} = \frac{\partial J}{\partial Z}",
        r"\operatorname{sumrows}(\frac{\partial J}{\partial Z})",
        "the sum over rows is missing",
    ),
    (
        r"\frac{\partial J}{\partial b} = \operatorname{sumcols}(\frac{\partial J}{\partial Z})",
        r"\operatorname{sumrows}(\frac{\partial J}{\partial Z})",
        "the sum over rows is meant",
    ),
    (
        r"\frac{\partial J}{\partial W} = \frac{\partial J}{\partial Z}",
        r"X^T \frac{\partial J}{\partial Z}",
        "the factor X^T is missing",
    ),
    (r"\frac{\partial K}{\partial Z} = Z - Y", r"\frac{1}{N} (Z - Y)", r"the factor \frac{1}{N} is missing"),
    (r"\frac{\partial K}{\partial Z} = \frac{2}{N} (Z - Y)", "", ""),
    (
        r"\frac{\partial K}{\partial W} = X^T \frac{\partial K}{\partial Z}",
        r"X^T \frac{\partial K}{\partial Z} + \lambda W",
        r"the term \lambda W is missing",
    ),
    (
        r"\frac{\partial K}{\partial W} = X^T \frac{\partial K}{\partial Z} + \lambda V",
        r"X^T \frac{\partial K}{\partial Z} + \lambda W",
        "W is meant, not V",
    ),
    (
        r"\frac{\partial K}{\partial W} = X^T \frac{\partial K}{\partial Z} + \lambda W + V",
        r"X^T \frac{\partial K}{\partial Z} + \lambda W",
        "the term V is too many",
    ),
    (r"\frac{\partial q}{\partial x} = A x", r"A x + A^T x", "the term A^T x is missing"),
    (r"\frac{\partial q}{\partial A} = x^T x", r"x x^T", "x^T and x are in the wrong order"),
    (
        r"\frac{\partial J}{\partial W} = \left( X \right) \frac{\partial J}{\partial Z}",
        r"\left( X \right)^T \frac{\partial J}{\partial Z}",
        "a transpose is missing on X",
    ),
]


@pytest.mark.parametrize(("wrong", "mended", "words"), [m for m in MISTAKES if m[1]])
def test_a_mistake_is_named_first_or_second_and_the_mended_line_is_proved(wrong: str, mended: str, words: str) -> None:
    link = link_of(f"$$ {wrong} $$")
    assert link.judgement.verdict is Verdict.REFUTED
    found = [(r.edit, r.latex) for r in link.repairs[:2]]
    assert words in [edit for edit, _ in found]
    assert any(mended in latex for edit, latex in found if edit == words)
    for repair in link.repairs:
        assert link_of(f"$$ {repair.latex} $$").judgement.verdict is Verdict.PROVED


def test_where_no_single_edit_is_enough_the_derived_gradient_is_offered_last_and_is_proved() -> None:
    link = link_of(r"$$ \frac{\partial J}{\partial W} = 7 Y^T X \odot V^T $$")
    assert link.judgement.verdict is Verdict.REFUTED
    assert [r.edit.partition(":")[0] for r in link.repairs] == ["replace the right side"]
    assert link_of(f"$$ {link.repairs[0].latex} $$").judgement.verdict is Verdict.PROVED


def test_nothing_is_offered_for_what_is_no_gradient_and_no_single_edit_mends() -> None:
    assert link_of("$$ X W = 7 Y \\odot Y + X V $$").repairs == ()


def test_a_repair_says_something_other_than_that_a_gradient_is_itself() -> None:
    body = "$$ \\delta = \\frac{\\partial J}{\\partial Z} $$\n$$ \\frac{\\partial J}{\\partial Z} = \\Delta $$"
    forward = FORWARD.replace("$$ q", "$$ \\Delta = P - Y $$\n$$ q")
    link = link_of(body, forward)
    assert link.judgement.verdict is Verdict.REFUTED
    assert all("\\delta" not in r.latex for r in link.repairs)
    assert link.repairs[0].edit == "the factor f'(Z) is missing"


@pytest.mark.parametrize(
    ("wrong", "edit"),
    [
        (r"\pd{K}{Z} = \frac{1}{N} (Y - Z)", "Z - Y is meant"),
        (r"\pd{J}{W} = X \pd{J}{Z}", "a transpose is missing on X"),
        (r"\pd{J}{W} = \pd{J}{Z} \tr{X}", r"\pd{J}{Z} and \tr{X} are in the wrong order"),
        (r"\pd{J}{W} = -\tr{X} \pd{J}{Z}", "a minus sign too many"),
        (r"\pd{q}{x} = \tr{A} x", "the term A x is missing"),
        (r"\pd{K}{Z} = -\frac{1}{N} \res", "a minus sign too many"),
    ],
)
def test_notes_with_macros_are_mended_too(wrong: str, edit: str) -> None:
    link = link_of(f"$$ {wrong} $$")
    assert edit in [r.edit for r in link.repairs[:2]]
    mended = next(r.latex for r in link.repairs if r.edit == edit)
    assert mended.startswith(wrong.partition(" =")[0])
    assert link_of(f"$$ {mended} $$").judgement.verdict is Verdict.PROVED


def test_continuation_rows_and_formulas_of_two_rows_are_mended() -> None:
    body = r"""$$\begin{aligned}
\frac{\partial K}{\partial W} &= X^T \frac{\partial K}{\partial Z} + \lambda W \\
 &= X \frac{\partial K}{\partial Z} + \lambda W \\
 &= X^T \frac{\partial K}{\partial Z} \\
 &\quad - \lambda W
\end{aligned}$$"""
    header = f"---\nbpsym:\n  symbols: {SYMBOLS}\n---\n"
    entries = check_text(f"{header}{FORWARD}\n{body}\n", "notes.md").entries[-3:]
    assert [e.verdict for e in entries] == [Verdict.PROVED, Verdict.REFUTED, Verdict.REFUTED]
    edits = [e.links[0].repairs[0].edit for e in entries[1:]]
    assert edits == ["a transpose is missing on X", r"the sign before \lambda W is wrong"]
    for entry in entries[1:]:
        assert link_of(f"$$ {entry.links[0].repairs[0].latex} $$").judgement.verdict is Verdict.PROVED


def test_a_transpose_is_written_as_in_these_notes() -> None:
    body = "$$ A^\\top A = A^\\top A $$\n$$ \\frac{\\partial J}{\\partial W} = X \\frac{\\partial J}{\\partial Z} $$"
    forward = FORWARD.replace("x^T A x", "x^\\top A x")
    assert link_of(body, forward, "{}").repairs[0].latex.endswith(r"X^\top \frac{\partial J}{\partial Z}")


def test_a_false_line_shows_what_each_side_has_that_the_other_has_not() -> None:
    judgement = link_of(r"$$ \frac{\partial q}{\partial x} = A x $$").judgement
    assert judgement.difference is not None
    left, right = judgement.difference
    assert (left.count("A"), right) == (1, "0")
    assert link_of(r"$$ \frac{\partial q}{\partial x} = A x + A^T x $$").judgement.difference is None


@pytest.mark.parametrize(
    ("by", "wrong", "first"),
    [
        ("Z", "Y - Z", "Z - Y"),
        ("W", r"X^T (Z - Y)^T", "X^T (Z - Y)"),
        ("W", "(Z - Y) X^T", "X^T (Z - Y)"),
        ("W", "(Z - Y)^T X", "X^T (Z - Y)"),
        ("X", "W (Z - Y)^T", "(Z - Y) W^T"),
    ],
)
def test_a_slip_at_a_factor_is_thought_of_before_one_of_the_whole_side(by: str, wrong: str, first: str) -> None:
    forward = "$$ Z = X W $$\n$$ L = \\frac{1}{2} \\|Z - Y\\|^2 $$"
    found = link_of(rf"$$ \frac{{\partial L}}{{\partial {by}}} = {wrong} $$", forward)
    assert found.repairs[0].latex == rf"\frac{{\partial L}}{{\partial {by}}} = {first}"
