"""Rows to relations: chains, continuations, broken formulas, words, columns, and what claims nothing."""

from __future__ import annotations

import pytest

from bpsym.reader import Document, read
from tests.reader.reading import notes, problems


def latex(text: str) -> list[str]:
    """Each relation that can be judged, completed, as one line."""
    return [e.relation.latex for e in read(text, "notes.md").entries]


def test_a_continuation_row_is_an_entry_of_its_own_about_the_first_member() -> None:
    text = "$$\\begin{aligned} a &= b \\\\ &= c \\\\ &= d = e \\end{aligned}$$"
    assert latex(text) == ["a = b", "a = c", "a = d = e"]


def test_a_chain_has_a_link_for_each_sign() -> None:
    (entry,) = notes("A = X = B").entries
    assert [link.latex for link in entry.links] == ["A = X", "A = B"]


def test_a_continuation_of_something_that_claims_no_equality_is_unread() -> None:
    document = read("$$ x = y \\\\ a \\approx b \\\\ &= c $$ $$ a &\\approx b \\\\ &= c $$", "n.md")
    assert [e.relation.latex for e in document.entries] == ["x = y", "&= c", "&= c"]
    assert ["claims no equality" in problem for problem in problems(document)] == [False, True, True]
    assert document.not_claims == 2


def test_a_sign_without_a_left_side_is_unread_where_nothing_stands_above() -> None:
    assert problems(notes("= X", "A = X \\\\ B = ")) == ["one side of the relation is missing"] * 1 + [
        "",
        "one side of the relation is missing",
    ]


@pytest.mark.parametrize(
    "rows",
    [
        r"C &= X \\ &\quad + A",
        r"C = X + \\ A",
        r"C = \\ X + A",
        r"C = X \\ + A",
        r"C &= X \\ &+ A",
        r"C &= X & + A",
    ],
)
def test_a_formula_broken_over_rows_is_one_formula(rows: str) -> None:
    broken, whole = notes(rows), notes("C = X + A")
    assert broken.derivation.forward == whole.derivation.forward
    assert len(broken.entries) == 1


def test_a_row_without_a_sign_goes_on_with_the_product_above() -> None:
    assert notes("C = X \\\\ W").derivation.forward == notes("C = X W").derivation.forward


def test_a_row_that_begins_with_minus_can_be_an_equation_of_its_own() -> None:
    assert latex("$$ a = b \\\\ -a = c $$") == ["a = b", "-a = c"]
    assert latex("$$ a &= b \\\\ &- d = c $$") == ["a = b - d = c"]


def test_a_row_that_ends_in_an_operator_goes_on_even_into_a_chain() -> None:
    assert latex("$$ a = b + \\\\ c = d $$") == ["a = b + c = d"]


def test_a_linking_word_before_a_sign_links_nothing() -> None:
    assert problems(notes(r"C = X \text{ and } = A"))[0].startswith("words inside a formula are not read")


def test_commas_columns_and_linking_words_stand_between_relations() -> None:
    for text in (
        "$$ a = b, \\quad c = d $$",
        "$$ a = b; c = d. $$",
        "$$ a &= b & c &= d $$",
        "$$ a &= b && c &= d $$",
        "$$ a = b \\quad \\text{and} \\quad c = d $$",
        "$$ a = b \\text{, where } c = d $$",
        "$$ \\text{Let } a = b \\text{ with } c = d \\text{ (the chain rule)} $$",
    ):
        assert [t.replace(" ", "") for t in latex(text)] == ["a=b", "c=d"], text


@pytest.mark.parametrize(
    "words", [r"\text{for all } k", r"\qquad \text{for every layer}", r"\text{by the chain rule}", r"\text{其中}"]
)
def test_words_at_the_edge_that_change_nothing_are_left_out(words: str) -> None:
    assert problems(notes(f"C = X + A \\quad {words}")) == [""]


@pytest.mark.parametrize(
    "words",
    [
        r"\text{ if } X > 0",
        r"\text{ for } k > 2",
        r"\text{for all } k = 1",
        r"\text{ otherwise}",
        r"\text{ unless } A",
        r"\text{当 } A",
        r"\text{ is nearly } A",
    ],
)
def test_a_line_with_a_condition_in_words_is_unread(words: str) -> None:
    assert problems(notes(f"C = X {words}"))[0].startswith("words inside a formula are not read: state it without them")


def test_values_of_a_letter_claim_nothing() -> None:
    document = notes(r"C = X, \quad k = 1, \dots, L", "j = 1, 2, 3")
    assert [e.relation.latex for e in document.entries] == ["C = X"]
    assert document.not_claims == 2


@pytest.mark.parametrize("sign", [r"\approx", r"\neq", r"\in", r"\leq", r"\to", "<", r"\propto", "≈", "∈"])
def test_other_signs_are_counted_and_not_judged(sign: str) -> None:
    document = notes(f"X {sign} A")
    assert (document.entries, document.not_claims) == ((), 1)


@pytest.mark.parametrize("sign", [r"\leftarrow", r"\gets", "+=", "←"])
def test_an_update_is_no_equation_and_must_have_one_shape(sign: str) -> None:
    document = notes(f"X {sign} X - 2 A", f"X {sign} W", f"X {sign} Q")
    assert document.derivation.equations == ()
    assert [problem[:30] for problem in problems(document)] == [
        "",
        "the left side X is (m, n), the",
        "the symbol Q is not declared: ",
    ]


def test_a_colon_and_equals_sign_defines_unless_the_symbol_stands_on_both_sides() -> None:
    document = notes("C := X W", "X := X - 2 A", r"\frac{\partial J}{\partial X} := A")
    assert [e.id for e in document.derivation.equations] == ["eq-line7", "eq-line15"]
    assert [s.name for s in document.derivation.forward] == ["C"]


def test_an_update_stands_alone_with_a_symbol_on_its_left() -> None:
    message = "an update stands alone, with one symbol on its left"
    assert problems(notes(r"C = X \leftarrow X", r"2 X \leftarrow X")) == [message, message]


def test_names_of_relations_are_unique_even_if_tags_are_not() -> None:
    document = notes(r"C = X \tag{6}", r"D = X \tag{6}", r"E = X \tag{6'}", "F = X, G = X")
    assert ids(document) == ["eq6", "eq6-2", "eq6-3", "eq-line19", "eq-line19-2"]


def ids(document: Document) -> list[str]:
    """The ids of the entries."""
    return [e.relation.id for e in document.entries]
