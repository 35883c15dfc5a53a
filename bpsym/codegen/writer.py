"""Matrix expressions as NumPy source."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from bpsym.codegen.piece import ADD, ATOM, MATMUL, MUL, NEG, POW, Piece, number, power
from bpsym.errors import UnsupportedError
from bpsym.expr import (
    ONE,
    SCALAR,
    Add,
    BroadcastColumns,
    BroadcastRows,
    Constant,
    Dim,
    Divide,
    Expr,
    Function,
    Hadamard,
    Identity,
    Map,
    MatMul,
    Scale,
    Shape,
    SquaredNorm,
    SumColumns,
    SumRows,
    Symbol,
    Total,
    Trace,
    Transpose,
    Zero,
    show_shape,
)


@dataclass(slots=True)
class Writer:
    """What the source of one function needs to know, and what it turns out to use."""

    names: Mapping[Symbol, str]
    dimensions: Mapping[str, str]
    """Name of a dimension -> its name in code."""
    dtype: str
    """The precision that new arrays take: `X.dtype`."""
    call: Callable[[Function], str]
    """How a function is called, with `{}` for its argument."""
    sizes: set[str] = field(default_factory=set)
    """The names of dimensions whose sizes the source uses."""
    needs: set[str] = field(default_factory=set)
    """The definitions that the source calls, beside those of elementwise functions."""
    pieces: dict[Expr, Piece] = field(default_factory=dict)
    """What was written so far."""

    def write(self, expr: Expr) -> str:
        """The source of the expression, as an array of its full shape.

        Raises:
            UnsupportedError: a derivative of a matrix by a matrix, which has no array here.
        """
        pieces = self.pieces
        stack = [expr]
        while stack:
            here = stack[-1]
            waiting = [child for child in here.children if child not in pieces]
            if here in pieces:
                stack.pop()
            elif waiting:
                stack.extend(waiting)
            else:
                pieces[stack.pop()] = self._piece(here, [pieces[child] for child in here.children])
        return self.full(pieces[expr], expr.shape).text

    def _piece(self, node: Expr, parts: list[Piece]) -> Piece:
        form = FORMS.get(type(node))
        found = form(self, node) if form else None
        if found is not None:
            return found
        write = WRITERS.get(type(node))
        if write is None:
            raise UnsupportedError(
                f"a {type(node).__name__} of shape {show_shape(node.shape)} has no NumPy form; "
                "only gradients of scalars can be computed, by an equation for each"
            )
        return write(self, node, *parts)

    def size(self, dim: Dim) -> str:
        """The size of a dimension, as source."""
        self.sizes |= dim.names
        terms = []
        for monomial, coefficient in dim.terms:
            factors = [self.dimensions[name] for name in monomial]
            terms.append(" * ".join(([] if coefficient == 1 and factors else [str(coefficient)]) + factors))
        return " + ".join(terms) or "0"

    def tuple_of(self, shape: Shape) -> str:
        """The shape, as source."""
        return f"({', '.join(self.size(d) for d in shape)})"

    def full(self, piece: Piece, shape: Shape) -> Piece:
        """The piece as an array of exactly this shape."""
        if piece.shape == shape:
            return piece
        if piece.is_literal:
            return Piece(f"np.full({self.tuple_of(shape)}, {piece.text}, {self.dtype})", ATOM, shape)
        return Piece(f"np.broadcast_to({piece.text}, {self.tuple_of(shape)})", ATOM, shape)


_N = TypeVar("_N", bound=Expr)
WRITERS: dict[type[Expr], Callable[..., Piece]] = {}
"""Node -> how it is written; every node of `bpsym.expr` but derivatives."""
FORMS: dict[type[Expr], Callable[..., Piece | None]] = {}
"""Node -> how it is written where it and what stands below it have a better form together; None where they have not."""


def _writes(kind: type[_N]) -> Callable[[Callable[..., Piece]], Callable[..., Piece]]:
    def register(function: Callable[..., Piece]) -> Callable[..., Piece]:
        WRITERS[kind] = function
        return function

    return register


@_writes(Symbol)
def _symbol(writer: Writer, node: Symbol) -> Piece:
    """A symbol by its name; the scalar m that is the size of a dimension is such a size."""
    if node.is_scalar and writer.dimensions.get(node.name) == writer.names[node]:
        writer.sizes.add(node.name)
    return Piece(writer.names[node], ATOM, node.shape)


@_writes(Constant)
def _constant(writer: Writer, node: Constant) -> Piece:
    return number(node.value.numerator, node.value.denominator)


@_writes(Zero)
def _zero(writer: Writer, node: Zero) -> Piece:
    return number(0)


@_writes(Identity)
def _identity(writer: Writer, node: Identity) -> Piece:
    if node.is_scalar:
        return number(1)
    return Piece(f"np.eye({writer.size(node.size)}, dtype={writer.dtype})", ATOM, node.shape)


@_writes(Add)
def _add(writer: Writer, node: Add, left: Piece, right: Piece) -> Piece:
    """A + B, or A - B where B has a sign to take off; a sum with a negative first term is turned round.

    A sum on the right needs no parentheses.
    """
    if left.negated and not right.negated:
        left, right = right, left
    shape, literal = _joined(left, right), left.is_literal and right.is_literal
    if right.negated:
        return Piece(f"{left.text} - {right.negated}", ADD, shape, is_literal=literal)
    return Piece(f"{left.text} + {right.text}", ADD, shape, is_literal=literal)


@_writes(Scale)
def _scale(writer: Writer, node: Scale, factor: Piece, body: Piece) -> Piece:
    if isinstance(node.factor, Constant) and node.factor.value < 0:
        opposite = times(number(-node.factor.value.numerator, node.factor.value.denominator), body)
        level = NEG if opposite.level < MUL else min(opposite.level, NEG)
        return Piece(f"-{opposite.at(MUL)}", level, body.shape, opposite.at(MATMUL), body.is_literal)
    return times(factor, body)


@_writes(Hadamard)
def _hadamard(writer: Writer, node: Hadamard, left: Piece, right: Piece) -> Piece:
    return times(left, right)


@_writes(Divide)
def _divide(writer: Writer, node: Divide, left: Piece, right: Piece) -> Piece:
    text = f"{left.at(MUL)} / {right.at(POW)}"
    return Piece(text, MUL, _joined(left, right), is_literal=left.is_literal and right.is_literal)


@_writes(MatMul)
def _matmul(writer: Writer, node: MatMul, left: Piece, right: Piece) -> Piece:
    """A @ B; with a scalar on one side it is a scaling, and where the result is a scalar it is taken out."""
    if node.left.is_scalar or node.right.is_scalar:
        return times(left, right)
    left, right = writer.full(left, node.left.shape), writer.full(right, node.right.shape)
    text = f"{left.text if left.level == MATMUL else left.at(NEG)} @ {right.at(POW)}"
    return Piece(f"({text})[0, 0]", ATOM) if node.is_scalar else Piece(text, MATMUL, node.shape)


@_writes(Transpose)
def _transpose(writer: Writer, node: Transpose, body: Piece) -> Piece:
    if body.shape == SCALAR:
        return body
    return Piece(f"{body.at(ATOM)}.T", ATOM, (body.shape[1], body.shape[0]))


@_writes(BroadcastRows)
@_writes(BroadcastColumns)
def _broadcast(writer: Writer, node: Expr, body: Piece) -> Piece:
    return body


@_writes(Map)
def _map(writer: Writer, node: Map, body: Piece) -> Piece:
    kind, order = node.function.kind, node.function.order
    if order == 0 and kind in ("square", "cube"):
        return power(body, number(2 if kind == "square" else 3))
    if (kind, order) == ("reciprocal", 0):
        return Piece(f"1 / {body.at(POW)}", MUL, body.shape, is_literal=body.is_literal)
    return Piece(writer.call(node.function).format(_array(writer, body)), ATOM, body.shape)


@_writes(Total)
def _total(writer: Writer, node: Total, body: Piece) -> Piece:
    return _sum(writer, node.body, body, "")


@_writes(SumRows)
def _sum_rows(writer: Writer, node: SumRows, body: Piece) -> Piece:
    return _sum(writer, node.body, body, ", axis=0, keepdims=True", node.shape)


@_writes(SumColumns)
def _sum_columns(writer: Writer, node: SumColumns, body: Piece) -> Piece:
    return _sum(writer, node.body, body, ", axis=1, keepdims=True", node.shape)


@_writes(Trace)
def _trace(writer: Writer, node: Trace, body: Piece) -> Piece:
    if node.body.is_scalar:
        return body
    return Piece(f"np.trace({writer.full(body, node.body.shape).text})", ATOM)


@_writes(SquaredNorm)
def _squared_norm(writer: Writer, node: SquaredNorm, body: Piece) -> Piece:
    return _sum(writer, node.body, power(body, number(2)), "")


def _sum(writer: Writer, body: Expr, piece: Piece, axis: str, shape: Shape = SCALAR) -> Piece:
    if body.is_scalar:
        return piece
    arguments = "" if shape == SCALAR else axis
    return Piece(f"np.sum({writer.full(piece, body.shape).text}{arguments})", ATOM, shape)


def times(left: Piece, right: Piece) -> Piece:
    """The product entry by entry; a product on the right needs no parentheses, a sign there does."""
    if left.text == "1" and left.is_literal:
        return right
    followed = right.text if right.level == MUL and not right.negated else right.at(POW)
    text = f"{left.at(MUL)} * {followed}"
    negated = f"{left.negated} * {followed}" if left.negated and left.level >= MUL else ""
    return Piece(text, MUL, _joined(left, right), negated, left.is_literal and right.is_literal)


def _joined(left: Piece, right: Piece) -> Shape:
    """The shape to which NumPy broadcasts the two."""
    return tuple(b if a == ONE else a for a, b in zip(left.shape, right.shape, strict=True))


def _array(writer: Writer, body: Piece) -> str:
    """The argument of a function; a bare number becomes a number of NumPy, in the precision of the inputs."""
    return f"{writer.dtype}.type({body.text})" if body.is_literal else body.text
