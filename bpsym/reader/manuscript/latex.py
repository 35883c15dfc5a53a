r"""A file of LaTeX: its body, with `\input` of files beside it, comments and code left out, headings as in Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bpsym.derivation import Origin
from bpsym.errors import InputError
from bpsym.reader.manuscript.definitions import as_macros, find_definitions
from bpsym.reader.manuscript.page import Manuscript
from bpsym.reader.markdown import blank

DEEPEST = 10
"""Files that name files."""

_INPUT = re.compile(r"\\(?:input|include|subfile)\s*\{\s*(?P<name>[^{}\n]+?)\s*\}")
_COMMENT = re.compile(r"(?<!\\)(?:\\\\)*(?P<mark>%)(?P<body>[^\n]*)")
_CODE = re.compile(
    r"\\begin\{(?P<kind>verbatim|Verbatim|lstlisting|minted|comment|tikzpicture|filecontents)\*?\}"
    r".*?\\end\{(?P=kind)\*?\}|\\iffalse(?![A-Za-z]).*?\\fi(?![A-Za-z])|\\verb\*?(?P<mark>[^A-Za-z\s*])[^\n]*?(?P=mark)",
    re.S,
)
_HEADING = re.compile(
    r"^(?P<indent>[ \t]*)\\(?P<kind>part|chapter|section|subsection|subsubsection|paragraph)\*?\s*"
    r"\{(?P<title>(?:[^{}\n]|\{[^{}\n]*\})*)\}",
    re.M,
)
_LEVELS = ("part", "chapter", "section", "subsection", "subsubsection", "paragraph")
_BODY = re.compile(r"\\begin\{document\}|\\end\{document\}")
_OURS = re.compile(r"\s*bpsym:(?P<rest>.*)")
_WORDS = ("expect", "ignore")


@dataclass(frozen=True, slots=True)
class _Line:
    """One line and where it comes from."""

    text: str
    place: str
    number: int


def read_latex(text: str, file: str, include: Callable[[str], str]) -> Manuscript:
    r"""The text that the reader reads, line for line; macros come from the whole of it, formulas from its body.

    A header is a comment: `% bpsym:` and, under it, the YAML of the header, each line behind a `%`.

    Raises:
        InputError: a file that `\input` names is not there, or names itself.
    """
    lines = list(_spliced(text, "", file, include, ()))
    source = "\n".join(line.text for line in lines)
    headers, visible = _take_comments(source)
    visible = blank(visible, [m.span() for m in _CODE.finditer(visible)])
    definitions = find_definitions(visible)
    visible = blank(visible, [(d.start, d.end) for d in definitions])
    visible = _only_body(visible).replace("`", "'")
    visible = _HEADING.sub(_heading, visible)
    macros = as_macros(definitions)
    return Manuscript(visible, source, _origins(lines), macros, tuple(headers))


def included_files(text: str) -> list[str]:
    r"""The names in the `\input`s of a text."""
    return [named["name"] for line in text.split("\n") if (named := _INPUT.search(_COMMENT.sub("", line)))]


def _spliced(
    text: str, place: str, file: str, include: Callable[[str], str], above: tuple[str, ...]
) -> Iterator[_Line]:
    """The lines of a file, those of the files that it names in their places."""
    for number, line in enumerate(text.split("\n"), start=1):
        named = _INPUT.search(_COMMENT.sub("", line))
        if named is None:
            yield _Line(line, place, number)
            continue
        name = named["name"]
        where = f"{place or file}:{number}"
        if name in above or len(above) >= DEEPEST:
            raise InputError(f"{where}: {named[0]}: these files name each other in a circle: {', '.join(above)}")
        try:
            inner = include(name)
        except InputError as error:
            raise InputError(f"{where}: {named[0]}: {error}") from error
        yield _Line(line[: named.start()] + " " * len(named[0]) + line[named.end() :], place, number)
        yield from _spliced(inner.replace("\r\n", "\n"), name, file, include, (*above, name))


def _origins(lines: list[_Line]) -> tuple[Origin, ...]:
    if all(not line.place for line in lines):
        return ()
    found: list[Origin] = []
    for at, line in enumerate(lines, start=1):
        last = found[-1] if found else None
        if last is None or last.place != line.place or last.first + at - last.line != line.number:
            found.append(Origin(at, line.place, line.number))
    return tuple(found)


def _take_comments(source: str) -> tuple[list[tuple[str, int]], str]:
    """The headers that stand in comments, and the text without comments; our own marks are kept as in Markdown."""
    headers: list[tuple[int, list[str]]] = []
    lines = source.split("\n")
    goes_on = False
    for at, line in enumerate(lines):
        comment = _COMMENT.search(line)
        kept = line[: comment.start("mark")] if comment else line
        ours = _OURS.fullmatch(comment["body"]) if comment else None
        if ours and ours["rest"].split()[:1] and ours["rest"].split()[0] in _WORDS:
            kept += f"<!-- bpsym:{ours['rest']} -->"
        elif ours:
            headers.append((at, [f"bpsym:{ours['rest']}"]))
        elif goes_on and comment and not kept.strip():
            headers[-1][1].append(comment["body"])
        goes_on = bool(headers) and at + 1 == headers[-1][0] + len(headers[-1][1])
        lines[at] = kept
    return [("".join(f"{line}\n" for line in header), at) for at, header in headers], "\n".join(lines)


def _only_body(text: str) -> str:
    """The text with everything outside of the document environment blanked, where there is one."""
    marks = {m[0]: m for m in _BODY.finditer(text)}
    begin, end = marks.get(r"\begin{document}"), marks.get(r"\end{document}")
    if begin is not None:
        text = blank(text, [(0, begin.end())])
    return blank(text, [(end.start(), len(text))]) if end is not None else text


def _heading(match: re.Match[str]) -> str:
    return f"{'#' * (_LEVELS.index(match['kind']) + 1)} {match['title']}"
