from __future__ import annotations

import subprocess
import sys

import pytest

from bpsym.expr import NODES, Expr, add, apply, constant, matmul, symbol, transpose, unknown

A, B = symbol("A", "m", "n"), symbol("B", "m", "n")
f = unknown("f")


def tower(height: int, top: Expr = B) -> Expr:
    built: Expr = A
    for _ in range(height):
        built = add(apply(f, built), top)
    return built


def test_expressions_are_equal_if_all_their_parts_are() -> None:
    assert add(A, B) == add(symbol("A", "m", "n"), B)
    assert hash(add(A, B)) == hash(add(symbol("A", "m", "n"), B))
    assert add(A, B) != add(B, A)
    assert symbol("A", "n", "m") != A
    assert constant(1) != symbol("1")
    assert A != "A"


def test_a_tower_of_thousands_of_nodes_is_compared_and_walked_without_recursion() -> None:
    first, second = tower(5000), tower(5000)
    assert first is not second
    assert first == second
    assert first != tower(5000, symbol("C", "m", "n"))
    assert sum(1 for _ in first.walk()) == 15001


def test_an_expression_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        A.name = "B"  # type: ignore[misc]  # that it may not be is the test


def test_with_children_makes_the_same_node_over_other_children() -> None:
    node = matmul(A, transpose(B))
    assert node.with_children((A, transpose(A))) == matmul(A, transpose(A))
    assert node.with_children(node.children) is node
    assert apply(f, A).with_children((B,)) == apply(f, B)


def test_a_walk_is_in_preorder_from_left_to_right() -> None:
    assert list(add(apply(f, A), B).walk()) == [add(apply(f, A), B), apply(f, A), A, B]


def test_every_node_says_what_it_is() -> None:
    assert len({kind.__name__ for kind in NODES}) == len(NODES)
    assert all(kind.__doc__ for kind in NODES)


def test_the_floors_below_the_door_import_neither_sympy_nor_numpy() -> None:
    program = (
        "import sys, bpsym.expr, bpsym.derivation, bpsym.rules, bpsym.autodiff\n"
        "print(sorted({'sympy', 'numpy'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
