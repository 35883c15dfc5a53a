"""What is printed reads back to the same object."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given, settings

from bpsym.expr import (
    Constant,
    Contract,
    Divide,
    Expr,
    Map,
    MatMul,
    Scale,
    Symbol,
    apply,
    constant,
    contract,
    known,
    matmul,
    negate,
    partial,
    scale,
    symbol,
    tabulate,
)
from bpsym.printer import latex
from bpsym.reader.elaborate import Scope, elaborate
from bpsym.reader.parse import Names, parse
from bpsym.reader.token import tokenize
from tests.printer.expressions import FUNCTIONS, SYMBOLS, expressions
from tests.printer.notation import INDEX_FORMS, JACOBIAN, SQUARE_FORMS
from tests.printer.test_latex import EVERY_FORM

Y, Z, W = symbol(r"\hat{y}", "m", "o"), symbol("z^{(3)}", "m", "o"), symbol("W^{(2)}", "h", "o")
NAMED = {s.name: s for symbols in SYMBOLS.values() for s in symbols} | {s.name: s for s in (Y, Z, W)}
UNKNOWN = {f.name: type(f)(f.name) for f in FUNCTIONS if not f.is_known}


@settings(deadline=None)
@given(expressions())
@example(contract(contract(partial(symbol("J"), Y), partial(Y, Z)), partial(Z, W)))
@example(contract(partial(symbol("J"), Y), contract(partial(Y, Z), partial(Z, W))))
def test_what_is_printed_reads_back_to_the_same_object(expr: Expr) -> None:
    assert settled(read(latex(expr))) == settled(expr)


@pytest.mark.parametrize("expr", [pytest.param(expr, id=text) for expr, text in EVERY_FORM + SQUARE_FORMS])
def test_every_form_reads_back_to_the_same_object(expr: Expr) -> None:
    assert settled(read(latex(expr), expr)) == settled(expr)


SLOPES = [(expr, text) for expr, text in INDEX_FORMS if r"\partial" in text and expr != JACOBIAN]


@pytest.mark.parametrize("expr", [pytest.param(expr, id=text) for expr, text in SLOPES])
def test_every_entry_of_a_derivative_reads_back_to_the_same_object(expr: Expr) -> None:
    free = sorted(expr.free, key=lambda number: number.name)
    whole = tabulate(expr, free) if free else expr
    below = ", ".join(number.name for number in free)
    assert read(rf"\left[{latex(expr)}\right]_{{{below}}}" if free else latex(expr), whole) == whole


def test_a_jacobian_is_written_as_the_derivative_whose_layout_the_notes_declare() -> None:
    z, x = (node for node in JACOBIAN.walk() if isinstance(node, Symbol))
    assert latex(JACOBIAN) == latex(partial(z, x))


def read(text: str, like: Expr | None = None) -> Expr:
    """The best reading of a formula, with the symbols and functions of `like`."""
    nodes = list(like.walk()) if like else []
    symbols = NAMED | {n.name: n for n in nodes if isinstance(n, Symbol)}
    functions = UNKNOWN | {n.function.name: replace(n.function, order=0) for n in nodes if isinstance(n, Map)}
    formula = parse(tokenize(text, 0, len(text)), len(text), Names(frozenset(symbols), frozenset(functions)))
    return elaborate(formula, Scope(text, symbols, functions))[0].expr


def settled(expr: Expr) -> Expr:
    """The same with every scalar in front of its whole product: 2 A B does not say whether it scales A or A B.

    For the same reason signs stand in front of numbers, and a quotient of scalars is a product with a reciprocal.
    """
    here = expr.with_children(tuple(settled(child) for child in expr.children))
    match here:
        case MatMul(Scale(s, A), B) | MatMul(A, Scale(s, B)):
            return settled(Scale(s, matmul(A, B)))
        case Contract(Scale(s, L), R) | Contract(L, Scale(s, R)):
            return settled(Scale(s, contract(L, R)))
        case Scale(Scale(s, t), A):
            return settled(Scale(s, Scale(t, A)))
        case Scale(Constant(value), A) if value < 0 and value != -1:
            return negate(scale(constant(-value), A))
        case Divide(a, b) if here.is_scalar:
            return scale(apply(known("reciprocal", r"\operatorname{reciprocal}"), b), a)
    return here
