r"""The commands that an author defines: `\newcommand`, `\def`, `\let`, `\DeclareMathOperator` and their like."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bpsym.reader.macro import AMBIGUOUS

_COMMAND = r"(?:\{\s*(?P<braced>\\[A-Za-z]+|\\.)\s*\}|(?P<bare>\\[A-Za-z]+|\\.))"
_NEW = re.compile(
    r"\\(?P<kind>newcommand|renewcommand|providecommand|DeclareRobustCommand|DeclareMathOperator|DeclarePairedDelimiter)"
    rf"\s*(?P<star>\*?)\s*{_COMMAND}\s*(?:\[\s*(?P<count>[0-9])\s*\])?\s*(?P<default>\[)?"
)
_DEF = re.compile(r"\\(?:def|gdef|edef)\s*(?P<bare>\\[A-Za-z]+)\s*(?P<parameters>(?:#[1-9])*)\s*(?=\{)")
_LET = re.compile(r"\\let\s*(?P<bare>\\[A-Za-z]+)\s*=?\s*(?P<other>\\[A-Za-z]+)")
_START = re.compile(r"\\(?:new|renew|provide)command|\\Declare[A-Z]|\\[ge]?def(?![A-Za-z])|\\let(?![A-Za-z])")


@dataclass(frozen=True, slots=True)
class CommandDefinition:
    """One command: text[start:end] defines it, `body` has `#1` for its first argument."""

    name: str
    body: str
    start: int
    end: int


def as_macros(definitions: Iterable[CommandDefinition]) -> dict[str, str]:
    """Name -> body; a command with two meanings has that of AMBIGUOUS, for it is not followed where each counts."""
    found: dict[str, str] = {}
    for one in definitions:
        found[one.name] = one.body if found.setdefault(one.name, one.body).strip() == one.body.strip() else AMBIGUOUS
    return found


def find_definitions(text: str) -> list[CommandDefinition]:
    """Every command that the text defines, in order; one with an optional argument is left out, so it stays unread."""
    found: list[CommandDefinition] = []
    at = 0
    while start := _START.search(text, at):
        at = start.end()
        for read in (_read_new, _read_def, _read_let):
            one = read(text, start.start())
            if one is not None:
                at = one.end
                found += [one] if one.name else []
                break
    return found


def _read_new(text: str, at: int) -> CommandDefinition | None:
    match = _NEW.match(text, at)
    if match is None or match["default"]:
        return None
    body = _group(text, match.end())
    if body is None:
        return None
    name, inside, end = match["braced"] or match["bare"], text[match.end() + 1 : body - 1], body
    if match["kind"] == "DeclareMathOperator":
        inside = rf"\operatorname{{{inside}}}"
    if match["kind"] == "DeclarePairedDelimiter":
        closing = _group(text, body)
        if closing is None:
            return None
        inside, end = f"{inside} #1 {text[body + 1 : closing - 1]}", closing
    return CommandDefinition(name, inside, at, end)


def _read_def(text: str, at: int) -> CommandDefinition | None:
    match = _DEF.match(text, at)
    end = _group(text, match.end()) if match else None
    if match is None or end is None:
        return None
    return CommandDefinition(match["bare"], text[match.end() + 1 : end - 1], at, end)


def _read_let(text: str, at: int) -> CommandDefinition | None:
    match = _LET.match(text, at)
    return CommandDefinition(match["bare"], match["other"], at, match.end()) if match else None


def _group(text: str, at: int) -> int | None:
    """The offset after the group in braces that begins at `at`, or None."""
    if not text.startswith("{", at):
        return None
    depth = 0
    for mark in re.compile(r"\\.|[{}]", re.S).finditer(text, at):
        depth += {"{": 1, "}": -1}.get(mark[0], 0)
        if depth == 0:
            return mark.end()
    return None
