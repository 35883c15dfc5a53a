r"""Tokens to a formula: a Pratt-like parser that knows nothing of shapes."""

from __future__ import annotations

from collections.abc import Sequence

from bpsym.notation import Formula
from bpsym.reader import applied, axis_sum, braced, cases, code_calls, enclosed, prefixed, slanted
from bpsym.reader.code_marks import spell_code
from bpsym.reader.differential import without_idle_braces
from bpsym.reader.names import Names as Names
from bpsym.reader.names import names_in as names_in
from bpsym.reader.parser import Parser
from bpsym.reader.spelling import spell
from bpsym.reader.stream import Stream
from bpsym.reader.token import Token
from bpsym.reader.words import join_words

FILES = (applied, axis_sum, braced, cases, code_calls, enclosed, prefixed, slanted)
"""Files that say what a factor may begin with."""


def parse(tokens: Sequence[Token], end: int, names: Names, depth: int = 0) -> Formula:
    """The formula that all the tokens make up; `end` is the offset where it ends.

    Raises:
        UnreadError: what is not understood, with its place.
    """
    called = code_calls.write_calls(axis_sum.write_axis_sums(tokens), names.dialect)
    words = join_words(called, names.words)
    written = spell(spell_code(words, names.dialect, names) if names.dialect else words, names)
    return Parser(Stream(without_idle_braces(written, names.bare), end, depth), names).whole()
