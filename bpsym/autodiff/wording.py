"""The reason of a step in one sentence, from the words that the rules themselves carry."""

from __future__ import annotations

from itertools import groupby

from bpsym.autodiff.contribution import Contribution, Firing
from bpsym.expr import Symbol

SHOWN = 3
"""How many symbols a reason names before it says `and n others`."""


def explain(found: Contribution, parts: int) -> str:
    r"""One sentence on how a cotangent was found; names are LaTeX between dollar signs.

    Such as `Through $z^{(3)}$, a matrix product gives its right factor the transposed left factor times the cotangent.`

    Args:
        found: the cotangent and its way.
        parts: of how many contributions it is the sum.
    """
    said: dict[str, dict[Symbol, None]] = {}
    for symbol, firings in groupby(found.firings, key=lambda firing: firing.symbol):
        said.setdefault(_words(list(firings)), {})[symbol] = None
    clauses = [f"through {_list(list(symbols))}, {words}" for words, symbols in said.items()]
    sentence = "; ".join(clauses) or "its cotangent is passed on as it is"
    if parts > 1:
        sentence += f"; the {parts} contributions are added"
    return sentence[0].upper() + sentence[1:] + "."


def explain_independence(of: Symbol, wrt: Symbol) -> str:
    """One sentence on why a gradient is zero."""
    return f"${of.name}$ does not depend on ${wrt.name}$: no definition leads from one to the other."


def _words(firings: list[Firing]) -> str:
    return ", ".join(dict.fromkeys(firing.rule.gives[firing.child] for firing in firings))


def _list(symbols: list[Symbol]) -> str:
    names = [f"${symbol.name}$" for symbol in symbols]
    if len(names) > SHOWN:
        names[SHOWN:] = [f"{len(names) - SHOWN} others"]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
