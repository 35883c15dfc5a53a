"""Index notation at a point: the body of a sum, or of an array, once for each position of its index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

from bpsym.checker.evaluate.domain import OutsideDomain
from bpsym.checker.evaluate.operation import Shape, operation
from bpsym.checker.evaluate.tape import Tape
from bpsym.checker.evaluate.tensor import Tensor
from bpsym.expr import At, Dim, Expr, Index, IndexSum, KroneckerDelta, Tabulate

Positions = Mapping[Index, int]
"""Where each free index of an expression stands, counted from 1."""

Task = Expr | tuple[Expr, frozenset[tuple[Index, int]]]
"""What is evaluated: an expression, and the positions of its free indices if there are any."""

NOWHERE: Positions = {}


def task_of(expr: Expr, positions: Positions) -> Task:
    """The expression with the positions of its own free indices, so that others make no difference."""
    return (expr, frozenset((i, positions[i]) for i in expr.free)) if expr.free else expr


def opened(task: Task) -> tuple[Expr, Positions]:
    """The expression of a task, and the positions of its free indices."""
    return (task, NOWHERE) if isinstance(task, Expr) else (task[0], dict(task[1]))


def tasks_below(task: Task, sizes: Mapping[str, int]) -> tuple[Task, ...]:
    """What must be known first: the children, under a binder once for each choice of positions, the last fastest."""
    expr, positions = opened(task)
    if isinstance(expr, IndexSum | Tabulate):
        indices = expr.indices if isinstance(expr, Tabulate) else (expr.index,)
        choices = product(*(range(1, size_of(index.dim, sizes) + 1) for index in indices))
        return tuple(task_of(expr.body, {**positions, **dict(zip(indices, choice))}) for choice in choices)
    if not expr.free:
        return expr.children
    return tuple(task_of(child, positions) for child in expr.children)


def size_of(dim: Dim, sizes: Mapping[str, int]) -> int:
    """The size of a dimension; OutsideDomain for one below 1."""
    size = dim.evaluate(sizes)
    if size < 1:
        raise OutsideDomain(f"a dimension of size {size}")
    return size


def entry_of(expr: At, positions: Positions, body: Tensor) -> int:
    """The entry of the body at the place."""
    place = tuple(positions[i] if isinstance(i, Index) else i for i in expr.place)
    entry: int = body[tuple(i - 1 for i in place)]
    return entry


def delta_of(expr: KroneckerDelta, positions: Positions, tape: Tape) -> int:
    """1 where both indices stand at one position, else 0."""
    return tape.one if positions[expr.left] == positions[expr.right] else tape.zero


@operation(IndexSum)
def index_sum_entries(node: IndexSum, tape: Tape, shape: Shape, parts: Sequence[Tensor]) -> Sequence[int]:
    """The sum of the bodies, entry by entry."""
    return [tape.total(entries) for entries in zip(*(part.entries for part in parts), strict=True)]


@operation(Tabulate)
def tabulate_entries(node: Tabulate, tape: Tape, shape: Shape, parts: Sequence[Tensor]) -> Sequence[int]:
    """The scalar bodies side by side."""
    return [part.entries[0] for part in parts]
