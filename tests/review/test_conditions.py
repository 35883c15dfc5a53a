"""Lines that are true under a condition: stated in the header, or named in a finding."""

from __future__ import annotations

import pytest

from bpsym.derivation import Counterexample, Entry, Verdict
from bpsym.errors import InputError
from bpsym.review import check_text

SYMBOLS = "{A: [d, d], B: [d, d], w: [d], y: [m, o], p: [m, o], a: [m, h], V: [h, o], S: [m, m]}"


def last(body: str, assume: str = "[]") -> Entry:
    """The entry of the last line of notes in which J = wᵀ A w and L = ‖a V - y‖²."""
    header = f"---\nbpsym:\n  symbols: {SYMBOLS}\n  assume: {assume}\n---\n"
    forward = "$$ J = w^T A w $$\n\n$$ L = \\|a V - y\\|^2 $$\n\n"
    return check_text(f"{header}{forward}$$ {body} $$\n", "notes.md").entries[-1]


def would_hold(entry: Entry) -> list[str]:
    return [f.message for link in entry.links for f in link.findings if f.code == "BP402"]


@pytest.mark.parametrize(
    ("body", "assume", "conditions"),
    [
        (r"\frac{\partial J}{\partial w} = 2 A w", "['A symmetric']", ("A symmetric",)),
        (r"\frac{\partial J}{\partial w} = 2 A w", "['o = 1', 'A symmetric', 'B symmetric']", ("A symmetric",)),
        (
            r"\frac{\partial J}{\partial w} = 2 A^T w",
            "['A symmetric positive definite']",
            ("A symmetric positive definite",),
        ),
        (r"w^T w = \operatorname{sumrows}(w) \operatorname{sumrows}(w)", "['d = 1']", ("d = 1",)),
        (r"y^T p = p^T y", "['o = 1']", ("o = 1",)),
        (r"A B = B A", "['A diagonal', 'B diagonal']", ("A diagonal", "B diagonal")),
        (r"S y = \operatorname{cols}_{o}(\operatorname{sumcols}(S)) \odot y", "['S diagonal']", ("S diagonal",)),
    ],
)
def test_a_line_is_conditional_on_the_statements_that_it_needs(
    body: str, assume: str, conditions: tuple[str, ...]
) -> None:
    judgement = last(body, assume).links[0].judgement
    assert (judgement.verdict, judgement.conditions) == (Verdict.CONDITIONAL, conditions)
    assert last(body).verdict is Verdict.REFUTED


def test_a_line_that_needs_nothing_is_proved_whatever_is_stated() -> None:
    entry = last(r"\frac{\partial J}{\partial w} = A w + A^T w", "['A symmetric', 'd = 1']")
    assert entry.verdict is Verdict.PROVED


def test_a_line_that_is_false_in_the_stated_world_is_refuted_there() -> None:
    entry = last(r"\frac{\partial J}{\partial w} = 3 A w", "['A symmetric']")
    witness = entry.links[0].judgement.witness
    assert entry.verdict is Verdict.REFUTED
    assert isinstance(witness, Counterexample)
    assert set(witness.values) >= {"A", "w"}
    assert not [name for name in witness.values if "free" in name]


def test_rows_that_sum_to_one_prove_what_follows_from_it() -> None:
    entry = last(r"\operatorname{sumcols}(y \odot \operatorname{cols}_{o}(\operatorname{sumcols}(p)))"
                 r" = \operatorname{sumcols}(p)", "['rows of y sum to 1']")  # fmt: skip
    assert (entry.verdict, entry.links[0].judgement.conditions) == (Verdict.CONDITIONAL, ("rows of y sum to 1",))


@pytest.mark.parametrize(
    ("body", "condition"),
    [
        (r"\frac{\partial J}{\partial w} = 2 A w", "would hold if A is symmetric"),
        (r"y^T p = p^T y", "would hold if o = 1"),
        (r"w^T w = \operatorname{sumrows}(w) \operatorname{sumrows}(w)", "would hold if d = 1"),
        (r"S a = \frac{1}{2} (S + S^T) a", "would hold if S is symmetric"),
    ],
)
def test_the_finding_names_the_smallest_condition_that_would_save_a_false_line(body: str, condition: str) -> None:
    entry = last(body)
    assert entry.verdict is Verdict.REFUTED
    assert would_hold(entry) == [condition]


def test_a_line_that_has_a_shape_only_where_two_dimensions_met_is_refuted_and_told_so() -> None:
    entry = last("y^T a = S")
    assert entry.verdict is Verdict.REFUTED
    assert would_hold(entry) == []
    mixed = last(r"a \odot a = a \odot (a + p - p)")
    assert (mixed.verdict, would_hold(mixed)) == (Verdict.REFUTED, ["would hold if o = h"])


@pytest.mark.parametrize(
    ("assume", "message"),
    [
        ("['Q symmetric']", "notes.md: assume: Q symmetric: the symbol Q is not declared"),
        ("['a symmetric']", "notes.md: assume: a symmetric: a is not square"),
    ],
)
def test_a_statement_about_no_such_matrix_is_an_error_that_names_it(assume: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        last("a = a", assume)
    assert str(caught.value) == message


def test_a_statement_that_is_not_understood_lists_those_that_are() -> None:
    with pytest.raises(InputError, match=r"'A orthogonal' is not understood; there are 'A symmetric'"):
        last("a = a", "['A orthogonal']")


def test_a_counterexample_with_a_number_that_is_stated_to_be_positive_refutes_nothing() -> None:
    assert last(r"\sqrt{p \odot p} = p", "['p > 0']").verdict is Verdict.UNDECIDED
    assert last(r"\sqrt{p \odot p} = p").verdict is Verdict.REFUTED


def test_sizes_stated_in_a_row_are_all_equal() -> None:
    assert last("A = A^T", "['d = o', 'o = 1']").verdict is Verdict.CONDITIONAL
    assert last(r"\operatorname{tr}(y V^T) = \operatorname{tr}(V^T y)", "['m = h', 'h = m']").verdict.is_true


@pytest.mark.parametrize(
    ("assume", "message"),
    [
        ("['d = 1', 'd = 2']", "assume: d = 2: it would be 1 as well"),
        ("['q = 1']", "assume: q = 1: no dimension is called q; there are d, h, m, o"),
        ("['J > 0', 'J symmetric']", "J is defined by a formula; state it of that"),
    ],
)
def test_statements_that_contradict_each_other_or_are_about_nothing_are_errors(assume: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        last("A = A", assume)
    assert message in str(caught.value)
