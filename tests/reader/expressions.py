"""Random expressions of the whole language, with rectangular symbolic shapes."""

from __future__ import annotations

from hypothesis import strategies as st

from bpsym.expr import (
    SCALAR,
    Expr,
    Shape,
    Symbol,
    add,
    apply,
    constant,
    divide,
    hadamard,
    identity,
    known,
    matmul,
    negate,
    ones,
    partial,
    scale,
    shape_of,
    symbol,
    transpose,
    zero,
)
from tests.printer.expressions import DIMS, SYMBOLS, expressions

J = symbol("J")
MORE = [
    symbol(r"\delta^{(3)}", DIMS[0], DIMS[2]),
    symbol("W_{1}", DIMS[1], DIMS[2]),
    symbol(r"\theta", DIMS[2], DIMS[0]),
]
EVERY: dict[str, Symbol] = {s.name: s for symbols in SYMBOLS.values() for s in symbols} | {s.name: s for s in MORE}


@st.composite
def everything(draw: st.DrawFn, shape: Shape | None = None, depth: int = 2) -> Expr:
    """An expression of the shape, by default any matrix: also identity, zero, a derivative, a quotient, 1 - A."""
    shape = shape or shape_of(draw(st.sampled_from(DIMS)), draw(st.sampled_from(DIMS)))
    if depth == 0:
        return draw(_leaves(shape))
    part = everything(shape, depth - 1)
    return draw(st.one_of(expressions(shape, depth), _leaves(shape), _combined(shape, part), _chained(shape, depth)))


def _leaves(shape: Shape) -> st.SearchStrategy[Expr]:
    rows, columns = shape
    symbols = [s for s in EVERY.values() if s.shape == shape]
    found: list[Expr] = [*symbols]
    if shape != SCALAR:
        found += [zero(rows, columns), *(partial(J, s) for s in symbols)]
        found += [identity(rows)] if rows == columns else []
    return st.sampled_from(found)


def _combined(shape: Shape, part: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    pairs = st.builds(divide, part, part) if shape != SCALAR else st.builds(add, part, part)
    from_one = st.builds(lambda a: add(ones(*shape), negate(a)), part) if shape != SCALAR else st.builds(negate, part)
    half = st.builds(lambda a: scale(constant(1) if shape == SCALAR else constant(3), a), part)
    mapped = st.builds(apply, st.sampled_from([known("tanh"), known("log"), known("sqrt"), known("cube")]), part)
    return st.one_of(pairs, from_one, half, mapped, st.builds(hadamard, part, part) if shape != SCALAR else pairs)


def _chained(shape: Shape, depth: int) -> st.SearchStrategy[Expr]:
    rows, columns = shape
    inner = st.sampled_from(DIMS)
    product = inner.flatmap(
        lambda k: st.builds(
            matmul,
            everything(shape_of(rows, k), depth - 1),
            everything(shape_of(k, columns), depth - 1),
        )
    )
    return st.one_of(product, st.builds(transpose, everything((columns, rows), depth - 1)))
