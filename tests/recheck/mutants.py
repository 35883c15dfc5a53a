"""Every small way to alter a certificate, found by walking its JSON."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from bpsym.recheck import SHAPES

Json = dict[str, Any]
Path = tuple[Any, ...]
TWO = ("add", "matmul", "hadamard", "scale", "contract", "partial")
ONE = ("transpose", "total", "trace")


def changed(made: Json, path: Path, value: Any) -> Json:
    """A copy with another value at a place."""
    made = copy.deepcopy(made)
    place: Any = made
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return made


def claims(made: Json) -> Iterator[tuple[str, Json]]:
    """What is claimed, under which definitions and shapes, altered: (what was done, the altered certificate)."""
    for path, tree in _trees(made):
        near = _trees_near(tree, [name for name, *_ in made["symbols"]])
        for what, value in ((what, value) for what, value in near if value != tree):
            yield f"{what} at {path}", changed(made, path, value)
    dims = sorted({d for row in made["symbols"] for d in row[1:] if isinstance(d, str)})
    for n, row in enumerate(made["symbols"]):
        for axis in (1, 2):
            for dim in [1, *dims]:
                if dim != row[axis]:
                    yield f"shape of {row[0]}", changed(made, ("symbols", n, axis), dim)
        yield f"{row[0]} declared twice", made | {"symbols": [*made["symbols"], row]}
        yield f"{row[0]} not declared", made | {"symbols": made["symbols"][:n] + made["symbols"][n + 1 :]}
    rows = made["definitions"]
    for n, (name, tree) in enumerate(rows):
        yield f"{name} not defined", made | {"definitions": rows[:n] + rows[n + 1 :]}
        yield f"{name} defined twice", made | {"definitions": [*rows, [name, tree]]}
        yield f"{name} defined by itself", changed(made, ("definitions", n, 1), ["symbol", name])
        for other, _ in rows:
            if other != name:
                yield f"{other} defined as {name}", changed(made, ("definitions", n, 0), other)


def records(made: Json) -> Iterator[tuple[str, Json]]:
    """What is recorded of the proof, altered: none of these may be accepted."""
    for n, (rewrite, name) in enumerate(made["steps"]):
        yield "step dropped", made | {"steps": made["steps"][:n] + made["steps"][n + 1 :]}
        yield "step twice", made | {"steps": [*made["steps"][: n + 1], *made["steps"][n:]]}
        yield (
            "step of another kind",
            changed(made, ("steps", n, 0), {"definition": "derivatives"}.get(rewrite, "definition")),
        )
        yield "step of another name", changed(made, ("steps", n, 1), name + "'")
    for path, leaf in _leaves(made["normal_form"], ("normal_form",)):
        yield f"normal form at {path}", changed(made, path, leaf + 7 if isinstance(leaf, int) else leaf + "1")
    for side in ("left", "right"):
        for n, term in enumerate(made["normal_form"][side]):
            rest = [t for t in made["normal_form"][side] if t is not term]
            yield f"term {n} dropped", changed(made, ("normal_form", side), rest)
    yield "assumed more", made | {"assumed": [*made["assumed"], "f = g"]}
    for text in made["assumed"]:
        yield "assumed less", made | {"assumed": [t for t in made["assumed"] if t != text]}
    yield "another formula printed", made | {"latex": made["latex"] + " + 0"}
    yield "no step at all", made | {"steps": "none"}


def _trees(made: Json) -> Iterator[tuple[Path, Any]]:
    roots: list[tuple[Path, Any]] = [(("left",), made["left"]), (("right",), made["right"])]
    roots += [(("definitions", n, 1), tree) for n, (_, tree) in enumerate(made["definitions"])]
    while roots:
        path, tree = roots.pop()
        yield path, tree
        roots += [((*path, n), part) for n, part in enumerate(tree) if isinstance(part, list)]


def _trees_near(tree: Any, names: list[str]) -> Iterator[tuple[str, Any]]:
    op, *rest = tree
    assert op in SHAPES
    yield "sign", ["scale", ["constant", "-1"], tree]
    yield "factor 2", ["scale", ["constant", "2"], tree]
    yield "transpose", ["transpose", tree]
    yield "square", ["hadamard", tree, tree]
    yield from (("left out", part) for part in rest if isinstance(part, list))
    if op in TWO:
        yield "swapped", [op, rest[1], rest[0]]
        yield from ((f"{op} to {other}", [other, *rest]) for other in TWO if other != op)
    if op in ONE:
        yield from ((f"{op} to {other}", [other, *rest]) for other in ONE if other != op)
    if op == "symbol":
        yield from ((f"{rest[0]} to {name}", ["symbol", name]) for name in names if name != rest[0])
    if op == "map":
        yield "one derivative more", [op, rest[0], rest[1] + "'", rest[2]]
        yield "no derivative", [op, rest[0], "", rest[2]]
        yield from ((f"{rest[0]} to {name}", [op, name, *rest[1:]]) for name in ("g", "tanh", "sigmoid", "square"))
    if op == "constant":
        yield from ((f"{rest[0]} to {text}", [op, text]) for text in ("0", "1", "-1", "2", "1/2", "3"))


def _leaves(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, (list, dict)):
        for key in range(len(value)) if isinstance(value, list) else value:
            yield from _leaves(value[key], (*path, key))
    else:
        yield path, value
