"""Products: the order of factors, the sign between them, factors too many or missing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from bpsym.notation import Formula, Name, Number, Product, Quotient, Transposed
from bpsym.review.edits.edit import Edit, Material, bare, factors_in, is_number, is_sum, terms_in, without_brackets


def swaps(right: Formula, material: Material) -> Iterator[Edit]:
    """Two neighbours in the other order."""
    for node in right.walk():
        if isinstance(node, Product):
            for a, b in zip(node.factors, node.factors[1:]):
                between = material.source[a.end : material.begin(b)] or " "
                words = f"{material.say(a)} and {material.say(b)} are in the wrong order"
                text = f"{material.show(b)}{between}{material.show(a)}"
                yield Edit(material.begin(a), b.end, text, words)
                if isinstance(a, Transposed) != isinstance(b, Transposed):
                    yield _exchanged(a, b, between, material)


def _exchanged(a: Formula, b: Formula, between: str, material: Material) -> Edit:
    r"""`\delta a^T` for `a \delta^T`: the transpose stays at its place."""
    first, second = (_unbracketed(bare(n), material) for n in (b, a))
    if isinstance(a, Transposed):
        first = material.transposed(first)
    else:
        second = material.transposed(second)
    words = f"{material.say(bare(a))} and {material.say(bare(b))} have changed places"
    return Edit(material.begin(a), b.end, f"{first}{between}{second}", words)


def _unbracketed(formula: Formula, material: Material) -> str:
    """The formula as it stands; a name without the brackets that a transpose asked for."""
    shown = material.show(formula)
    return without_brackets(shown) if isinstance(formula, Name) else shown


def moves(right: Formula, material: Material) -> Iterator[Edit]:
    """A factor at another place of its product, with the sign before it."""
    for node in right.walk():
        if not isinstance(node, Product) or len(node.factors) < 3:
            continue
        shown = [material.show(f) for f in node.factors]
        for at, to in product(range(len(shown)), repeat=2):
            if abs(at - to) > 1:
                order = [n for n in range(len(shown)) if n != at]
                order.insert(to, at)
                text = shown[order[0]] + "".join(f" {_sign(node, n)}{shown[n]}" for n in order[1:])
                words = f"{material.say(node.factors[at])} is at the wrong place"
                yield Edit(material.begin(node.factors[0]), node.factors[-1].end, text, words)


def _sign(node: Product, at: int) -> str:
    """The sign that a factor has, with a blank; of the first one that of the second."""
    sign = node.signs[max(at - 1, 0)]
    return f"{sign} " if sign else ""


def signs_of_products(right: Formula, material: Material) -> Iterator[Edit]:
    """The Hadamard product for the matrix product, and the other way round."""
    for node in right.walk():
        if not isinstance(node, Product):
            continue
        for sign, a, b in zip(node.signs, node.factors, node.factors[1:]):
            if sign == r"\odot":
                words = "the matrix product is meant, not the Hadamard product"
                yield Edit(a.end, material.begin(b), " ", words)
            else:
                yield Edit(a.end, material.begin(b), f" {material.hadamard} ", "the Hadamard product is meant")


def too_many(right: Formula, material: Material) -> Iterator[Edit]:
    """One factor less, or one divisor."""
    for node in right.walk():
        if isinstance(node, Product):
            for at, factor in enumerate(node.factors):
                start = node.factors[at - 1].end if at else material.begin(factor)
                end = factor.end if at else material.begin(node.factors[1])
                yield Edit(start, end, "", f"the factor {material.say(factor)} is too many")
        elif isinstance(node, Quotient) and not is_number(node):
            words = f"the divisor {material.say(node.denominator)} is too many"
            yield material.replaced(node, material.show(node.numerator), words)


def numbers(right: Formula, material: Material) -> Iterator[Edit]:
    """A number too many, a factor 2 or ½ missing: of each term, then of the whole."""
    for node in right.walk():
        if isinstance(node, Product) and is_number(node.factors[0]):
            first, second = node.factors[:2]
            words = f"the factor {material.say(first)} is too many"
            yield Edit(material.begin(first), material.begin(second), "", words)
    for term in terms_in(right):
        if isinstance(term, Product) and is_number(term.factors[0]):
            continue
        for factor in ("2", r"\frac{1}{2}"):
            begin = material.begin(term)
            yield Edit(begin, begin, f"{factor} ", f"the factor {factor} is missing")
    if is_sum(right) and len(terms_in(right)) > 1:
        for factor in ("2", r"\frac{1}{2}"):
            text = f"{factor} ({material.show(right)})"
            yield material.replaced(right, text, f"the factor {factor} is missing")


def slopes(right: Formula, material: Material) -> Iterator[Edit]:
    """A derivative of a function that is missing, after everything or after one factor."""
    for slope in material.slopes:
        words = f"the factor {slope} is missing"
        yield material.replaced(right, material.multiplied(right, material.hadamard, slope), words)
    for node in factors_in(right):
        for slope in material.slopes if node is not right else ():
            text = f"({material.multiplied(node, material.hadamard, slope)})"
            yield material.replaced(node, text, f"the factor {slope} is missing")


def missing(right: Formula, material: Material) -> Iterator[Edit]:
    """A factor that stands elsewhere in the notes, or a symbol, before or after a factor or term of this side."""
    names = [name.text for name in material.names]
    texts = dict.fromkeys([*material.factors, *names, *map(material.transposed, names)])
    is_entrywise = any(isinstance(node, Product) and r"\odot" in node.signs for node in right.walk())
    for text in texts:
        words = f"the factor {text} is missing"
        for node in _places(right):
            if is_sum(node) and not material.show(node).strip().startswith(("(", r"\left", "[")):
                yield material.replaced(node, f"{text} ({material.show(node)})", words)
                yield material.replaced(node, f"({material.show(node)}) {text}", words)
                continue
            yield from _beside(node, text, words, material, is_entrywise)


def _beside(node: Formula, text: str, words: str, material: Material, is_entrywise: bool) -> Iterator[Edit]:
    """Before a factor, after it, and as an entry by entry factor: that first where others are so."""
    begin = material.begin(node)
    plain = (Edit(begin, begin, f"{text} ", words), Edit(node.end, node.end, f" {text}", words))
    entrywise = Edit(node.end, node.end, f" {material.hadamard} {text}", words)
    yield from (entrywise, *plain) if is_entrywise else (*plain, entrywise)


def _places(right: Formula) -> Iterator[Formula]:
    """Where a factor may be missing: beside the whole, a term, a factor; not beside a number."""
    seen: set[tuple[int, int]] = set()
    for node in [*terms_in(right), *factors_in(right), right]:
        if (node.start, node.end) not in seen and not isinstance(node, Number):
            seen.add((node.start, node.end))
            yield node
