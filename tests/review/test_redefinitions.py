"""A line that is not true, about a symbol that is defined already: mistake, assumption or second definition."""

from __future__ import annotations

import pytest

from bpsym.derivation import Entry
from bpsym.review import check_text

HEADER = "---\nbpsym:\n  symbols: {X: [m, d], V: [m, d], y: [m], w: [d], v: [d], '\\lambda': scalar}\n---\n"


def entries(body: str) -> list[Entry]:
    return list(check_text(HEADER + body, "notes.md").entries)


def verdicts(body: str) -> list[str]:
    return [entry.verdict.value for entry in entries(body)]


def codes(entry: Entry) -> list[str]:
    return [f.code for link in entry.links for f in link.findings]


def test_a_second_network_under_a_heading_of_its_own_is_a_second_definition() -> None:
    body = "$$ z = X w $$\n$$ z = X w $$\n\n# Another\n\n$$ z = V (v + v) $$\n$$ z = 2 V v $$\n"
    found = entries(body)
    assert [e.verdict.value for e in found] == ["definition", "proved", "definition", "proved"]
    assert [codes(e) for e in found] == [[], [], ["BP113"], []]


def test_in_the_same_section_a_formula_that_is_not_equal_is_undecided_and_carries_nothing() -> None:
    square = "$$ J = \\frac12 \\|X w - y\\|^2 $$\n$$ J = \\frac12 (w^T X^T X w + y^T X w + y^T y) $$\n"
    found = entries(square + "$$ \\nabla_w J = X^T X w + \\frac12 X^T y $$\n$$ \\nabla_w J = X^T (X w - y) $$\n")
    assert [e.verdict.value for e in found] == ["definition", "undecided", "refuted", "proved"]


def test_what_was_defined_before_keeps_the_old_meaning() -> None:
    body = (
        "$$ z = X w $$\n$$ a = f(z) $$\n\n# Another\n\n$$ z = V (v + v) $$\n$$ a = f(X w) $$\n$$ a = f(V (v + v)) $$\n"
    )
    assert verdicts(body)[3] == "proved"
    assert verdicts(body)[4] != "proved"


def test_a_first_formula_that_was_not_read_leaves_the_symbol_in_doubt() -> None:
    body = "$$ J = \\star (y - X w)^2 $$\n$$ J = (y - X w)^T (y - X w) $$\n$$ \\nabla_w J = 2 X^T (X w - y) $$\n"
    assert verdicts(body) == ["unread", "definition", "undecided"]


def test_a_misprint_of_a_definition_is_refuted_with_its_repair() -> None:
    gradient = "$$ \\frac{\\partial J}{\\partial w} = -2 X^T (y - z) $$\n"
    found = entries("$$ z = X w $$\n$$ J = \\|y - z\\|^2 $$\n$$ z = - X w $$\n" + gradient)
    assert [e.verdict.value for e in found] == ["definition", "definition", "refuted", "proved"]
    assert found[2].links[0].repairs[0].edit == "a minus sign too many"


@pytest.mark.parametrize("words", ["If $z = y$ the loss vanishes.", "With $\\lambda = 0$ this is least squares."])
@pytest.mark.parametrize("place", ["before", "after"])
def test_an_assumption_in_running_text_carries_nothing(words: str, place: str) -> None:
    forward = "$$ z = X w $$\n$$ J = \\|y - z\\|^2 + \\lambda \\|w\\|^2 $$\n"
    wrong = "$$ \\frac{\\partial J}{\\partial w} = -2 X^T (y - z) + 7 \\lambda w $$\n"
    body = forward + (f"{words}\n\n{wrong}" if place == "before" else f"{wrong}\n{words}\n")
    assert next(e.verdict.value for e in entries(body) if "partial" in e.latex) == "refuted"


def test_a_wrong_link_of_a_chain_is_no_definition() -> None:
    gradient = "$$ \\frac{\\partial J}{\\partial w} = -X^T y + 2 X^T X w $$\n"
    found = entries("$$ J = \\|y - X w\\|^2 = y^T y - y^T X w + w^T X^T X w $$\n" + gradient)
    assert [link.judgement.verdict.value for link in found[0].links] == ["definition", "refuted"]
    assert found[1].verdict.value == "refuted"


def test_a_gradient_of_something_of_which_the_notes_say_nothing_is_not_decided() -> None:
    assert verdicts("$$ \\frac{\\partial K}{\\partial w} = 0 $$\n$$ b = w $$") == ["unread", "definition"]
    header = HEADER.replace("'\\lambda'", "K: scalar, '\\lambda'")
    report = check_text(header + "$$ \\frac{\\partial K}{\\partial w} = 0 $$", "n.md")
    assert report.entries[0].verdict.value == "undecided"


def test_a_function_whose_formula_stands_in_the_notes_refutes_nothing() -> None:
    body = "$$ f(t) = t^3 $$\n$$ J = \\sum f(X w) $$\n$$ \\nabla_w J = 3 X^T (X w)^2 $$\n"
    assert verdicts(body) == ["unread", "definition", "undecided"]


def test_a_square_matrix_with_the_name_of_the_identity_is_the_identity() -> None:
    header = HEADER.replace("X: [m, d]", "X: [m, d], I: [d, d], A: [d, d]")
    report = check_text(header + "$$ A I = A $$\n$$ A I = 2 A $$\n", "n.md")
    assert [e.verdict.value for e in report.entries] == ["proved", "refuted"]


def test_a_number_with_the_name_of_a_dimension_refutes_nothing() -> None:
    header = HEADER.replace("X: [m, d]", "X: [m, d], d: scalar")
    report = check_text(header + "$$ \\operatorname{tr}(I_d) = d $$\n", "n.md")
    assert report.entries[0].verdict.value == "undecided"


def test_a_row_added_to_a_matrix_asks_how_often_it_is_repeated() -> None:
    header = HEADER.replace("X: [m, d]", "X: [m, d], b: [1, d]")
    found = check_text(header + "$$ Z = X + b $$\n$$ Z = X + \\operatorname{rows}_{m}(b) $$\n", "n.md").entries
    assert found[0].verdict.value == "undecided"
    assert "write \\operatorname{rows}_{m}(b)" in found[0].links[0].findings[0].message


def test_that_nothing_depends_on_a_second_definition_is_not_proved() -> None:
    body = "$$ z = X w $$\n$$ J = \\|z - y\\|^2 $$\n\n# Another\n\n$$ z = V (v + v) $$\n"
    assert verdicts(body + "$$ \\frac{\\partial J}{\\partial z} = 0 $$\n")[-1] == "undecided"
