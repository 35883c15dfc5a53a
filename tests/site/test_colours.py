"""The colours of the verdicts can be read, in light and dark, by people who see contrast poorly."""

from __future__ import annotations

import re
from colorsys import hls_to_rgb

import pytest

from bpsym.derivation import Verdict
from tests.house.sources import ROOT

CSS = (ROOT / "docs/assets/bpsym.css").read_text(encoding="utf-8")
AA = 4.5
BACKGROUNDS = {"light": (1.0, 1.0, 1.0), "dark": hls_to_rgb(218 / 360, 0.14, 0.15)}
"""Material's: white, and the slate scheme's hsla(hue, 15%, 14%)."""

Colour = tuple[float, float, float]


def _colours(scheme: str) -> dict[str, Colour]:
    block = CSS.split(":root {" if scheme == "light" else '[data-md-color-scheme="slate"] {')[1].split("}")[0]
    pairs = re.findall(r"--bp-([a-z]+): #([0-9a-f]{6})", block)
    return {name: (_part(code, 0), _part(code, 2), _part(code, 4)) for name, code in pairs}


def _part(code: str, start: int) -> float:
    return int(code[start : start + 2], 16) / 255


def _luminance(colour: Colour) -> float:
    """Relative luminance, WCAG 2.2."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: Colour, other: Colour) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _tinted(background: Colour, quiet: Colour, share: float) -> Colour:
    r, g, b = (share * q + (1 - share) * c for q, c in zip(quiet, background))
    return (r, g, b)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", [*(v.value for v in Verdict), "quiet"])
def test_every_verdict_can_be_read_on_its_page_and_on_its_evidence(scheme: str, name: str) -> None:
    colours = _colours(scheme)
    panel = _tinted(BACKGROUNDS[scheme], colours["quiet"], 0.1)
    assert _contrast(colours[name], BACKGROUNDS[scheme]) >= AA
    assert _contrast(colours[name], panel) >= AA


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_two_verdicts_share_a_colour(scheme: str) -> None:
    colours = _colours(scheme)
    assert len({colours[v.value] for v in Verdict}) == len(Verdict)


def test_black_on_white_is_twenty_one_to_one() -> None:
    assert _contrast((0.0, 0.0, 0.0), (1.0, 1.0, 1.0)) == pytest.approx(21)
