"""The tables of heads: which lemma writes a function of SymPy, and which one a head whose argument changed."""

from __future__ import annotations

from collections.abc import Callable

from bpsym.checker.normal import lemma
from bpsym.checker.normal.canonical import canonical
from bpsym.checker.normal.log import logarithm
from bpsym.checker.normal.term import Apply, Poly, single

HEADS: dict[str, Callable[[Poly], Poly]] = {
    "exp": lemma.exponential,
    "log": logarithm,
    "sigmoid": lemma.sigmoid,
    "step": lemma.step,
    "recip": lemma.reciprocal,
    "sqrt": lemma.square_root,
    "sin": lemma.odd("sin"),
    "cos": lemma.cosine,
    "erf": lemma.odd("erf"),
    "atan": lemma.arctangent,
}
"""Head of a normal form -> what it becomes when its argument changes."""

FUNCTIONS: dict[str, Callable[[Poly], Poly]] = {
    **{name: HEADS[name] for name in ("exp", "log", "sin", "cos", "erf", "atan")},
    "tanh": lemma.tanh,
    "sinh": lemma.sinh,
    "cosh": lemma.cosh,
    "Abs": lemma.absolute,
    "sign": lemma.sign_of,
    "Heaviside": lemma.step,
    # 0, but where its argument is 0: there the function has a jump or a kink, which its domain leaves out.
    "DiracDelta": lambda argument: (),
}
"""SymPy's name of a function -> its normal form."""


def rebuilt(head: Apply, argument: Poly) -> Poly:
    """The same function of a new argument, by its lemmas again."""
    rule = HEADS.get(head.head)
    return rule(argument) if rule else single(Apply(head.head, canonical(argument), head.order))
