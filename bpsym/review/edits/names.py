"""Names: the wrong layer, the wrong symbol."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bpsym.notation import Formula, Name, Transposed
from bpsym.reader import names_in
from bpsym.review.edits.edit import Edit, Material


def layers(right: Formula, material: Material) -> Iterator[Edit]:
    """The same symbol of another layer."""
    for node, whole in _names(right):
        if node.layer is None:
            continue
        if node.layer.variable:
            others = [replace(node, layer=node.layer - steps).text for steps in (1, -1, 2, -2)]
            others += [n.text for n in material.names if n.template == node.template and n.text != node.text]
        else:
            others = [n.text for n in material.names if n.template == node.template and n.text != node.text]
        for other in dict.fromkeys(others):
            yield _renamed(node, whole, other, material)


def symbols(right: Formula, material: Material) -> Iterator[Edit]:
    """Another symbol."""
    for node, whole in _names(right):
        for other in material.names:
            if other.template != node.template and other.text != node.text:
                yield _renamed(node, whole, other.text, material)


def _names(right: Formula) -> Iterator[tuple[Name, Formula]]:
    r"""Every name of a symbol, and the transpose that is fused with it (`W^{(2)T}`) or the name itself."""
    fused = {id(n.base): n for n in right.walk() if isinstance(n, Transposed) and n.base.end == n.end}
    for name in names_in(right):
        yield name, fused.get(id(name), name)


def _renamed(node: Name, whole: Formula, other: str, material: Material) -> Edit:
    shown = material.spelled.get(other, other)
    text = material.transposed(shown) if whole is not node else material.put(node, shown)
    return material.replaced(whole, text, f"{other} is meant, not {node.text}")
