"""Index notation, in and out of SymPy. Imports SymPy: reached through `sympy_door` only.

SymPy's indices begin at 0 and ours at 1, so whole dimensions alone are read: `Sum(W[i, k] * x[k, 0], (k, 0, n - 1))`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sympy
from sympy.matrices.expressions.matexpr import MatrixElement

from bpsym.errors import ShapeError, UnsupportedError
from bpsym.expr import sympy_node
from bpsym.expr.dimension import ONE, Dim
from bpsym.expr.indexed import At, Index, IndexSum, KroneckerDelta, Tabulate, at, index_sum, kronecker_delta
from bpsym.expr.leaf import Identity, Symbol
from bpsym.expr.node import Expr
from bpsym.expr.sympy_dimension import read_dimension, write_dimension
from bpsym.expr.sympy_scalar import Read, Reader


def write_index(index: Index | int) -> Any:
    """The index as an integer symbol that begins at 0, or the number of an entry from 0."""
    return sympy.Integer(index - 1) if isinstance(index, int) else sympy.Symbol(index.name, integer=True)


def require_one_meaning(expr: Expr) -> None:
    """Every name of an index stands for one dimension: SymPy's indices do not know theirs.

    Raises:
        UnsupportedError: two indices of one name run over different dimensions.
    """
    found: dict[str, Dim] = {}
    for node in expr.walk():
        for index in _indices_of(node):
            if found.setdefault(index.name, index.dim) != index.dim:
                raise UnsupportedError(
                    f"the index {index.name} runs over {found[index.name]} and over {index.dim}; "
                    "SymPy needs two names, for an index there does not know its dimension"
                )


def _indices_of(node: Expr) -> Iterable[Index]:
    match node:
        case At(place=place):
            return [index for index in place if isinstance(index, Index)]
        case KroneckerDelta(left=left, right=right):
            return [left, right]
        case IndexSum(index=index):
            return [index]
        case Tabulate(indices=indices):
            return indices
    return []


def write_at(node: At, body: Any) -> Any:
    """An entry; a scalar is its own."""
    if node.body.is_scalar:
        return body
    make = MatrixElement if len(node.place) == 2 else sympy_node.Entry
    return make(body, *map(write_index, node.place))


def write_delta(node: KroneckerDelta) -> Any:
    """With the range of its indices, so that it can be read again."""
    return sympy.KroneckerDelta(write_index(node.left), write_index(node.right), (0, _last(node.left.dim)))


def write_sum(node: IndexSum, body: Any) -> Any:
    """A `Sum`; SymPy has none of matrices, so a matrix is given by its entries."""
    limits = (write_index(node.index), 0, _last(node.index.dim))
    if node.is_scalar or len(node.shape) != 2:
        return sympy.Sum(body, limits)
    row, column = (sympy.Dummy(name, integer=True) for name in "ij")
    entry = sympy.Sum(MatrixElement(body, row, column), limits)
    return sympy.FunctionMatrix(*map(write_dimension, node.shape), sympy.Lambda((row, column), entry))


def write_table(node: Tabulate, body: Any) -> Any:
    """A `FunctionMatrix`; a scalar where all indices have one value."""
    names = [write_index(index) for index in node.indices]
    if node.is_scalar:
        return body.xreplace(dict.fromkeys(names, sympy.Integer(0)))
    sizes = [write_dimension(dim) for dim in node.shape]
    if len(sizes) > 2:
        return sympy_node.Array(sympy.Lambda(tuple(names), body), *sizes)
    names += [sympy.Dummy("j", integer=True)] * (2 - len(names))
    return sympy.FunctionMatrix(*sizes, sympy.Lambda(tuple(names), body))


def _last(dim: Dim) -> Any:
    return write_dimension(dim) - 1


def _index(given: Any, dim: Dim, whole: Any) -> Index | int:
    """The index, or the number from 1, at one place of an entry."""
    if isinstance(given, sympy.Symbol):
        return Index(_name(given), dim)
    size = dim.value
    if isinstance(given, sympy.Integer) and size is not None and 0 <= given < size:
        return int(given) + 1
    raise UnsupportedError(
        f"the entry {whole} is outside the language; write the formula with whole matrices, or with an index that runs "
        "over a whole dimension"
    )


def _name(symbol: Any) -> str:
    """The name; a dummy has a number, since others may have its name."""
    return f"{symbol.name}{symbol.dummy_index}" if isinstance(symbol, sympy.Dummy) else str(symbol.name)


def read_element(read: Read, given: Any) -> Expr:
    """An entry of anything."""
    body = read(given.args[0])
    if body.is_scalar:
        return body
    return at(body, *(_index(place, dim, given) for place, dim in zip(given.args[1:], body.shape, strict=True)))


def _delta(read: Read, given: Any) -> Expr:
    if len(given.args) != 3:
        raise UnsupportedError(
            f"{given} does not say over which dimension it runs; write KroneckerDelta(i, j, (0, n - 1))"
        )
    dim = _dimension(given.args[2], given)
    return kronecker_delta(*(Index(_name(i), dim) for i in _symbols(given.args[:2], given)))


def _symbols(given: Iterable[Any], whole: Any) -> list[Any]:
    found = list(given)
    if not all(isinstance(index, sympy.Symbol) for index in found):
        raise UnsupportedError(f"{whole} is outside the language: only plain symbols are indices")
    return found


def _dimension(limits: Any, whole: Any) -> Dim:
    first, last = limits
    if first != 0:
        raise UnsupportedError(
            f"{whole} begins at {first}; sums over whole dimensions alone are read, and SymPy's entries begin at 0: "
            "write (k, 0, n - 1)"
        )
    return read_dimension(last + 1)


def _sum(read: Read, given: Any) -> Expr:
    """A sum over whole dimensions; the first limits are the innermost."""
    body = read(given.function)
    for name, *limits in given.limits:
        if len(limits) != 2:
            raise UnsupportedError(f"{given} has no bounds; write (k, 0, n - 1) for a sum over a dimension n")
        index = Index(_name(name), _dimension(limits, given))
        _require_index(body, index, name, given)
        body = index_sum(index, body)
    return body


def _table(read: Read, given: Any) -> Expr:
    """An array given by a formula of its entries; where it has one column, by one index."""
    *sizes, entry = given.args if isinstance(given, sympy.FunctionMatrix) else (*given.args[1:], given.args[0])
    body, dims = read(entry.expr), list(map(read_dimension, sizes))
    indices = [Index(_name(name), dim) for name, dim in zip(_symbols(entry.variables, given), dims, strict=True)]
    for index, name in zip(indices, entry.variables):
        _require_index(body, index, name, given)
    return Tabulate(body, tuple(indices[:1] if dims[1:] == [ONE] and indices[1] not in body.free else indices))


def _require_index(body: Expr, index: Index, name: Any, whole: Any) -> None:
    """The body uses the name as this index, and as nothing else."""
    for other in body.free:
        if other.name == index.name and other.dim != index.dim:
            raise ShapeError(
                f"in {whole}, the index {index.name} runs over {index.dim}, and an axis has {other.dim} entries"
            )
    numbers = {n.name for n in body.walk() if isinstance(n, Symbol) and n.is_scalar}
    sizes = {size for n in body.walk() if isinstance(n, Identity) for size in n.size.names}
    if name.name in numbers | sizes:
        raise UnsupportedError(
            f"in {whole}, the index {index.name} is used as a number; it may only say which entry is meant"
        )


INDEX_READERS: dict[type[Any], Reader] = {
    MatrixElement: read_element,
    sympy_node.Entry: read_element,
    sympy.KroneckerDelta: _delta,
    sympy.Sum: _sum,
    sympy.FunctionMatrix: _table,
    sympy_node.Array: _table,
}
"""SymPy class -> its reader."""
