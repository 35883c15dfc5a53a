"""Costs of which nothing is known, costs with arguments, and second names."""

from __future__ import annotations

import pytest

from bpsym.review import check_text

HEADER = r"""---
bpsym:
  symbols: {x: [d], y: [q], W: [p, d], V: [q, p], A: [m, n], L: scalar, J: scalar, s: scalar, '\lambda': scalar}
  functions: {f: elementwise, '\Sigma': diagonal f, '\ell': cost}
---
"""
FORWARD = "$$z = W x$$\n\n$$h = f(z)$$\n\n$$o = V h$$\n\n$$L = l(o, y)$$\n\n"


def verdicts(body: str, header: str = HEADER) -> list[str]:
    return [entry.verdict.value for entry in check_text(header + body, "notes.md").entries]


def last(formula: str, before: str = FORWARD) -> str:
    return verdicts(f"{before}$${formula}$$")[-1]


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (r"\frac{\partial L}{\partial V} = \frac{\partial L}{\partial o} h^T", "proved"),
        (r"\frac{\partial L}{\partial V} = -\frac{\partial L}{\partial o} h^T", "refuted"),
        (r"\frac{\partial L}{\partial V} = h \frac{\partial L}{\partial o}", "refuted"),
        (r"\frac{\partial L}{\partial z} = V^T \frac{\partial L}{\partial o} \odot f'(z)", "proved"),
        (r"\frac{\partial L}{\partial z} = V^T \frac{\partial L}{\partial o} \odot f(z)", "refuted"),
        (r"\frac{\partial L}{\partial x} = \frac{\partial L}{\partial y}", "refuted"),
        (r"\frac{\partial L}{\partial h} = \frac{\partial L}{\partial z}", "refuted"),
    ],
)
def test_what_holds_of_every_cost_is_proved_and_nothing_else(formula: str, expected: str) -> None:
    assert last(formula).replace("unread", "refuted") == expected


@pytest.mark.parametrize(
    "formula",
    [
        r"L = \frac12 \|o - y\|^2",
        r"\frac{\partial L}{\partial o} = o - y",
        r"\frac{\partial L}{\partial W} = 0",
    ],
)
def test_what_would_hold_of_some_costs_only_is_left_open(formula: str) -> None:
    assert last(formula) in ("undecided", "unread")


@pytest.mark.parametrize(
    "formula",
    [
        r"\frac{\partial}{\partial o} \frac{\partial L}{\partial o} = 0",
        r"\frac{\partial \delta}{\partial o} = 0",
        r"\frac{\partial L}{\partial y} = L",
    ],
)
def test_no_second_derivative_of_an_unknown_cost_is_judged(formula: str) -> None:
    before = FORWARD + r"$$\delta = \frac{\partial L}{\partial o}$$" + "\n\n"
    assert last(formula, before) not in ("proved", "conditional", "supported")


def test_a_cost_of_one_argument_may_be_declared() -> None:
    body = r"$$Z = f(A)$$ $$L = \ell(Z)$$ $$\frac{\partial L}{\partial A} = \frac{\partial L}{\partial Z} \odot f'(A)$$"
    assert verdicts(body) == ["definition", "definition", "proved"]


def test_a_function_of_several_arguments_that_is_no_cost_is_not_read() -> None:
    assert verdicts("$$h = k(x, y)$$") == ["unread"]
    assert verdicts("$$L = k(x, y)$$ $$J = 2 k(x, y)$$") == ["unread", "unread"]


PROD = r"\text{prod}\left(\frac{\partial L}{\partial o}, \frac{\partial o}{\partial V}\right)"


def test_prod_is_a_chain_of_derivatives_in_either_order() -> None:
    turned = r"\text{prod}\left(\frac{\partial o}{\partial V}, \frac{\partial L}{\partial o}\right)"
    for chain in (PROD, turned):
        assert (
            last(rf"\frac{{\partial L}}{{\partial V}} = {chain} = \frac{{\partial L}}{{\partial o}} h^\top") == "proved"
        )
        assert last(rf"\frac{{\partial L}}{{\partial V}} = 2 {chain}") == "refuted"
    assert last(r"L = \text{prod}(x, y)") == "unread"


def test_a_chain_that_ends_in_a_set_claims_what_stands_before_it() -> None:
    chain = r"\frac{\partial L}{\partial h} = V^T \frac{\partial L}{\partial o}"
    assert last(chain + r" = W x - W x + V^\top \frac{\partial L}{\partial o} \in \mathbb{R}^p") == "proved"
    assert last(chain + r" = V^\top \frac{\partial L}{\partial o} + h \in \mathbb{R}^{p}") == "refuted"


def test_costs_of_one_name_with_other_arguments_are_other_costs() -> None:
    body = (
        r"$$J(W; x, y) = \frac12 \|W x\|^2$$ $$J(W) = J(W; x, y) + \frac{\lambda}{2} \|W\|^2$$"
        r"$$\frac{\partial}{\partial W} J(W; x, y) = W x x^T$$"
        r"$$\frac{\partial}{\partial W} J(W) = W x x^T + \lambda W$$"
        r"$$\nabla_W J(W) = W x x^T$$ $$\nabla_W J(W, y) = W x x^T$$"
    )
    assert verdicts(body) == ["definition", "definition", "proved", "proved", "refuted", "unread"]


def test_a_cost_with_as_many_arguments_is_the_first_one_at_another_place() -> None:
    assert verdicts(r"$$J(W) = \frac12 \|W x\|^2$$ $$J(V) = \frac12 \|V\|^2$$") == ["definition", "unread"]


SECOND = r"""---
bpsym:
  families:
    'w^l': {shape: ['n_l', 'n_{l-1}'], l: '2..L'}
    'z^l': {shape: ['n_l'], l: '2..L'}
    'a^l': {shape: ['n_l'], l: '1..L'}
    '\delta^l': {shape: ['n_l'], l: '2..L'}
  symbols: {y: ['n_L'], x: ['n_1']}
  functions: {f: elementwise, '\Sigma': diagonal f}
  given: ['a = a^L', 'h_W(x) = a^L', 'z^l = w^l a^{l-1}', 'a^l = f(z^l)', 'C = \frac12 \|a^L - y\|^2',
    '\delta^l = \frac{\partial C}{\partial z^l}']
---
"""


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (r"\delta^L = \nabla_a C \odot f'(z^L)", "proved"),
        (r"\delta^L = \nabla_a C \odot f(z^L)", "refuted"),
        (r"\delta^L = \Sigma'(z^L) \nabla_a C", "proved"),
        (r"\delta^L = \Sigma(z^L) \nabla_a C", "refuted"),
        (r"\delta^l = \Sigma'(z^l) (w^{l+1})^T \delta^{l+1}", "proved"),
        (r"\delta^L = (h_W(x) - y) \odot f'(z^L)", "proved"),
        (r"\delta^L = (y - h_W(x)) \odot f'(z^L)", "refuted"),
        (r"\delta^l = \Sigma'(z^l) (w^{l+1})^T \ldots \Sigma'(z^L) \nabla_a C", "unread"),
        (r"\delta^L_i = \frac{\partial}{\partial z^L_i} \;\; \frac12 \left\| y - h_W(x) \right\|^2", "proved"),
        (r"\delta^L_i = \frac{\partial}{\partial z^L_i} \;\; 2 \left\| y - h_W(x) \right\|^2", "refuted"),
    ],
)
def test_a_second_name_is_read_as_the_first(formula: str, expected: str) -> None:
    assert verdicts(f"$${formula}$$", SECOND)[-1] == expected
