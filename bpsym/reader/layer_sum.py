r"""Sums over layers, `\sum_{l=1}^{L} \|W^{(l)}\|^2`: written out where the number of layers is known."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from bpsym.errors import UnreadError
from bpsym.notation import Formula, Layer, LayerSum, Mark, Name, Sum
from bpsym.reader.elaborate import Scope, Typed, rule
from bpsym.reader.name import read_layer, show_tokens
from bpsym.reader.parser import Parser

MOST_LAYERS = 50


def read_layer_sum(parser: Parser) -> Formula | None:
    """The sum at the cursor, after its sign, if members of families stand under it with its letter as their layer.

    None, with the cursor where it was, for any other sum.
    """
    s = parser.stream
    first, parts = s.at, dict[str, str]()
    start = s.tokens[first - 1].start
    while s.here in ("_", "^") and len(parts) < 2:
        side = s.take().text
        parts[side] = show_tokens(s.argument())
    letter, sign, low = parts.get("_", "").partition("=")
    bottom, top = read_layer(low), read_layer(parts.get("^", ""))
    if sign and letter and bottom is not None and top is not None:
        try:
            body = parser.product()
        except UnreadError:
            body = None
        if body is not None and _runs_over_layers(body, letter, parser):
            return LayerSum(start, s.last_end, body, letter, bottom, top)
    s.at = first
    return None


def _runs_over_layers(body: Formula, letter: str, parser: Parser) -> bool:
    nodes = list(body.walk())
    if any(isinstance(n, Mark) and n.text == letter for n in nodes):
        return False
    members = [n for n in nodes if isinstance(n, Name) and n.layer and parser.names.is_family(n)]
    return any(n.layer is not None and n.layer.variable == letter for n in members)


def write_out(formula: Formula) -> Formula:
    """The formula with every sum over layers between two numbers as a sum of terms."""
    values = {f.name: _part(getattr(formula, f.name)) for f in fields(formula)[2:]}
    made = replace(formula, **values) if values else formula
    if not isinstance(made, LayerSum) or made.low.variable or made.high.variable:
        return made
    layers = range(made.low.offset, made.high.offset + 1)
    if not 0 < len(layers) <= MOST_LAYERS:
        raise UnreadError(f"a sum over {len(layers)} layers", made.start, made.end)
    terms = tuple(_at(made.body, {made.variable: layer}) for layer in layers)
    return terms[0] if len(terms) == 1 else Sum(made.start, made.end, terms, (1,) * len(terms))


def _part(value: Any) -> Any:
    if isinstance(value, Formula):
        return write_out(value)
    return tuple(_part(v) for v in value) if isinstance(value, tuple) else value


def _at(value: Any, layers: dict[str, int]) -> Any:
    """A formula at one layer."""
    if isinstance(value, Layer):
        return value.at(layers)
    if isinstance(value, Formula):
        return replace(value, **{f.name: _at(getattr(value, f.name), layers) for f in fields(value)[2:]})
    return tuple(_at(v, layers) for v in value) if isinstance(value, tuple) else value


@rule(LayerSum)
def refuse_layer_sum(formula: Formula, scope: Scope) -> list[Typed]:
    """A sum over layers of which the number is not known."""
    raise UnreadError("a sum over all layers is read where their number is known", formula.start, formula.end)
