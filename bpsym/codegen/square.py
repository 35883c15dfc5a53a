"""Inverses, determinants, diagonals and Kronecker products as NumPy source."""

from __future__ import annotations

from bpsym.codegen.piece import ATOM, MUL, POW, Piece
from bpsym.codegen.writer import FORMS, WRITERS, Writer, times
from bpsym.expr import (
    ONE,
    Determinant,
    Diagonal,
    DiagonalPart,
    Expr,
    Inverse,
    KroneckerProduct,
    Map,
    MatMul,
    Transpose,
    Vec,
)


def _inverse(writer: Writer, node: Inverse, body: Piece) -> Piece:
    if node.is_scalar:
        return Piece(f"1 / {body.at(POW)}", MUL, is_literal=body.is_literal)
    return Piece(f"np.linalg.inv({_whole(writer, node.body)})", ATOM, node.shape)


def _determinant(writer: Writer, node: Determinant, body: Piece) -> Piece:
    return body if node.body.is_scalar else Piece(f"np.linalg.det({_whole(writer, node.body)})", ATOM)


def _diagonal(writer: Writer, node: Diagonal, body: Piece) -> Piece:
    return body if node.is_scalar else Piece(f"np.diagflat({_whole(writer, node.body)})", ATOM, node.shape)


def _diagonal_part(writer: Writer, node: DiagonalPart, body: Piece) -> Piece:
    return body if node.is_scalar else Piece(f"np.diag({_whole(writer, node.body)})[:, None]", ATOM, node.shape)


def _kronecker_product(writer: Writer, node: KroneckerProduct, left: Piece, right: Piece) -> Piece:
    if node.left.is_scalar or node.right.is_scalar:
        return times(left, right)
    return Piece(f"np.kron({_whole(writer, node.left)}, {_whole(writer, node.right)})", ATOM, node.shape)


def _vec(writer: Writer, node: Vec, body: Piece) -> Piece:
    if node.body.is_column:
        return body
    return Piece(f"{writer.full(body, node.body.shape).at(ATOM)}.T.reshape(-1, 1)", ATOM, node.shape)


def _product(writer: Writer, node: MatMul) -> Piece | None:
    return _scaled(writer, node) or _solved(writer, node)


def _scaled(writer: Writer, node: MatMul) -> Piece | None:
    """Diag(v) B, and B diag(v), entry by entry: no diagonal matrix is made."""
    if isinstance(node.left, Diagonal) and not node.left.is_scalar:
        return times(_array(writer, node.left.body), _array(writer, node.right))
    if isinstance(node.right, Diagonal) and not node.right.is_scalar:
        row = Piece(_turned(_array(writer, node.right.body)), ATOM, (ONE, node.right.rows))
        return times(_array(writer, node.left), row)
    return None


def _solved(writer: Writer, node: MatMul) -> Piece | None:
    """A⁻¹ B and B A⁻¹, and the same with A⁻ᵀ, as a system of equations: cheaper and more exact than an inverse."""
    for inverse, other, is_left in ((node.left, node.right, True), (node.right, node.left, False)):
        flipped = isinstance(inverse, Transpose)
        inner = inverse.body if isinstance(inverse, Transpose) else inverse
        if isinstance(inner, Inverse) and not inner.is_scalar:
            A, B = _array(writer, inner.body), _array(writer, other)
            if is_left:
                text = f"np.linalg.solve({_turned(A) if flipped else A.text}, {B.text})"
            else:
                text = f"np.linalg.solve({A.text if flipped else _turned(A)}, {_turned(B)}).T"
            return Piece(text, ATOM, node.shape)
    return None


def _log_of_determinant(writer: Writer, node: Map) -> Piece | None:
    """Log det A without the determinant, which overflows where its logarithm does not."""
    det = node.body
    if (
        (node.function.kind, node.function.order) != ("log", 0)
        or not isinstance(det, Determinant)
        or det.body.is_scalar
    ):
        return None
    writer.needs.add("log_det")
    return Piece(f"log_det({_whole(writer, det.body)})", ATOM)


def _array(writer: Writer, node: Expr) -> Piece:
    return writer.full(writer.pieces[node], node.shape)


def _whole(writer: Writer, node: Expr) -> str:
    return _array(writer, node).text


def _turned(piece: Piece) -> str:
    return f"{piece.at(ATOM)}.T"


WRITERS.update(
    {
        Inverse: _inverse,
        Determinant: _determinant,
        Diagonal: _diagonal,
        DiagonalPart: _diagonal_part,
        KroneckerProduct: _kronecker_product,
        Vec: _vec,
    }
)
FORMS.update({MatMul: _product, Map: _log_of_determinant})
