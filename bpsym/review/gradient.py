"""The gradient as it is derived: where its terms are missing, and the repair of last resort."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bpsym.autodiff import derive
from bpsym.derivation import Derivation, define
from bpsym.errors import BpsymError
from bpsym.expr import Add, Expr, MatMul, Partial, Scale, Symbol, Zero, matmul, scale, symbol
from bpsym.printer import latex

_LOSS = symbol("J_{0}")
"""The name of a scalar that is differentiated as a formula."""


def derived_gradient(left: Expr, definitions: Mapping[Symbol, Expr]) -> Expr | None:
    """What the left side, a gradient or a symbol that means one, is equal to; None where it is neither, or not known.

    The reverse sweep says it by other gradients: ∂J/∂W = Xᵀ ∂J/∂z.
    """
    meaning = definitions.get(left) if isinstance(left, Symbol) else left
    if not isinstance(meaning, Partial) or not meaning.of.is_scalar or _LOSS in definitions:
        return None
    of = meaning.of if isinstance(meaning.of, Symbol) else _LOSS
    known = dict(definitions) if of is not _LOSS else {**definitions, _LOSS: meaning.of}
    asked = Partial(of, meaning.wrt)
    try:
        equations = tuple(define(f"d{n}", name, body) for n, (name, body) in enumerate(known.items()))
        steps = [e for e in derive(Derivation(equations), of, [meaning.wrt]).equations if e.step is not None]
    except BpsymError:
        return None
    found = next((e.right for e in steps if e.left == asked or known.get(_symbol(e.left)) == asked), None)
    return None if found is None or any(n == _LOSS for n in found.walk()) else found


def _symbol(left: Expr) -> Symbol:
    return left if isinstance(left, Symbol) else _LOSS


def written_terms(gradient: Expr | None) -> tuple[str, ...]:
    """The terms of a gradient as LaTeX, if there is more than one."""
    terms = list(_terms(gradient)) if gradient is not None else []
    return tuple(latex(_chained(term), notes=True) for term in terms) if len(terms) > 1 else ()


def written(gradient: Expr) -> str:
    """A whole gradient as LaTeX; one that vanishes is the number 0."""
    return "0" if isinstance(gradient, Zero) else latex(_chained(gradient), notes=True)


def _terms(expr: Expr) -> Iterator[Expr]:
    if isinstance(expr, Add):
        for child in expr.children:
            yield from _terms(child)
    elif isinstance(expr, Scale) and isinstance(expr.body, Add):
        yield from (scale(expr.factor, term) for term in _terms(expr.body))
    else:
        yield expr


def _chained(expr: Expr) -> Expr:
    """The same with A (B C) as A B C, which is written without brackets."""
    expr = expr.with_children(tuple(_chained(child) for child in expr.children))
    if isinstance(expr, MatMul) and isinstance(expr.right, MatMul):
        return matmul(_chained(matmul(expr.left, expr.right.left)), expr.right.right)
    return expr
