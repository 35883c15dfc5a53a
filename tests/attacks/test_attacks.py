"""Attempts at a false verdict that bpsym withstands; the truth of each is found again in floats."""

from __future__ import annotations

import pytest

from bpsym.derivation import Counterexample, ShapeClash, Verdict
from bpsym.errors import InputError
from tests.attacks.claims import FALSE, TRUE
from tests.attacks.notes import HEADER, check, last_entry


@pytest.mark.parametrize("name", FALSE)
def test_a_false_claim_is_refuted_with_a_witness(name: str) -> None:
    attack = FALSE[name]
    entry = last_entry(attack.note)
    assert not attack.is_true, "the attack itself is wrong"
    assert entry.verdict is Verdict.REFUTED
    assert isinstance(entry.links[-1].judgement.witness, (Counterexample, ShapeClash))


@pytest.mark.parametrize("name", TRUE)
def test_a_true_claim_in_disguise_is_proved(name: str) -> None:
    attack = TRUE[name]
    entry = last_entry(attack.note)
    assert attack.is_true, "the attack itself is wrong"
    assert entry.verdict is Verdict.PROVED


NEEDS_DOMAIN = {
    r"\frac{a}{a} = 1": r"a \neq 0",
    r"\frac{1}{a} - \frac{1}{a} = 0": r"a \neq 0",
    r"\exp(\log(a)) = a": "a > 0",
    r"\log(a) - \log(a) = 0": "a > 0",
    r"\operatorname{relu}'(a) = \operatorname{step}(a)": r"a \neq 0",
    r"\frac{\partial \log(a)}{\partial a} = \frac{1}{a}": "a > 0",
}


@pytest.mark.parametrize("claim", NEEDS_DOMAIN)
def test_what_holds_only_on_a_domain_is_proved_with_the_domain(claim: str) -> None:
    judgement = last_entry(HEADER + f"$${claim}$$").links[-1].judgement
    assert judgement.verdict is Verdict.PROVED
    assert NEEDS_DOMAIN[claim] in judgement.domain


NEVER_TRUE = {
    "a pole everywhere": r"\frac{1}{a - a} = \frac{2}{a - a}",
    "a logarithm defined nowhere": r"\log(-a^2) = \log(-a^2)",
    "a logarithm of 0": r"\log(0) = 0",
    "two roots that are never both defined": r"\log(a) + \log(-a) - \log(-a) = \log(a)",
    "a step that is 1 only where points are drawn": r"\operatorname{step}(a + 100) = 1",
    "a quotient of square matrices that cancels in one reading": r"\frac{A}{B} B = A",
    "derivatives of derivatives": r"\frac{\partial}{\partial a} \frac{\partial a^3}{\partial a} = 3 a^2",
    "a layer that does not exist": r"W^{(k)} = 2 W^{(k+1)}",
    "an undeclared symbol": r"K x = K x",
    "a Greek letter that looks like A": "Α x = A x",
    "a dash for a minus": "x = x \N{EN DASH} x",
    "a zero-width space": "x = x\u200b x",
    "three dots": r"x = x + \dots + x",
    "a sum with bounds": r"\sum_i x = \sum x",
    "a negated equals sign": r"x \not= x",
    "two equals signs": "x == x",
    "a bar": r"x = x \mid u",
    "a word between two symbols": r"x = x \text{ plus } u",
    "a factor after a slash": "a/bs = a/(bs)",
    "an unknown command": r"x \star u = u \star x",
    "an open bracket": "x = (x",
    "a prime on a symbol": "x' = x'",
    "a logarithm with a base": r"\log_2(a) = \log(a)",
    "a power that is no number": r"a^b = a^b",
    "two layer variables": r"W^{(k)} W^{(l)} = W^{(l)} W^{(k)}",
    "two definitions in a circle": "q = p + 1$$ $$p = q - 1",
}


@pytest.mark.parametrize("name", NEVER_TRUE)
def test_what_is_not_understood_or_not_decided_is_never_called_true(name: str) -> None:
    report = check(HEADER + f"$${NEVER_TRUE[name]}$$")
    assert report.entries
    assert not any(entry.verdict.is_true for entry in report.entries)
    assert not report.is_clean


def test_a_name_that_is_transposed_or_a_power_is_not_guessed() -> None:
    text = HEADER.replace("    'a'", "    'T': scalar\n    'a'") + "$$A^T = A$$"
    assert last_entry(text).verdict is Verdict.UNREAD


def test_dimensions_of_the_same_size_in_a_sample_are_not_the_same() -> None:
    text = HEADER.replace("'A': [n, n]", "'A': [n, N]") + "$$A^T = A$$"
    assert last_entry(text).verdict is Verdict.REFUTED


def test_symbols_named_like_dummies_are_symbols() -> None:
    letters = {"i": "n, n", "j": "n, n", "k": "n, n", "p": "n", "q": "n"}
    symbols = "".join(f"    {name}: [{shape}]\n" for name, shape in letters.items())
    note = f"---\nbpsym:\n  symbols:\n{symbols}---\n"
    assert last_entry(note + "$$i j k p = i k j p$$").verdict is Verdict.REFUTED
    assert last_entry(note + r"$$\operatorname{tr}(i j k) = \operatorname{tr}(j k i)$$").verdict is Verdict.PROVED
    assert last_entry(note + r"$$p^T i q = q^T i p$$").verdict is Verdict.REFUTED
    assert last_entry(note + r"$$p^T i q = q^T i^T p$$").verdict is Verdict.PROVED


def test_whole_numbers_as_dimensions_decide_no_claim_that_other_numbers_would_not() -> None:
    note = "---\nbpsym:\n  symbols: {A: [3, 3], B: [3, 3], x: [3]}\n---\n"
    assert last_entry(note + "$$A B = B A$$").verdict is Verdict.REFUTED
    assert last_entry(note + "$$x^T x = 3$$").verdict is Verdict.REFUTED


def test_equal_tags_do_not_share_a_verdict() -> None:
    report = check(HEADER + "\n".join(rf"$${line} \tag{{1}}$$" for line in ("x = 2x", "x + u = u + x", "x = 3x")))
    assert [e.verdict for e in report.entries] == [Verdict.REFUTED, Verdict.PROVED, Verdict.REFUTED]
    assert len({e.id for e in report.entries}) == 3


def test_a_refuted_row_is_no_premise_for_the_next_one() -> None:
    report = check(HEADER + r"$$\begin{aligned} A x &= 2x \\ &= x + x \\ &= A x \end{aligned}$$")
    assert [e.verdict for e in report.entries] == [Verdict.REFUTED, Verdict.REFUTED, Verdict.PROVED]


def test_an_expectation_covers_the_equation_before_it_and_no_other() -> None:
    report = check(HEADER + "$$x = 2x$$\n<!-- bpsym: expect refuted BP301 -->\n\n$$x = 3x$$\n")
    assert [e.is_clean for e in report.entries] == [True, False]


def test_an_expectation_that_is_not_met_is_not_clean() -> None:
    report = check(HEADER + "$$x = 2x$$ and $x + u = u + x$ <!-- bpsym: expect refuted -->\n")
    assert [e.is_clean for e in report.entries] == [False, False]


def test_a_meaning_from_the_table_is_not_overwritten_by_a_formula() -> None:
    table = "a|b|c\n--|--|--\n$w$|weights|(d, 1)\n$\\delta = \\frac{\\partial J}{\\partial w}$|gradient|(d, 1)\n\n"
    report = check(table + r"$$J = \|w\|^2$$ $$\delta = 7 w$$ $$\delta = 2 w$$")
    assert [e.verdict for e in report.entries[1:]] == [Verdict.DEFINITION, Verdict.REFUTED, Verdict.PROVED]


@pytest.mark.parametrize("header", ["bpsym: a text", "bpsym: {symbols: {X: [0, d]}}", "bpsym: {what: 1}"])
def test_a_header_that_cannot_be_used_is_an_error_in_words(header: str) -> None:
    with pytest.raises(InputError, match=r"x\.md"):
        check(f"---\n{header}\n---\n$$a = a$$")


def test_a_macro_without_an_end_costs_its_own_line_only() -> None:
    macros = "  macros: {'\\loop': '\\loop \\loop'}\n  functions"
    report = check(HEADER.replace("  functions", macros) + r"$$\loop x = x$$ $$x + u = u + x$$")
    assert [e.verdict for e in report.entries] == [Verdict.UNREAD, Verdict.PROVED]
