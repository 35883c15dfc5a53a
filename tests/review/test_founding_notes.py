"""The founding notes, exactly as they were written: every line, and every mistake that one could make in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bpsym.derivation import Counterexample, Entry, Report, ShapeClash, Verdict
from bpsym.review import check_text

NOTES = (Path(__file__).parent.parent / "notes" / "founding-notes.zh.md").read_text(encoding="utf-8")


def entry_at(report: Report, line: int) -> Entry:
    return next(e for e in report.entries if e.line == line)


@pytest.fixture(scope="module")
def report() -> Report:
    return check_text(NOTES, "notes.md")


@pytest.mark.parametrize("line", [11, 20, 24, 28, 32, 65])
def test_forward_equations_and_the_table_row_are_definitions(report: Report, line: int) -> None:
    assert entry_at(report, line).verdict is Verdict.DEFINITION


@pytest.mark.parametrize(
    ("line", "reading"),
    [
        (37, "as-written"),
        (42, "as-written"),
        (46, "hadamard"),
        (48, "hadamard"),
        (52, "hadamard"),
        (56, "contraction"),
        (60, "contraction"),
        (70, "contraction"),
    ],
)
def test_every_gradient_line_is_proved_under_its_reading(report: Report, line: int, reading: str) -> None:
    entry = entry_at(report, line)
    assert (entry.verdict, entry.links[0].reading) == (Verdict.PROVED, reading)
    assert entry.links[0].judgement.proof is not None
    assert entry.links[0].judgement.agreement is not None


def test_nothing_else_is_found_and_all_is_decided(report: Report) -> None:
    assert report.counts == {
        "total": 14,
        "definition": 6,
        "proved": 8,
        "conditional": 0,
        "supported": 0,
        "refuted": 0,
        "undecided": 0,
        "unread": 0,
        "not_claims": 0,
    }
    assert report.is_clean


def test_the_loss_is_read_as_the_total_of_elementwise_squares(report: Report) -> None:
    link = entry_at(report, 32).links[0]
    assert link.reading_latex == r"J = \sum \frac{1}{2} (y - \hat{y})^{\odot 2}"
    assert [f.code for f in link.findings] == ["BP503"]


def test_which_products_are_hadamard_is_shown(report: Report) -> None:
    assert entry_at(report, 52).links[0].reading_latex == (
        r"\delta^{(2)} = -((y - \hat{y}) \odot f'(z^{(3)})) (W^{(2)})^{T} \odot f'(z^{(2)})"
    )
    assert [(f.code, f.message) for f in entry_at(report, 46).links[0].findings] == [
        ("BP501", r"read as the Hadamard product; write \odot f^\prime(z^{(3)})")
    ]


def test_the_general_rule_is_judged_for_every_layer_and_says_what_it_reads(report: Report) -> None:
    messages = [f.message for f in entry_at(report, 37).findings]
    assert messages == [
        "a^{(1)} is read as X: that is how the definition of z^{(2)} follows the pattern of z^{(3)}",
        "judged for every k that exists in these notes: k = 1, 2",
    ]
    assert [f.message for f in entry_at(report, 70).findings] == [
        "judged for every k that exists in these notes: k = 1"
    ]


def test_the_table_is_held_against_the_definitions(report: Report) -> None:
    found = {f.line: (f.code, f.message) for f in report.findings if f.code in ("BP202", "BP203")}
    assert found == {
        10: (
            "BP202",
            "J is declared (1, outputLayerSize), but by (5) it is a scalar; "
            "that shape holds only if outputLayerSize = 1",
        ),
        13: (
            "BP203",
            "∂z^{(3)}/∂z^{(2)} has four indices (numExamples, outputLayerSize, numExamples, hiddenLayerSize); "
            "the declared (numExamples, hiddenLayerSize) holds only for outputLayerSize = 1 and keeping, "
            "for each of the numExamples, only the entries of the same one",
        ),
    }


def test_the_convention_for_delta_is_said(report: Report) -> None:
    assert [f.message for f in report.findings if f.code == "BP105"] == [
        r"by the convention of this line \delta^{(2)} means ∂J/∂z^{(2)}"
    ]


RULE_K = "(a^{(k)})^T\\delta^{(k+1)}\\tag{6}"
RULE_2 = "(a^{(2)})^T\\delta^{(3)}\\tag{6}"
DELTA_3 = "\\delta^{(3)} = -(y-\\hat{y}) f^\\prime(z^{(3)})\n"
DELTA_2 = "\\delta^{(2)} = \\delta^{(3)}\n(W^{(2)})^{T}\nf^\\prime(z^{(2)})\n"
LONG = "\\delta^{(2)}= -(y-\\hat{y}) f^\\prime(z^{(3)})(W^{(2)})^{T}\n f^\\prime(z^{(2)})$$"
CHAIN_1 = "-(y-\\hat{y}) \\frac{\\partial \\hat{y}}{\\partial W^{(2)}}\n"
CHAIN_2 = (
    "-(y-\\hat{y})\n\\frac{\\partial \\hat{y}}{\\partial z^{(3)}}  \n\\frac{\\partial z^{(3)}}{\\partial W^{(2)}}\n"
)

MISTAKES = {
    "sign, rule for every layer": (RULE_K, "-" + RULE_K, 37),
    "sign, rule": (RULE_2, "-" + RULE_2, 42),
    "sign, delta 3": (DELTA_3, DELTA_3.replace("-(y", "(y"), 46),
    "sign inside, delta 3": (DELTA_3, DELTA_3.replace("y-", "y+"), 46),
    "sign, delta 2": (DELTA_2, DELTA_2.replace("= ", "= -"), 48),
    "sign, delta 2 written out": (LONG, LONG.replace("-(y", "(y"), 52),
    "sign, chain": (CHAIN_1, CHAIN_1.replace("-(y", "(y"), 56),
    "sign, longer chain": (CHAIN_2, CHAIN_2.replace("-(y", "(y"), 60),
    "W without its transpose": (DELTA_2, DELTA_2.replace("^{T}", ""), 48),
    "W without its transpose, written out": (LONG, LONG.replace("^{T}", ""), 52),
    "f' missing": (DELTA_2, DELTA_2.replace("f^\\prime(z^{(2)})", ""), 48),
    "f' missing, delta 3": (DELTA_3, DELTA_3.replace("f^\\prime(z^{(3)})", ""), 46),
    "f' missing, written out": (LONG, LONG.replace("f^\\prime(z^{(2)})", ""), 52),
    "inner f' missing, written out": (LONG, LONG.replace("f^\\prime(z^{(3)})", ""), 52),
    "f' at the wrong layer": (DELTA_2, DELTA_2.replace("z^{(2)}", "z^{(3)}"), 48),
    "f' at the wrong layer, delta 3": (DELTA_3, DELTA_3.replace("z^{(3)}", "z^{(2)}"), 46),
    "f for f'": (DELTA_3, DELTA_3.replace("f^\\prime", "f"), 46),
    "a untransposed": (RULE_2, RULE_2.replace("^T", ""), 42),
    "a untransposed, every layer": (RULE_K, RULE_K.replace("^T", ""), 37),
    "wrong delta": (RULE_2, RULE_2.replace("(3)", "(2)"), 42),
    "wrong delta, every layer": (RULE_K, RULE_K.replace("k+1", "k+2"), 37),
    "wrong delta in delta 2": (DELTA_2, DELTA_2.replace("\\delta^{(3)}", "\\delta^{(2)}"), 48),
    "factors swapped": (RULE_2, "\\delta^{(3)}(a^{(2)})^T\\tag{6}", 42),
    "factors swapped, delta 2": (DELTA_2, "\\delta^{(2)} = (W^{(2)})^{T}\\delta^{(3)}\nf^\\prime(z^{(2)})\n\n", 48),
    "a factor 2": (RULE_2, "2" + RULE_2, 42),
    "a factor 1/2": (RULE_2, "\\frac{1}{2}" + RULE_2, 42),
    "a factor 2, delta 3": (DELTA_3, DELTA_3.replace("-(y", "-2(y"), 46),
    "a factor 1/2, delta 2": (DELTA_2, DELTA_2.replace("= ", "= \\frac{1}{2}"), 48),
    "a factor 2, every layer": (RULE_K, "2" + RULE_K, 37),
    "a factor 2, chain": (CHAIN_1, CHAIN_1.replace("-(y", "-2(y"), 56),
}


@pytest.mark.parametrize("mistake", [m for m in MISTAKES if m != "wrong delta, every layer"])
def test_each_mistake_is_refuted_with_a_counterexample(mistake: str) -> None:
    right, wrong, line = MISTAKES[mistake]
    assert NOTES.count(right) == 1, "the line is not in the notes as it stands here"
    report = check_text(NOTES.replace(right, wrong), "notes.md")
    entry = next(e for e in report.entries if e.line == line)
    assert entry.verdict is Verdict.REFUTED
    assert isinstance(entry.links[0].judgement.witness, (Counterexample, ShapeClash))
    others = [e for e in report.entries if e is not entry]
    assert all(e.verdict.is_true for e in others), "a mistake in one line cost another its verdict"


def test_a_rule_shifted_beyond_the_last_layer_is_refuted_where_it_exists() -> None:
    right, wrong, line = MISTAKES["wrong delta, every layer"]
    report = check_text(NOTES.replace(right, wrong), "notes.md")
    assert entry_at(report, line).verdict is Verdict.REFUTED


def test_without_the_half_in_the_loss_the_gradient_lines_are_refuted() -> None:
    report = check_text(NOTES.replace(r"\frac{1}{2}(y-\hat{y})^2", r"(y-\hat{y})^2"), "notes.md")
    verdicts = {e.line: e.verdict for e in report.entries}
    refuted = {line for line, verdict in verdicts.items() if verdict is Verdict.REFUTED}
    assert refuted == {46, 52, 56, 60}
    assert verdicts[32] is Verdict.DEFINITION


def test_the_factors_of_a_hadamard_product_may_be_swapped() -> None:
    swapped = "\\delta^{(3)} = -f^\\prime(z^{(3)})(y-\\hat{y})\n"
    report = check_text(NOTES.replace(DELTA_3, swapped), "notes.md")
    assert entry_at(report, 46).verdict is Verdict.PROVED


@pytest.mark.parametrize("mistake", list(MISTAKES))
def test_each_mistake_gets_a_repair_that_is_proved(mistake: str) -> None:
    right, wrong, line = MISTAKES[mistake]
    repairs = entry_at(check_text(NOTES.replace(right, wrong), "notes.md"), line).links[0].repairs
    assert repairs, "no repair was found"
    mended = check_text(f"{NOTES}\n\n$$\n{repairs[0].latex}\n$$\n", "notes.md")
    assert mended.entries[-1].verdict is Verdict.PROVED


def test_a_repair_is_in_the_words_and_the_notation_of_the_notes() -> None:
    right, wrong, line = MISTAKES["W without its transpose"]
    repairs = entry_at(check_text(NOTES.replace(right, wrong), "notes.md"), line).links[0].repairs
    assert (repairs[0].latex, repairs[0].edit) == (
        r"\delta^{(2)} = \delta^{(3)} (W^{(2)})^T f^\prime(z^{(2)})",
        "a transpose is missing on W^{(2)}",
    )
