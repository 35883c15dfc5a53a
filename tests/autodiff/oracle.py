"""An independent judge: expressions evaluated exactly over dual numbers modulo a prime.

A dual number a + bε with ε² = 0 carries a value and a tangent, so one evaluation gives Y and dY without any rule for
derivatives of matrices. Functions that are no rational functions are random tables, their derivatives others.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bpsym.derivation import Derivation
from bpsym.expr import (
    At,
    Expr,
    Function,
    Index,
    IndexSum,
    KroneckerDelta,
    Partial,
    Shape,
    Symbol,
    Tabulate,
)

PRIME = 2**31 - 1


class _Sizes(dict[str, int]):
    """Sizes of the dimensions of the tests; any other one has a size from 2 to 5 that depends on its name alone."""

    def __missing__(self, name: str) -> int:
        return random.Random(name).randrange(2, 6)


SIZES = _Sizes(m=2, k=3, n=4, p=5)


@dataclass(frozen=True)
class Dual:
    value: int
    tangent: int = 0

    def __add__(self, other: Dual) -> Dual:
        return Dual((self.value + other.value) % PRIME, (self.tangent + other.tangent) % PRIME)

    def __mul__(self, other: Dual) -> Dual:
        return Dual(self.value * other.value % PRIME, (self.value * other.tangent + self.tangent * other.value) % PRIME)

    def __neg__(self) -> Dual:
        return Dual(-self.value % PRIME, -self.tangent % PRIME)

    def inverse(self) -> Dual:
        inverse = pow(self.value, -1, PRIME)
        return Dual(inverse, -self.tangent * inverse * inverse % PRIME)


Matrix = list[list[Dual]]
Point = dict[Expr, Matrix]

RATIONAL: dict[str, tuple[int, int]] = {"identity": (1, 1), "square": (1, 2), "cube": (1, 3), "reciprocal": (1, -1)}
"""Kind -> (c, n) for c tⁿ."""


def _power(coefficient: int, exponent: int, order: int, t: int) -> int:
    """The derivative of some order of c tⁿ."""
    for _ in range(order):
        coefficient, exponent = coefficient * exponent, exponent - 1
    return coefficient * pow(t, exponent, PRIME) if coefficient else 0


def at(function: Function, order: int, t: int) -> int:
    """The value of a derivative of a function at a residue: the true one, or an entry of a random table."""
    if function.kind in RATIONAL:
        return _power(*RATIONAL[function.kind], order, t) % PRIME
    if function.kind == "log" and order:
        return _power(1, -1, order - 1, t) % PRIME
    kind, shift = {"sin": ("sin", 0), "cos": ("sin", 1)}.get(function.kind, (function.kind, 0))
    turns = (order + shift) % 4
    if kind == "sin":
        return random.Random(f"sin {turns % 2} {t}").randrange(PRIME) * (1 if turns < 2 else -1) % PRIME
    label = "exp" if kind == "exp" else f"{kind or function.name} {order}"
    return random.Random(f"{label} {t}").randrange(1, PRIME)


def _map(function: Function, body: Matrix) -> Matrix:
    def image(a: Dual) -> Dual:
        slope = at(function, function.order + 1, a.value)
        return Dual(at(function, function.order, a.value), slope * a.tangent % PRIME)

    return [[image(a) for a in row] for row in body]


def _sum(entries: list[Dual]) -> Dual:
    return sum(entries, Dual(0))


def _matmul(A: Matrix, B: Matrix) -> Matrix:
    return [[_sum([a * b for a, b in zip(row, column)]) for column in zip(*B)] for row in A]


def _entrywise(combine: Callable[[Dual, Dual], Dual]) -> Callable[..., Matrix]:
    return lambda node, A, B: [[combine(a, b) for a, b in zip(x, y)] for x, y in zip(A, B)]


def _filled(rows: int, columns: int, entry: Callable[[int, int], int]) -> Matrix:
    return [[Dual(entry(i, j) % PRIME) for j in range(columns)] for i in range(rows)]


def _eliminate(A: Matrix) -> tuple[Dual, Matrix]:
    """The determinant and the inverse, by Gauss and Jordan; the first entry of a column that is not 0 is the pivot."""
    n = len(A)
    rows = [[*row, *(Dual(int(i == j)) for j in range(n))] for i, row in enumerate(A)]
    determinant = Dual(1)
    for c in range(n):
        pivot = next(r for r in range(c, n) if rows[r][c].value)
        if pivot != c:
            rows[c], rows[pivot], determinant = rows[pivot], rows[c], -determinant
        determinant, scaling = determinant * rows[c][c], rows[c][c].inverse()
        rows[c] = [a * scaling for a in rows[c]]
        for r in range(n):
            if r != c:
                factor = -rows[r][c]
                rows[r] = [a + factor * b for a, b in zip(rows[r], rows[c])]
    return determinant, [row[n:] for row in rows]


def _kronecker(A: Matrix, B: Matrix) -> Matrix:
    return [[a * b for a in upper for b in lower] for upper in A for lower in B]


def _transposed(A: Matrix) -> Matrix:
    return [list(column) for column in zip(*A)]


def _softmax(A: Matrix) -> Matrix:
    rows = _map(Function("exp", "exp"), A)
    return [[a * _sum(row).inverse() for a in row] for row in rows]


def _log_sum_exp(A: Matrix) -> Matrix:
    return _map(Function("log", "log"), [[_sum(row)] for row in _map(Function("exp", "exp"), A)])


OPERATIONS: dict[str, Callable[..., Matrix]] = {
    "Add": _entrywise(lambda a, b: a + b),
    "Hadamard": _entrywise(lambda a, b: a * b),
    "Divide": _entrywise(lambda a, b: a * b.inverse()),
    "Scale": lambda node, s, A: [[s[0][0] * a for a in row] for row in A],
    "Transpose": lambda node, A: [list(column) for column in zip(*A)],
    "MatMul": lambda node, A, B: _matmul(A, B),
    "Map": lambda node, A: _map(node.function, A),
    "Total": lambda node, A: [[_sum([a for row in A for a in row])]],
    "SumRows": lambda node, A: [[_sum(list(column)) for column in zip(*A)]],
    "SumColumns": lambda node, A: [[_sum(row)] for row in A],
    "Trace": lambda node, A: [[_sum([row[i] for i, row in enumerate(A)])]],
    "SquaredNorm": lambda node, A: [[_sum([a * a for row in A for a in row])]],
    "BroadcastRows": lambda node, A: [A[0] for _ in range(node.count.evaluate(SIZES))],
    "BroadcastColumns": lambda node, A: [[row[0]] * node.count.evaluate(SIZES) for row in A],
    "Inverse": lambda node, A: _eliminate(A)[1],
    "Determinant": lambda node, A: [[_eliminate(A)[0]]],
    "Diagonal": lambda node, v: [[a if i == j else Dual(0) for j in range(len(v))] for i, (a,) in enumerate(v)],
    "DiagonalPart": lambda node, A: [[row[i]] for i, row in enumerate(A)],
    "KroneckerProduct": lambda node, A, B: _kronecker(A, B),
    "Vec": lambda node, A: [[a] for column in zip(*A) for a in column],
    "RowSoftmax": lambda node, A: _softmax(A),
    "ColumnSoftmax": lambda node, A: _transposed(_softmax(_transposed(A))),
    "RowLogSumExp": lambda node, A: _log_sum_exp(A),
    "ColumnLogSumExp": lambda node, A: _transposed(_log_sum_exp(_transposed(A))),
    "Constant": lambda node: [[Dual(node.value.numerator * pow(node.value.denominator, -1, PRIME) % PRIME)]],
    "Identity": lambda node: _filled(*size(node.shape), lambda i, j: int(i == j)),
    "Zero": lambda node: _filled(*size(node.shape), lambda i, j: 0),
}


def size(shape: Shape) -> tuple[int, int]:
    rows, columns = (dim.evaluate(SIZES) for dim in shape)
    return rows, columns


def evaluate(expr: Expr, point: Mapping[Expr, Matrix], where: Mapping[Index, int] | None = None) -> Matrix:
    """The value of an expression, symbols and derivatives looked up in the point, free indices (from 1) in `where`."""
    if expr in point:
        return point[expr]
    where = where or {}
    match expr:
        case At(body=body, place=place):
            i, j = (index if isinstance(index, int) else where[index] for index in place)
            return [[evaluate(body, point, where)[i - 1][j - 1]]]
        case KroneckerDelta(left=left, right=right):
            return [[Dual(int(where[left] == where[right]))]]
        case IndexSum(index=index, body=body):
            return _add_up([evaluate(body, point, {**where, index: i}) for i in _values(index)])
        case Tabulate(body=body, indices=(index,)):
            return [evaluate(body, point, {**where, index: i})[0] for i in _values(index)]
        case Tabulate(body=body, indices=(first, second)):
            rows = ([{**where, first: i, second: j} for j in _values(second)] for i in _values(first))
            return [[evaluate(body, point, here)[0][0] for here in row] for row in rows]
    node: Any = expr
    return OPERATIONS[type(expr).__name__](node, *(evaluate(child, point, where) for child in expr.children))


def _values(index: Index) -> range:
    return range(1, index.dim.evaluate(SIZES) + 1)


def _add_up(matrices: list[Matrix]) -> Matrix:
    return [[_sum(list(entries)) for entries in zip(*rows)] for rows in zip(*matrices)]


def random_matrix(shape: Shape, rng: random.Random, moving: bool = True) -> Matrix:
    rows, columns = size(shape)
    return [
        [Dual(rng.randrange(1, PRIME), rng.randrange(PRIME) if moving else 0) for _ in range(columns)]
        for _ in range(rows)
    ]


def values(A: Matrix) -> list[list[int]]:
    return [[a.value for a in row] for row in A]


def pairing(bar: Matrix, moving: Matrix) -> int:
    """⟨bar, d moving⟩."""
    return sum(b.value * y.tangent for x, z in zip(bar, moving) for b, y in zip(x, z)) % PRIME


def run_forward(derivation: Derivation, moving: Symbol | None, seed: int = 0) -> Point:
    """Every forward symbol, evaluated at a random point; the symbol `moving`, input or not, has a random tangent."""
    rng = random.Random(seed)
    point: Point = {symbol: random_matrix(symbol.shape, rng, moving=False) for symbol in derivation.inputs}
    tangents = random_matrix(moving.shape, rng) if moving is not None else []
    if moving in point:
        point[moving] = _moved(point[moving], tangents)
    for symbol, definition in derivation.forward.items():
        point[symbol] = evaluate(definition, point)
        if symbol == moving:
            point[symbol] = _moved(point[symbol], tangents)
    return point


def _moved(A: Matrix, tangents: Matrix) -> Matrix:
    return [[Dual(a.value, t.tangent) for a, t in zip(row, more)] for row, more in zip(A, tangents)]


def wrong_claims(derived: Derivation, scalar: Symbol, seed: int = 0) -> list[str]:
    """The ids of the claims on derivatives of `scalar` that are false: ⟨∂J/∂v, dv⟩ = dJ does not hold."""
    still = run_forward(derived, None, seed)
    wrong = []
    for equation in derived.claims:
        meaning = derived.meanings.get(equation.left, equation.left)  # type: ignore[call-overload]
        assert isinstance(meaning, Partial)
        assert meaning.of == scalar
        still[equation.left] = still[meaning] = evaluate(equation.right, still)
        moved = run_forward(derived, meaning.wrt, seed)
        if pairing(still[equation.left], moved[meaning.wrt]) != moved[scalar][0][0].tangent:
            wrong.append(equation.id)
    return wrong
