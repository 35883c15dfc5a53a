"""What the guide promises: every way to say what symbols are, and lines that are wrong on purpose."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from bpsym.review import check_file, check_text
from tests.house.sources import ROOT

GUIDE = (ROOT / "docs/check-your-notes.md").read_text(encoding="utf-8")
NOTES = "\n$$\nP = AB\n$$\n\n$$\nP^T = B^T A^T\n$$\n"
HEADER = "symbols: {A: [m, k], B: [k, n], P: [m, n]}"
DECLARATIONS = {
    "table": "| Code | Math | Size |\n|-|-|-|\n| A | $A$ | (m, k) |\n| B | $B$ | (k, n) |\n| P | $P$ | (m, n) |\n",
    "running text": r"$A \in \mathbb{R}^{m \times k}$, $B \in \mathbb{R}^{k \times n}$, $P\in\mathbb{R}^{m \times n}$",
    "front matter": f"---\ntitle: mine\nbpsym:\n  {HEADER}\n---\n",
    "fenced block": f"```bpsym\n{HEADER}\n```\n",
    "fenced block with the outer key": f"```bpsym\nbpsym:\n  {HEADER}\n```\n",
}


@pytest.mark.parametrize("declaration", DECLARATIONS.values(), ids=DECLARATIONS)
def test_a_shape_is_understood_wherever_the_guide_puts_it(declaration: str) -> None:
    counts = check_text(declaration + "\n" + NOTES, "notes.md").counts
    assert (counts["total"], counts["definition"], counts["proved"]) == (2, 1, 1)


def test_a_second_file_declares_for_notes_that_stay_untouched(tmp_path: Path) -> None:
    notes, symbols = tmp_path / "notes.md", tmp_path / "symbols.yml"
    notes.write_text(NOTES)
    symbols.write_text(f"bpsym:\n  {HEADER}\n")
    assert not check_file(notes).is_clean
    assert check_file(notes, symbols).is_clean
    symbols.rename(tmp_path / "notes.bpsym.yml")
    assert check_file(notes).is_clean


def test_the_header_of_the_guide_is_accepted_as_it_stands() -> None:
    block = re.search(r"^```yaml\n(---\n.*?---)\n```", GUIDE, re.DOTALL | re.MULTILINE)
    assert block is not None
    keys = yaml.safe_load(block[1].strip("-"))["bpsym"]
    assert set(keys) == set(re.findall(r"^\| `(\w+)` \|", GUIDE, re.MULTILINE))
    notes = "\n\n$$\\transpose{X} X = X^T X$$\n\n$$f(z) = f(XW)$$\n\n$$A^T = A$$\n\n# Columns\n\n$$2 X = X + X$$\n"
    verdicts = [entry.verdict.value for entry in check_text(block[1] + notes, "notes.md").entries]
    assert verdicts == ["proved", "proved", "conditional", "proved"]


def test_a_line_that_is_wrong_on_purpose_passes_only_as_announced() -> None:
    wrong = DECLARATIONS["front matter"] + "\n$$\nP = AB\n$$\n\n$$\nP^T = A^T B^T\n$$\n<!-- bpsym: expect refuted"
    assert check_text(f"{wrong} BP201 -->\n", "notes.md").is_clean
    assert not check_text(f"{wrong} BP301 -->\n", "notes.md").is_clean


def test_a_line_that_is_not_to_be_judged_says_why() -> None:
    text = DECLARATIONS["front matter"] + NOTES + "\n$$\nP = BA\n$$\n<!-- bpsym: ignore a slip of the lecturer -->\n"
    report = check_text(text, "notes.md")
    assert report.is_clean
    assert [entry.suppressed for entry in report.entries] == [None, None, "a slip of the lecturer"]
