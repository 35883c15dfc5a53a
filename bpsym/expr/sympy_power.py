"""Powers with a number as exponent, entry by entry. Imports SymPy: reached through `sympy_door` only."""

from __future__ import annotations

from typing import Any

import sympy

from bpsym.errors import UnsupportedError
from bpsym.expr.broadcast import ones
from bpsym.expr.elementwise import apply
from bpsym.expr.function import known
from bpsym.expr.leaf import constant
from bpsym.expr.node import Expr
from bpsym.expr.product import divide, hadamard
from bpsym.expr.sympy_function import T, read_own_function

OF_THE_TABLE = {sympy.Integer(2): "square", sympy.Integer(3): "cube", sympy.Integer(-1): "reciprocal"}


def power(A: Expr, exponent: Any) -> Expr:
    """Every entry of A to the same power, (m, n) -> (m, n), from functions of the table where possible.

    Raises:
        UnsupportedError: the exponent is no number.
    """
    if exponent in OF_THE_TABLE:
        return apply(known(OF_THE_TABLE[exponent]), A)
    if exponent.is_negative:
        return divide(constant(1) if A.is_scalar else ones(A.rows, A.columns), power(A, -exponent))
    if exponent == 1:
        return A
    if exponent.is_Integer:
        half = power(apply(known("square"), A), exponent // 2)
        return hadamard(half, A) if exponent % 2 else half
    if (2 * exponent).is_Integer:
        return power(apply(known("sqrt"), A), 2 * exponent)
    function = read_own_function(T**exponent)
    if function is None:
        raise UnsupportedError(f"the exponent {exponent} is no number; write exp(b log(a)) for a power a^b")
    return apply(function, A)
