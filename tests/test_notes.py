"""Notes as people write them: the verdicts stand beside the lines, the counts in `tests/notes/verdicts.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

from bpsym.derivation import Verdict
from tests.mutation.world import World

FOLDER = Path(__file__).parent / "notes"
NOTES = sorted(FOLDER.glob("*.md"))
COUNTS: dict[str, dict[str, int]] = tomllib.loads((FOLDER / "verdicts.toml").read_text(encoding="utf-8"))
LANGUAGES = {"de", "en", "es", "fr", "zh"}


@cache
def world_of(path: Path) -> World:
    """One note, read and judged once for all tests."""
    return World(path)


def said_of(name: str) -> list[str]:
    """Everything that is said of the lines of a note: findings with their codes, then the repairs in words."""
    report = world_of(FOLDER / name).report
    links = [(entry.line, link) for entry in report.entries for link in entry.links]
    findings = [f"{line}: {f.code} {f.message}" for line, link in links for f in link.findings]
    return findings + [f"{line}: {r.edit}: {r.latex}" for line, link in links for r in link.repairs]


@pytest.mark.parametrize("path", NOTES, ids=lambda path: path.stem)
def test_every_line_is_true_or_wrong_in_the_way_that_stands_beside_it(path: Path) -> None:
    unclean = [(e.line, e.verdict.value, e.latex) for e in world_of(path).report.entries if not e.is_clean]
    assert unclean == []


@pytest.mark.parametrize("path", NOTES, ids=lambda path: path.stem)
def test_every_equation_is_decided_and_counted(path: Path) -> None:
    report = world_of(path).report
    assert report.decided == report.counts["total"]
    assert {k: n for k, n in report.counts.items() if n and k != "total"} == COUNTS[path.stem]


@pytest.mark.parametrize("path", NOTES, ids=lambda path: path.stem)
def test_every_comment_of_a_note_belongs_to_a_line_that_is_refuted(path: Path) -> None:
    comments = re.findall(r"<!-- bpsym: expect refuted BP\d{3}", path.read_text(encoding="utf-8"))
    expected = [e for e in world_of(path).report.entries if e.expected]
    assert len(comments) == len(expected)
    assert all(e.verdict is Verdict.REFUTED for e in expected)


@pytest.mark.parametrize("path", NOTES, ids=lambda path: path.stem)
def test_floats_agree_with_every_verdict(path: Path) -> None:
    world = world_of(path)
    verdicts = {(e.id, n): link.judgement.verdict for e in world.report.entries for n, link in enumerate(e.links)}
    for claim in world.document.derivation.claims:
        is_true = bool(claim.readings) and world.is_true(claim.left, claim.right)
        assert is_true is verdicts[claim.entry, claim.link].is_true, f"line of {claim.entry}"


def test_the_folder_and_its_counts_are_the_same_notes_in_every_language() -> None:
    assert sorted(COUNTS) == sorted(path.stem for path in NOTES)
    assert {path.suffixes[0][1:] for path in NOTES} == LANGUAGES


def test_what_is_said_of_the_residual_block_word_for_word() -> None:
    assert said_of("residual-block.en.md") == [
        "37: BP301 with batch = 1, classes = 1, width = 1 and f(t) = t^2,"
        " entry (1, 1) of the left side is 3, the right side 2",
        "42: BP301 with batch = 1, classes = 1, width = 2 and f(t) = t^2,"
        " entry (1, 1) of the left side is 2500, the right side 2100",
        "42: BP402 would hold if W is symmetric",
        r"37: the term \frac{\partial J}{\partial H} is missing: \frac{\partial J}{\partial X}"
        r" = \frac{\partial J}{\partial Z} W^\top + \frac{\partial J}{\partial H}",
        r"42: a transpose is missing on W: \frac{\partial J}{\partial X}"
        r" = \frac{\partial J}{\partial H} + \frac{\partial J}{\partial Z} W^\top",
    ]
