r"""Increments: `\Delta W`, where the notes have no symbol Δ, is a name of its own and no product."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bpsym.reader.name import starts_name
from bpsym.reader.names import Names
from bpsym.reader.token import Token
from bpsym.reader.vocabulary import DELTA, INCREMENT


def join_increments(tokens: Sequence[Token], names: Names) -> list[Token]:
    """The tokens with each Δ before a name as the beginning of that name."""
    is_symbol = names.has_stem(DELTA) or DELTA in names.functions
    if is_symbol or not (names.symbols or names.heading):
        return list(tokens)
    after = [*(t.text for t in tokens[1:]), ""]
    joins = [t.text == DELTA and starts_name(a) and a != DELTA for t, a in zip(tokens, after)]
    return [replace(t, text=INCREMENT) if is_joined else t for t, is_joined in zip(tokens, joins)]
