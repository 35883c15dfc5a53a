"""Softmax and log-sum-exp as NumPy source: shifted by the largest entry, so that nothing overflows."""

from __future__ import annotations

from collections.abc import Callable

from bpsym.codegen.piece import ATOM, Piece
from bpsym.codegen.writer import WRITERS, Writer
from bpsym.expr import ColumnLogSumExp, ColumnSoftmax, Expr, RowLogSumExp, RowSoftmax


def _call(name: str, axis: int) -> Callable[..., Piece]:
    def write(writer: Writer, node: Expr, body: Piece) -> Piece:
        writer.needs.update(("damped", name))
        (child,) = node.children
        whole = writer.full(body, child.shape).text
        if child.is_scalar:
            return Piece(f"{name}(np.reshape({whole}, (1, 1)), {axis})[0, 0]", ATOM)
        source = f"{name}({whole}, {axis})"
        return Piece(f"{source}[0, 0]", ATOM) if node.is_scalar else Piece(source, ATOM, node.shape)

    return write


WRITERS.update(
    {
        RowSoftmax: _call("softmax", 1),
        ColumnSoftmax: _call("softmax", 0),
        RowLogSumExp: _call("logsumexp", 1),
        ColumnLogSumExp: _call("logsumexp", 0),
    }
)
