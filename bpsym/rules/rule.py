"""A rule is a theorem with its name on it; the registry is the list of all of them."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from bpsym.errors import UnsupportedError
from bpsym.expr import Expr

Pullback = Callable[..., tuple[Expr, ...]]
_P = TypeVar("_P", bound=Pullback)


@dataclass(frozen=True, slots=True)
class Rule:
    """How one kind of node sends a cotangent back to its children."""

    node: type[Expr]
    pullback: Pullback
    """From the cotangent and the fields of the node to one cotangent for each child, in order."""
    gives: tuple[str, ...]
    """For each child, in words, what it receives; reads on from `a matrix product gives its left factor ...`."""
    source: str
    domain: str = ""
    """Where the rule holds, if not everywhere."""

    @property
    def name(self) -> str:
        """What steps, tests, pages and findings call the rule: `matmul_pullback`."""
        return self.pullback.__name__

    @property
    def theorem(self) -> str:
        """The first line of the rule's docstring."""
        return (inspect.getdoc(self.pullback) or "").partition("\n")[0]

    def pull(self, Y_bar: Expr, Y: Expr) -> tuple[Expr, ...]:
        """The cotangents of the children of Y, given the cotangent of Y, both (m, n)."""
        parts: Any = Y
        return self.pullback(Y_bar, *(getattr(parts, field.name) for field in fields(parts)))


RULES: dict[type[Expr], Rule] = {}
"""The registry: node class -> its rule; tests walk it."""


def pullback_of(node: type[Expr], gives: tuple[str, ...], source: str, domain: str = "") -> Callable[[_P], _P]:
    """Register a function as the rule of a node class.

    Raises:
        ValueError: the class has a rule already.
    """

    def register(pullback: _P) -> _P:
        if node in RULES:
            raise ValueError(f"{node.__name__} has a rule already: {RULES[node].name}")
        RULES[node] = Rule(node, pullback, gives, source, domain)
        return pullback

    return register


def rule_for(node: Expr) -> Rule:
    """The rule of a node.

    Raises:
        UnsupportedError: the node is a derivative or a composition of derivatives, which have no rule.
    """
    rule = RULES.get(type(node))
    if rule is None:
        raise UnsupportedError(
            f"there is no pullback rule for {type(node).__name__}, found in a definition that is to be differentiated; "
            f"rules exist for {', '.join(sorted(kind.__name__ for kind in RULES))}: "
            "write the definition with these, without derivatives"
        )
    return rule
