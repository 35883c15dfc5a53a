r"""Calls of NumPy and MATLAB: `np.dot(A, B)`, `A.dot(B)`, `np.multiply(A, B)`, `np.exp(Z)`, `sum(dZ, 2)`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from bpsym.derivation import Choice, Product
from bpsym.expr import ONE, Expr, broadcast_over_columns, broadcast_over_rows, hadamard, matmul, show_shape
from bpsym.notation import AxisSum, CodeProduct, Formula
from bpsym.reader.atoms import multiply_by_scalar
from bpsym.reader.axis_sum import FIRST
from bpsym.reader.elaborate import AmbiguousError, ClashError, Scope, Typed, elaborate, merge, rule
from bpsym.reader.parser import METHOD, Parser, atom
from bpsym.reader.token import Token

_PRODUCTS = {r"\npdot": True, r"\npmatmul": True, r"\npmultiply": False}
"""What the products become before a formula is parsed, and whether they are matrix products."""
_MATLAB_SUM = r"\matlabsum"
_WORDS = {
    "np.dot": r"\npdot",
    "np.matmul": r"\npmatmul",
    "np.multiply": r"\npmultiply",
    "np.exp": r"\exp",
    "np.log": r"\log",
    "np.tanh": r"\tanh",
    "np.sin": r"\sin",
    "np.cos": r"\cos",
    "np.sqrt": r"\sqrt",
    ".dot": METHOD,
}
_LONGEST = max(map(len, _WORDS))


def write_calls(tokens: Sequence[Token], dialect: str) -> list[Token]:
    """The tokens with each of these words, before its bracket, as one token."""
    words = {**_WORDS, "sum": _MATLAB_SUM} if dialect == "matlab" else _WORDS
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        end = _end_of_word(tokens, at, words)
        if end > at:
            text = "".join(t.text for t in tokens[at:end])
            found.append(Token(words[text], tokens[at].start, tokens[end - 1].end))
            at = end
        else:
            found.append(tokens[at])
            at += 1
    return found


def _end_of_word(tokens: Sequence[Token], first: int, words: dict[str, str]) -> int:
    """The place after the word that begins here, if a bracket follows it; `first` where none does."""
    before = tokens[first - 1] if first else None
    if tokens[first].text not in ("n", "s", ".") or (
        before and tokens[first].text != "." and _touches(before, tokens[first])
    ):
        return first
    text = ""
    for at in range(first, min(first + _LONGEST, len(tokens) - 1)):
        if at > first and tokens[at].start != tokens[at - 1].end:
            return first
        text += tokens[at].text
        if text in words and tokens[at + 1].text == "(":
            return at + 1
    return first


def _touches(before: Token, token: Token) -> bool:
    return before.end == token.start and (before.text.isalnum() or before.text in ("_", "."))


@atom(*_PRODUCTS)
def parse_product(parser: Parser) -> Formula:
    """Two formulas in brackets, with a comma between them."""
    s = parser.stream
    sign = s.take()
    s.expect("(")
    left = parser.sum()
    s.expect(",")
    right = parser.sum()
    s.expect(")")
    return CodeProduct(sign.start, s.last_end, left, right, _PRODUCTS[sign.text])


@atom(_MATLAB_SUM)
def parse_matlab_sum(parser: Parser) -> Formula:
    """`sum(A)` along the first axis that is longer than 1, `sum(A, 1)` over the rows, `sum(A, 2)` over the columns."""
    s = parser.stream
    start = s.take().start
    s.expect("(")
    body, axis = parser.sum(), FIRST
    if s.here == ",":
        s.take()
        if s.here not in ("1", "2"):
            raise s.error("expected the dimension 1 or 2")
        axis = int(s.take().text) - 1
    s.expect(")")
    return AxisSum(start, s.last_end, body, axis, True)


@rule(CodeProduct)
def read_code_product(formula: Formula, scope: Scope) -> list[Typed]:
    """The product of two matrices; entry by entry with rows and columns repeated, as NumPy does.

    Raises:
        AmbiguousError: shapes that only lists of numbers fit, which are neither rows nor columns.
        ClashError: shapes that do not fit.
    """
    parts = cast(CodeProduct, formula)
    pairs = [(a, b) for a in elaborate(parts.left, scope) for b in elaborate(parts.right, scope)]
    found = [
        merge(expr, pair, [choice]) for pair in pairs for expr, choice in _multiply(pair[0].expr, pair[1].expr, parts)
    ]
    if found:
        return found
    left, right = pairs[0][0].expr.shape, pairs[0][1].expr.shape
    message = f"{scope.show(formula)}: the shapes {show_shape(left)} and {show_shape(right)} do not fit"
    if ONE in (*left, *right):
        raise AmbiguousError(f"{message}; is one of them a list, neither row nor column?", formula.start, formula.end)
    raise ClashError(message, show_shape(left), show_shape(right), parts.right.start, parts.right.end)


def _multiply(left: Expr, right: Expr, parts: CodeProduct) -> list[tuple[Expr, Choice]]:
    place = parts.right.start, parts.right.end
    if len(left.shape) != 2 or len(right.shape) != 2:
        return []
    scaled = multiply_by_scalar(left, right)
    if scaled is not None:
        return [(scaled, Choice(Product.SCALE, *place, True))]
    if parts.is_matmul:
        return [(matmul(left, right), Choice(Product.MATMUL, *place, True))] if left.columns == right.rows else []
    left, right = repeated(left, right), repeated(right, left)
    return [(hadamard(left, right), Choice(Product.HADAMARD, *place, True))] if left.shape == right.shape else []


def repeated(body: Expr, other: Expr) -> Expr:
    """The matrix with its one row, or its one column, as often as the other has some."""
    if body.rows == ONE != other.rows:
        body = broadcast_over_rows(body, other.rows)
    if body.columns == ONE != other.columns:
        body = broadcast_over_columns(body, other.columns)
    return body
