"""Which names are entries of arrays that the notes define in index form: z_j = Σ W_{jk} x_k makes z an array."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bpsym.errors import UnreadError
from bpsym.notation import Name
from bpsym.reader.letters import free_letters
from bpsym.reader.marks import with_subscript
from bpsym.reader.names import Names
from bpsym.reader.parse import parse
from bpsym.reader.token import Token, tokenize

_SUBSCRIPT = re.compile(
    r"_\{(?:(?P<own>\d+|\\(?:text|textrm|mathrm|mathit|operatorname)\{[^{}]*\}(?=,)),?)?(?P<letters>[a-z](?:,?[a-z])*)\}"
)
"""Letters of indices, behind the subscript that an array may have in its name: `z_{2,i}`."""


@dataclass(frozen=True, slots=True)
class Line:
    """A relation: the name alone on its left, and the tokens of its other members with the offsets where they end."""

    subject: Name
    others: tuple[tuple[Sequence[Token], int], ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    whole: Name
    letters: frozenset[str]
    line: Line


def with_arrays(names: Names, lines: Iterable[Line], declared: Names) -> Names:
    """The names, with the subjects that are entries as arrays: of known symbols, or with an index of their right side.

    Args:
        names: the declared symbols, and every subject.
        lines: the relations with a subject.
        declared: what the document declares, which is never taken for an entry.
    """
    waiting = [c for line in lines if (c := _candidate(line, names, declared))]
    if not waiting:
        return names
    names = replace(names, symbols=names.symbols - {c.line.subject.text for c in waiting})
    while found := [c for c in waiting if _is_known(c, names) or _shares_index(c, names)]:
        waiting = [c for c in waiting if c not in found]
        arrays = {t for c in found for t in (c.whole.text, c.whole.template)}
        names = replace(names, arrays=names.arrays | arrays, symbols=names.symbols | {c.whole.text for c in found})
    return replace(names, symbols=names.symbols | {c.line.subject.text for c in waiting})


def with_given(names: Names, given: Iterable[str]) -> Names:
    """The names with the arrays that the equations of the header define."""
    lines: list[Line] = []
    for text in given:
        left, _, right = text.partition("=")
        tokens = tokenize(left, 0, len(left))
        try:
            subject = parse(tokens, len(left), replace(names, arrays=frozenset(), symbols=frozenset()))
        except UnreadError:
            continue
        if isinstance(subject, Name):
            lines.append(Line(subject, ((tokenize(right, 0, len(right)), len(right)),)))
    plain = {line.subject.text for line in lines if _SUBSCRIPT.search(line.subject.text) is None}
    found = with_arrays(names, lines, names)
    return replace(names, arrays=found.arrays | plain)


def _candidate(line: Line, names: Names, declared: Names) -> _Candidate | None:
    subject = line.subject
    match = _SUBSCRIPT.search(subject.text)
    if match is None or subject.text in declared.symbols:
        return None
    if match["own"] and subject.layer is None:
        whole = with_subscript(replace(subject, template=subject.template.replace(match[0], "", 1)), match["own"])
    elif subject.layer is not None and f"_{{{subject.layer}}}" == match[0]:
        whole = Name(subject.start, subject.end, subject.text.replace(match[0], "", 1))
        if names.is_family(subject):
            return None
    else:
        whole = replace(subject, template=subject.template.replace(match[0], "", 1))
    written = match["letters"].replace(",", "")
    letters = frozenset(written)
    return _Candidate(whole, letters, line) if len(letters) == len(written) else None


def _is_known(candidate: _Candidate, names: Names) -> bool:
    whole = candidate.whole
    known = whole.text in names.symbols or whole.text in names.arrays or whole.template in names.arrays
    return known or (whole.layer is not None and names.is_family(whole))


def _shares_index(candidate: _Candidate, names: Names) -> bool:
    """Whether the right side has an index of the left one at something that is known to be an array."""
    for tokens, end in candidate.line.others:
        try:
            formula = parse(tokens, end, names)
        except UnreadError:
            continue
        if candidate.letters & free_letters(formula).keys():
            return True
    return False
