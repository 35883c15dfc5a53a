"""Where a line holds is part of its verdict: every condition of definedness and of differentiability."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
import sympy

from bpsym.checker.domain import Domain
from bpsym.checker.normal import Program
from bpsym.expr import (
    KNOWN,
    Expr,
    Symbol,
    apply,
    constant,
    divide,
    hadamard,
    known,
    matmul,
    own_function,
    partial,
    symbol,
    total,
    unknown,
)

x, W = symbol("x", "m", "n"), symbol("W", "n", "k")
z, a, J = symbol("z", "m", "k"), symbol("a", "m", "k"), symbol("J")
t = sympy.Symbol("t", real=True)


def domain(*sides: Expr, definitions: Mapping[Symbol, Expr] | None = None) -> tuple[str, ...]:
    return Domain(Program(definitions or {})).of(sides)


def network(kind: str) -> dict[Symbol, Expr]:
    return {z: matmul(x, W), a: apply(known(kind), z), J: total(a)}


@pytest.mark.parametrize("kind", KNOWN)
def test_every_known_function_states_where_it_is_defined_and_where_it_is_smooth(kind: str) -> None:
    row = KNOWN[kind]
    signs = {"!=": r"\neq", ">=": r"\geq", ">": ">"}
    forward, derivative = domain(a, definitions=network(kind)), domain(partial(J, W), definitions=network(kind))
    needed = row.smooth or row.domain
    if not needed:
        assert forward == derivative == ()
        return
    conditions = [condition.split() for condition in needed.split(", ")]
    subjects = {"t": "z_{ij}", "cos(t)": r"\cos(z_{ij})"}
    assert derivative == tuple(f"{subjects[subject]} {signs[sign]} {bound}" for subject, sign, bound in conditions)
    assert bool(forward) == (bool(row.domain) or kind in ("step", "sign"))


def test_unknown_functions_have_no_conditions() -> None:
    assert domain(apply(unknown("f"), x)) == ()


def test_the_jump_of_step_is_left_out_even_where_nothing_is_differentiated() -> None:
    assert domain(apply(known("step"), x)) == (r"x_{ij} \neq 0",)


def test_relu_is_defined_everywhere_and_differentiable_off_zero() -> None:
    assert domain(apply(known("relu"), x)) == ()
    assert domain(apply(known("relu").derivative(), x)) == (r"x_{ij} \neq 0",)


def test_a_divisor_is_not_zero_and_a_number_needs_no_condition() -> None:
    assert domain(divide(x, hadamard(x, x))) == (r"(x_{ij})^{2} \neq 0",)
    assert domain(divide(constant(1), constant(2))) == ()


def test_conditions_of_definitions_count_only_where_the_line_rests_on_them() -> None:
    definitions = network("log")
    assert domain(a, definitions=definitions) == ("z_{ij} > 0",)
    assert domain(z, definitions=definitions) == ()
    assert domain(x, definitions=definitions) == ()


@pytest.mark.parametrize(
    ("definition", "expected"),
    [
        (sympy.log(t), ("x_{ij} > 0",)),
        (1 / t, (r"x_{ij} \neq 0",)),
        (sympy.sqrt(t), (r"x_{ij} \geq 0",)),
        (1 / sympy.sqrt(t), ("x_{ij} > 0",)),
        (sympy.Heaviside(t), (r"x_{ij} \neq 0",)),
        (sympy.Abs(t), ()),
        (sympy.log(1 + sympy.exp(t)), ()),
        (1 / (1 + sympy.exp(-t)), ()),
        (1 / (1 + t**2), ()),
    ],
    ids=str,
)
def test_an_own_function_has_the_conditions_of_its_parts(definition: sympy.Expr, expected: tuple[str, ...]) -> None:
    assert domain(apply(own_function("g", definition, t), x)) == expected


def test_the_slope_of_an_own_function_keeps_the_conditions_of_the_function() -> None:
    assert "x_{ij} > 0" in domain(apply(own_function("g", sympy.log(t), t).derivative(), x))
    assert domain(apply(own_function("g", sympy.Abs(t), t).derivative(), x)) == (r"x_{ij} \neq 0",)
    assert domain(apply(own_function("g", sympy.Max(0, t), t).derivative(), x)) == (r"x_{ij} \neq 0",)


def test_an_argument_that_cannot_be_shown_still_leaves_its_condition() -> None:
    nest: Expr = x
    for _ in range(20):
        nest = apply(unknown("f"), nest)
    assert domain(apply(known("log"), nest)) == (r"\text{(an argument that is too large to show)} > 0",)
