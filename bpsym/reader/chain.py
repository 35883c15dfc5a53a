"""How a chain of factors is read: every way to put brackets that fits the shapes, and what each sign then means."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from bpsym.derivation import Choice, Product
from bpsym.errors import UnreadError
from bpsym.expr import (
    ONE,
    Constant,
    Expr,
    Scale,
    apply,
    constant,
    contract,
    divide,
    known,
    kronecker_product,
    matmul,
    scale,
    show_shape,
    transpose,
)
from bpsym.notation import Arrangement, Differential, Formula, Quotient
from bpsym.notation import Product as ProductFormula
from bpsym.reader.atoms import multiply_by_scalar, multiply_entries
from bpsym.reader.elaborate import AmbiguousError, ClashError, Scope, Typed, elaborate, keep_distinct, merge, rule

LONGEST = 24
"""Factors in one chain; longer ones are refused."""
_TURNED = "these derivatives are a chain from the right to the left: say so, layout: {jacobian: denominator}"


@rule(ProductFormula)
def read_product(formula: Formula, scope: Scope) -> list[Typed]:
    """All readings of a product, by intervals: best[i][j] holds those of the factors i..j."""
    chain = cast(ProductFormula, formula)
    if len(chain.factors) > LONGEST:
        raise UnreadError(f"a product of more than {LONGEST} factors", formula.start, formula.end)
    best = _intervals(chain, scope)
    readings = best[0, len(chain.factors) - 1] or _other_way_round(chain, best, scope)
    if not readings:
        raise _clash(chain, best, scope)
    return readings


def _intervals(chain: ProductFormula, scope: Scope) -> dict[tuple[int, int], list[Typed]]:
    signs = [scope.products.get(sign, sign) for sign in chain.signs]
    best = {(i, i): elaborate(factor, scope) for i, factor in enumerate(chain.factors)}
    count = len(chain.factors)
    for width in range(1, count):
        for i in range(count - width):
            best[i, i + width] = _interval(best, i, i + width, signs, chain)
    return best


def _other_way_round(chain: ProductFormula, best: dict[tuple[int, int], list[Typed]], scope: Scope) -> list[Typed]:
    """A chain of derivatives, one of a matrix by a matrix among them, from the last factor to the first.

    Raises:
        AmbiguousError: the header does not say that the Jacobians of these notes stand in this order.
    """
    is_chain = all(isinstance(f, Differential) for f in chain.factors) and set(chain.signs) <= {"", r"\cdot"}
    if not is_chain or not any(all(len(r.expr.shape) == 4 for r in best[at, at]) for at in range(len(chain.factors))):
        return []
    turned = replace(chain, factors=chain.factors[::-1], signs=chain.signs[::-1])
    readings = _intervals(turned, scope)[0, len(chain.factors) - 1]
    if readings and scope.layout.jacobian is not Arrangement.DENOMINATOR:
        raise AmbiguousError(_TURNED, chain.start, chain.end)
    return readings


def _interval(
    best: dict[tuple[int, int], list[Typed]], i: int, j: int, signs: list[str], chain: ProductFormula
) -> list[Typed]:
    found: list[Typed] = []
    for cut in range(j - 1, i - 1, -1):
        place = chain.factors[cut + 1].start, chain.factors[cut + 1].end
        regrouped = _is_regrouped(signs[cut], signs[i:cut], signs[cut + 1 : j])
        for left in best[i, cut]:
            for right in best[cut + 1, j]:
                for expr, choice, cost in combine(left.expr, right.expr, signs[cut], place):
                    choices = (*left.choices, replace(choice, regrouped=regrouped), *right.choices)
                    made = merge(expr, (left, right), cost=cost + regrouped)
                    found.append(replace(made, choices=choices))
    kept = _drop_rebracketed(found)
    if all(len(best[at, at]) == 1 for at in range(i, j + 1)):
        kept = _keep_one_plain(kept, {(f.start, f.end) for f in chain.factors[i + 1 : j + 1]})
    return keep_distinct(kept)


def _keep_one_plain(readings: list[Typed], places: set[tuple[int, int]]) -> list[Typed]:
    """One reading of those made of matrix products and scalings alone: they are all equal.

    A dimension other than 1 meets its partner as an opening bracket meets its closing one, in one way only.
    """
    kept: list[Typed] = []
    seen = False
    for reading in readings:
        own = [c for c in reading.choices if (c.start, c.end) in places]
        plain = reading.cost == readings[0].cost == 0 and all(c.product in _ASSOCIATIVE for c in own)
        if not (plain and seen):
            kept.append(reading)
        seen = seen or plain
    return kept


_ASSOCIATIVE = (Product.MATMUL, Product.SCALE)


def _is_regrouped(sign: str, before: list[str], after: list[str]) -> bool:
    r"""Whether the usual order has other brackets: a sign entry by entry binds last, and `\oslash` from the left."""
    if sign not in _ENTRYWISE:
        return any(s in _ENTRYWISE for s in before + after)
    return any(s in _ENTRYWISE for s in after) and r"\oslash" in (sign, *after)


_ENTRYWISE = (r"\odot", r"\oslash", "hadamard")


def combine(left: Expr, right: Expr, sign: str, place: tuple[int, int]) -> list[tuple[Expr, Choice, int]]:
    """What `left sign right` can mean, with the cost of each meaning."""
    explicit = sign in (*_ENTRYWISE, "matmul")
    vectors = left.shape == right.shape and len(left.shape) == 2 and ONE in left.shape and not left.is_scalar
    if sign == r"\times" and vectors:
        raise UnreadError(r"a cross product, or entry by entry? Write \odot for the latter", *place)
    scaled = multiply_by_scalar(left, right)
    if scaled is not None and sign != r"\oslash":
        return [(scaled, Choice(Product.SCALE, *place, explicit), 0)]
    found: list[tuple[Expr, Choice, int]] = []
    if sign == r"\otimes":
        return _tensor(left, right, place)
    if sign == r"\oslash":
        return [(divide(left, right), Choice(Product.HADAMARD, *place, True), 0)] if left.shape == right.shape else []
    if sign not in _ENTRYWISE:
        if len(right.shape) == 4 and left.shape[-2:] == right.shape[:2]:
            found.append((contract(left, right), Choice(Product.CONTRACTION, *place, False), 0))
        elif len(left.shape) == len(right.shape) == 2 and left.columns == right.rows:
            found.append((matmul(left, right), Choice(Product.MATMUL, *place, explicit), 0))
    if sign == r"\cdot" and vectors:
        dot = matmul(transpose(left), right) if left.is_column else matmul(left, transpose(right))
        found.append((dot, Choice(Product.MATMUL, *place, False), 1))
    entries = multiply_entries(left, right)
    if entries is not None and sign != "matmul":
        found.append((entries, Choice(Product.HADAMARD, *place, explicit), 0 if explicit else 1))
    return found


def _tensor(left: Expr, right: Expr, place: tuple[int, int]) -> list[tuple[Expr, Choice, int]]:
    """The Kronecker product; where that does not fit, the outer product of columns, or entry by entry."""
    if len(left.shape) != 2 or len(right.shape) != 2:
        return []
    found = [(kronecker_product(left, right), Choice(Product.KRONECKER, *place, True), 0)]
    if left.is_column and right.is_column:
        found.append((matmul(left, transpose(right)), Choice(Product.OUTER, *place, False), 1))
    entries = multiply_entries(left, right)
    if entries is not None:
        found.append((entries, Choice(Product.HADAMARD, *place, False), 1))
    return found


def _drop_rebracketed(readings: list[Typed]) -> list[Typed]:
    """One reading, the cheapest, for each that is the same up to the brackets of an associative product.

    Of 2 A B the one that scales the whole product, as it would be written again.
    """
    seen: dict[object, Typed] = {}
    for reading in sorted(readings, key=lambda r: (r.cost, not isinstance(r.expr, Scale))):
        seen.setdefault(flatten(reading.expr), reading)
    return list(seen.values())


def flatten(expr: Expr) -> tuple[tuple[object, ...], object]:
    """A key that forgets the brackets inside chains of one product, and where scalars stand: (scalars, the rest)."""
    kind = type(expr).__name__
    if isinstance(expr, Scale):
        scalars, rest = flatten(expr.body)
        more, factor = flatten(expr.factor)
        return tuple(sorted((*scalars, *more, factor), key=hash)), rest
    if kind not in ("MatMul", "Hadamard", "Contract"):
        return (), expr
    scalars, parts = tuple[object, ...](), list[object]()
    for child in expr.children:
        more, rest = flatten(child)
        scalars = tuple(sorted((*scalars, *more), key=hash))
        parts += rest[1] if isinstance(rest, tuple) and rest[0] == kind else [rest]
    return scalars, (kind, tuple(parts))


@rule(Quotient)
def read_quotient(formula: Formula, scope: Scope) -> list[Typed]:
    """A number; a scaling by the reciprocal of a scalar; entry by entry, where both have one shape (cost 1)."""
    quotient = cast(Quotient, formula)
    found: list[Typed] = []
    entrywise = Choice(Product.HADAMARD, quotient.denominator.start, quotient.denominator.end, False)
    for top in elaborate(quotient.numerator, scope):
        for bottom in elaborate(quotient.denominator, scope):
            if isinstance(bottom.expr, Constant) and bottom.expr.value == 0:
                raise UnreadError("a division by zero", quotient.denominator.start, quotient.denominator.end)
            expr, cost = _divide(top.expr, bottom.expr)
            if expr is not None:
                found.append(merge(expr, (top, bottom), [entrywise] if cost else [], cost))
    if not found:
        left = elaborate(quotient.numerator, scope)[0].expr.shape
        right = elaborate(quotient.denominator, scope)[0].expr.shape
        texts = show_shape(left), show_shape(right)
        above, below = scope.show(quotient.numerator), scope.show(quotient.denominator)
        message = f"cannot divide {above} {texts[0]} by {below} {texts[1]}"
        raise ClashError(message, *texts, quotient.denominator.start, quotient.denominator.end)
    return found


def _divide(above: Expr, below: Expr) -> tuple[Expr | None, int]:
    if isinstance(below, Constant):
        if isinstance(above, Constant):
            return constant(above.value / below.value), 0
        return scale(constant(1 / below.value), above), 0
    if len(below.shape) != 2:
        return None, 0
    inverse = apply(known("reciprocal"), below)
    if below.is_scalar:
        return (inverse if above == constant(1) else scale(inverse, above)), 0
    if isinstance(above, Constant):
        return (inverse if above.value == 1 else scale(above, inverse)), 1
    return (divide(above, below), 1) if above.shape == below.shape else (None, 0)


def _clash(chain: ProductFormula, best: dict[tuple[int, int], list[Typed]], scope: Scope) -> ClashError:
    """The first factor, from the left, that fits nothing before it."""
    at = next(j for j in range(1, len(chain.factors)) if not best[0, j])
    left = best[0, at - 1][0].expr.shape
    right = best[at, at][0].expr.shape
    before = " ".join(scope.text[chain.factors[0].start : chain.factors[at - 1].end].split())
    texts = show_shape(left), show_shape(right)
    factor = chain.factors[at]
    message = f"cannot multiply {before} {texts[0]} by {scope.show(factor)} {texts[1]}"
    return ClashError(message, *texts, factor.start, factor.end)
