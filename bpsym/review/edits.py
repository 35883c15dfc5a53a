"""The mistakes that people make, backwards: every single edit of the right side that might mend it, likeliest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from bpsym.notation import Call, Formula, Name, Number, Product, Quotient, Sum, Transposed


@dataclass(frozen=True, slots=True)
class Edit:
    """text[start:end] becomes `text`; `words` say what was wrong."""

    start: int
    end: int
    text: str
    words: str

    def apply(self, source: str) -> str:
        """The source, edited."""
        return source[: self.start] + self.text + source[self.end :]


@dataclass(frozen=True, slots=True)
class Material:
    """What an edit may put in: names by template, and derivatives of functions that might be missing."""

    source: str
    names: tuple[Name, ...]
    slopes: tuple[str, ...]
    """`f'(z^{(2)})` for every f(z) of the forward equations."""

    def show(self, formula: Formula) -> str:
        """The formula as it stands in the source."""
        return self.source[formula.start : formula.end]

    def say(self, formula: Formula) -> str:
        """The formula in words for a person: on one line, without brackets around all of it."""
        text = " ".join(self.show(formula).split())
        return text[1:-1] if text.startswith("(") and _is_closed(text) else text

    def put(self, name: Name, text: str) -> str:
        """Another name in the place of this one, in the same brackets."""
        return f"({text})" if self.show(name).startswith("(") else text


def edits_of(right: Formula, material: Material) -> Iterator[Edit]:
    """Every edit, the likeliest kinds first."""
    for kind in KINDS:
        yield from kind(right, material)


def _whole_sign(right: Formula, material: Material) -> Iterator[Edit]:
    text = material.show(right)
    if text.lstrip().startswith("-"):
        yield Edit(right.start, right.end, text.lstrip()[1:].lstrip(), "a minus sign too many")
    elif isinstance(right, Sum):
        yield Edit(right.start, right.end, f"-({text})", "a minus sign is missing")
    else:
        yield Edit(right.start, right.end, f"-{text}", "a minus sign is missing")


def _inner_signs(right: Formula, material: Material) -> Iterator[Edit]:
    for node in right.walk():
        if not isinstance(node, Sum):
            continue
        yield from _first_sign(node, material)
        for before, after in zip(node.terms, node.terms[1:]):
            between = material.source[before.end : after.start]
            for found, other in (("-", "+"), ("+", "-")):
                if between.count(found) == 1:
                    at = before.end + between.index(found)
                    yield Edit(at, at + 1, other, f"the sign before {material.say(after)} is wrong")


def _first_sign(node: Sum, material: Material) -> Iterator[Edit]:
    """The sign of the first term; and b - a for a - b, which is all of the signs at once."""
    first, words = node.terms[0], f"the sign before {material.say(node.terms[0])} is wrong"
    if node.signs[0] > 0:
        yield Edit(first.start, first.start, "-", words)
    elif len(node.terms) > 1:
        at = material.source.rindex("-", 0, first.start)
        yield Edit(at, at + 1, "", words)
    if node.signs == (1, -1):
        a, b = node.terms
        swapped = f"{material.show(b)} - {material.show(a)}"
        yield Edit(a.start, b.end, swapped, f"{material.say(b)} - {material.say(a)} is meant")


def _transposes(right: Formula, material: Material) -> Iterator[Edit]:
    inside = {id(n.base) for n in right.walk() if isinstance(n, Transposed)}
    for node in _factors(right):
        text = material.show(node)
        if isinstance(node, Transposed):
            base = material.show(node.base)
            if len(base) < len(text):
                yield Edit(node.start, node.end, base, f"a transpose too many on {material.say(node.base)}")
        elif id(node) not in inside and not isinstance(node, Number):
            closed = text.strip() if _is_closed(text.strip()) else f"({text.strip()})"
            yield Edit(node.start, node.end, f"{closed}^T", f"a transpose is missing on {material.say(node)}")


def _is_closed(text: str) -> bool:
    """Whether a superscript after the text belongs to all of it: one letter, or one pair of brackets around it."""
    if not text.startswith("("):
        return len(text) == 1
    depth = 0
    for at, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if depth == 0:
            return at == len(text) - 1
    return False


def _swaps(right: Formula, material: Material) -> Iterator[Edit]:
    for node in right.walk():
        if isinstance(node, Product):
            for a, b in zip(node.factors, node.factors[1:]):
                between = material.source[a.end : b.start]
                text = f"{material.show(b)}{between or ' '}{material.show(a)}"
                words = f"{material.say(a)} and {material.say(b)} are in the wrong order"
                yield Edit(a.start, b.end, text, words)


def _primes(right: Formula, material: Material) -> Iterator[Edit]:
    for node in right.walk():
        if isinstance(node, Call):
            name, argument = material.show(node.function), material.show(node.argument)
            bare = argument if argument.startswith("(") else f"({argument})"
            plain = name.split("'")[0].split("^")[0]
            if node.primes:
                yield Edit(node.start, node.end, f"{plain}{bare}", f"{plain} stands for its derivative: no prime")
            else:
                yield Edit(node.start, node.end, f"{plain}'{bare}", f"the derivative {plain}' is meant")


def _slopes(right: Formula, material: Material) -> Iterator[Edit]:
    text = material.show(right)
    closed = f"({text})" if isinstance(right, Sum) and len(right.terms) > 1 else text
    for slope in material.slopes:
        yield Edit(right.start, right.end, rf"{closed} \odot {slope}", f"the factor {slope} is missing")
    for node in _factors(right):
        for slope in material.slopes if node is not right else ():
            shown = material.show(node)
            yield Edit(node.start, node.end, rf"({shown} \odot {slope})", f"the factor {slope} is missing")


def _layers(right: Formula, material: Material) -> Iterator[Edit]:
    for node in right.walk():
        if not isinstance(node, Name) or node.layer is None:
            continue
        if node.layer.variable:
            others = [replace(node, layer=node.layer - steps).text for steps in (1, -1, 2, -2)]
        else:
            others = [n.text for n in material.names if n.template == node.template and n.text != node.text]
        for other in others:
            yield Edit(node.start, node.end, material.put(node, other), f"{other} is meant, not {node.text}")


def _symbols(right: Formula, material: Material) -> Iterator[Edit]:
    functions = {id(n.function) for n in right.walk() if isinstance(n, Call)}
    for node in right.walk():
        if isinstance(node, Name) and id(node) not in functions:
            for other in material.names:
                if other.template != node.template and other.text != node.text:
                    text = material.put(node, other.text)
                    yield Edit(node.start, node.end, text, f"{other.text} is meant, not {node.text}")


def _numbers(right: Formula, material: Material) -> Iterator[Edit]:
    for node in right.walk():
        if isinstance(node, Product) and _is_number(node.factors[0]):
            first, second = node.factors[:2]
            yield Edit(first.start, second.start, "", f"the factor {material.say(first)} is too many")
    for term in right.terms if isinstance(right, Sum) else (right,):
        if isinstance(term, Product) and _is_number(term.factors[0]):
            continue
        for factor in ("2", r"\frac{1}{2}"):
            yield Edit(term.start, term.start, f"{factor} ", f"the factor {factor} is missing")
    if isinstance(right, Sum) and len(right.terms) > 1:
        for factor in ("2", r"\frac{1}{2}"):
            text = f"{factor} ({material.show(right)})"
            yield Edit(right.start, right.end, text, f"the factor {factor} is missing")


def _sums(right: Formula, material: Material) -> Iterator[Edit]:
    text = material.show(right)
    for operator, words in SUMS.items():
        yield Edit(right.start, right.end, f"{operator}({text})", f"the {words} is missing")
    for node in right.walk():
        if isinstance(node, Call) and material.show(node.function) in SUMS:
            for operator, words in SUMS.items():
                if operator != material.show(node.function):
                    yield Edit(node.function.start, node.function.end, operator, f"the {words} is meant")


def _is_number(formula: Formula) -> bool:
    if isinstance(formula, Quotient):
        return _is_number(formula.numerator) and _is_number(formula.denominator)
    return isinstance(formula, Number)


def _signs_of_products(right: Formula, material: Material) -> Iterator[Edit]:
    for node in right.walk():
        if not isinstance(node, Product):
            continue
        for sign, a, b in zip(node.signs, node.factors, node.factors[1:]):
            if sign == r"\odot":
                yield Edit(a.end, b.start, " ", "the matrix product is meant, not the Hadamard product")
            else:
                yield Edit(a.end, b.start, r" \odot ", "the Hadamard product is meant")


def _dropped(right: Formula, material: Material) -> Iterator[Edit]:
    for node in right.walk():
        if isinstance(node, Product):
            for at, factor in enumerate(node.factors):
                start = node.factors[at - 1].end if at else factor.start
                end = factor.end if at else node.factors[1].start
                yield Edit(start, end, "", f"the factor {material.say(factor)} is too many")


def _factors(right: Formula) -> Iterable[Formula]:
    """The formulas that stand as factors, or alone as terms, the whole side included."""
    yield right
    for node in right.walk():
        if isinstance(node, Product):
            yield from node.factors
        elif isinstance(node, Sum):
            yield from (term for term in node.terms if isinstance(term, (Name, Transposed)))


SUMS = {
    r"\operatorname{sumrows}": "sum over rows",
    r"\operatorname{sumcols}": "sum over columns",
    r"\sum ": "sum over everything",
}
"""Operators that add, with their names."""

KINDS: tuple[Callable[[Formula, Material], Iterator[Edit]], ...] = (
    _whole_sign,
    _inner_signs,
    _transposes,
    _primes,
    _layers,
    _swaps,
    _numbers,
    _slopes,
    _signs_of_products,
    _sums,
    _symbols,
    _dropped,
)
"""The kinds of mistakes, the most frequent in real notes first."""
