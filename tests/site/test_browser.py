"""The built site in headless Chromium, as a reader meets it: every page, in light, in dark and on a phone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bpsym.site.verification import verify
from tests.house.sources import ROOT

pytestmark = pytest.mark.slow
"""The whole site is checked to build it: minutes."""

Visits = list[dict[str, Any]]


def _pages(visits: Visits, key: str) -> dict[str, Any]:
    """Page and look -> what was found under the key, where anything was."""
    return {f"{visit['path']} {visit['look']}": visit[key] for visit in visits if visit[key]}


def test_every_page_is_visited_in_every_look(visits: Visits, site: Path) -> None:
    assert len(visits) == 3 * len(list(site.rglob("index.html")))
    assert {visit["look"] for visit in visits} == {"light", "dark", "phone"}


def test_the_console_stays_silent(visits: Visits) -> None:
    assert _pages(visits, "console") == {}


def test_nothing_is_asked_of_another_server(visits: Visits) -> None:
    assert _pages(visits, "outside") == {}


def test_every_formula_is_rendered(visits: Visits) -> None:
    assert _pages(visits, "errors") == {}
    assert _pages(visits, "unrendered") == {}
    assert [v["path"] for v in visits if v["displays"] != v["displaysRendered"]] == []
    assert max(visit["displays"] for visit in visits) >= 13


def test_no_page_is_wider_than_its_screen(visits: Visits) -> None:
    assert [(v["path"], v["look"], v["overflow"]) for v in visits if v["overflow"] > 0] == []


def test_the_badges_are_those_of_the_report(visits: Visits) -> None:
    for path in (ROOT / "derivations").glob("*.md"):
        report = verify(path.read_text(encoding="utf-8"), f"derivations/{path.name}")
        expected = [(entry.id, entry.verdict.value) for entry in report.entries]
        seen = [visit for visit in visits if visit["path"] == f"derivations/{path.stem}/"]
        assert len(seen) == 3
        for visit in seen:
            badges = [(id, words.split(",")[0]) for id, words in visit["badges"]]
            assert sorted(badges) == sorted(expected)
            assert visit["total"] == [len(expected)]


def test_every_checked_page_counts_its_badges(visits: Visits) -> None:
    checked = [visit for visit in visits if visit["total"]]
    assert {"", "derivations/two-layer-network/", "derivations/two-layer-network-derived/"} <= {
        visit["path"] for visit in checked
    }
    assert [v["path"] for v in checked if v["total"] != [len(v["badges"])]] == []


def test_a_badge_opens_to_its_evidence(visits: Visits) -> None:
    assert {visit["opens"] for visit in visits if visit["total"]} == {True}
