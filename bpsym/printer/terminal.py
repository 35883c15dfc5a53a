r"""LaTeX as Unicode text for terminals: `\delta^{(3)}` as δ⁽³⁾, `(W^{(2)})^{T}` as W⁽²⁾ᵀ.

It is meant to be looked at, not to be read back, and it is total: what it does not know stays as it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from bpsym.expr import Expr
from bpsym.printer.latex import latex
from bpsym.printer.sign import ACCENTS, COMMANDS, DROPPED, FRACTIONS, SUBSCRIPTS, SUPERSCRIPTS, WRAPPERS

_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|\s+|.", re.DOTALL)
LONGEST_SUBSCRIPT = 3
"""Letters; a whole word is hard to read below the line."""
_MATH = re.compile(r"\$([^$]+)\$")
_WORDS = re.compile(r"\$([^$]+)\$|(?<!\S)([^\s`$]*(?:\\[A-Za-z]|[_^]\{)[^\s`$]*)|.", re.DOTALL)
"""A formula between dollar signs, a word with LaTeX in it, or one more character."""
_ADVICE = re.compile(r"(\b(?:write|declare) )")
_LONE_NAME = re.compile(r"(?<![^\s(+−⊙⊘=])\(([^\s()∂′]+)\)(?=ᵀ)")
"""A bracketed name before a transpose; after a name the bracket may be an argument, so it stays."""


def text(expr: Expr) -> str:
    """The expression for a terminal, squares and ones as in notes."""
    return terminal(latex(expr, notes=True))


def terminal(source: str) -> str:
    """Any LaTeX formula, as people write it, on one line of Unicode."""
    source = re.sub(r"\\(begin|end)\{\w+\*?\}|\\label\{[^}]*\}|&", " ", source)
    source = source.replace(r"\|_F^2", r"\|^2_F").replace(r"\\", " ")
    made = "".join(_show(_Tokens(source)))
    made = re.sub(r"\s+", " ", made).strip()
    made = unicodedata.normalize("NFC", made)
    made = re.sub(r"\( | \)", lambda m: m.group().strip(), made)
    return _LONE_NAME.sub(lambda m: m[1] if _is_one_name(m[1]) else m[0], made)


def _is_one_name(shown: str) -> bool:
    """Whether it is one letter with what stands above and below it."""
    marks = set(SUPERSCRIPTS.values()) | set(SUBSCRIPTS.values())
    return sum(not (c in marks or unicodedata.combining(c)) for c in unicodedata.normalize("NFD", shown)) == 1


def terminal_prose(sentence: str) -> str:
    r"""A sentence with mathematics between dollar signs, or in words of its own, for a terminal.

    What follows the words "write" or "declare" is to be typed and stays as it is: `write \odot f'(z)`.
    """
    told, advice, typed = _ADVICE.split(sentence, maxsplit=1) if _ADVICE.search(sentence) else (sentence, "", "")
    shown = "".join(terminal(m[1]) if m[1] else terminal(m[2]) if m[2] else m[0] for m in _WORDS.finditer(told))
    return shown + advice + _MATH.sub(lambda m: terminal(m[1]), typed)


class _Tokens:
    def __init__(self, source: str) -> None:
        self.items = _TOKEN.findall(source)
        self.at = 0

    def take(self) -> str:
        self.at += 1
        return str(self.items[self.at - 1])

    def skip_blank(self) -> None:
        while self.at < len(self.items) and self.items[self.at].isspace():
            self.at += 1

    def argument(self) -> str:
        """The next group, or the next token, as Unicode."""
        self.skip_blank()
        if self.at == len(self.items):
            return ""
        if self.items[self.at] != "{":
            return "".join(_show_one(self))
        start, depth = self.at + 1, 0
        while self.at < len(self.items):
            depth += {"{": 1, "}": -1}.get(self.take(), 0)
            if depth == 0:
                break
        end = self.at - 1 if depth == 0 else self.at  # a formula that ends too early is shown as far as it goes
        return "".join(_show(_Tokens("".join(self.items[start:end])))).strip()


def _show(tokens: _Tokens) -> Iterator[str]:
    while tokens.at < len(tokens.items):
        yield from _show_one(tokens)


def _show_one(tokens: _Tokens) -> Iterator[str]:
    token = tokens.take()
    if token in FRACTIONS:
        yield _fraction(tokens.argument(), tokens.argument())
    elif token in ACCENTS:
        yield _accented(tokens.argument(), ACCENTS[token])
    elif token in WRAPPERS:
        yield tokens.argument()
    elif token == r"\underbrace":
        yield tokens.argument()
        tokens.take()
        tokens.argument()
    elif token == r"\sqrt":
        yield f"√({tokens.argument()})"
    elif token == r"\tag":
        yield f"  ({tokens.argument()})"
    elif token in "^_":
        yield _script(tokens.argument(), token)
    elif token == r"\sum":
        yield from _sum(tokens)
    elif token in COMMANDS:
        yield COMMANDS[token]
        if token == r"\partial":
            tokens.skip_blank()
    elif token not in DROPPED:
        yield " " if token.isspace() else token
        if token[0] == "\\" and tokens.items[tokens.at : tokens.at + 1] == ["{"]:
            yield f"{{{tokens.argument()}}}"


def _sum(tokens: _Tokens) -> Iterator[str]:
    """The sign with its bounds, and one blank before what is summed."""
    yield "Σ"
    tokens.skip_blank()
    while tokens.at < len(tokens.items) and tokens.items[tokens.at] in "^_":
        sign = tokens.take()
        yield _script(tokens.argument(), sign)
        tokens.skip_blank()
    yield " "


def _fraction(above: str, below: str) -> str:
    if (above, below) in _VULGAR:
        return _VULGAR[above, below]
    return f" {_grouped(above)}/{_grouped(below)} "


_VULGAR = {("1", "2"): "½", ("1", "3"): "⅓", ("1", "4"): "¼", ("2", "3"): "⅔", ("3", "4"): "¾"}


def _grouped(part: str) -> str:
    """A part of a quotient in brackets, unless it is one name, number or derivative."""
    return f"({part})" if re.search(r"[\s/+\u2212\-(⊙⊘·=]", part.strip()) else part.strip()


def _accented(body: str, accent: str) -> str:
    return body[:1] + accent + body[1:]


def _script(body: str, sign: str) -> str:
    if sign == "_" and body.isalpha() and len(body) > LONGEST_SUBSCRIPT:
        return f"_{body}"
    table = SUPERSCRIPTS if sign == "^" else SUBSCRIPTS
    compact = body.removeprefix("⊙").replace(" ", "") if sign == "^" else body
    if compact and all(c in table for c in compact):
        return "".join(table[c] for c in compact)
    return f"{sign}{body}" if len(body) == 1 else f"{sign}({body})"
