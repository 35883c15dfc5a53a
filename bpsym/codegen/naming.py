"""Names of the symbols and dimensions of a derivation in its source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bpsym.codegen.kernel import DEFINITIONS
from bpsym.codegen.rewrite import nodes
from bpsym.codegen.sequence import Lines, inputs_of
from bpsym.codegen.source import FORWARD, LOSS
from bpsym.derivation import Derivation
from bpsym.expr import Symbol
from bpsym.notation.code_name import code_names

RESERVED = (FORWARD, LOSS, "check", *DEFINITIONS)
"""What a generated module defines for itself."""


def name_symbols(derivation: Derivation, symbols: Iterable[Symbol]) -> dict[Symbol, str]:
    """Symbol -> its name in the source: the notes' own, or one made from its LaTeX; symbols of the notes come first."""
    wanted = dict.fromkeys((*derivation.symbols, *symbols))
    names = code_names([s.name for s in wanted], derivation.code_names, RESERVED)
    return {s: names[s.name] for s in wanted}


def name_dimensions(derivation: Derivation, names: Mapping[Symbol, str]) -> dict[str, str]:
    """Name of a dimension -> its name in the source; a scalar input of the same name is the dimension itself."""
    sides = (s for e in derivation.equations for r in e.readings for s in (r.left, r.right))
    shapes = (node.shape for node in nodes(*sides))
    found = dict.fromkeys(n for shape in shapes for d in shape for n in sorted(d.names))
    same = {s.name: names[s] for s in derivation.inputs if s.is_scalar and s.name in found}
    others = [n for n in found if n not in same]
    return {**same, **code_names(others, derivation.code_names, {*RESERVED, *names.values()})}


def arguments(lines: Lines, dimensions: Mapping[str, str], order: Sequence[Symbol]) -> tuple[Symbol, ...]:
    """What a function that runs the lines must be given, in the order of `order`; sizes are read off the arrays."""
    used = set(inputs_of(lines))
    return tuple(s for s in order if s in used and not (s.is_scalar and s.name in dimensions))
