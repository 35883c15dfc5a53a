"""Mistakes that people make, on typed expressions: every one that still has a shape is a mutant."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from bpsym.errors import ShapeError
from bpsym.expr import (
    SCALAR,
    Add,
    Constant,
    Divide,
    Expr,
    Hadamard,
    Map,
    MatMul,
    Partial,
    Scale,
    SumColumns,
    SumRows,
    Symbol,
    Total,
    Transpose,
    constant,
    negate,
    scale,
    sum_over_columns,
    sum_over_rows,
    trace,
    transpose,
)

Put = Callable[[Expr], Expr]


@dataclass(frozen=True)
class Material:
    """What a mistake may put in: the symbols of the notes, and the slopes f'(z) of their forward equations."""

    symbols: tuple[Symbol, ...]
    forward: tuple[Symbol, ...]
    """Those that do not stand for a derivative: nobody differentiates a delta by mistake."""
    slopes: tuple[Expr, ...]


@dataclass(frozen=True)
class Mutant:
    """The right side of an equation with one mistake in it."""

    mistake: str
    right: Expr


Mistake = Callable[[Expr, Material], Iterator[Callable[[], Expr]]]
"""From a node to what might stand in its place; each is built later, for it may have no shape."""


def mutants_of(right: Expr, material: Material) -> list[Mutant]:
    """Every well-typed mutant of the right side, each once."""
    found: dict[Expr, Mutant] = {}
    for node, put in positions(right):
        for name, mistake in MISTAKES.items():
            if name in AT_THE_TOP and node is not right:
                continue
            for build in mistake(node, material):
                try:
                    mutated = put(build())
                except ShapeError:
                    continue
                if mutated.shape == right.shape and mutated != right:
                    found.setdefault(mutated, Mutant(name, mutated))
    return list(found.values())


def positions(expr: Expr) -> Iterator[tuple[Expr, Put]]:
    """Every node, with the function that puts another in its place; what is differentiated is one node with ∂."""
    yield expr, lambda new: new
    if isinstance(expr, Partial):
        return
    for at, child in enumerate(expr.children):
        for node, put in positions(child):
            yield node, _placed(expr, at, put)


def _placed(expr: Expr, at: int, put: Put) -> Put:
    return lambda new: expr.with_children((*expr.children[:at], put(new), *expr.children[at + 1 :]))


def _negated(expr: Expr) -> Expr:
    """-expr, without two signs in a row."""
    return expr.body if isinstance(expr, Scale) and expr.factor == constant(-1) else negate(expr)


def _sign(node: Expr, _: Material) -> Iterator[Callable[[], Expr]]:
    yield lambda: _negated(node)


def _inner_sign(node: Expr, _: Material) -> Iterator[Callable[[], Expr]]:
    if isinstance(node, Add):
        yield lambda: Add(node.left, _negated(node.right))
        yield lambda: Add(_negated(node.left), node.right)


def _reversed_difference(node: Expr, _: Material) -> Iterator[Callable[[], Expr]]:
    if isinstance(node, Add):
        yield lambda: Add(_negated(node.left), _negated(node.right))


def _dropped_term(node: Expr, _: Material) -> Iterator[Callable[[], Expr]]:
    if isinstance(node, Add):
        yield lambda: node.left
        yield lambda: node.right


def _added_transpose(node: Expr, _: Material) -> Iterator[Callable[[], Expr]]:
    if not isinstance(node, Transpose) and node.shape != SCALAR and len(node.shape) == 2:
        yield lambda: transpose(node)


def _dropped_transpose(node: Expr, _: Material) -> Iterator[Callable[[], Expr]]:
    if isinstance(node, Transpose):
        yield lambda: node.body
        if isinstance(node.body, MatMul):
            left, right = node.body.left, node.body.right
            yield lambda: MatMul(transpose(left), transpose(right))


def _moved_transpose(node: Expr, _: Material) -> Iterator[Callable[[], Expr]]:
    if isinstance(node, MatMul):
        left, right = node.left, node.right
        if isinstance(left, Transpose):
            yield lambda: MatMul(left.body, transpose(right))
        if isinstance(right, Transpose):
            yield lambda: MatMul(transpose(left), right.body)


def _swapped_factors(node: Expr, _: Material) -> Iterator[Callable[[], Expr]]:
    if isinstance(node, (MatMul, Hadamard, Divide)):
        yield lambda: type(node)(node.right, node.left)


def _other_product(node: Expr, _: Material) -> Iterator[Callable[[], Expr]]:
    if isinstance(node, (MatMul, Hadamard)):
        other = Hadamard if isinstance(node, MatMul) else MatMul
        yield lambda: other(node.left, node.right)
        yield lambda: other(transpose(node.left), node.right)
        yield lambda: other(node.left, transpose(node.right))
    if isinstance(node, (Hadamard, Divide)):
        yield lambda: (Divide if isinstance(node, Hadamard) else Hadamard)(node.left, node.right)


def _prime(node: Expr, _: Material) -> Iterator[Callable[[], Expr]]:
    if isinstance(node, Map):
        orders = [n for n in (node.function.order - 1, node.function.order + 1) if 0 <= n <= 1]
        for order in orders:
            yield lambda order=order: Map(replace(node.function, order=order), node.body)  # type: ignore[misc]


def _dropped_factor(node: Expr, _: Material) -> Iterator[Callable[[], Expr]]:
    if isinstance(node, (Hadamard, MatMul, Divide)):
        yield lambda: node.left
        yield lambda: node.right


def _added_slope(node: Expr, material: Material) -> Iterator[Callable[[], Expr]]:
    for slope in material.slopes:
        yield lambda slope=slope: Hadamard(node, slope)  # type: ignore[misc]


def _wrong_symbol(node: Expr, material: Material) -> Iterator[Callable[[], Expr]]:
    for symbol in material.symbols:
        if isinstance(node, Symbol) and symbol.shape == node.shape and symbol != node:
            yield lambda symbol=symbol: symbol  # type: ignore[misc]
    if isinstance(node, Partial):
        for symbol in material.forward:
            yield lambda symbol=symbol: Partial(symbol, node.wrt)  # type: ignore[misc]
            yield lambda symbol=symbol: Partial(node.of, symbol)  # type: ignore[misc]


def _added_number(node: Expr, _: Material) -> Iterator[Callable[[], Expr]]:
    yield lambda: scale(2, node)
    yield lambda: scale(constant(Fraction(1, 2)), node)


def _scaled_term(node: Expr, _: Material) -> Iterator[Callable[[], Expr]]:
    if isinstance(node, Add):
        yield lambda: Add(scale(2, node.left), node.right)
        yield lambda: Add(node.left, scale(constant(Fraction(1, 2)), node.right))


def _added_scalar(node: Expr, material: Material) -> Iterator[Callable[[], Expr]]:
    for symbol in material.symbols:
        if symbol.is_scalar:
            yield lambda symbol=symbol: scale(symbol, node)  # type: ignore[misc]
            yield lambda symbol=symbol: scale(Divide(constant(1), symbol), node)  # type: ignore[misc]


def _dropped_scalar(node: Expr, _: Material) -> Iterator[Callable[[], Expr]]:
    if isinstance(node, Scale):
        yield lambda: node.body
    if isinstance(node, Constant) and node.value not in (-1, 0):
        yield lambda: constant(1 / node.value)


def _sum_axis(node: Expr, _: Material) -> Iterator[Callable[[], Expr]]:
    if isinstance(node, SumRows):
        yield lambda: sum_over_columns(node.body)
        yield lambda: transpose(sum_over_columns(node.body))
        yield lambda: sum_over_rows(transpose(node.body))
    if isinstance(node, SumColumns):
        yield lambda: sum_over_rows(node.body)
        yield lambda: transpose(sum_over_rows(node.body))
        yield lambda: sum_over_columns(transpose(node.body))
    if isinstance(node, (SumRows, SumColumns)):
        yield lambda: node.body
    if isinstance(node, Total):
        yield lambda: trace(node.body)


def _rewritten(node: Expr, _: Material) -> Iterator[Callable[[], Expr]]:
    """No mistake at all: what stands there is the same in other words."""
    if isinstance(node, Add):
        yield lambda: Add(node.right, node.left)
    if isinstance(node, MatMul):
        left, right = node.left, node.right
        yield lambda: transpose(MatMul(transpose(right), transpose(left)))
        if isinstance(left, MatMul):
            yield lambda: MatMul(left.left, MatMul(left.right, right))
        if isinstance(left, Add):
            yield lambda: Add(MatMul(left.left, right), MatMul(left.right, right))
    if isinstance(node, Scale) and isinstance(node.body, Add):
        body = node.body
        yield lambda: Add(Scale(node.factor, body.left), Scale(node.factor, body.right))
    if isinstance(node, Hadamard):
        yield lambda: transpose(Hadamard(transpose(node.left), transpose(node.right)))


MISTAKES: dict[str, Mistake] = {
    "sign": _sign,
    "inner sign": _inner_sign,
    "reversed difference": _reversed_difference,
    "term dropped": _dropped_term,
    "transpose added": _added_transpose,
    "transpose dropped": _dropped_transpose,
    "transpose moved": _moved_transpose,
    "factors swapped": _swapped_factors,
    "other product": _other_product,
    "prime": _prime,
    "factor dropped": _dropped_factor,
    "slope added": _added_slope,
    "wrong symbol or layer": _wrong_symbol,
    "number too many": _added_number,
    "one term scaled": _scaled_term,
    "scalar too many": _added_scalar,
    "scalar dropped": _dropped_scalar,
    "sum over the wrong axis": _sum_axis,
    "rewritten": _rewritten,
}
AT_THE_TOP = frozenset({"sign", "number too many", "scalar too many"})
"""Mistakes that are made once for the whole side; further in they come to the same thing."""
