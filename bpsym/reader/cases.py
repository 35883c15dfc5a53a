r"""Formulas by cases: `\begin{cases} a & \text{if } j = k \\ b & \text{if } j \ne k \end{cases}`, and for `z > 0`.

They are δ_jk a + (1 - δ_jk) b, and step(z) ⊙ a + (1 - step(z)) ⊙ b.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from bpsym.errors import UnreadError
from bpsym.notation import Call, Formula, Name, Number, Product, SameIndex, Sum
from bpsym.reader.marks import read_marks
from bpsym.reader.parser import Parser, atom
from bpsym.reader.token import Token
from bpsym.reader.vocabulary import CASES, STEP

_WORDS = frozenset({"if", "for", "when", "si", "wenn", "当", "若"})
_ELSE = frozenset({"otherwise", "else", "sonst", "其他", "其它", "sinon", "otherwise."})
_UNEQUAL = frozenset({r"\ne", r"\neq"})
_NOT_POSITIVE = frozenset({"<", r"\le", r"\leq", r"\leqslant"})
_TWO = r"only two cases are read, for j = k and j \ne k, or for z > 0 and z \le 0"


@atom(*CASES)
def parse_cases(parser: Parser) -> Formula:
    """The formula that two cases make up.

    Raises:
        UnreadError: more or other cases.
    """
    s = parser.stream
    opening = s.take()
    rows = _rows(parser, opening.text)
    end = s.last_end
    if len(rows) != 2 or any(len(row) != 2 or not all(row) for row in rows):
        raise UnreadError(_TWO, opening.start, end)
    (first, when), (second, other) = rows
    test = _test(parser, _plain(when), _plain(other), end)
    if test is None:
        raise UnreadError(_TWO, opening.start, end)
    bodies = [parser.inner(_without_comma(body), body[-1].end) for body in (first, second)]
    one = Number(opening.start, end, Fraction(1))
    rest = Sum(opening.start, end, (one, test), (1, -1))
    terms = [Product(b.start, b.end, (t, b), (r"\odot",)) for t, b in zip((test, rest), bodies)]
    return Sum(opening.start, end, tuple(terms), (1, 1))


def _rows(parser: Parser, opening: str) -> list[list[list[Token]]]:
    """The columns of each row, up to the end of the environment, which is taken too."""
    s, depth = parser.stream, 0
    rows: list[list[list[Token]]] = [[[]]]
    while not (s.here == CASES[opening] and depth == 0):
        token = s.take()
        depth += (token.text in CASES) - (token.text in CASES.values())
        if token.text == r"\\" and depth == 0:
            rows.append([[]])
        elif token.text == "&" and depth == 0:
            rows[-1].append([])
        else:
            rows[-1][-1].append(token)
    s.take()
    return [row for row in rows if any(row)]


def _plain(condition: Sequence[Token]) -> list[Token]:
    """The condition without the word before it, and without a full stop; `else` as nothing."""
    kept: list[Token] = []
    for at, token in enumerate(condition):
        words = _words(token)
        if at == 0 and words in _WORDS:
            continue
        if len(condition) == 1 + (condition[-1].text in ",.") and words in _ELSE:
            continue
        kept.append(token)
    while kept and kept[-1].text in (".", ",", ";"):
        kept.pop()
    return kept


def _words(token: Token) -> str:
    return token.text.partition("{")[2].rstrip("}").strip().lower() if token.is_prose else ""


def _without_comma(body: Sequence[Token]) -> Sequence[Token]:
    return body[:-1] if body[-1].text in (",", ";") else body


def _test(parser: Parser, when: Sequence[Token], other: Sequence[Token], end: int) -> Formula | None:
    """What is 1 in the first case and 0 in the other."""
    cut = next((at for at, t in enumerate(when) if t.text in ("=", ">")), 0)
    left, right = when[:cut], when[cut + 1 :]
    if not left or not right:
        return None
    texts = [t.text for t in left], [t.text for t in right]
    opposite = _opposite(when[cut].text, other)
    if other and (opposite is None or opposite not in (texts, texts[::-1] if when[cut].text == "=" else texts)):
        return None
    if when[cut].text == "=":
        marks = [*(read_marks(left) or ()), *(read_marks(right) or ())]
        same = len(marks) == 2 and all(m.is_letter for m in marks)
        return SameIndex(left[0].start, right[-1].end, *marks) if same else None
    if texts[1] != ["0"]:
        return None
    name = Name(left[0].start, left[-1].end, STEP)
    return Call(name.start, name.end, name, 0, parser.inner(left, end))


def _opposite(sign: str, other: Sequence[Token]) -> tuple[list[str], list[str]] | None:
    """Both sides of the condition of the other case, if it says the opposite."""
    signs = _UNEQUAL if sign == "=" else _NOT_POSITIVE
    cut = next((at for at, t in enumerate(other) if t.text in signs), 0)
    return ([t.text for t in other[:cut]], [t.text for t in other[cut + 1 :]]) if cut else None
