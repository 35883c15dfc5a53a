r"""Braces with a remark: `\underbrace{y_1 + y_2}_{=1}` is y₁ + y₂; the remark is for the reader, and not judged."""

from __future__ import annotations

from dataclasses import replace

from bpsym.notation import Formula
from bpsym.reader.parser import Parser, atom


@atom(r"\underbrace", r"\overbrace")
def parse_brace(parser: Parser) -> Formula:
    """What stands above or below the brace, as one factor."""
    s = parser.stream
    start, sign = s.start, s.take().text
    tokens = s.argument()
    inner = parser.inner(tokens, s.last_end)
    if s.here == ("_" if sign == r"\underbrace" else "^"):
        s.take()
        s.argument()
    return replace(inner, start=start, end=s.last_end)
