"""LaTeX mathematics as tokens with their offsets in the source."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bpsym.reader.markdown import blank
from bpsym.reader.prose import find_prose
from bpsym.reader.unicode_marks import spell_marks
from bpsym.reader.vocabulary import IGNORED, UNICODE, WIDE_SPACES


@dataclass(frozen=True, slots=True)
class Token:
    r"""One token: a command with its backslash, a letter, a number, a sign, or a whole `\text{...}` of prose."""

    text: str
    start: int
    end: int

    @property
    def is_letter(self) -> bool:
        """Whether it is a letter of a name."""
        return len(self.text) == 1 and self.text.isalpha()

    @property
    def is_number(self) -> bool:
        """Whether it is a number."""
        return self.text[-1] in "0123456789" and not self.text[0].isalpha()

    @property
    def is_command(self) -> bool:
        """Whether it is a LaTeX command."""
        return len(self.text) > 1 and self.text[0] == "\\" and not self.is_prose

    @property
    def is_environment(self) -> bool:
        """Whether it begins or ends a matrix that shows its entries."""
        return self.text.startswith((r"\begin{", r"\end{"))

    @property
    def is_prose(self) -> bool:
        """Whether it is words between formulas."""
        return self.text[0] == "\\" and self.text[-1] == "}" and len(self.text) > 2 and not self.is_environment


_PIECE = re.compile(
    r"\\(?:begin|end)\{(?:[pbBv]?(?:small)?matrix|[dr]?cases)\}|\\[A-Za-z]+|\\.|[0-9]*\.[0-9]+|[0-9]+|[:+-]=|\S",
    re.DOTALL,
)
_SPACED = re.compile(r"\\(?:label|tag\*?|color)\s*\{[^{}]*\}|\\(?:left|right)\s*\.|(?<!\\)%[^\n]*")


def tokenize(text: str, start: int, end: int, wide: bool = False) -> list[Token]:
    """The tokens of text[start:end]; tags, labels, comments and spacing (but for wide spaces, if so) are left out."""
    ignored = IGNORED - WIDE_SPACES if wide else IGNORED
    source = _SPACED.sub(lambda m: " " * len(m[0]), text[start:end])
    spans = list(find_prose(source))
    prose = [Token(source[a:b], start + a, start + b) for a, b in spans]
    tokens = [
        Token(UNICODE.get(m[0], m[0]), start + m.start(), start + m.end())
        for m in _PIECE.finditer(blank(source, spans))
        if m[0] not in ignored
    ]
    tokens = tokens if source.isascii() else spell_marks(tokens)
    return sorted(tokens + prose, key=lambda t: t.start) if prose else tokens
