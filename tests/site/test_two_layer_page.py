"""Our page of the founding notes: every equation of them, in their own spelling, with the same verdict and reading."""

from __future__ import annotations

import pytest

from bpsym.derivation import Entry, Report, shipped
from bpsym.review import check_text
from tests.house.sources import ROOT

FOUNDING = ROOT / "tests/notes/founding-notes.zh.md"


@pytest.fixture(scope="module")
def notes() -> Report:
    return check_text(FOUNDING.read_text(encoding="utf-8"), FOUNDING.name)


@pytest.fixture(scope="module")
def page() -> Report:
    path = shipped("two-layer-network")
    return check_text(path.read_text(encoding="utf-8"), path.name)


def _said(entry: Entry) -> tuple[str, str, list[str], list[str]]:
    """An entry without its place: spelling, verdict, readings, codes of its findings."""
    codes = [f.code for f in entry.findings] + [f.code for link in entry.links for f in link.findings]
    return "".join(entry.latex.split()), entry.verdict.value, [link.reading for link in entry.links], codes


def test_the_page_has_the_equations_of_the_notes_and_they_come_out_alike(notes: Report, page: Report) -> None:
    assert sorted(map(_said, page.entries)) == sorted(map(_said, notes.entries))


def test_the_page_declares_what_the_notes_declare(notes: Report, page: Report) -> None:
    assert [f.code for f in page.findings] == [f.code for f in notes.findings]
    assert page.derivation is not None
    assert notes.derivation is not None
    assert {s.name: s.shape for s in page.derivation.symbols} == {s.name: s.shape for s in notes.derivation.symbols}
    assert page.derivation.code_names == notes.derivation.code_names


def test_the_equations_are_numbered_from_one_to_six(page: Report) -> None:
    assert [entry.tag for entry in page.entries if entry.tag] == ["1", "2", "3", "4", "5", "6", "6"]


def test_the_page_is_fit_to_be_published(page: Report) -> None:
    assert page.is_clean
    assert page.decided == page.counts["total"] == 14
