"""Index notation written with matrices, where it can be."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from bpsym.errors import UnsupportedError
from bpsym.expr.diagonal import diagonal_part
from bpsym.expr.dimension import ONE
from bpsym.expr.elementwise import Map, apply
from bpsym.expr.function import known
from bpsym.expr.indexed import At, Index, IndexSum, KroneckerDelta, Tabulate
from bpsym.expr.leaf import constant, identity
from bpsym.expr.linear import Add, Scale, add, scale
from bpsym.expr.lowering.elimination import eliminate
from bpsym.expr.lowering.entry import Fresh, entry, opened, scalar_as_sum, substitute
from bpsym.expr.lowering.quotient import quotient_of, ratio
from bpsym.expr.lowering.table import Table, orientation, too_many
from bpsym.expr.node import Expr
from bpsym.expr.product import Divide, Hadamard, MatMul
from bpsym.expr.reduction import trace

INDEXED = (At, KroneckerDelta, IndexSum, Tabulate)


def is_indexed(expr: Expr) -> bool:
    """Whether index notation occurs."""
    return any(isinstance(node, INDEXED) for node in expr.walk())


def lower(expr: Expr) -> Expr:
    """An equal expression of the same shape without index notation: W x for [sum over k of W[i, k] x[k]] over i.

    Args:
        expr: without free indices, of any shape with two axes.

    Raises:
        UnsupportedError: a part depends on more than two indices at once, or takes out an entry by its number.
    """
    if expr.free:
        names = ", ".join(sorted(i.name for i in expr.free))
        raise UnsupportedError(f"the free indices {names} say no values; sum over them or give them on both sides")
    return _Lowering().closed(expr)


class _Lowering:
    def __init__(self) -> None:
        self.fresh = Fresh(count(1))

    def closed(self, expr: Expr) -> Expr:
        """An expression without free indices."""
        if not is_indexed(expr):
            return expr
        if isinstance(expr, Tabulate):
            return self.tabulated(expr)
        if isinstance(expr, IndexSum):
            return self.summed(expr)
        if isinstance(expr, At):
            return self.table(expr).matrix
        return expr.with_children(tuple(self.closed(child) for child in expr.children))

    def tabulated(self, expr: Tabulate) -> Expr:
        if len(expr.indices) > 2:
            raise too_many(expr.indices)
        body, labels = expr.body, []
        for index in expr.indices:
            new, body = opened(index, body, self.fresh)
            labels.append(new if isinstance(new, Index) else None)
        row, column = (*labels, None)[:2]
        return self.table(body).aligned(row, column)

    def summed(self, expr: IndexSum) -> Expr:
        if expr.is_scalar:
            return self.sum_of_product(expr).matrix
        if len(expr.shape) != 2:
            raise UnsupportedError("a sum over an index of derivatives of matrices by matrices has no matrix form")
        i, j = self.fresh.index("i", expr.rows), self.fresh.index("j", expr.columns)
        found = self.table(entry(expr, (i, j), self.fresh))
        return found.aligned(*(label if isinstance(label, Index) else None for label in (i, j)))

    def table(self, expr: Expr) -> Table:
        """A scalar, as the matrix of its values."""
        if isinstance(expr, At):
            return self.at(expr)
        if isinstance(expr, KroneckerDelta):
            same = expr.left == expr.right
            return Table(constant(1)) if same else Table(identity(expr.left.dim), expr.left, expr.right)
        if not expr.free:
            return Table(self.closed(expr))
        if isinstance(expr, Add | Divide):
            return self.entrywise(add if isinstance(expr, Add) else ratio, expr.left, expr.right)
        if isinstance(expr, Map):
            inner = self.table(expr.body)
            return Table(apply(expr.function, inner.matrix), inner.row, inner.column)
        return self.sum_of_product(expr)

    def at(self, expr: At) -> Table:
        if expr.body.is_scalar:
            return self.table(expr.body)
        if expr.body.free or _is_table(expr.body):
            return self.table(entry(expr.body, expr.place, self.fresh))
        matrix = self.closed(expr.body)
        labels = [index if isinstance(index, Index) and index.dim != ONE else None for index in expr.place]
        stray = [i for i, dim in zip(expr.place, expr.body.shape) if isinstance(i, int) and dim != ONE]
        if stray or len(labels) != 2:
            what = f"the entry {stray[0]} by its number" if stray else "a derivative of a matrix by a matrix"
            raise UnsupportedError(f"{what} has no form in matrices")
        row, column = labels
        return Table(diagonal_part(matrix), row) if row is not None and row == column else Table(matrix, row, column)

    def entrywise(self, combine: Callable[[Expr, Expr], Expr], left: Expr, right: Expr) -> Table:
        tables = [self.table(left), self.table(right)]
        row, column = orientation(tables)
        return Table(combine(*(table.aligned(row, column) for table in tables)), row, column)

    def sum_of_product(self, expr: Expr) -> Table:
        factors, summed = self.factors(expr)
        if factors == [expr]:
            raise UnsupportedError(f"a {type(expr).__name__} of something with an index has no form in matrices")
        return self.contracted(factors, summed)

    def factors(self, expr: Expr) -> tuple[list[Expr], list[Index]]:
        """A scalar as a product of factors, summed over indices."""
        match expr:
            case Scale(left, right) | Hadamard(left, right) | MatMul(left, right) if left.is_scalar and right.is_scalar:
                (first, over), (second, more) = self.factors(left), self.factors(right)
                return first + second, over + more
            case IndexSum(index=index, body=body) if body.is_scalar:
                new, body = opened(index, body, self.fresh)
                found, over = self.factors(body)
                return found, ([new] if isinstance(new, Index) else []) + over
            case At(body=body, place=place) if body.free or _is_table(body):
                return self.factors(entry(body, place, self.fresh))
        opened_up = scalar_as_sum(expr, self.fresh) if expr.free else None
        return ([expr], []) if opened_up is None else self.factors(opened_up)

    def contracted(self, factors: list[Expr], summed: list[Index]) -> Table:
        """The product, summed; sums among the factors are multiplied out where nothing else helps.

        Raises:
            UnsupportedError: it has no form in matrices.
        """
        factors, summed = _without_deltas(factors, summed)
        try:
            return self.contracted_as_it_is(factors, summed)
        except UnsupportedError:
            for n, factor in enumerate(factors):
                before, after = factors[:n], factors[n + 1 :]
                if isinstance(factor, Add):
                    parts = [self.contracted([*before, part, *after], summed) for part in factor.children]
                    row, column = orientation(parts)
                    return Table(add(*(part.aligned(row, column) for part in parts)), row, column)
                if isinstance(factor, Map) and factor.function == known("square") and len(factor.free) > 2:
                    return self.contracted([*before, factor.body, factor.body, *after], summed)
            raise

    def contracted_as_it_is(self, factors: list[Expr], summed: list[Index]) -> Table:
        scalars = [self.closed(factor) for factor in factors if not factor.free]
        tables = [self.table(factor) for factor in factors if factor.free]
        used = {label for table in tables for label in table.labels}
        scalars += [trace(identity(index.dim)) for index in summed if index not in used]
        tables = eliminate(tables, [index for index in summed if index in used])
        scalars += [table.matrix for table in tables if not table.labels]
        labelled = [table for table in tables if table.labels]
        if not labelled:
            return Table(_scaled(scalars[:-1], scalars[-1]) if scalars else constant(1))
        found = quotient_of(labelled)
        return Table(_scaled(scalars, found.matrix), found.row, found.column)


def _is_table(body: Expr) -> bool:
    return isinstance(body, Tabulate | IndexSum)


def _scaled(scalars: list[Expr], matrix: Expr) -> Expr:
    for scalar in reversed(scalars):
        matrix = scale(scalar, matrix)
    return matrix


def _without_deltas(factors: list[Expr], summed: list[Index]) -> tuple[list[Expr], list[Index]]:
    """A sum over an index in a Kronecker delta puts the other index in its place."""
    for n, factor in enumerate(factors):
        if isinstance(factor, KroneckerDelta):
            pairs = [(factor.left, factor.right), (factor.right, factor.left)]
            found = next(((old, new) for old, new in pairs if old in summed and old != new), None)
            if found is not None:
                rest = [substitute(f, *found) for f in (*factors[:n], *factors[n + 1 :])]
                return _without_deltas(rest, [index for index in summed if index != found[0]])
    return factors, summed
