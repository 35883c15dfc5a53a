"""A derivation as a function of NumPy arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bpsym.autodiff import derive
from bpsym.codegen import generate
from bpsym.derivation import Derivation, Role
from bpsym.program.compiled import Compiled
from bpsym.program.parameters import choose_parameters


def lambdify(
    derivation: Derivation,
    wrt: Sequence[str] | None = None,
    functions: Mapping[str, Any] | None = None,
    of: str = "J",
    prediction: str | None = None,
) -> Compiled:
    """Derive the gradients of a scalar and compile them, with it, into a function of NumPy arrays.

    The gradients are always derived by rule from the definitions: what notes claim may be wrong, and is never compiled.

    Args:
        derivation: forward definitions, for instance equations (1)-(5) of the two-layer network.
        wrt: the inputs by which it is differentiated; for the default see `choose_parameters`.
        functions: what the unknown functions are: name -> `"sigmoid"`, a `Function` or a SymPy expression.
        of: the scalar.
        prediction: what `Compiled.predict` returns; by default the last forward value that needs no target.

    Raises:
        InputError: no such symbol, no input to differentiate by, or an unknown function.
        UnsupportedError: a part that has no NumPy form.
    """
    loss = derivation.find(of)
    parameters = [s.name for s in choose_parameters(derivation, loss, wrt)]
    definitions = tuple(e for e in derivation.equations if e.role is Role.DEFINITION)
    derived = derive(replace(derivation, equations=definitions, assumptions=()), of=loss, wrt=parameters)
    return Compiled.of(generate(derived, loss.name, parameters, functions, prediction))
