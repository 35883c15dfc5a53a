"""Files of LaTeX: the same rows as in Markdown, each at its own place."""

from __future__ import annotations

import pytest

from bpsym.derivation import Origin
from bpsym.errors import InputError
from bpsym.reader.manuscript import Manuscript, open_manuscript
from tests.reader.manuscript.pages import refuse, rows


def latex(text: str, files: dict[str, str] | None = None) -> Manuscript:
    return open_manuscript(text, "main.tex", lambda name: (files or {}).get(name) or refuse(name))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"$a = b$ and \[ c = d \] \begin{equation} e = f \end{equation}", ["a = b", "c = d", "e = f"]),
        ("$a = b$ % $c = d$\n$e = f$", ["a = b", "e = f"]),
        ("we paid 5\\% $a = b$", ["a = b"]),
        ("``$a = b$'' and ``c'' `$d = e$'", ["a = b", "d = e"]),
        (r"\documentclass{x} $a = b$ \begin{document} $c = d$ \end{document} $e = f$", ["c = d"]),
        ("\\begin{verbatim}\n$a = b$\n\\end{verbatim} \\verb|$c = d$| $e = f$", ["e = f"]),
        ("\\begin{lstlisting}[language=Python]\n$a = b$\n\\end{lstlisting}\n$c = d$", ["c = d"]),
        (r"\newcommand{\x}{$a = b$} $c = d$", ["c = d"]),
    ],
)
def test_formulas_of_latex_are_found_and_nothing_else(text: str, expected: list[str]) -> None:
    assert rows(latex(text)) == expected


def test_macros_of_latex_come_from_the_preamble_too() -> None:
    page = latex("\\newcommand{\\T}{^T}\n\\begin{document}\n\\def\\W{W}$a = b$\n\\end{document}")
    assert page.macros == {r"\T": "^T", r"\W": "W"}


def test_sections_of_latex_are_headings() -> None:
    page = latex("\\section{One $x$}\n  \\subsection*{Two {a}}\ntext \\section{no}")
    assert page.text.split("\n")[:2] == ["# One $x$".replace("# ", "### ", 1), "#### Two {a}"]


def test_a_header_and_directives_of_latex_stand_in_comments() -> None:
    page = latex("a\n% bpsym:\n%   symbols: {X: [m, n]}\n% other\n\n% another\n$a = b$ % bpsym: expect refuted BP301")
    assert page.headers == (("bpsym:\n   symbols: {X: [m, n]}\n other\n", 1),)
    assert page.text.split("\n")[-1] == "$a = b$ <!-- bpsym: expect refuted BP301 -->"
    assert latex("$a = b$ % bpsym: ignore it is").text == "$a = b$ <!-- bpsym: ignore it is -->"


def test_files_that_latex_includes_stand_in_their_places_and_keep_their_own_lines() -> None:
    files = {"one": "$b = c$\n\\input{two}\n$d = e$", "two": "\n$c = d$"}
    page = latex("$a = b$\n\\input{one} $f = g$\n% \\input{three}\n$h = i$", files)
    assert rows(page) == ["a = b", "f = g", "b = c", "c = d", "d = e", "h = i"]
    assert page.origins == (
        Origin(1, "", 1), Origin(3, "one", 1), Origin(5, "two", 1), Origin(7, "one", 3), Origin(8, "", 3),
    )  # fmt: skip


def test_a_file_that_is_not_there_or_includes_itself_is_an_error_with_its_place() -> None:
    with pytest.raises(InputError, match=r"main.tex:2: \\input\{x\}: x: there is no such file"):
        latex("a\n\\input{x}")
    with pytest.raises(InputError, match=r"one:1: \\include\{one\}: these files name each other in a circle: one"):
        latex("\\input{one}", {"one": "\\include{one}"})
