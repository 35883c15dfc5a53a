"""Random well-typed expressions, for properties of the printer; unsymmetric shapes, every node that notes can write."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from bpsym.expr import (
    SCALAR,
    Expr,
    Shape,
    Symbol,
    add,
    apply,
    broadcast_over_columns,
    broadcast_over_rows,
    constant,
    divide,
    fill,
    hadamard,
    identity,
    known,
    matmul,
    negate,
    scale,
    shape_of,
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

DIMS = ("m", "n", "p")
FUNCTIONS = (unknown("f"), unknown("f").derivative(), unknown("g^{[1]}").derivative(), known("tanh"), known("square"))
SYMBOLS: dict[Shape, list[Symbol]] = {
    shape_of(r, c): [symbol(f"{letter}^{{({i})}}", r, c) for letter in "AB"] + [symbol(rf"\hat{{{r}}}_{{{i}}}", r, c)]
    for i, (r, c) in enumerate(((r, c) for r in DIMS for c in DIMS), 1)
}
SYMBOLS |= {shape_of(1, c): [symbol(f"b_{{{c}}}", 1, c)] for c in DIMS}
SYMBOLS |= {shape_of(r, 1): [symbol(f"v_{{{r}}}", r, 1)] for r in DIMS}
SYMBOLS[SCALAR] = [symbol(r"\lambda"), symbol("J")]
NUMBERS = st.sampled_from([Fraction(2), Fraction(3), Fraction(1, 2), Fraction(2, 3)]).map(constant)


@st.composite
def expressions(draw: st.DrawFn, shape: Shape | None = None, depth: int = 3) -> Expr:
    """An expression of the shape, by default any matrix."""
    shape = shape or shape_of(draw(st.sampled_from(DIMS)), draw(st.sampled_from(DIMS)))
    if depth == 0:
        square = [identity(shape[0])] if shape[0] == shape[1] != SCALAR[0] else []
        return draw(st.sampled_from([*SYMBOLS[shape], *square, *([zero(*shape)] if shape != SCALAR else [])]))
    kinds = [_sums, _products, _entries, _changes]
    if shape == SCALAR:
        kinds = [_sums, _reductions, _reductions]
    return draw(draw(st.sampled_from(kinds))(shape, depth - 1))


def _sums(shape: Shape, depth: int) -> st.SearchStrategy[Expr]:
    part = expressions(shape, depth)
    number = (
        NUMBERS
        if shape == SCALAR
        else st.builds(fill, st.sampled_from([constant(1), constant(3)]), *map(st.just, shape))
    )
    return st.one_of(
        st.builds(add, part, part),
        st.builds(subtract, number, part),
        st.builds(subtract, part, number),
        st.builds(subtract, part, part),
        st.builds(negate, part),
        st.builds(scale, NUMBERS, part),
        st.builds(scale, expressions(SCALAR, min(depth, 1)), part),
    )


def _products(shape: Shape, depth: int) -> st.SearchStrategy[Expr]:
    rows, columns = shape
    return st.sampled_from(DIMS).flatmap(
        lambda inner: st.builds(
            matmul,
            expressions((rows, shape_of(inner)[0]), depth),
            expressions((shape_of(inner)[0], columns), depth),
        )
    )


def _entries(shape: Shape, depth: int) -> st.SearchStrategy[Expr]:
    part = expressions(shape, depth)
    return st.one_of(st.builds(hadamard, part, part), st.builds(divide, part, part))


def _changes(shape: Shape, depth: int) -> st.SearchStrategy[Expr]:
    rows, columns = shape
    options = [
        st.builds(apply, st.sampled_from(FUNCTIONS), expressions(shape, depth)),
        st.builds(transpose, expressions((columns, rows), depth)),
    ]
    if 1 not in (rows.value, columns.value):
        options.append(st.builds(broadcast_over_rows, expressions(shape_of(1, columns), depth), st.just(rows)))
        options.append(st.builds(broadcast_over_columns, expressions(shape_of(rows, 1), depth), st.just(columns)))
    elif rows.value == 1:
        options.append(st.builds(sum_over_rows, expressions(shape_of("m", columns), depth)))
    else:
        options.append(st.builds(sum_over_columns, expressions(shape_of(rows, "n"), depth)))
    return st.one_of(options)


def _reductions(shape: Shape, depth: int) -> st.SearchStrategy[Expr]:
    return st.one_of(
        st.builds(total, expressions(shape_of("m", "n"), depth)),
        st.builds(trace, expressions(shape_of("n", "n"), depth)),
        st.builds(squared_norm, expressions(shape_of("m", "p"), depth)),
    )
