"""Softmax and log-sum-exp: of a vector along its one axis, of a matrix along the axis that the header names."""

from __future__ import annotations

from collections.abc import Callable

from bpsym.expr import (
    ONE,
    Expr,
    broadcast_over_columns,
    broadcast_over_rows,
    column_log_sum_exp,
    column_softmax,
    row_log_sum_exp,
    row_softmax,
    subtract,
)


def row_log_softmax(body: Expr) -> Expr:
    """The logarithm of the softmax of each row: Z - log Σ exp(Z)."""
    return subtract(body, broadcast_over_columns(row_log_sum_exp(body), body.columns))


def column_log_softmax(body: Expr) -> Expr:
    """The logarithm of the softmax of each column."""
    return subtract(body, broadcast_over_rows(column_log_sum_exp(body), body.rows))


Pair = tuple[Callable[[Expr], Expr], Callable[[Expr], Expr]]

PAIRS: dict[str, Pair] = {
    "softmax": (row_softmax, column_softmax),
    "logsumexp": (row_log_sum_exp, column_log_sum_exp),
    "logsoftmax": (row_log_softmax, column_log_softmax),
}
"""Word -> what it is of each row, and of each column."""

DECLARED: dict[str, Callable[[Expr], Expr | None]] = {
    f"{word} over {axis}": make
    for word, pair in PAIRS.items()
    for axis, make in zip(("rows", "columns"), pair, strict=True)
}
"""What a header may say of a function; `softmax over rows`: each row sums to 1."""


def along_the_axis(word: str) -> Callable[[Expr], Expr | None]:
    """The function of a vector; None for a matrix, of which the word does not say the axis."""

    def make(body: Expr) -> Expr | None:
        if body.is_column:
            return PAIRS[word][1](body)
        return PAIRS[word][0](body) if body.rows == ONE else None

    return make


DECLARED |= {word: along_the_axis(word) for word in PAIRS}

NAMES: dict[str, str] = {rf"\operatorname{{{word}}}": word for word in PAIRS}
NAMES |= {rf"\operatorname{{{word}rows}}": f"{word} over rows" for word in PAIRS}
NAMES |= {rf"\operatorname{{{word}cols}}": f"{word} over columns" for word in PAIRS}
"""Name in notes -> what it stands for, unless the header says otherwise."""
