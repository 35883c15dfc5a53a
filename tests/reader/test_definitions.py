"""Who introduces whom: definitions, circles, layers, functions, and what may not rest on what is wrong."""

from __future__ import annotations

import pytest

from bpsym.derivation import Entry, Report, Verdict
from bpsym.review import check_text
from tests.reader.reading import SYMBOLS, notes, problems


def check(*lines: str) -> Report:
    """The report on lines below the symbols of these tests."""
    return check_text(SYMBOLS + "\n\n".join(f"$$ {line} $$" for line in lines), "notes.md")


def told(entry: Entry) -> list[str]:
    """The messages of an entry."""
    return [f.message for f in (*entry.findings, *(f for link in entry.links for f in link.findings))]


def verdicts(*lines: str) -> list[str]:
    """The verdict on each line."""
    return [e.verdict.value for e in check(*lines).entries]


def test_definitions_may_stand_after_their_use() -> None:
    assert verdicts("C = D W", "D = f(X)", "C = f(X) W") == ["definition", "definition", "proved"]


def test_an_ill_typed_definition_is_refuted_with_two_shapes_and_nothing_rests_on_it() -> None:
    report = check("Z = W X", "D = Z + X", "Z = Z", "A = B")
    assert [e.verdict for e in report.entries[:3]] == [Verdict.REFUTED, Verdict.UNREAD, Verdict.UNREAD]
    assert told(report.entries[0]) == ["cannot multiply W (n, p) by X (m, n)"]
    assert "the symbol Z has no shape: its definition is not read, or is wrong" in told(report.entries[1])[0]


def test_only_what_holds_for_every_value_rests_on_a_symbol_whose_definition_is_ill_typed() -> None:
    report = check("Y = X", r"J = \|Y\|^2", r"\frac{\partial J}{\partial Y} = 2 Y")
    assert [e.verdict.value for e in report.entries] == ["refuted", "definition", "proved"]
    wrong = check("Y = X", r"J = \|Y\|^2", r"\frac{\partial J}{\partial Y} = 3 Y").entries[2]
    assert wrong.verdict is Verdict.UNDECIDED
    assert "it rests on Y, whose definition was not read or is wrong" in told(wrong)[0]


def test_only_what_holds_for_every_value_rests_on_a_symbol_whose_definition_is_unread() -> None:
    report = check(r"Y = X \star W", r"J = \|Y\|^2", r"\frac{\partial J}{\partial Y} = 2 Y")
    assert [e.verdict.value for e in report.entries] == ["unread", "definition", "proved"]
    by_input = check(r"Y = X \star W", r"J = \|Y\|^2", r"\frac{\partial J}{\partial X} = 2 X")
    assert by_input.entries[2].verdict is Verdict.UNDECIDED


def test_a_circle_of_definitions_is_undecided() -> None:
    report = check("D = E + X", "E = D - X", "A = D")
    assert [e.verdict for e in report.entries[:2]] == [Verdict.UNDECIDED, Verdict.UNDECIDED]
    assert "the definitions form a circle" in told(report.entries[0])[0]
    assert report.entries[2].verdict is not Verdict.DEFINITION


def test_a_symbol_with_the_meaning_of_a_derivative_is_never_defined_by_a_formula() -> None:
    head = "Math | Dimensions\n-|-\n$\\frac{\\partial J}{\\partial X} = D$ | (m, n)\n$D$ | (m, n)\n"
    lines = r"$$ J = \|X\|^2 $$ $$ D = 3 X $$ $$ D = 2 X $$"
    report = check_text(SYMBOLS + head + lines, "notes.md")
    assert [e.verdict.value for e in report.entries] == ["definition", "definition", "refuted", "proved"]


def test_a_declared_symbol_that_nothing_defines_is_an_input() -> None:
    document = notes("C = X W")
    assert {s.name for s in document.derivation.inputs} == {"X", "W"}
    report = check(r"\frac{\partial J}{\partial X} = 2 X")
    assert report.entries[0].verdict is Verdict.UNDECIDED
    assert "by the definitions of these notes J does not depend on X" in told(report.entries[0])[0]


def test_a_definition_with_two_readings_asks_for_the_sign() -> None:
    report = check("D = A B S B A")
    assert report.entries[0].verdict in (Verdict.REFUTED, Verdict.UNDECIDED)
    assert verdicts("D = S S") == ["definition"]


def test_a_formula_for_an_undeclared_function_is_a_question_and_never_refuted() -> None:
    report = check(r"h(X) = \frac{1}{1 + e^{-X}}", "D = h(X) = A", r"h'(X) = h(X) (1 - h(X))")
    assert [e.verdict.value for e in report.entries] == ["unread", "unread", "unread"]
    assert told(report.entries[0]) == ["this says what h is, and that is not read: declare it, functions: {h: sigmoid}"]


def test_a_declared_function_is_held_against_its_formula() -> None:
    assert verdicts("D = g(X)", r"D = \frac{1}{1 + e^{-X}}", r"g'(X) = D \odot (1 - D)", r"g'(X) = D \odot D") == [
        "definition",
        "proved",
        "proved",
        "refuted",
    ]


def test_entries_of_a_symbol_are_no_symbols_of_their_own() -> None:
    assert [p.partition(":")[0] for p in problems(notes("X_{ij} = 1", "D_i = 1", "D = X", "Y_{1,2} = 3"))] == [
        "",
        "nothing here has the index i",
        "the symbol D has no shape",
        "has Y an entry 1? The axis has m entries; declare its size as a number",
    ]


def test_numbers_below_a_name_make_a_family_and_not_entries() -> None:
    head = "---\nbpsym:\n  symbols: {a_0: [m, n_0], W_1: [n_0, n_1], W_2: [n_1, n_2], a: [m, n]}\n---\n"
    lines = "$$ a_1 = a_0 W_1 $$ $$ a_2 = a_1 W_2 $$ $$ a_l = a_{l-1} W_l $$"
    report = check_text(head + lines, "notes.md")
    assert [e.verdict.value for e in report.entries] == ["definition", "definition", "proved"]
    assert told(report.entries[2]) == ["judged for every l that exists in these notes: l = 1, 2"]


def test_layers_far_apart_are_no_work() -> None:
    head = "---\nbpsym:\n  symbols: {'W^{(1)}': [n, n], 'W^{(9999)}': [n, n]}\n---\n"
    report = check_text(head + "$$ W^{(k)} W^{(k)} = (W^{(k)})^2 $$", "notes.md")
    assert report.entries[0].verdict is Verdict.PROVED
    assert told(report.entries[0]) == ["judged for every k that exists in these notes: k = 1, 9999"]


@pytest.mark.parametrize(
    "line",
    [
        r"\nabla_{X} L = 2 X",
        r"\frac{dL}{dX} = 2 X",
        r"\frac{\mathrm{d} L}{\mathrm{d} \mathbf{X}} = 2 \mathbf X",
        r"\frac{\partial}{\partial X} L = 2 X",
        r"\dfrac{\partial L}{\partial \boldsymbol{X}} = X + X",
    ],
)
def test_a_gradient_is_read_in_each_of_its_forms(line: str) -> None:
    assert verdicts(r"L = \|X\|_F^2", line) == ["definition", "proved"]


def test_a_number_and_a_declared_scalar_scale() -> None:
    assert (
        verdicts(r"D = \frac{1}{c} X", "c D = X", "2 D = D + D", r"D = X / c", r"\frac{c}{2} X = 0.5 c X")[1:]
        == ["proved"] * 4
    )
