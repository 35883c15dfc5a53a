"""Which inputs are fitted, where the user does not say."""

from __future__ import annotations

from collections.abc import Sequence

from bpsym.derivation import Derivation
from bpsym.errors import InputError
from bpsym.expr import Partial, Symbol
from bpsym.notation.code_name import code_name

DATA = frozenset({"X", "x", "Y", "y", "T", "t"})
"""Names that notes give to data."""
FIXED = frozenset({"lambda_", "alpha", "eta", "epsilon", "m", "n", "N"})
"""Names that notes give to scalars that are chosen, not fitted."""


def choose_parameters(derivation: Derivation, of: Symbol, wrt: Sequence[str] | None = None) -> tuple[Symbol, ...]:
    """The inputs by which the loss is differentiated.

    Args:
        derivation: forward definitions.
        of: the loss.
        wrt: the user's choice, by LaTeX or code names. Without it: the inputs whose gradients the derivation mentions;
            without any, all inputs but those with the usual names of data (X, y, ...) and of fixed scalars (λ, m, ...).

    Raises:
        InputError: a name that is no input on which the loss depends, or no input is left.
    """
    inputs = _inputs_of(derivation, of)
    if wrt is not None:
        chosen = tuple(dict.fromkeys(derivation.find(name) for name in wrt))
    else:
        chosen = _mentioned(derivation, of, inputs) or tuple(s for s in inputs if not _is_given(s))
    names = ", ".join(s.name for s in inputs) or "none"
    stray = next((s.name for s in chosen if s not in inputs), None)
    if stray is not None:
        raise InputError(f"{stray} is no input of {of.name}; only inputs are fitted: {names}")
    if not chosen:
        raise InputError(f"nothing to differentiate {of.name} by; say which of the inputs ({names}) with wrt=[...]")
    return chosen


def _inputs_of(derivation: Derivation, of: Symbol) -> tuple[Symbol, ...]:
    """The inputs on which the scalar depends, in the order of the derivation."""
    forward, reached, waiting = derivation.forward, {of}, [of]
    while waiting:
        here = waiting.pop()
        used = {n for n in forward[here].walk() if isinstance(n, Symbol)} if here in forward else set()
        waiting.extend(used - reached)
        reached |= used
    return tuple(s for s in derivation.inputs if s in reached)


def _mentioned(derivation: Derivation, of: Symbol, inputs: Sequence[Symbol]) -> tuple[Symbol, ...]:
    sides = (s for e in derivation.equations for r in e.readings[:1] for s in (r.left, r.right))
    found = {n.wrt for side in sides for n in side.walk() if isinstance(n, Partial) and n.of == of}
    return tuple(s for s in inputs if s in found)


def _is_given(symbol: Symbol) -> bool:
    name = code_name(symbol.name)
    return name in DATA or (symbol.is_scalar and name in FIXED)
