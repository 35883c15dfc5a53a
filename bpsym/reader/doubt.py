"""Clashes that may be another convention rather than a mistake: they ask, and refute nothing."""

from __future__ import annotations

from collections.abc import Iterable

from bpsym.errors import BpsymError
from bpsym.notation import Differential, Formula, Transposed
from bpsym.reader.elaborate import AmbiguousError, ClashError, Scope, elaborate

_ELEMENTWISE = "the Jacobian, or the derivative of each entry by its own argument? write f'(z) or diag(f'(z)) for it"


def refuse_mixed_primes(sides: Iterable[Formula]) -> None:
    """A prime beside a `^T` is hardly a transpose too: (a)' may be the derivative of the activation.

    Raises:
        AmbiguousError: both stand in one equation.
    """
    transposed = [n for side in sides for n in side.walk() if isinstance(n, Transposed)]
    primed = next((n for n in transposed if n.by_prime), None)
    if primed is not None and not all(n.by_prime for n in transposed):
        message = "is this prime a derivative or a transpose? There is a transpose with another sign beside it"
        raise AmbiguousError(message, primed.start, primed.end)


def doubt(error: ClashError, sides: Iterable[Formula], scope: Scope) -> AmbiguousError | None:
    """The question to ask in place of a clash; None where it is a plain one."""
    for side in sides:
        for node in side.walk():
            if isinstance(node, Differential) and _is_of_same_shape(node, scope):
                shown = scope.show(node)
                return AmbiguousError(f"{error}: is {shown} {_ELEMENTWISE}", node.start, node.end)
    return None


def _is_of_same_shape(node: Differential, scope: Scope) -> bool:
    """Whether an array that is no number is differentiated by one of its shape."""
    try:
        of, by = (elaborate(part, scope)[0].expr for part in (node.of, node.wrt))
    except BpsymError:
        return False
    return of.shape == by.shape and len(of.shape) == 2 and not of.is_scalar
