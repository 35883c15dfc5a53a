"""Formulas as trees, layers, and declarations put together."""

from __future__ import annotations

from fractions import Fraction

from bpsym.expr import shape_of
from bpsym.notation import Declared, Layer, Name, Notation, Number, Product, Sum


def test_a_formula_is_walked_from_left_to_right_without_recursion() -> None:
    a, two = Name(0, 1, "a"), Number(4, 5, Fraction(2))
    deep: Sum | Name = a
    for _ in range(5000):
        deep = Sum(0, 5, (deep, two), (1, -1))
    kinds = [type(node).__name__ for node in deep.walk()]
    assert (kinds.count("Sum"), kinds.count("Number"), kinds[-1]) == (5000, 5000, "Number")


def test_the_parts_of_a_formula_are_its_formulas_alone() -> None:
    a, b = Name(0, 1, "a"), Name(2, 3, "b")
    assert Product(0, 3, (a, b), ("",)).parts == (a, b)
    assert a.parts == ()


def test_layers_are_counted_and_shown_as_they_are_written() -> None:
    k = Layer("k", 1)
    assert (str(k), str(k - 1), str(k - 3), str(Layer("", 2))) == ("k+1", "k", "k-2", "2")
    assert k.at({"k": 2}) == Layer("", 3)
    assert k.at({"l": 2}) == k


def test_a_name_is_written_with_its_layer() -> None:
    name = Name(0, 9, r"\delta^{(@)}", Layer("k", 1))
    assert (name.text, name.at({"k": 2})) == (r"\delta^{(k+1)}", r"\delta^{(3)}")


def test_later_declarations_win_and_given_equations_add_up() -> None:
    first = Notation({"X": Declared("X", shape_of("m", "n"))}, given=("a = b",), macros={r"\R": "x"})
    second = Notation({"X": Declared("X", shape_of("n", "m"))}, given=("c = d",))
    merged = first.merged(second)
    assert merged.symbols["X"].shape == shape_of("n", "m")
    assert (merged.given, merged.macros) == (("a = b", "c = d"), {r"\R": "x"})
