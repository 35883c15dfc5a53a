"""Marks of code in formulas, where the header declares a dialect: `X.T` and, in MATLAB, `X'` are transposes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bpsym.errors import UnreadError
from bpsym.reader.names import Names
from bpsym.reader.token import Token

_ENDS = frozenset({"+", "-", ",", "(", ")", "[", "]", "{", "}", "="})
_ORDER = "in code the signs * and @ bind from the left, whatever stands between matrices: write brackets"
_DIVISION = "a matrix below a stroke: in MATLAB A / B is A times the inverse of B; write ./ for the quotient of entries"


def spell_code(tokens: Sequence[Token], dialect: str, names: Names) -> list[Token]:
    """The tokens with the marks of the dialect as those of LaTeX; all of them where there is none.

    Raises:
        UnreadError: a sign that means something else in the dialect than it would here.
    """
    _require_brackets(tokens, dialect, names)
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        token, after = tokens[at], tokens[at + 1] if at + 1 < len(tokens) else None
        is_dotted = dialect == "numpy" and token.text == "." and after is not None and after.text == "T"
        if is_dotted or (dialect == "matlab" and token.text == "'"):
            found += [replace(token, text="^"), replace(token, text=r"\top")]
            at += 1 + is_dotted
            continue
        if dialect == "matlab" and token.text == "/" and not _is_dotted(tokens, at) and _holds(tokens[at + 1 :], names):
            raise UnreadError(_DIVISION, token.start, token.end)
        found.append(token)
        at += 1
    return found


def _is_dotted(tokens: Sequence[Token], at: int) -> bool:
    return at > 0 and tokens[at - 1].text == "."


def _holds(tokens: Sequence[Token], names: Names) -> bool:
    """Whether the factor at the beginning, a token or a group, holds anything but numbers."""
    depth = 0
    for token in tokens:
        depth += (token.text in ("(", "[")) - (token.text in (")", "]"))
        if not _is_number(token, names):
            return True
        if depth <= 0:
            return False
    return False


def _require_brackets(tokens: Sequence[Token], dialect: str, names: Names) -> None:
    """No product of entries stands before a matrix product without brackets, unless its left factor is a number.

    In code (A * B) @ C is meant; in mathematics the sign of the entries binds last.

    Raises:
        UnreadError: one does.
    """
    waiting: list[bool] = [False]
    plain: list[bool] = [True]
    inside: list[bool] = [True]
    for at, token in enumerate(tokens):
        before = tokens[at - 1].text if at else ""
        is_dotted = before == "." or token.text == r"\odot"
        is_entrywise = (token.text == "*" and (dialect == "numpy" or is_dotted)) or token.text == r"\odot"
        is_matmul = token.text == "@" or (token.text == "*" and dialect == "matlab" and not is_dotted)
        if token.text in ("(", "[", "{"):
            waiting.append(False)
            plain.append(True)
            inside.append(True)
        elif token.text in (")", "]", "}") and len(waiting) > 1:
            waiting.pop()
            inner = all([plain.pop(), inside.pop()])
            plain[-1] = plain[-1] and inner
        elif token.text in _ENDS:
            # In (A + 1) * B the brackets hold a matrix, although the last term is none.
            inside[-1] = inside[-1] and plain[-1]
            waiting[-1], plain[-1] = False, True
        elif is_entrywise:
            waiting[-1] = waiting[-1] or not plain[-1]
        elif is_matmul and waiting[-1]:
            raise UnreadError(_ORDER, token.start, token.end)
        else:
            plain[-1] = plain[-1] and _is_number(token, names)


def _is_number(token: Token, names: Names) -> bool:
    """Whether a token of a factor is no matrix: a number, a sign, a scalar of the header."""
    if not (token.text[:1].isalpha() or token.is_command):
        return True
    return token.text in names.symbols - names.matrices and not token.text[:1].isupper()
