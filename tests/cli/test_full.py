"""The full format of `bpsym check`, as a student reads it."""

from __future__ import annotations

import pytest

from bpsym.cli.excerpt import show_lines, show_place
from bpsym.cli.full import print_report, print_total, summary
from bpsym.cli.screen import STYLES, Screen, table
from bpsym.cli.witness import show_value, show_witness
from bpsym.derivation import Report, Verdict
from tests.cli.sample import EMPTY, ENTRIES, REPORT, SOURCE, TRUE, VALUES


def printed(capsys: pytest.CaptureFixture[str], report: Report) -> str:
    print_report(Screen(), report)
    return capsys.readouterr().out


def test_every_verdict_has_a_style() -> None:
    assert set(STYLES) == set(Verdict)


def test_what_is_true_takes_one_line_and_its_notes(capsys: pytest.CaptureFixture[str]) -> None:
    lines = printed(capsys, TRUE).splitlines()
    assert lines[1] == "     3 definition  z = X W (1)"
    assert lines[2] == "     4 proved      δ = (ŷ − y) f′(z)"
    assert lines[3].strip() == "read entry by entry: δ = (ŷ − y) ⊙ f′(z)"
    assert "^" not in "".join(lines)
    assert lines[6] == "2 equations: 1 definition, 1 proved, 0 refuted, 0 undecided · 2/2 decided"


def test_a_shape_clash_shows_the_line_the_caret_and_the_repair(capsys: pytest.CaptureFixture[str]) -> None:
    lines = [line.strip() for line in printed(capsys, REPORT).splitlines()]
    at = next(i for i, line in enumerate(lines) if line.startswith("notes.md:5:37: BP"))
    assert lines[at].endswith("cannot multiply X by δ")
    assert lines[at + 1] == r"5 | $$\frac{\partial J}{\partial W} = X \delta$$"
    assert lines[at + 2] == "| " + " " * 36 + "^^^^^^"
    assert "repair: a transpose is missing on X" in lines
    assert r"\frac{\partial J}{\partial W} = X^T \delta" in lines


def test_a_counterexample_can_be_redone_by_hand(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(show_witness(VALUES)) == [
        "counterexample: m = 1, i = 2, f(t) = t²",
        "  X = [1 2], δ = 1/2",
        "the left side is 3/2, the right side is -3/2 in entry (1, 2)",
    ]


def test_what_is_wrong_on_purpose_or_suppressed_is_said_and_not_argued(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, Report("notes.md", ENTRIES[-2:], source=SOURCE))
    assert "p = −p  wrong on purpose" in text
    assert "q = −q  suppressed: a known misprint" in text
    assert "counterexample" not in text
    assert text.rstrip().endswith("2/2 decided · 1 wrong on purpose · 1 suppressed")


def test_a_chain_names_the_link_that_fails(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, REPORT)
    assert "undecided: b = c" in text
    assert "no proof was found, and no point where the sides differ" in text
    assert "on condition that a⁽¹⁾ = X" in text


def test_no_entry_is_left_out_of_the_summary() -> None:
    text = "".join(part for part, _ in summary(REPORT))
    assert text.startswith(
        "9 equations: 1 definition, 1 proved, 1 supported, 4 refuted, 1 undecided, 1 unread · 6/9 decided"
    )


def test_several_files_end_with_their_sum(capsys: pytest.CaptureFixture[str]) -> None:
    print_total(Screen(), [REPORT, TRUE])
    assert capsys.readouterr().out.startswith("2 files, 11 equations: 2 definitions, 2 proved")


def test_carets_stand_under_wide_characters() -> None:
    assert show_place("中文 abc", 1, 4, 6)[1] == " " * 21 + " | " + " " * 5 + "^^"


def test_a_place_outside_the_source_shows_nothing_and_one_past_the_line_no_caret() -> None:
    assert show_place("a", 5, 1, 2) == []
    assert len(show_place("a", 1, 9, 12)) == 1
    assert show_place(EMPTY.source, 1, 1, 1) == []


def test_lines_that_hold_only_dollars_are_left_out_of_an_excerpt() -> None:
    assert [line.strip() for line in show_lines("$$\na = b\n$$\n", 1, 3, 1)] == ["2 | a = b"]


def test_a_long_matrix_is_cut_and_a_number_stays_a_number() -> None:
    assert show_value([["1", "2"], ["3", "4"]]) == "[1 2; 3 4]"
    assert show_value("1/3") == "1/3"
    assert show_value([["7"] * 200]).endswith("…")


def test_columns_line_up_under_wide_and_combining_characters() -> None:
    assert table([("ŷ", "a"), ("中", "b")], indent=0) == ["ŷ   a", "中  b"]


def test_nothing_is_coloured_when_the_output_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert "\x1b" not in printed(capsys, REPORT)
