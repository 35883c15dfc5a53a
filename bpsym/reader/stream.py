"""A cursor over tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bpsym.errors import UnreadError
from bpsym.reader.token import Token

DEEPEST = 40
"""Nested groups; deeper ones are refused rather than recursed into."""

CLOSING = {"(": ")", "[": "]", "{": "}", r"\{": r"\}"}


class Stream:
    """The tokens of one formula, read from left to right."""

    def __init__(self, tokens: Sequence[Token], end: int, depth: int = 0) -> None:
        self.tokens = list(tokens)
        self.at = 0
        self.end = end
        self.depth = depth

    def descend(self) -> None:
        """Go one group deeper; `ascend` comes back.

        Raises:
            UnreadError: deeper than DEEPEST.
        """
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.error(f"more than {DEEPEST} nested groups")

    def ascend(self) -> None:
        """Come back from a group."""
        self.depth -= 1

    @property
    def here(self) -> str:
        """The text of the next token, or "" at the end."""
        return self.ahead(0)

    def ahead(self, steps: int) -> str:
        """The text of the token that many steps ahead."""
        index = self.at + steps
        return self.tokens[index].text if index < len(self.tokens) else ""

    @property
    def start(self) -> int:
        """The offset where the next token starts."""
        return self.tokens[self.at].start if self.at < len(self.tokens) else self.end

    @property
    def last_end(self) -> int:
        """The offset where the token before ends."""
        return self.tokens[self.at - 1].end if self.at else self.start

    def take(self) -> Token:
        """The next token.

        Raises:
            UnreadError: the formula ends here.
        """
        if self.at >= len(self.tokens):
            raise UnreadError("the formula ends here, something is missing", self.end, self.end + 1)
        token = self.tokens[self.at]
        self.at += 1
        return token

    def expect(self, text: str) -> Token:
        """The next token, which must be this one."""
        if self.here != text:
            raise self.error(f"expected {text}")
        return self.take()

    def error(self, message: str) -> UnreadError:
        """The error that points to the next token."""
        if self.at >= len(self.tokens):
            return UnreadError(f"{message}, found the end of the formula", self.end, self.end + 1)
        token = self.tokens[self.at]
        if token.is_prose:
            message = "words inside a formula are not read: state it without them"
        return UnreadError(f"{message}, found {token.text}", token.start, token.end)

    def argument(self) -> list[Token]:
        """The argument of a command, a superscript or a subscript: one token, or a group without its braces."""
        if self.here != "{":
            self._split_number()
            return [self.take()]
        self.take()
        return self.until("{", "}")

    def _split_number(self) -> None:
        r"""TeX takes one digit as an argument: `\\frac12` is one half."""
        if len(self.here) > 1 and self.here[-1] in "0123456789":
            token = self.tokens[self.at]
            middle = token.end - len(token.text) + 1
            first = replace(token, text=token.text[0], end=middle)
            self.tokens[self.at : self.at + 1] = [first, replace(token, text=token.text[1:], start=middle)]

    def until(self, opening: str, closing: str) -> list[Token]:
        """The tokens up to the closing one, which is taken too."""
        first, depth = self.at, 1
        while self.at < len(self.tokens):
            text = self.take().text
            depth += (text == opening) - (text == closing)
            if depth == 0:
                return list(self.tokens[first : self.at - 1])
        raise UnreadError(f"{opening} is never closed", self.tokens[first - 1].start, self.tokens[first - 1].end)
