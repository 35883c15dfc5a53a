r"""The author's own commands, `macros: {'\transpose': '#1^T'}`, replaced by what they stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bpsym.errors import UnreadError
from bpsym.reader.token import Token, tokenize

MOST_EXPANSIONS = 1000
MOST_TOKENS = 20_000
_ARGUMENT = re.compile(r"#([1-9])")


def expand(tokens: list[Token], macros: Mapping[str, str]) -> list[Token]:
    """The tokens with every macro replaced; what comes from a macro has the span of its call.

    Raises:
        UnreadError: macros that do not come to an end, or lack an argument.
    """
    done: list[Token] = []
    waiting = tokens[::-1]
    left = MOST_EXPANSIONS
    while waiting:
        token = waiting.pop()
        if token.text not in macros:
            done.append(token)
            continue
        left -= 1
        if left < 0 or len(waiting) > len(tokens) + MOST_TOKENS:
            raise UnreadError(f"the macro {token.text} does not come to an end", token.start, token.end)
        body = macros[token.text]
        needed = max((int(n) for n in _ARGUMENT.findall(body)), default=0)
        arguments = [_take_argument(waiting, token) for _ in range(needed)]
        waiting.extend(reversed(_substitute(body, arguments, token)))
    return done


def _take_argument(waiting: list[Token], macro: Token) -> list[Token]:
    """The next argument from the end of `waiting`: a token, or a group without its braces."""
    if not waiting:
        raise UnreadError(f"the macro {macro.text} lacks an argument", macro.start, macro.end)
    first = waiting.pop()
    if first.text != "{":
        return [first]
    depth, found = 1, list[Token]()
    while waiting:
        token = waiting.pop()
        depth += {"{": 1, "}": -1}.get(token.text, 0)
        if depth == 0:
            return found
        found.append(token)
    raise UnreadError("this brace is never closed", first.start, first.end)


def _substitute(body: str, arguments: Sequence[list[Token]], macro: Token) -> list[Token]:
    found: list[Token] = []
    for at, piece in enumerate(_ARGUMENT.split(body)):
        if at % 2:
            found += [replace(macro, text="{"), *arguments[int(piece) - 1], replace(macro, text="}")]
        else:
            found += [replace(macro, text=t.text) for t in tokenize(piece, 0, len(piece))]
    return found
