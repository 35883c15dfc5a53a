"""Edits of the cells of a notebook in the text of its file, so that indents, keys and all other cells stay."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bpsym.derivation import Patch
from bpsym.errors import InputError
from bpsym.review.patch import patch_text

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{},:]|[^\s"\[\]{},:]+', re.S)
_CELLS = re.compile(r"(?:worksheets\.[0-9]+\.)?cells\.[0-9]+")


@dataclass(frozen=True, slots=True)
class _Token:
    """One token of JSON; `path` are the keys above it, joined by dots."""

    path: str
    start: int
    end: int


def patch_notebook(text: str, patches: Mapping[int, Sequence[Patch]], place: str) -> str:
    """The text of a notebook with edits of its cells, by their numbers from 1; lines count within each cell.

    Raises:
        InputError: what a patch replaces does not stand exactly once on its lines.
    """
    sources = _sources(text)
    for number in sorted(patches, reverse=True):
        span = sources.get(number)
        if span is None:
            raise InputError(f"{place}: cell {number}: its source was not found in the file; mend it by hand")
        text = (
            text[: span[0]] + _patched(text[slice(*span)], patches[number], f"{place}:cell {number}") + text[span[1] :]
        )
    return text


def _patched(raw: str, patches: Sequence[Patch], place: str) -> str:
    """A string or a list of strings, patched; a list stays one, and lines that stay are not written anew."""
    content = json.loads(raw)
    lines = [content] if isinstance(content, str) else content
    changed = patch_text("".join(lines), patches, place)
    if isinstance(content, str):
        return _literal(changed, raw)
    literals = [m for m in _TOKEN.finditer(raw) if m[0].startswith('"')]
    known = {line: literal[0] for line, literal in zip(lines, literals, strict=True)}
    between = raw[literals[0].end() : literals[1].start()] if len(literals) > 1 else ", "
    made = [known.get(line) or _literal(line, raw) for line in changed.splitlines(keepends=True)]
    return raw[: literals[0].start()] + between.join(made) + raw[literals[-1].end() :]


def _literal(line: str, beside: str) -> str:
    """A JSON string, with escapes for what is not ASCII unless what stands beside it does without."""
    return json.dumps(line, ensure_ascii=beside.isascii())


def _sources(text: str) -> dict[int, tuple[int, int]]:
    """Number of a cell -> the span of what stands under its key `source`."""
    found: dict[int, tuple[int, int]] = {}
    cells: dict[str, int] = {}
    for token in _values(text):
        above, _, key = token.path.rpartition(".")
        if _CELLS.fullmatch(token.path):
            cells.setdefault(token.path, len(cells) + 1)
        elif key == "source" and above in cells:
            found[cells[above]] = (token.start, token.end)
    return found


def _values(text: str) -> Iterator[_Token]:
    """Every value of a JSON text with its path and span, an object or a list twice: where it begins, and whole."""
    stack: list[tuple[str, int]] = []
    keys: list[str | int] = []
    expects_key = False
    for match in _TOKEN.finditer(text):
        sign = match[0]
        path = ".".join(map(str, keys))
        if sign in "{[":
            yield _Token(path, match.start(), match.end())
            stack.append((path, match.start()))
            keys.append("" if sign == "{" else 0)
            expects_key = sign == "{"
        elif sign in "}]":
            keys.pop()
            path, start = stack.pop()
            yield _Token(path, start, match.end())
            expects_key = False
        elif sign == ",":
            expects_key = isinstance(keys[-1], str)
            keys[-1] = keys[-1] if isinstance(keys[-1], str) else keys[-1] + 1
        elif sign == ":":
            expects_key = False
        elif expects_key:
            keys[-1] = json.loads(sign)
        else:
            yield _Token(path, match.start(), match.end())
