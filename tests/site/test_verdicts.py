"""The Python-Markdown extension, with the verifier itself behind it."""

from __future__ import annotations

import pytest
from markdown import Markdown

from bpsym.derivation import Report
from bpsym.site import verdicts
from bpsym.site.verdicts import find_request
from bpsym.site.verification import UncleanPageError, verify

HEADER = "---\nbpsym:\n  symbols: {X: [m, d], W: [d, h], z: [m, h], G: [m, h], D: [d, h]}\n---\n"
TRUE = HEADER + "# Notes\n\nThe layer\n$$z = XW$$\n\nand back: $(XW)^T = W^T X^T$.\n"
FALSE = HEADER + "# Notes\n\n$$z = XW$$\n\n$$(XW)^T = X^T W^T$$\n"
REQUEST = "\n<!-- bpsym-site: check notes.md -->"


def _render(text: str, **options: bool) -> str:
    extensions = ["tables", "pymdownx.superfences", "pymdownx.arithmatex", "bpsym.site.verdicts"]
    configs = {"pymdownx.arithmatex": {"generic": True}, "bpsym.site.verdicts": options}
    return Markdown(extensions=extensions, extension_configs=configs).convert(text)


def test_a_page_that_asks_shows_its_verdicts() -> None:
    page = _render(TRUE + REQUEST)
    assert page.count("data-bp-entry") == 2
    assert "proved" in page
    assert "definition" in page


def test_a_page_that_does_not_ask_is_left_alone() -> None:
    assert "bp-" not in _render("# Notes\n\n$$\nz = XW\n$$\n")


def test_the_front_matter_is_read_but_not_shown() -> None:
    assert "symbols:" not in _render(TRUE + REQUEST)


def test_a_page_with_a_false_equation_raises_and_names_the_line() -> None:
    with pytest.raises(UncleanPageError, match=r"notes\.md:9:3: refuted.*X\^T W\^T"):
        _render(FALSE + REQUEST)


def test_a_draft_is_drawn_with_its_false_equation() -> None:
    page = _render(FALSE + REQUEST, strict=False)
    assert "refuted" in page
    assert "Counterexample" in page


def test_tabs_and_equations_without_blank_lines_are_drawn() -> None:
    page = _render(HEADER + "# Notes\n\ntext\tand\n$$\n\tz = XW\n$$more text" + REQUEST)
    assert page.count('class="bp-display"') == 1
    assert "\ue000" not in page


def test_the_verifier_sees_every_character_that_was_written(monkeypatch: pytest.MonkeyPatch) -> None:
    text = HEADER + "# Notes\n\n \n\ttabs\n$$\n\tz = XW\n$$\n"
    seen = []

    def listen(found: str, file: str) -> Report:
        seen.append(found)
        return verify(found, file)

    monkeypatch.setattr(verdicts, "verify", listen)
    _render(text + REQUEST)
    assert seen == [text]


def test_the_request_is_taken_out_without_moving_a_line() -> None:
    assert find_request(TRUE + REQUEST) == (TRUE, "notes.md")
    assert find_request(f"a{REQUEST}\nb") == ("a\nb", "notes.md")
    assert find_request("<!-- bpsym-site: check -->\na") == ("\na", "page")
    assert find_request(TRUE) is None


def test_a_text_is_verified_once() -> None:
    assert verify(TRUE, "notes.md") is verify(TRUE, "notes.md")
