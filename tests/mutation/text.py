"""Mistakes that people make, in the source of a formula: each is one edit, as it happens when notes are copied."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bpsym.expr import Symbol
from bpsym.notation import Call, Formula, Name, Product, Sum, Transposed


@dataclass(frozen=True)
class Side:
    """The right side of an equation: its formula, and the text to which its offsets belong."""

    formula: Formula
    text: str
    symbols: tuple[Symbol, ...]

    @property
    def source(self) -> str:
        return self.show(self.formula)

    @property
    def start(self) -> int:
        return self.begin(self.formula)

    def begin(self, formula: Formula) -> int:
        r"""Where the formula begins, the `\left` of its bracket included."""
        before = self.text[: formula.start]
        return formula.start - len(LEFT) if before.endswith(LEFT) else formula.start

    def show(self, formula: Formula) -> str:
        return self.text[self.begin(formula) : formula.end]

    def replaced(self, start: int, end: int, new: str) -> str:
        """The side with text[start:end] replaced."""
        return self.text[self.start : start] + new + self.text[end : self.formula.end]

    def dropped(self, part: str) -> Iterator[str]:
        """The side without one match of the pattern, for each match."""
        for match in re.finditer(part, self.source):
            yield self.source[: match.start()] + self.source[match.end() :]


LEFT = r"\left"

Mistake = Callable[[Side], Iterator[str]]


def text_mutants(side: Side) -> list[tuple[str, str]]:
    """(mistake, mutated right side), each text once."""
    found: dict[str, str] = {}
    for name, mistake in MISTAKES.items():
        for text in mistake(side):
            if text.strip() and " ".join(text.split()) != " ".join(side.source.split()):
                found.setdefault(text, name)
    return [(name, text) for text, name in found.items()]


def _is_sum(side: Side) -> bool:
    return isinstance(side.formula, Sum) and len(side.formula.terms) > 1


def _in_brackets(side: Side) -> str:
    return rf"\left( {side.source} \right)" if _is_sum(side) else side.source


def _sign(side: Side) -> Iterator[str]:
    if side.source.startswith("-"):
        yield side.source[1:]
    else:
        yield f"-{_in_brackets(side)}"


def _inner_sign(side: Side) -> Iterator[str]:
    for match in re.finditer(r"(?<=\S)(\s*)([+-])(?=\s*[^\s}\])])", side.source):
        if "{" not in side.source[match.start() : match.end()] and not _in_script(side.source, match.start(2)):
            other = "+" if match[2] == "-" else "-"
            yield side.source[: match.start(2)] + other + side.source[match.end(2) :]


def _in_script(source: str, at: int) -> bool:
    """Whether the place is in a subscript or superscript, as in z^{(k+1)}."""
    return bool(re.search(r"[\^_]\{[^{}]*$", source[:at]))


def _dropped_transpose(side: Side) -> Iterator[str]:
    for node in side.formula.walk():
        if isinstance(node, Transposed) and node.base.end < node.end and node.start < node.base.end:
            yield side.replaced(node.start, node.end, side.show(node.base))


def _added_transpose(side: Side) -> Iterator[str]:
    for node in side.formula.walk():
        if isinstance(node, Product):
            yield from (_transposed(side, n) for n in node.factors if isinstance(n, Name))


def _transposed_term(side: Side) -> Iterator[str]:
    for node in side.formula.walk():
        if isinstance(node, Sum):
            yield from (_transposed(side, n) for n in node.terms if isinstance(n, Name))


def _transposed(side: Side, node: Name) -> str:
    shown = side.show(node)
    return side.replaced(node.start, node.end, f"{shown}^T" if len(shown) == 1 else f"({shown})^T")


def _names(side: Side) -> Iterator[Name]:
    """The names in the side that are no functions."""
    functions = {id(n.function) for n in side.formula.walk() if isinstance(n, Call)}
    yield from (n for n in side.formula.walk() if isinstance(n, Name) and id(n) not in functions)


def _swapped_factors(side: Side) -> Iterator[str]:
    for node in side.formula.walk():
        if isinstance(node, Product):
            for a, b in zip(node.factors, node.factors[1:]):
                between = side.text[a.end : side.begin(b)]
                yield side.replaced(side.begin(a), b.end, f"{side.show(b)}{between or ' '}{side.show(a)}")


def _other_product(side: Side) -> Iterator[str]:
    for node in side.formula.walk():
        if isinstance(node, Product):
            for sign, a, b in zip(node.signs, node.factors, node.factors[1:]):
                yield side.replaced(a.end, side.begin(b), " " if sign else r" \odot ")


def _dropped_factor(side: Side) -> Iterator[str]:
    for node in side.formula.walk():
        if isinstance(node, Product):
            for at, factor in enumerate(node.factors):
                start = node.factors[at - 1].end if at else side.begin(factor)
                yield side.replaced(start, factor.end if at else side.begin(node.factors[1]), "")


def _prime(side: Side) -> Iterator[str]:
    yield from side.dropped(r"\^\\prime|'")
    for node in side.formula.walk():
        if isinstance(node, Call) and not node.primes and not side.show(node.function).startswith(r"\operatorname"):
            yield side.replaced(node.function.end, node.function.end, "'")


def _wrong_symbol(side: Side) -> Iterator[str]:
    """Another symbol of the same shape, or the same symbol of another layer, whatever its shape."""
    shapes = {s.name: s.shape for s in side.symbols}
    fused = {id(n.base) for n in side.formula.walk() if isinstance(n, Transposed) and n.base.end == n.end}
    for node in _names(side):
        stem = re.sub(r"\d", "", node.text)
        for symbol in side.symbols:
            is_layer = bool(node.layer) and re.sub(r"\d", "", symbol.name) == stem
            if symbol.name != node.text and (is_layer or symbol.shape == shapes.get(node.text)):
                closed = f"({symbol.name})" if side.show(node).startswith("(") else symbol.name
                text = f"({symbol.name})^T" if id(node) in fused else closed
                yield side.replaced(node.start, node.end, text)


def _number(side: Side) -> Iterator[str]:
    """A factor 2 or ½ too many, behind the sign, where no number stands yet."""
    sign, body = ("-", side.source[1:]) if side.source.startswith("-") and not _is_sum(side) else ("", None)
    if not re.match(r"\s*(\d|\\frac\{\d)", side.source if body is None else body):
        yield f"{sign}2 {body or _in_brackets(side)}"
        yield rf"{sign}\frac{{1}}{{2}} {body or _in_brackets(side)}"


def _dropped_number(side: Side) -> Iterator[str]:
    yield from side.dropped(r"(?<![\d^_{(\[])\b2 |\\frac\{1\}\{2\}\s*")


def _dropped_term(side: Side) -> Iterator[str]:
    for node in side.formula.walk():
        if isinstance(node, Sum) and len(node.terms) > 1:
            first, *_, last = node.terms
            yield side.replaced(node.terms[-2].end, last.end, "")
            if node.signs[:2] == (1, 1):
                yield side.replaced(side.begin(first), side.begin(node.terms[1]), "")


def _reversed_difference(side: Side) -> Iterator[str]:
    for node in side.formula.walk():
        if isinstance(node, Sum) and node.signs == (1, -1):
            a, b = node.terms
            text = f"{side.show(b)}{side.text[a.end : side.begin(b)]}{side.show(a)}"
            yield side.replaced(side.begin(a), b.end, text)


def _sum_axis(side: Side) -> Iterator[str]:
    for this, other in (("sumrows", "sumcols"), ("sumcols", "sumrows")):
        for match in re.finditer(this, side.source):
            yield side.source[: match.start()] + other + side.source[match.end() :]
    yield from side.dropped(r"\\operatorname\{sum(?:rows|cols)\}|\\sum\s*")


MISTAKES: dict[str, Mistake] = {
    "sign": _sign,
    "inner sign": _inner_sign,
    "transpose dropped": _dropped_transpose,
    "transpose added": _added_transpose,
    "term transposed": _transposed_term,
    "factors swapped": _swapped_factors,
    "other product": _other_product,
    "prime": _prime,
    "number too many": _number,
    "number dropped": _dropped_number,
    "reversed difference": _reversed_difference,
    "sum dropped or over the wrong axis": _sum_axis,
    "factor dropped": _dropped_factor,
    "term dropped": _dropped_term,
    "wrong symbol or layer": _wrong_symbol,
}
