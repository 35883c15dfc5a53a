r"""The author's own commands, `macros: {'\transpose': '#1^T'}`, replaced by what they stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from bpsym.errors import UnreadError
from bpsym.reader.token import Token, tokenize

AMBIGUOUS = r"\text{??}"
"""The body of a command that a file defines twice."""
MOST_EXPANSIONS = 1000
MOST_TOKENS = 20_000
_ARGUMENT = re.compile(r"#([1-9])")


def expand(tokens: list[Token], macros: Mapping[str, str]) -> list[Token]:
    """The tokens with every macro replaced; what comes from one has the span of its call with its arguments.

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
        if body == AMBIGUOUS:
            message = f"{token.text} is defined twice, with two meanings: give one of them another name"
            raise UnreadError(message, token.start, token.end)
        needed = max((int(n) for n in _ARGUMENT.findall(body)), default=0)
        whole = token
        arguments: list[list[Token]] = []
        for _ in range(needed):
            argument, end = _take_argument(waiting, token)
            arguments.append(argument)
            # An argument that itself came from a macro has the span of that macro, which may end before this one.
            whole = replace(whole, end=max(whole.end, end))
        waiting.extend(reversed(_substitute(body, arguments, whole)))
    return done


def spell_out(latex: str, macros: Mapping[str, str]) -> str:
    """The text with every macro replaced, for people; as it stands where that does not come to an end."""
    if not any(name in latex for name in macros):
        return latex
    try:
        found = expand(tokenize(latex, 0, len(latex), wide=True), macros)
    except UnreadError:
        return latex
    gaps = [b.start > a.end or a.is_command for a, b in pairwise(found)]
    return "".join(f"{t.text} " if gap else t.text for t, gap in zip(found, [*gaps, False]))


def _take_argument(waiting: list[Token], macro: Token) -> tuple[list[Token], int]:
    """The next argument from the end of `waiting`, a token or a group without its braces, and where it ends."""
    if not waiting:
        raise UnreadError(f"the macro {macro.text} lacks an argument", macro.start, macro.end)
    first = waiting.pop()
    if first.text != "{":
        return [first], first.end
    depth, found = 1, list[Token]()
    while waiting:
        token = waiting.pop()
        depth += {"{": 1, "}": -1}.get(token.text, 0)
        if depth == 0:
            return found, token.end
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
