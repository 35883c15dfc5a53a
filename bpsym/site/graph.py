"""A small picture of the forward program: what is computed from what, from left to right."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from bpsym.derivation import Derivation
from bpsym.expr import Expr, Symbol
from bpsym.printer import text
from bpsym.site.markup import element

COLUMN, ROW, MARGIN, CLEAR = 92, 58, 30, 24
"""Distances between nodes, from the border, and around a name, in the units of the picture."""

Place = tuple[int, int]
"""Column and row."""


def draw_graph(derivation: Derivation) -> str:
    """The forward program as SVG in the colour of the text around it."""
    forward = derivation.forward
    places = _places(forward)
    edges = "".join(_edge(places[used], places[symbol]) for symbol in forward for used in _uses(forward[symbol]))
    nodes = "".join(_node(symbol, place) for symbol, place in places.items())
    width = 2 * MARGIN + COLUMN * max(column for column, _ in places.values())
    height = 2 * MARGIN + ROW * max(row for _, row in places.values())
    label = "Data flow: " + ", ".join(text(symbol) for symbol in forward)
    box = {"viewBox": f"0 0 {width} {height}", "role": "img", "aria_label": label, "style": f"max-width: {width}px"}
    return element("div", element("svg", _ARROW + edges + nodes, "", **box), "bp-graph")


def _uses(definition: Expr) -> list[Symbol]:
    return list(dict.fromkeys(node for node in definition.walk() if isinstance(node, Symbol)))


def _places(forward: Mapping[Symbol, Expr]) -> dict[Symbol, Place]:
    """Every symbol one column after the last that it uses; an input one column before the first that uses it."""
    columns: dict[Symbol, int] = {}
    for symbol, definition in forward.items():
        columns[symbol] = 1 + max((columns.get(used, 0) for used in _uses(definition)), default=0)
    for symbol, definition in forward.items():
        for used in _uses(definition):
            if used not in forward:
                columns[used] = min(columns.get(used, columns[symbol]), columns[symbol] - 1)
    filled: dict[int, int] = {}
    places = {}
    for symbol, column in columns.items():
        places[symbol] = (column, filled.get(column, 0))
        filled[column] = places[symbol][1] + 1
    return places


def _point(place: Place) -> tuple[int, int]:
    return MARGIN + COLUMN * place[0], MARGIN + ROW * place[1]


def _node(symbol: Symbol, place: Place) -> str:
    x, y = _point(place)
    return f'<text x="{x}" y="{y}" text-anchor="middle" dominant-baseline="central">{escape(text(symbol))}</text>'


def _edge(start: Place, end: Place) -> str:
    (x1, y1), (x2, y2) = _point(start), _point(end)
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
    dx, dy = CLEAR * (x2 - x1) / length, CLEAR * (y2 - y1) / length
    ends = f'x1="{x1 + dx:.1f}" y1="{y1 + dy:.1f}" x2="{x2 - dx:.1f}" y2="{y2 - dy:.1f}"'
    return f'<line {ends} stroke="currentColor" marker-end="url(#bp-arrow)"/>'


_ARROW = (
    '<defs><marker id="bp-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
    '<path d="M0 1l7 3-7 3" fill="none" stroke="currentColor"/></marker></defs>'
)
