from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
import sympy
from sympy import HadamardPower, HadamardProduct, Identity, Inverse, MatrixSymbol, OneMatrix, Trace

from bpsym.errors import InputError, ShapeError, UnsupportedError
from bpsym.expr import (
    Expr,
    Index,
    add,
    apply,
    at,
    broadcast_over_rows,
    constant,
    determinant,
    diagonal,
    diagonal_part,
    divide,
    fill,
    from_sympy,
    hadamard,
    identity,
    index,
    index_sum,
    inverse,
    known,
    kronecker_delta,
    kronecker_product,
    matmul,
    negate,
    ones,
    scale,
    subtract,
    symbol,
    tabulate,
    trace,
    transpose,
    unknown,
)
from bpsym.expr.sympy_node import BroadcastRows

m, n, k = sympy.symbols("m n k")
X, Y, W, S, b = (MatrixSymbol(*spec) for spec in (("X", m, n), ("Y", m, n), ("W", n, k), ("S", n, n), ("b", 1, k)))
lam, x = sympy.symbols("lambda x")
i, j = sympy.symbols("i j", integer=True)
v, OV, OI, OJ = MatrixSymbol("v", n, 1), symbol("v", "n"), index("i", "m"), index("j", "n")
OX, OY, OW, OS = symbol("X", "m", "n"), symbol("Y", "m", "n"), symbol("W", "n", "k"), symbol("S", "n", "n")
f = sympy.Function("f")
FX = apply(unknown("f"), OX)

READ: list[tuple[Any, Expr]] = [
    (X * W, matmul(OX, OW)),
    (X.T, transpose(OX)),
    (X - Y, subtract(OX, OY)),
    (Y - X, subtract(OY, OX)),
    (lam - x, subtract(symbol("lambda"), symbol("x"))),
    (X.applyfunc(lambda t: lam * f(2 * t)), scale(symbol("lambda"), apply(unknown("f"), scale(2, OX)))),
    (X.applyfunc(lambda t: f(t) * f(t)), apply(known("square"), apply(unknown("f"), OX))),
    (X.applyfunc(lambda t: t - f(t)), subtract(OX, apply(unknown("f"), OX))),
    (X.applyfunc(lambda t: f(t) + lam), add(fill(symbol("lambda"), "m", "n"), apply(unknown("f"), OX))),
    (X.applyfunc(f).applyfunc(sympy.tanh).applyfunc(f).doit(), apply(unknown("f"), apply(known("tanh"), FX))),
    (-X, negate(OX)),
    (X * W / 2, scale(constant(Fraction(1, 2)), matmul(OX, OW))),
    (Trace(S) * X * W, scale(trace(OS), matmul(OX, OW))),
    (lam * X, scale(symbol("lambda"), OX)),
    (S**2, matmul(OS, OS)),
    (S**3, matmul(matmul(OS, OS), OS)),
    (HadamardProduct(X, Y), hadamard(OX, OY)),
    (HadamardProduct(X, HadamardPower(Y, -1)), divide(OX, OY)),
    (HadamardPower(Y, 2), apply(known("square"), OY)),
    (HadamardPower(Y, sympy.Rational(1, 2)), apply(known("sqrt"), OY)),
    (X.applyfunc(f), apply(unknown("f"), OX)),
    (X.applyfunc(sympy.Lambda(x, f(x).diff(x))), apply(unknown("f").derivative(), OX)),
    (X.applyfunc(sympy.exp), apply(known("exp"), OX)),
    (X.applyfunc(sympy.tanh), apply(known("tanh"), OX)),
    (X.applyfunc(lambda t: 1 / (1 + sympy.exp(-t))), apply(known("sigmoid"), OX)),
    (X.applyfunc(lambda t: sympy.Max(0, t)), apply(known("relu"), OX)),
    (X.applyfunc(lambda t: t**2), apply(known("square"), OX)),
    (OneMatrix(m, n), ones("m", "n")),
    (Identity(n), identity("n")),
    (X * W + BroadcastRows(b, m), add(matmul(OX, OW), broadcast_over_rows(symbol("b", 1, "k"), "m"))),
    (3, constant(3)),
    (sympy.Rational(2, 3), constant(Fraction(2, 3))),
    (sympy.exp(lam), apply(known("exp"), symbol("lambda"))),
    (1 / lam, apply(known("reciprocal"), symbol("lambda"))),
    (lam**4, apply(known("square"), apply(known("square"), symbol("lambda")))),
    (HadamardPower(X, 5), hadamard(apply(known("square"), apply(known("square"), OX)), OX)),
    (HadamardPower(X, sympy.Rational(3, 2)), apply(known("cube"), apply(known("sqrt"), OX))),
    (lam**-2, divide(constant(1), apply(known("square"), symbol("lambda")))),
    (sympy.E, apply(known("exp"), constant(1))),
    (f(2), apply(unknown("f"), constant(2))),
    (MatrixSymbol("q", 1, 1)[0, 0], symbol("q")),
    (Trace(MatrixSymbol("q", 1, 1)), symbol("q")),
    (Inverse(S) * X.T, matmul(inverse(OS), transpose(OX))),
    (S**-2 * W, matmul(matmul(inverse(OS), inverse(OS)), OW)),
    (sympy.Determinant(S), determinant(OS)),
    (sympy.DiagMatrix(v), diagonal(OV)),
    (sympy.DiagMatrix(b), diagonal(transpose(symbol("b", 1, "k")))),
    (sympy.DiagMatrix(v.T).doit(), diagonal(OV)),
    (sympy.DiagonalOf(S), diagonal_part(OS)),
    (sympy.DiagonalMatrix(S), diagonal(diagonal_part(OS))),
    (sympy.KroneckerProduct(X, W), kronecker_product(OX, OW)),
    (sympy.Sum(X[i, j] * v[j, 0], (j, 0, n - 1)), index_sum(OJ, scale(at(OX, OI, OJ), at(OV, OJ)))),
    (sympy.Sum(X[i, j], (i, 0, m - 1), (j, 0, n - 1)), index_sum(OJ, index_sum(OI, at(OX, OI, OJ)))),
    (
        sympy.FunctionMatrix(m, n, sympy.Lambda((i, j), X[i, j] * v[j, 0])),
        tabulate(scale(at(OX, OI, OJ), at(OV, OJ)), [OI, OJ]),
    ),
    (sympy.FunctionMatrix(n, 1, sympy.Lambda((j, i), v[j, 0])), tabulate(at(OV, OJ), [OJ])),
    (Identity(n)[i, j], kronecker_delta(Index("i", OJ.dim), OJ)),
    (MatrixSymbol("Q", 2, 3)[1, 2], at(symbol("Q", 2, 3), 2, 3)),
]


@pytest.mark.parametrize(("given", "expected"), READ, ids=lambda value: str(value)[:40])
def test_what_users_write_in_sympy_is_read(given: Any, expected: Expr) -> None:
    assert from_sympy(given) == expected


def test_symbols_are_known_by_name_whatever_their_assumptions() -> None:
    rows, columns = sympy.symbols("m n", integer=True, positive=True)
    assert from_sympy(MatrixSymbol("X", rows, columns)) == OX
    assert from_sympy(sympy.Symbol("s", real=True)) == symbol("s")


WRONG_SHAPES: list[tuple[Any, str]] = [
    (X * W.T, r"cannot multiply \(m, n\) by \(k, n\): n columns meet k rows"),
    (X + MatrixSymbol("V", n, m), r"cannot add \(n, m\) and \(m, n\)|cannot add \(m, n\) and \(n, m\)"),
    (HadamardProduct(X, MatrixSymbol("V", n, m)), r"cannot multiply entry by entry \(m, n\) and \(n, m\)"),
    (sympy.Sum(v[i, 0], (i, 0, m - 1)), "the index i runs over m, and an axis has n entries"),
    (sympy.Sum(v[i, 0], (i, 0, n)), r"the index i runs over n \+ 1, and an axis has n entries"),
    (Trace(MatrixSymbol("V", n, m)), r"a trace needs a square matrix, found \(n, m\)"),
]


@pytest.mark.parametrize(("given", "message"), WRONG_SHAPES, ids=lambda value: str(value)[:30])
def test_shapes_that_sympy_lets_pass_are_refused(given: Any, message: str) -> None:
    with pytest.raises(ShapeError, match=message):
        from_sympy(given)


g = sympy.Function("g")
UNSUPPORTED: list[tuple[Any, str]] = [
    (sympy.Sum(lam * i, (i, 0, n - 1)), "the index i is used as a number; it may only say which entry is meant"),
    (sympy.Sum(i * v[i, 0], (i, 0, n - 1)), "the index i is used as a number"),
    (
        sympy.Sum(v[i, 0], (i, 1, n)),
        r"Sum.* begins at 1; sums over whole dimensions alone are read.*write \(k, 0, n - 1\)",
    ),
    (v[i + 1, 0], r"the entry v\[i \+ 1, 0\] is outside the language"),
    (
        sympy.KroneckerDelta(i, j),
        r"does not say over which dimension it runs; write KroneckerDelta\(i, j, \(0, n - 1\)\)",
    ),
    (sympy.MatPow(S, x), "the power S\\*\\*x is outside the language; write an integer as exponent"),
    (X[0, 1], r"the entry X\[0, 1\] is outside the language; write the formula with whole matrices"),
    (sympy.Matrix([[1, 2]]), "outside the language; write a MatrixSymbol"),
    (sympy.Float("0.5") * X, r"the float 0\.50* is no exact number; write sympy\.Rational\(1, 2\)"),
    (sympy.atan2(lam, x), "is no function of one argument; atan2 is outside the language"),
    (X.applyfunc(sympy.Lambda(x, sympy.Max(x, f(x)))), "Max in t -> Max.* is outside the language of elementwise maps"),
    (f(lam, x), r"f\(lambda, x\) is outside the language; write f\(x\)"),
    (g(lam, x).diff(lam, x), "Derivative.*is outside the language; write"),
    (HadamardPower(X, lam), "the exponent lambda is no number"),
    (lam**x, r"the exponent x is no number; write exp\(b log\(a\)\)"),
    (MatrixSymbol("V", n / 2, n), "the dimension n/2 is no polynomial with integer coefficients"),
]


@pytest.mark.parametrize(("given", "message"), UNSUPPORTED, ids=lambda value: str(value)[:30])
def test_what_the_language_lacks_is_named_with_a_way_out(given: Any, message: str) -> None:
    with pytest.raises(UnsupportedError, match=message):
        from_sympy(given)


@pytest.mark.parametrize("given", ["X*W", None, 0.5, [X]])
def test_nothing_but_sympy_is_read_and_text_is_never_parsed(given: Any) -> None:
    with pytest.raises(InputError, match="expected a SymPy expression, found"):
        from_sympy(given)
