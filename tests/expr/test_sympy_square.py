"""Inverses, determinants, diagonals, Kronecker products and vec: SymPy's own entries, and `lambdify`."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import sympy

from bpsym.expr import Expr, Symbol, to_sympy
from bpsym.expr.sympy_node import Vec
from bpsym.expr.sympy_printer import NumPyPrinter
from tests.codegen.evaluate import concrete, evaluate
from tests.expr.sympy_examples import SQUARE

SIZES = {"m": 3, "n": 4, "k": 2}


@pytest.mark.parametrize("expr", SQUARE, ids=str)
def test_what_sympy_evaluates_by_numpy_is_the_value(expr: Expr) -> None:
    symbols = sorted({node for node in expr.walk() if isinstance(node, Symbol)}, key=lambda symbol: symbol.name)
    random = np.random.default_rng(3)
    arrays: dict[Symbol, Any] = {s: random.uniform(0.5, 1.5, concrete(s.shape, SIZES)) for s in symbols}
    arrays |= {s: a + 4 * np.eye(len(a)) for s, a in arrays.items() if s.rows == s.columns and not s.is_scalar}
    run = sympy.lambdify([s.sympy for s in symbols], to_sympy(expr), printer=NumPyPrinter())
    found = run(*(arrays[s][0, 0] if s.is_scalar else arrays[s] for s in symbols))
    expected = evaluate(expr, arrays, SIZES)
    np.testing.assert_allclose(np.reshape(found, expected.shape), expected, rtol=1e-12)


def test_vec_has_the_columns_below_one_another() -> None:
    A = sympy.MatrixSymbol("A", 2, 3)
    assert Vec(A).as_explicit() == A.as_explicit().vec()
