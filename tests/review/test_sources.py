"""Files that cannot be used, declarations beside a file, and comments that say what is expected."""

from __future__ import annotations

from pathlib import Path

import pytest

from bpsym.derivation import Report, Verdict
from bpsym.errors import InputError
from bpsym.review import check_file, check_text, load
from bpsym.review.source import read_sidecar, read_text

HEADER = "---\nbpsym:\n  symbols: {A: [m, n], B: [n, p], C: [m, p]}\n---\n"
TRUE = "$$ (A B)^T = B^T A^T $$"
FALSE = "$$ (A B)^T = -B^T A^T $$"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "notes.md: the file is empty"),
        (b" \n\t\n", "notes.md: the file is empty"),
        (b"a\0b", "notes.md: this is a binary file, expected text"),
        ("$$ a = b $$".encode("utf-16"), "notes.md: this is a binary file"),
        (b"fine\nA = \xff\xfe", "notes.md:2: byte 9 is not UTF-8; save the file as UTF-8"),
    ],
)
def test_a_file_that_is_no_text_is_refused_with_its_name(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "notes.md"
    path.write_bytes(content)
    with pytest.raises(InputError) as error:
        check_file(path)
    assert message in str(error.value)


def test_a_missing_file_and_a_directory_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.md: there is no such file"):
        read_text(tmp_path / "none.md")
    with pytest.raises(InputError, match="this is a directory, expected a file"):
        read_text(tmp_path)


def test_a_byte_order_mark_and_line_ends_of_windows_change_nothing(tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    path.write_bytes(b"\xef\xbb\xbf" + (HEADER + TRUE).replace("\n", "\r\n").encode())
    assert [e.verdict for e in check_file(path).entries] == [Verdict.PROVED]
    assert verdicts((HEADER + TRUE).replace("\n", "\r\n")) == [Verdict.PROVED]


@pytest.mark.parametrize(
    "text", ["only words", "it costs $5 and $6", "```python\na = b\n```", "`$a = b$`", "$$ A B $$"]
)
def test_a_file_without_an_equation_is_refused(text: str) -> None:
    with pytest.raises(InputError, match=r"notes\.md: no equation found; mathematics stands between"):
        check_text(text, "notes.md")


def test_a_sidecar_is_found_beside_the_file_and_a_named_notation_wins(tmp_path: Path) -> None:
    path, other = tmp_path / "notes.md", tmp_path / "house.yml"
    path.write_text("$$ Y = A B $$", encoding="utf-8")
    (tmp_path / "notes.bpsym.yml").write_text("symbols: {A: [m, n], B: [n, p]}", encoding="utf-8")
    assert str(load(path).find("Y").shape[1]) == "p"
    other.write_text("bpsym: {symbols: {B: [n, q]}}", encoding="utf-8")
    assert str(load(path, other).find("Y").shape[1]) == "q"
    assert read_sidecar(tmp_path / "lonely.md", None) is None


def test_a_sidecar_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    path.write_text(TRUE, encoding="utf-8")
    (tmp_path / "notes.bpsym.yml").write_text("symbols: {A: [0, n]}", encoding="utf-8")
    with pytest.raises(InputError, match=r"notes\.bpsym\.yml:1: symbols: A: a dimension must be at least 1, found 0"):
        check_file(path)


def test_a_line_that_is_wrong_on_purpose_is_clean_and_still_refuted() -> None:
    report = check(f"{FALSE}\n<!-- bpsym: expect refuted BP301 -->")
    entry = report.entries[0]
    assert (entry.verdict, entry.expected, report.is_clean) == (Verdict.REFUTED, True, True)


@pytest.mark.parametrize("comment", ["expect refuted", "expect proved BP301", "expect undecided"])
def test_a_line_with_another_verdict_than_expected_is_not_clean(comment: str) -> None:
    report = check(f"{TRUE}\n<!-- bpsym: {comment} -->")
    assert not report.is_clean
    assert [f.code for f in report.entries[0].findings] == ["BP112"]
    assert report.entries[0].findings[0].line == 6


def test_a_line_is_left_out_with_its_reason() -> None:
    report = check(f"{FALSE}\n<!-- bpsym: ignore the course   writes it so -->")
    assert report.entries[0].suppressed == "the course writes it so"
    assert report.counts["refuted"] == 1


def test_a_comment_belongs_to_the_line_above_it() -> None:
    report = check(f"{TRUE}\n\n{FALSE}\n<!-- bpsym: expect refuted -->\n\n{TRUE}")
    assert [e.expected for e in report.entries] == [False, True, False]


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        ("expect wrong", "there is no such thing as the verdict wrong"),
        ("expect refuted BP999", "there is no such thing as the code BP999"),
        ("ignore", "a line is left out only with a reason"),
        ("skip it", "there is no such comment; there are expect VERDICT CODE and ignore REASON"),
    ],
)
def test_a_comment_that_says_nothing_is_refused_with_its_line(comment: str, message: str) -> None:
    with pytest.raises(InputError) as error:
        check(f"{TRUE}\n<!-- bpsym: {comment} -->")
    assert message in str(error.value)
    assert "6" in str(error.value).partition("there")[0]


def test_a_comment_above_every_equation_is_refused() -> None:
    with pytest.raises(InputError, match="this comment stands before every equation; put it below one"):
        check(f"<!-- bpsym: expect refuted -->\n{TRUE}")


def test_comments_in_code_are_no_comments() -> None:
    assert check(f"{TRUE}\n`<!-- bpsym: nothing -->`\n```\n<!-- bpsym: nothing -->\n```").is_clean


UNKNOWN = {
    r"A B = \star C": "this is not understood, found \\star",
    "A B = Q": "the symbol Q is not declared: declare its dimensions",
    r"A B = \sum_{i} C": "nothing here has the index i: what does it run over?",
    "A B = ": "one side of the relation is missing",
    "A B = (C": "expected ), found the end of the formula",
    r"A B = \frac{C}{": "{ is never closed",
    "C_{1,2} = 2": "has C an entry 1? The axis has m entries; declare its size as a number",
}


@pytest.mark.parametrize("line", UNKNOWN)
def test_what_is_not_understood_is_unread_in_its_place_and_no_other_line_suffers(line: str) -> None:
    report = check(f"{TRUE}\n\n$$ {line} $$\n\n{FALSE}")
    assert [e.verdict for e in report.entries] == [Verdict.PROVED, Verdict.UNREAD, Verdict.REFUTED]
    finding = report.entries[1].links[0].findings[0]
    assert UNKNOWN[line] in finding.message
    assert (finding.line, 4 <= finding.column <= len(line) + 4) == (7, True)
    assert finding.end > finding.column


def check(body: str) -> Report:
    """The report on a body below the symbols of these tests."""
    return check_text(HEADER + body, "notes.md")


def verdicts(text: str) -> list[Verdict]:
    """The verdicts of a document."""
    return [e.verdict for e in check_text(text, "notes.md").entries]
