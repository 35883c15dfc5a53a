"""A file of reStructuredText: `.. math::` and `:math:`, headings, literal blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bpsym.reader.manuscript.page import Manuscript

_ROLE = re.compile(r":math:`(?P<body>[^`]+)`")
_DIRECTIVE = re.compile(r"(?P<indent>[ \t]*)\.\.[ \t]+(?P<kind>[A-Za-z-]+):(?P<second>:?)[ \t]*(?P<rest>.*)")
_OPTION = re.compile(r"[ \t]+:[a-z-]+:")
_UNDERLINE = re.compile(r"([=\-~^\"'#*+.:_])\1{2,}[ \t]*")
_MATH, _CODE = ("math",), ("code", "code-block", "sourcecode", "parsed-literal", "literalinclude", "doctest")
_WORDS = ("expect", "ignore")


def read_restructured(text: str) -> Manuscript:
    """The text that the reader reads, line for line.

    A header is a comment, `.. bpsym:` with the YAML of the header indented under it.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    headers: list[tuple[str, int]] = []
    made: list[str] = []
    while len(made) < len(lines):
        at = len(made)
        block = _block(lines, at)
        match = _DIRECTIVE.fullmatch(lines[at])
        if match and match["kind"] in _MATH and match["second"]:
            made += _mathematics(lines[at : at + block], match)
        elif match and match["kind"] == "bpsym" and not match["second"]:
            made += _ours(lines[at : at + block], match, headers, at)
        elif (match and match["kind"] in _CODE) or (lines[at].rstrip().endswith("::") and not match):
            made += [lines[at] if not match else "", *[""] * (block - 1)]
        else:
            made += _plain(lines, at)
    return Manuscript("\n".join(made), "\n".join(lines), (), {}, tuple(headers))


def _block(lines: list[str], at: int) -> int:
    """How many lines belong to the line `at`: itself, and those that are indented more, with blank ones between."""
    own = _indent(lines[at])
    count = 1
    for offset, line in enumerate(lines[at + 1 :], start=1):
        if line.strip():
            if _indent(line) <= own:
                break
            count = offset + 1
    return count


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _mathematics(block: list[str], match: re.Match[str]) -> list[str]:
    """`$$` in the place of the directive and after its last line; a blank line stands between two formulas."""
    body = [" " * match.start("rest") + match["rest"], *(("" if _OPTION.match(line) else line) for line in block[1:])]
    first = next((at for at, line in enumerate(body) if line.strip()), None)
    if first is None:
        return [""] * len(block)
    made = [*body[: first + 1], *(line if line.strip() else "$$$$" for line in body[first + 1 :])]
    made[0] = "$$" + made[0][2:]
    made[-1] += " $$"
    return made


def _ours(block: list[str], match: re.Match[str], headers: list[tuple[str, int]], at: int) -> list[str]:
    if match["rest"].split()[:1] and match["rest"].split()[0] in _WORDS:
        return [f"<!-- bpsym: {match['rest']} -->", *block[1:]]
    headers.append(("\n".join([f"bpsym: {match['rest']}", *block[1:]]) + "\n", at))
    return [""] * len(block)


def _plain(lines: list[str], at: int) -> Iterator[str]:
    """A line of text; a title is marked as in Markdown, and the line under it left out."""
    line = _ROLE.sub(lambda m: f"      ${m['body']}$", lines[at])
    below = lines[at + 1] if at + 1 < len(lines) else ""
    if _UNDERLINE.fullmatch(line):
        yield ""
    elif line.strip() and not line[0].isspace() and _UNDERLINE.fullmatch(below) and len(below.rstrip()) >= 3:
        yield f"# {line}"
        yield ""
    else:
        yield line
