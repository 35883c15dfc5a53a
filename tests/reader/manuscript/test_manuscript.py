"""Files of LaTeX, notebooks and reStructuredText: the same rows as in Markdown, each at its own place."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpsym.derivation import Origin
from bpsym.errors import InputError
from bpsym.reader import find_rows
from bpsym.reader.manuscript import Manuscript, open_manuscript


def refuse(name: str) -> str:
    raise InputError(f"{name}: there is no such file")


def rows(page: Manuscript) -> list[str]:
    return [" ".join(page.text[row.start : row.end].split()) for row in find_rows(page.text)]


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


def notebook(*cells: dict[str, object]) -> Manuscript:
    return open_manuscript(json.dumps({"cells": list(cells), "nbformat": 4}), "n.ipynb", refuse)


def test_markdown_cells_of_a_notebook_are_read_and_numbered_with_all_cells() -> None:
    page = notebook(
        {"cell_type": "markdown", "source": ["# T\n", "$a = b$"]},
        {"cell_type": "code", "source": "'$c = d$'"},
        {"cell_type": "markdown", "source": "$$\ne = f\n$$"},
    )
    assert rows(page) == ["a = b", "e = f"]
    assert page.origins == (Origin(1, "cell 1", 1), Origin(4, "cell 3", 1))


def test_a_notebook_of_the_third_format_has_its_cells_in_worksheets() -> None:
    content = {"worksheets": [{"cells": [{"cell_type": "markdown", "source": "$a = b$"}]}]}
    assert rows(open_manuscript(json.dumps(content), "n.ipynb", refuse)) == ["a = b"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{", "n.ipynb:1:2: this is no notebook: Expecting property name enclosed in double quotes"),
        ("[]", "n.ipynb: this is no notebook: expected an object with a list of cells"),
        ('{"cells": [1]}', "n.ipynb: this is no notebook: expected an object with a list of cells"),
        ('{"cells": [{"cell_type": "markdown", "source": 1}]}', "n.ipynb: cell 1: expected text, found int"),
    ],
)
def test_what_is_no_notebook_is_an_error_with_its_place(text: str, expected: str) -> None:
    with pytest.raises(InputError) as error:
        open_manuscript(text, "n.ipynb", refuse)
    assert str(error.value) == expected


RST = """\
Title
=====

We set :math:`a = b`, and ``$no = math$``

.. math::
   :label: one

   c = d

   e = f

.. math:: g = h

.. math::
   \\begin{align}
   i &= j \\\\
   k &= l
   \\end{align}

Code::

   :math:`m = n`

.. code-block:: python

   "$o = p$"

   q

.. bpsym:
   symbols: {X: [m, n]}

.. bpsym: expect refuted BP301

:math:`r = s`
"""


def test_restructured_text_has_roles_directives_headings_and_literal_blocks() -> None:
    page = open_manuscript(RST, "n.rst", refuse)
    assert rows(page) == ["a = b", "c = d", "e = f", "g = h", "i &= j", "k &= l", "r = s"]
    assert page.text.split("\n")[0] == "# Title"
    assert page.headers == (("bpsym: \n   symbols: {X: [m, n]}\n", 30),)
    assert "<!-- bpsym: expect refuted BP301 -->" in page.text


@given(st.text(alphabet="ab$\\{}%`\n=: .*-#_[]|'\"", max_size=120), st.sampled_from(["a.tex", "a.rst", "a.md"]))
def test_every_kind_keeps_the_lines_of_its_source(text: str, file: str) -> None:
    page = open_manuscript(text, file, lambda name: "")
    if not page.origins:
        assert page.text.count("\n") == page.source.count("\n") == text.count("\n")


def test_any_other_ending_is_markdown_and_its_macros_are_no_equations() -> None:
    page = open_manuscript("$\\newcommand{\\x}{y = z}$ $a = \\x$ `\\def\\y{1}`", "notes.txt", refuse)
    assert (rows(page), page.macros) == ([r"a = \x"], {r"\x": "y = z"})
