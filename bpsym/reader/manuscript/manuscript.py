"""Which kind of file is read how."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from bpsym.reader.manuscript.definitions import as_macros, find_definitions
from bpsym.reader.manuscript.latex import read_latex
from bpsym.reader.manuscript.notebook import read_notebook
from bpsym.reader.manuscript.page import Manuscript as Manuscript
from bpsym.reader.manuscript.restructured import read_restructured
from bpsym.reader.markdown import blank, without_code

SUFFIXES = (".md", ".markdown", ".tex", ".ipynb", ".rst")
"""The files that a folder is searched for."""

Include = Callable[[str], str]
"""From the name in `\\input{name}` to the text of that file; raises InputError."""


def open_manuscript(text: str, file: str, include: Include) -> Manuscript:
    """The text of a file as the reader reads it, by the ending of its name; any other is taken for Markdown.

    Raises:
        InputError: a notebook that is no JSON, or a file of LaTeX that another one names and that is not there.
    """
    match PurePath(file).suffix.lower():
        case ".tex":
            return read_latex(text, file, include)
        case ".ipynb":
            return _with_macros(read_notebook(text, file))
        case ".rst":
            return read_restructured(text)
    return _with_macros(Manuscript(text, text))


def _with_macros(page: Manuscript) -> Manuscript:
    r"""The same page with its `\newcommand`s taken out of the mathematics."""
    found = find_definitions(without_code(page.text))
    text = blank(page.text, [(d.start, d.end) for d in found])
    return Manuscript(text, page.source, page.origins, as_macros(found), page.headers)
