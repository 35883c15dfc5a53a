"""Random expressions of every node, well-typed, small, over rectangular shapes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from hypothesis import strategies as st

from bpsym.expr import (
    Expr,
    Function,
    add,
    apply,
    broadcast_over_columns,
    broadcast_over_rows,
    constant,
    determinant,
    diagonal,
    diagonal_part,
    divide,
    hadamard,
    identity,
    inverse,
    known,
    matmul,
    negate,
    scale,
    squared_norm,
    subtract,
    sum_over_columns,
    sum_over_rows,
    symbol,
    total,
    trace,
    transpose,
    unknown,
    zero,
)

Size = str | int
SIZES: list[Size] = ["m", "k", "n", 1]
RATIONAL_FUNCTIONS = [unknown("f"), *map(known, ("square", "cube", "identity"))]
FUNCTIONS = [*RATIONAL_FUNCTIONS, *map(known, ("exp", "sin", "cos", "tanh"))]
NUMBERS = [Fraction(-1), Fraction(1, 2), Fraction(1), Fraction(2), Fraction(-3, 5)]


@st.composite
def leaves(draw: st.DrawFn, rows: Size, columns: Size) -> Expr:
    """A symbol, a number, an identity or a zero matrix of shape (rows, columns)."""
    first, second = (symbol(f"{name}_{rows}{columns}", rows, columns) for name in "AB")
    choices: list[Expr] = [first, second, zero(rows, columns)]
    if rows == columns:
        choices.append(identity(rows))
    if rows == columns == 1:
        choices.extend(constant(number) for number in NUMBERS)
    return draw(st.sampled_from(choices))


@st.composite
def matrices(
    draw: st.DrawFn, rows: Size, columns: Size, depth: int = 4, functions: Sequence[Function] = FUNCTIONS
) -> Expr:
    """An expression of shape (rows, columns)."""
    if depth == 0:
        return draw(leaves(rows, columns))

    def part(m: Size, n: Size) -> Expr:
        return draw(matrices(m, n, depth - 1, functions))

    inner = draw(st.sampled_from(SIZES))
    build = draw(st.sampled_from([*_anywhere(rows, columns, inner), *_sums(rows, columns, inner)]))
    if build is None:
        function = draw(st.sampled_from(functions))
        return apply(function.derivative() if draw(st.booleans()) else function, part(rows, columns))
    return build(part)


Part = Callable[[Size, Size], Expr]
Build = Callable[[Part], Expr]


def _anywhere(m: Size, n: Size, inner: Size) -> list[Build | None]:
    """The nodes that may have any shape; None stands for an elementwise map."""
    return [
        None,
        lambda part: add(part(m, n), part(m, n)),
        lambda part: subtract(part(m, n), part(m, n)),
        lambda part: negate(part(m, n)),
        lambda part: scale(part(1, 1), part(m, n)),
        lambda part: matmul(part(m, inner), part(inner, n)),
        lambda part: matmul(part(m, inner), part(inner, n)),
        lambda part: transpose(part(n, m)),
        lambda part: hadamard(part(m, n), part(m, n)),
        lambda part: divide(part(m, n), symbol(f"D_{m}{n}", m, n)),
        lambda part: broadcast_over_rows(part(1, n), m),
        lambda part: broadcast_over_columns(part(m, 1), n),
    ]


def _sums(m: Size, n: Size, inner: Size) -> list[Build | None]:
    """The nodes that lose an index, and those of square matrices; a symbol is inverted, for it has an inverse."""
    found: list[Build | None] = []
    if m == 1:
        found.append(lambda part: sum_over_rows(part(inner, n)))
    if n == 1:
        found.append(lambda part: sum_over_columns(part(m, inner)))
        found.append(lambda part: diagonal_part(part(m, m)))
    if m == n:
        found.append(lambda part: diagonal(part(m, 1)))
        found.append(lambda part: inverse(symbol(f"Q_{m}", m, m)))
    if m == n == 1:
        found.append(lambda part: determinant(symbol(f"Q_{inner}", inner, inner)))
        found.append(lambda part: total(part(inner, "n")))
        found.append(lambda part: trace(part(inner, inner)))
        found.append(lambda part: squared_norm(part("m", inner)))
    return found
