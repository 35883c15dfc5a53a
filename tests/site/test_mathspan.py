"""Where the mathematics of a page is found."""

from __future__ import annotations

import pytest

from bpsym.site.mathspan import find_math, front_matter_end, offset_of


@pytest.mark.parametrize(
    ("text", "latex", "is_display"),
    [
        ("before\n$$\na = b\n$$after", "a = b", True),
        (r"\[ a = b \]", "a = b", True),
        ("\\begin{align*}\na &= b\n\\end{align*}", "\\begin{align*}\na &= b\n\\end{align*}", True),
        ("```math\na = b\n```", "a = b", True),
        ("in $a = b$ text", "a = b", False),
        ("| $$a = b$$ | (m, n) |", "a = b", False),
        ("the last$$\na = b\n$$", "a = b", True),
    ],
)
def test_mathematics_is_found_in_every_form_that_people_write(text: str, latex: str, is_display: bool) -> None:
    (span,) = find_math(text)
    assert (span.latex, span.is_display) == (latex, is_display)
    assert latex in text[span.start : span.end]


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: $a = b$\n---\n",
        "```python\ncost = '$$a = b$$'\n```",
        "~~~\n$$a = b$$\n~~~",
        "`$a = b$`",
        "<!-- $a = b$ -->",
        r"it costs \$5 and $6 more",
    ],
)
def test_code_comments_and_prices_are_no_mathematics(text: str) -> None:
    assert find_math(text) == []


def test_two_displays_with_nothing_between_them_are_two() -> None:
    assert [span.latex for span in find_math("$$a$$$$b$$")] == ["a", "b"]


def test_a_place_is_counted_in_lines_and_columns_from_one() -> None:
    text = "ab\ncd\nef"
    assert [text[offset_of(text, line, column)] for line, column in [(1, 1), (2, 2), (3, 1)]] == ["a", "d", "e"]


def test_the_front_matter_ends_where_the_page_begins() -> None:
    text = "---\ntitle: x\n---\n# A page"
    assert text[front_matter_end(text) :] == "# A page"
    assert front_matter_end("# A page") == 0
