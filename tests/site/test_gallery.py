"""Counts of other pages, and the list of all derivations that shows them."""

from __future__ import annotations

import re

import pytest
import yaml

from bpsym.derivation import Report
from bpsym.errors import InputError
from bpsym.review import check_text
from bpsym.site.gallery import fill_counts
from tests.house.sources import ROOT

HEADER = "---\nbpsym:\n  symbols: {X: [m, d], W: [d, h]}\n---\n"
NOTES = f"{HEADER}# Notes\n\n$$z = XW$$\n\n$$(XW)^T = W^T X^T$$\n\n$$z^T = X$$\n"
GALLERY = (ROOT / "docs/gallery.md").read_text(encoding="utf-8")
STEMS = sorted(path.stem for path in (ROOT / "derivations").glob("*.md"))


def report_of(uri: str) -> Report | None:
    return check_text(NOTES, uri) if uri.startswith("derivations/notes") else None


def test_a_comment_becomes_the_counts_of_a_page() -> None:
    filled = fill_counts("a <!-- bpsym-site: verdicts derivations/notes.md --> b", report_of)
    assert filled == "a 1 proved, 1 refuted b"


def test_a_comment_becomes_the_counts_of_what_is_derived_from_a_page() -> None:
    mark = "<!-- bpsym-site: derived derivations/notes.md -->"
    assert fill_counts(mark, report_of) == "1 proved, 1 refuted; compiled"
    assert fill_counts(mark, lambda uri: None if "derived" in uri else report_of(uri)) == "none: no cost"


def test_a_page_that_there_is_not_is_named() -> None:
    with pytest.raises(InputError, match=r"the site has no page derivations/absent\.md"):
        fill_counts("<!-- bpsym-site: verdicts derivations/absent.md -->", report_of)


def test_a_page_without_such_comments_stays_as_it_is() -> None:
    page = "# Title\n\n<!-- bpsym-site: check -->\n"
    assert fill_counts(page, report_of) == page


@pytest.mark.parametrize("kind", ["verdicts", "derived"])
def test_the_gallery_counts_every_page_of_derivations(kind: str) -> None:
    assert sorted(re.findall(rf"<!-- bpsym-site: {kind} derivations/(\S+)\.md -->", GALLERY)) == STEMS


def test_every_page_of_derivations_is_in_the_navigation() -> None:
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    found = set(re.findall(r"derivations/(\S+)\.md", text))
    assert set(STEMS) <= found
    assert {stem.removesuffix("-derived") for stem in found} == set(STEMS)
    assert yaml.safe_load(text.split("nav:")[1])[1]["Derivations"][0] == "gallery.md"
