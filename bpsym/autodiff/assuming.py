"""How a gradient is written where the header states more than shapes: `P − Y` where the rows of Y sum to 1."""

from __future__ import annotations

from collections.abc import Iterable

from bpsym.autodiff.rewrite import Rewrite, rewrite_once
from bpsym.autodiff.simplify import simplify
from bpsym.expr import Expr, Inverse, SumColumns, SumRows, Symbol, Total, Transpose, ones
from bpsym.notation import Assumption, Property

_SYMMETRIC = (Property.SYMMETRIC, Property.POSITIVE_DEFINITE, Property.DIAGONAL)
_SUMS = {
    Property.ROWS_SUM_TO_ONE: (SumColumns,),
    Property.COLUMNS_SUM_TO_ONE: (SumRows,),
    Property.ENTRIES_SUM_TO_ONE: (SumColumns, SumRows, Total),
}


def write_under(expr: Expr, assumptions: Iterable[Assumption]) -> tuple[Expr, tuple[str, ...]]:
    """The expression as it is written where the assumptions hold, and those of them that it takes.

    One after the other is used; one that changes nothing is not among those that it takes.
    """
    taken = []
    for assumption in assumptions:
        simpler = simplify(expr, _rewrite(assumption))
        if simpler != expr:
            expr = simpler
            taken.append(assumption.text)
    return expr, tuple(taken)


def _rewrite(assumption: Assumption) -> Rewrite:
    return lambda node: _apply(node, assumption) or rewrite_once(node)


def _apply(node: Expr, assumption: Assumption) -> Expr | None:
    """Sᵀ = S and (S⁻¹)ᵀ = S⁻¹ for a symmetric S; Y 1 = 1, 1ᵀ Y = 1ᵀ and Σ Y = 1 for what sums to 1."""
    if isinstance(node, Transpose) and assumption.property in _SYMMETRIC:
        inner = node.body.body if isinstance(node.body, Inverse) else node.body
        return node.body if _is_named(inner, assumption) else None
    if isinstance(node, SumRows | SumColumns | Total) and isinstance(node, _SUMS.get(assumption.property, ())):
        is_whole = assumption.property is not Property.ENTRIES_SUM_TO_ONE or node.is_scalar
        return ones(node.rows, node.columns) if is_whole and _is_named(node.body, assumption) else None
    return None


def _is_named(expr: Expr, assumption: Assumption) -> bool:
    return isinstance(expr, Symbol) and expr.name == assumption.name
