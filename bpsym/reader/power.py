"""How powers are read: of numbers, of square matrices as products, of entries one by one; inverses are powers too."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import reduce
from operator import mul
from typing import cast

from bpsym.derivation import Choice, Product
from bpsym.errors import UnreadError
from bpsym.expr import (
    ONE,
    Expr,
    Map,
    SquaredNorm,
    apply,
    constant,
    hadamard,
    identity,
    inverse,
    known,
    matmul,
    ones,
    scale,
)
from bpsym.notation import Entry, Formula, Name, Number, Power, Quotient, Sum
from bpsym.notation import Product as ProductFormula
from bpsym.reader.elaborate import AmbiguousError, Scope, Typed, elaborate, merge, rule
from bpsym.reader.vocabulary import EULER

LARGEST = 12
"""The largest exponent that is read; a power is written out as a product."""
_KNOWN = {2: "square", 3: "cube"}


@rule(Power)
def read_power(formula: Formula, scope: Scope) -> list[Typed]:
    """A power or a root: of a scalar; of a square matrix as a product; of the entries (cost 1 without a sign)."""
    power = cast(Power, formula)
    if isinstance(power.base, Name) and power.base.text == EULER:
        return [_exponential(r, power) for r in elaborate(power.exponent, scope) if _is_matrix(r)]
    exponent = value_of(power.exponent)
    if exponent is None or exponent.denominator > 2 or abs(exponent) > LARGEST:
        message = f"the power {scope.show(power)}: only integers and halves up to {LARGEST} are read as exponents"
        raise UnreadError(f"{message}; give others a name of their own", power.start, power.end)
    if exponent < 0 and isinstance(power.base, Entry) and _is_of_square(power.base, scope):
        message = r"an entry of the inverse, or one over the entry? Write (A^{-1})_{ij} or \frac{1}{A_{ij}}"
        raise AmbiguousError(message, power.start, power.end)
    found = [made for r in elaborate(power.base, scope) if _is_matrix(r) for made in _raise(r, exponent, power)]
    if not found:
        message = f"{scope.show(power)}: an inverse or a root of a matrix that is not square, or a root of a matrix"
        raise UnreadError(f"{message}; entry by entry write {_SIGN}", power.start, power.end)
    return found


def _is_of_square(entry: Entry, scope: Scope) -> bool:
    shapes = [r.expr.shape for r in elaborate(entry.base, scope)]
    return any(len(shape) == 2 and shape[0] == shape[1] != ONE for shape in shapes)


_SIGN = r"^{\odot -1}, or \oslash"


def value_of(formula: Formula) -> Fraction | None:
    """The rational number that a formula of numbers is; None where it is none."""
    match formula:
        case Number():
            return formula.value
        case Sum():
            terms = [value_of(term) for term in formula.terms]
            signed = [t * s for t, s in zip(terms, formula.signs) if t is not None]
            return sum(signed, Fraction(0)) if len(signed) == len(terms) else None
        case Quotient():
            above, below = value_of(formula.numerator), value_of(formula.denominator)
            return above / below if above is not None and below else None
        case ProductFormula():
            factors = [v for factor in formula.factors if (v := value_of(factor)) is not None]
            return reduce(mul, factors, Fraction(1)) if len(factors) == len(formula.factors) else None
    return None


def _raise(base: Typed, exponent: Fraction, power: Power) -> list[Typed]:
    if base.expr.is_scalar:
        return [merge(_entrywise(base.expr, exponent), [base])]
    found = list[Typed]()
    if (exponent.denominator == 1 and exponent > 0) or power.explicit:
        choice = Choice(Product.HADAMARD, power.base.end, power.end, power.explicit)
        found.append(merge(_entrywise(base.expr, exponent), [base], [choice], not power.explicit))
    if base.expr.rows == base.expr.columns and exponent.denominator == 1 and not power.explicit:
        found.append(merge(_of_matrix(base.expr, int(exponent)), [base]))
    return found


def _of_matrix(base: Expr, exponent: int) -> Expr:
    """Aⁿ of a square matrix; A⁰ is the identity."""
    if exponent < 0:
        return inverse(_of_matrix(base, -exponent))
    return _times(base, exponent, matmul) if exponent else identity(base.rows)


def _entrywise(base: Expr, exponent: Fraction) -> Expr:
    """Every entry to the power; the square of a norm is the sum of squares that it is the root of."""
    if exponent < 0:
        return apply(known("reciprocal"), _entrywise(base, -exponent))
    if exponent.denominator == 2:
        root = apply(known("sqrt"), base)
        return root if exponent == Fraction(1, 2) else _times(root, exponent.numerator, _multiply(base))
    if exponent == 2 and isinstance(base, Map) and base.function == known("sqrt") and _is_norm(base.body):
        return base.body
    if exponent in _KNOWN:
        return apply(known(_KNOWN[int(exponent)]), base)
    if exponent:
        return _times(base, int(exponent), _multiply(base))
    return constant(1) if base.is_scalar else ones(base.rows, base.columns)


def _is_norm(expr: Expr) -> bool:
    return isinstance(expr, SquaredNorm)


def _multiply(base: Expr) -> Callable[[Expr, Expr], Expr]:
    return scale if base.is_scalar else hadamard


def _times(base: Expr, count: int, multiply: Callable[[Expr, Expr], Expr]) -> Expr:
    return reduce(multiply, [base] * count)


def _exponential(exponent: Typed, power: Power) -> Typed:
    if exponent.expr.rows == exponent.expr.columns and not exponent.expr.is_scalar:
        message = r"e to a square matrix: the matrix exponential, or entry by entry? Write \exp(A) for the latter"
        raise AmbiguousError(message, power.start, power.end)
    return merge(apply(known("exp"), exponent.expr), [exponent])


def _is_matrix(reading: Typed) -> bool:
    return len(reading.expr.shape) == 2
