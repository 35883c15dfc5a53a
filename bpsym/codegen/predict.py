"""What a network predicts: the last forward value that needs the parameters and no target."""

from __future__ import annotations

from collections.abc import Sequence

from bpsym.codegen.rewrite import nodes
from bpsym.derivation import Derivation
from bpsym.errors import InputError
from bpsym.expr import Symbol


def choose_prediction(
    derivation: Derivation, loss: Symbol, parameters: Sequence[Symbol], name: str | None = None
) -> Symbol | None:
    """The symbol that `forward` should return.

    Of the forward matrices that depend on most parameters, it is the last that does without one of the data on which
    the loss depends (the target); where each needs all of them, as in an autoencoder, it is the last.

    Args:
        derivation: the definitions.
        loss: the scalar that is minimised.
        parameters: the inputs that are fitted.
        name: the user's own choice, by LaTeX or code name.

    Raises:
        InputError: the chosen name is not defined by a forward equation.
    """
    forward = derivation.forward
    if name is not None:
        chosen = derivation.find(name)
        if chosen not in forward:
            raise InputError(f"{name} is no forward value; there are {', '.join(s.name for s in forward)}")
        return chosen
    reached = _reached(derivation)
    data = reached[loss] - set(parameters) if loss in reached else set()
    matrices = [s for s in forward if s != loss and not s.is_scalar and reached[s] <= reached.get(loss, set())]
    without_target = [s for s in matrices if not data <= reached[s]] or matrices
    counts = {s: len(reached[s] & set(parameters)) for s in without_target}
    most = max(counts.values(), default=0)
    return next((s for s in reversed(without_target) if counts[s] == most), None) if most else None


def _reached(derivation: Derivation) -> dict[Symbol, set[Symbol]]:
    """Forward symbol -> the inputs on which it depends."""
    reached: dict[Symbol, set[Symbol]] = {}
    for symbol, value in derivation.forward.items():
        used = [n for n in nodes(value) if isinstance(n, Symbol)]
        reached[symbol] = set().union(*(reached.get(s, {s}) for s in used))
    return reached
