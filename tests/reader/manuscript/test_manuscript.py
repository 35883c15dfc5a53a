"""Notebooks and reStructuredText: the same rows as in Markdown, each at its own place."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpsym.derivation import Origin
from bpsym.errors import InputError
from bpsym.reader.manuscript import Manuscript, open_manuscript
from tests.reader.manuscript.pages import refuse, rows


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
