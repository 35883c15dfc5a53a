"""What shapes fit together; every message shows both."""

from __future__ import annotations

from bpsym.errors import ShapeError
from bpsym.expr.dimension import show_shape
from bpsym.expr.node import Expr


def require_matrix(what: str, *parts: Expr) -> None:
    """Each part has two indices.

    Raises:
        ShapeError: a part is a derivative of a matrix by a matrix.
    """
    for part in parts:
        if len(part.shape) != 2:
            raise ShapeError(f"{what} needs matrices, found {len(part.shape)} indices {show_shape(part.shape)}")


def require_same_shape(what: str, left: Expr, right: Expr) -> None:
    """Both sides have the same shape.

    Raises:
        ShapeError: they have not.
    """
    if left.shape != right.shape:
        raise ShapeError(f"cannot {what} {show_shape(left.shape)} and {show_shape(right.shape)}: the shapes differ")


def require_scalar(what: str, part: Expr) -> None:
    """The part is a scalar.

    Raises:
        ShapeError: it is not.
    """
    if not part.is_scalar:
        raise ShapeError(f"{what} must be a scalar, found {show_shape(part.shape)}")


def require_square(what: str, part: Expr) -> None:
    """The part is a square matrix.

    Raises:
        ShapeError: it is not.
    """
    require_matrix(what, part)
    if part.rows != part.columns:
        raise ShapeError(f"{what} needs a square matrix, found {show_shape(part.shape)}")
