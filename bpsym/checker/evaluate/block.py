"""Matrices made of the entries of others in another order: diagonals, Kronecker products, vec."""

from __future__ import annotations

from collections.abc import Sequence

from bpsym.checker.evaluate.operation import Shape, operation
from bpsym.checker.evaluate.tape import Tape
from bpsym.checker.evaluate.tensor import Tensor
from bpsym.expr import Diagonal, DiagonalPart, KroneckerProduct, Vec


@operation(Diagonal)
def diagonal_entries(node: Diagonal, tape: Tape, shape: Shape, parts: Sequence[Tensor]) -> Sequence[int]:
    """v[i] where i = j, else 0."""
    column = parts[0].entries
    return [column[i] if i == j else tape.zero for i in range(shape[0]) for j in range(shape[1])]


@operation(DiagonalPart)
def diagonal_part_entries(node: DiagonalPart, tape: Tape, shape: Shape, parts: Sequence[Tensor]) -> Sequence[int]:
    """A[i,i]."""
    return parts[0].entries[:: shape[0] + 1]


@operation(KroneckerProduct)
def kronecker_entries(node: KroneckerProduct, tape: Tape, shape: Shape, parts: Sequence[Tensor]) -> Sequence[int]:
    """A[i // p, j // q] B[i % p, j % q] for B of shape (p, q)."""
    left, right = parts
    p, q = right.shape
    places = ((i, j) for i in range(shape[0]) for j in range(shape[1]))
    return [tape.product(left[i // p, j // q], right[i % p, j % q]) for i, j in places]


@operation(Vec)
def vec_entries(node: Vec, tape: Tape, shape: Shape, parts: Sequence[Tensor]) -> Sequence[int]:
    """The columns below one another: A[k % m, k // m] for A of m rows."""
    rows = parts[0].shape[0]
    return [parts[0][k % rows, k // rows] for k in range(shape[0])]
