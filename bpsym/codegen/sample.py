"""Arrays for the check that a generated module makes of itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from bpsym.codegen.rewrite import nodes
from bpsym.codegen.sequence import Lines
from bpsym.expr import Determinant, Expr, Inverse, MatMul, Symbol


@dataclass(slots=True)
class Inverted:
    """What the inverses and determinants of a module ask of its inputs."""

    found: bool = False
    longer: set[str] = field(default_factory=set)
    """Names of dimensions that have to be long: XᵀX has an inverse only if X has enough rows."""

    def look_at(self, lines: Lines) -> None:
        """Take in the inverses and determinants of some lines."""
        for node in nodes(*lines.values()):
            if isinstance(node, Inverse | Determinant):
                self.found = True
                inner = {n for product in _products(node.body, lines) for n in product.left.columns.names}
                self.longer |= inner - node.body.rows.names


def _products(expr: Expr, lines: Lines) -> Iterator[MatMul]:
    """The matrix products of which an expression is made, also in the lines that it uses."""
    waiting, seen = [expr], set[Expr]()
    while waiting:
        here = waiting.pop()
        if here in seen:
            continue
        seen.add(here)
        if isinstance(here, MatMul):
            yield here
        waiting += [lines[here]] if isinstance(here, Symbol) and here in lines else here.children


def sample_rows(
    inputs: Iterable[Symbol], names: Mapping[Symbol, str], dimensions: Iterable[str], inverted: Inverted
) -> list[str]:
    """Arrays between 0.1 and 0.9, where the usual functions are defined and smooth.

    Where something is inverted, a square matrix has a large diagonal, so that its determinant is positive.
    """
    sizes = {name: 2 + (k + 1) % 4 + 4 * (name in inverted.longer) for k, name in enumerate(dimensions)}
    rows = []
    for symbol in inputs:
        shape = () if symbol.is_scalar else tuple(dim.evaluate(sizes) for dim in symbol.shape)
        array = f"np.asarray(rng.uniform(0.1, 0.9, {shape}))"
        if inverted.found and symbol.rows == symbol.columns and not symbol.is_scalar:
            array += f" + {shape[0]} * np.eye({shape[0]})"
        rows.append(f'        "{names[symbol]}": {array},')
    return rows
