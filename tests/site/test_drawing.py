"""Pages with their verdicts, drawn from reports made by hand."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bpsym.derivation import Report, Verdict
from bpsym.errors import InputError
from bpsym.site.badge import MARKS
from bpsym.site.drawing import draw_page
from bpsym.site.verification import UncleanPageError, faults, require_clean
from tests.site.reports import JUDGEMENTS, PAGE, entry, report


@pytest.fixture(scope="module")
def page() -> str:
    return draw_page(PAGE, report(), lambda html: html)


def test_every_entry_has_exactly_one_badge(page: str) -> None:
    shown = re.findall(r'data-bp-entry="([^"]+)"', page)
    assert sorted(shown) == sorted(e.id for e in report().entries)


def test_every_badge_says_its_verdict_in_words_and_by_a_mark(page: str) -> None:
    for found in report().entries:
        badge = re.search(rf'data-bp-entry="{found.id}">(.*?)</(?:summary|a)>', page)
        assert badge is not None
        assert found.verdict.value in re.sub(r"<[^>]+>", "", badge[1])
        assert "<svg" in badge[1]


def test_every_verdict_has_a_mark_of_its_own() -> None:
    assert set(MARKS) == set(Verdict)
    assert len(set(MARKS.values())) == len(Verdict)


@pytest.mark.parametrize(
    "evidence",
    [
        "There is nothing to prove",
        r"\[\sum_{k} B_{j k} W_{k i}\]",
        r"3 random points modulo \(2^{61} - 1\)",
        r"at most \(4 \cdot 10^{-53}\)",
        "On condition</dt><dd>\\(o = 1\\)",
        "2 random points, to within 1e-40",
        r"A = \begin{bmatrix} 1 &amp; 2 \end{bmatrix}",
        r"entry (1, 2): left \(2\), right \(-2\)",
        "the left side is (m, n), the right side (n, m)",
        "no proof, and no point where the sides differ",
        r"nothing is known of <code>\foo</code>",
        "the sign of <code>B</code> is wrong",
        r"Holds where</dt><dd>\(B \ne 0\)",
    ],
)
def test_the_evidence_is_on_the_page(page: str, evidence: str) -> None:
    assert evidence in page


def test_latex_is_escaped_but_not_changed(page: str) -> None:
    assert r"\[x_{0} &lt; y\]" in page


def test_the_summary_counts_under_the_first_heading(page: str) -> None:
    head, _, rest = page.partition("# A page")
    assert head == ""
    summary = re.sub(r"<[^>]+>", " ", rest.strip().split("\n")[0])
    said = "11 equations 1 definition 3 proved 1 conditional 1 supported 1 undecided 1 unread 3 refuted"
    assert " ".join(summary.split()) == said


def test_a_refutation_that_the_notes_announce_says_so(page: str) -> None:
    assert "refuted, as expected" in page


def test_the_rows_of_one_display_share_it(page: str) -> None:
    block = re.search(r'<div class="bp-equation" style="--bp-rows: 2">.*', page, re.DOTALL)
    assert block is not None
    block_text, _, _ = block[0].partition("<section")
    assert block_text.count("<details") == 2
    assert block_text.count("bp-display") == 1


def test_mathematics_that_claims_nothing_gets_no_badge(page: str) -> None:
    assert r'<span class="bp-inline">\(r\)</span>' in page


def test_an_equation_that_the_page_does_not_show_is_an_error() -> None:
    lost = replace(entry(PAGE, "lost", "p = q", JUDGEMENTS["proved"]), line=5, column=1)
    with pytest.raises(InputError, match=r"page.md:5:1: the report has the equation lost here, but the page shows no"):
        draw_page(PAGE, Report("page.md", (lost,)), lambda html: html)


def test_what_is_not_true_and_not_expected_keeps_a_page_from_being_published() -> None:
    named = [line.split(": ")[1].split(" (")[0] for line in faults(report())]
    assert named == ["supported", "refuted", "refuted", "undecided", "unread"]
    with pytest.raises(UncleanPageError, match=r"page.md:\d+:1: refuted: x_\{4\}"):
        require_clean(report())


def test_a_page_without_an_equation_is_not_published_as_checked() -> None:
    assert faults(Report("page.md")) == ["page.md: no equation found on a page that is to be checked"]


def test_a_page_that_could_not_be_read_is_not_published() -> None:
    assert faults(Report("page.md", error="the header has no key `x`")) == ["page.md: the header has no key `x`"]
