"""Formulas that stand in fences of plain text, in signs of Unicode, or of code, where the header names a dialect.

A fence of a language is code, and is left alone. One without is mathematics only if each of its relations is one
between formulas, and one of them at least has a sign that no code has: `∂L/∂W₂ = δ₂ × h₁`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bpsym.reader.markdown import find_fences
from bpsym.reader.unicode_marks import ABOVE, BELOW
from bpsym.reader.vocabulary import SPELLED, UNICODE, WORDS

PLAIN = ("", "text", "txt", "plain", "plaintext")
LANGUAGES = {"numpy": ("", "python", "py", "numpy"), "matlab": ("", "matlab", "octave")}
"""The fences that may hold formulas of a dialect."""
_COMMENTS = {"numpy": re.compile(r"#.*$"), "matlab": re.compile(r"%.*$")}
_SIGNS = frozenset(UNICODE) | frozenset(BELOW) | frozenset(ABOVE) | frozenset("ŷȳx̂√")
_NOT_IN_CODE = _SIGNS - frozenset("：，（）−")
_CODE = re.compile(r'["`;{}\[\]@$%\\#]|==|[+*/-]=|[A-Za-z]\.[A-Za-z]|[A-Za-z]{2,}_|_[A-Za-z]{2,}|\b(?:if|else)\b.*:$')
_STATEMENT = re.compile(
    r"\b(?:def|for|while|if|else|elif|return|import|from|class|with|print|function|end|lambda|assert|break|disp)\b"
)
_ASSIGNMENT = re.compile(r"[A-Za-z]\w*\s*=(?!=)")
_LABEL = re.compile(r"\s*(?:[-*•]\s+|\d+[.)]\s+)?(?:[A-Za-z][\w -]*:\s+)?")
"""A number of a list, or words with a colon, before a formula."""
_REMARK = re.compile(r"\s{2,}(?:(?:#|//|←).*|\((?P<words>[^()=]*[A-Za-z]{3,}[^()=]*)\))\s*$")
_CONDITION = re.compile(r"\b(?:if|when|for|unless|else|otherwise|only|where|as)\b", re.I)
_WORD = re.compile(r"[A-Za-z]{3,}")
_KNOWN = frozenset(WORDS) | SPELLED
_GOES_ON = re.compile(r"\s*(?:=(?!=)|[-+×·⊙])")
_ENDS_OPEN = re.compile(r"[-=+×·⊙(]\s*$")


def find_formula_fences(text: str, dialect: str = "") -> list[list[tuple[int, int]]]:
    """The spans of the lines of formulas, grouped: a line of a group may go on with the one above it."""
    found: list[list[tuple[int, int]]] = []
    for start, end in find_fences(text, PLAIN):
        found += _groups(text, start, end) if _is_mathematics(text[start:end]) else []
    for start, end in find_fences(text, LANGUAGES.get(dialect, ())):
        found += _assignments(text, start, end, dialect)
    return sorted(dict(zip(map(tuple, found), found)).values())


def _is_mathematics(body: str) -> bool:
    lines = [_without_remark(line) for line in body.splitlines() if line.strip()]
    if any(_CODE.search(line) for line in lines):
        return False
    relations = [line for line in lines if "=" in line]
    has_sign = any(sign in line for line in relations for sign in _NOT_IN_CODE)
    return has_sign and all(_is_formula(line) for line in relations)


def _is_formula(line: str) -> bool:
    """Whether what stands before the first equals sign is a formula: it has no words and no arrows."""
    left = line[_label_end(line) :].partition("=")[0]
    words = [w for w in _WORD.findall(left) if w not in _KNOWN and not w.startswith("d")]
    return not words and not any(arrow in left for arrow in "→⇒←")


def _label_end(line: str) -> int:
    label = _LABEL.match(line)
    return label.end() if label else 0


def _without_remark(line: str) -> str:
    """The line without a comment, or a remark in brackets, far behind the formula; a condition stays."""
    remark = _REMARK.search(line)
    if remark is None or (remark["words"] and _CONDITION.search(remark["words"])):
        return line
    return line[: remark.start()]


def _groups(text: str, start: int, end: int) -> Iterator[list[tuple[int, int]]]:
    group: list[tuple[int, int]] = []
    for at, line in _lines(text, start, end):
        formula = _without_remark(line)
        above = text[slice(*group[-1])] if group else ""
        goes_on = bool(group) and (_GOES_ON.match(formula) is not None or _ENDS_OPEN.search(above) is not None)
        if not goes_on and group:
            yield group
            group = []
        if formula.strip() and (goes_on or "=" in formula):
            first = _label_end(formula)
            group.append((at + first, at + len(formula.rstrip())))
    if group:
        yield group


def _assignments(text: str, start: int, end: int, dialect: str) -> Iterator[list[tuple[int, int]]]:
    """The lines of code that set one name, each by itself; none where the code has statements of other kinds."""
    lines = [(at, _COMMENTS[dialect].sub("", line)) for at, line in _lines(text, start, end)]
    if any(_STATEMENT.search(line) for _, line in lines):
        return
    for at, line in lines:
        if _ASSIGNMENT.match(line):
            yield [(at, at + len(line.rstrip().rstrip(";")))]


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    at = start
    for line in text[start:end].splitlines(keepends=True):
        yield at, line.rstrip("\n")
        at += len(line)
