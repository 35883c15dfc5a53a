"""Where the mathematics of a document is, and where there is none."""

from __future__ import annotations

import pytest

from bpsym.reader.finder import Lines, find_directives, find_rows
from bpsym.reader.markdown import find_header


def rows(text: str) -> list[str]:
    """The rows of mathematics, on one line each."""
    return [" ".join(text[row.start : row.end].split()) for row in find_rows(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$$ a = b $$", ["a = b"]),
        ("we have $$a = b$$ and $$\nc = d\n$$.", ["a = b", "c = d"]),
        ("$$a = b$$$$c = d$$", ["a = b", "c = d"]),
        ("$$a = b\n$$$$\nc = d$$", ["a = b", "c = d"]),
        (r"\[ a = b \] and \( c = d \)", ["a = b", "c = d"]),
        ("inline $a = b$, $c$", ["a = b", "c"]),
        ("over\n$a =\nb$ two lines", ["a = b"]),
        ("a paragraph $ends\n\nhere$", []),
        ("it costs $5 and $6, or \\$7 and \\$8", []),
        ("$$ a = \\$ b $$", [r"a = \$ b"]),
        ("$a = b\\$ + c$", [r"a = b\$ + c"]),
        ("```math\na = b \\\\\nc = d\n```", ["a = b", "c = d"]),
        ("~~~ {math}\na = b\n~~~", ["a = b"]),
        ("  ```math\n  a = b\n  ```", ["a = b"]),
        ("```math\na = b", ["a = b"]),
        ("```python\n$a = b$\n```", []),
        ("````\n```\n$a = b$\n```\n````\n$c = d$", ["c = d"]),
        ("`$a = b$` and ``$c` = d$``", []),
        ("<!-- $a = b$\n\n$$c = d$$ -->", []),
        ("---\ntitle: $a = b$\n---\n$c = d$", ["c = d"]),
        ("| $X$ | $$z = w$$ | (m, n) |", ["X", "z = w"]),
        (r"\begin{align} a &= b \\ &= c \end{align}", ["a &= b", "&= c"]),
        (r"\begin{align*} a &= b \\[2pt] c &= d \\ \end{align*}", ["a &= b", "c &= d"]),
        (r"$$\begin{aligned} a &= b \\ c &= d \end{aligned}$$", ["a &= b", "c &= d"]),
        (r"\begin{equation}\begin{split} a &= b \\ c &= d \end{split}\end{equation}", ["a &= b", "c &= d"]),
        (r"\begin{eqnarray} a &=& b \cr c &=& d \end{eqnarray}", ["a &=& b", "c &=& d"]),
        (r"\begin{gather} a = b \\ c = d \end{gather}", ["a = b", "c = d"]),
        (r"\begin{alignat}{2} a &= b \end{alignat}", ["a &= b"]),
        (r"$$ a = {b \\ c} $$", [r"a = {b \\ c}"]),
        (r"$$ a = \begin{cases} b \\ c \end{cases} \\ d = e $$", [r"a = \begin{cases} b \\ c \end{cases}", "d = e"]),
        ("$$ a = b", []),
        (r"\[ a = b", []),
        (r"\begin{align} a = b \end{align*}", []),
    ],
)
def test_each_way_to_write_mathematics_is_found_and_nothing_else(text: str, expected: list[str]) -> None:
    assert rows(text) == expected


def test_a_tag_belongs_to_its_row_and_one_after_the_last_break_to_the_row_above() -> None:
    text = r"$$ a = b \tag{1} \\ c = d \\ \tag*{2'} $$ $$ e = f \label{e} $$"
    assert [row.tag for row in find_rows(text)] == ["1", "2'", ""]


def test_rows_of_one_piece_share_a_block_and_inline_ones_are_not_displayed() -> None:
    found = find_rows("$$a = b \\\\ c = d$$ then $e = f$")
    assert [row.block for row in found] == [0, 0, 1]
    assert [row.is_displayed for row in found] == [True, True, False]


def test_places_count_lines_and_characters_from_one() -> None:
    lines = Lines("ab\n\ncé d\n")
    assert [lines.place(at) for at in (0, 2, 3, 4, 6)] == [(1, 1), (1, 3), (2, 1), (3, 1), (3, 3)]


def test_directives_are_found_over_several_lines_and_not_in_code() -> None:
    text = "<!-- bpsym: expect\n refuted  BP201 -->\n`<!-- bpsym: ignore x -->`\n<!-- other -->\n"
    text += "<!--bpsym: ignore it is-->"
    assert [(d.kind, d.text) for d in find_directives(text)] == [("expect", "refuted BP201"), ("ignore", "it is")]


def test_headers_are_found_with_the_line_where_they_begin() -> None:
    text = "---\nbpsym:\n  symbols: {}\n---\n\n```bpsym\na: b\n```\n\n```yaml bpsym\nc: d\n```\n"
    assert [(body.strip(), line) for body, line in find_header(text)] == [
        ("bpsym:\n  symbols: {}", 1),
        ("a: b", 7),
        ("c: d", 11),
    ]
