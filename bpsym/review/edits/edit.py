"""One edit of a right side, and the material from which edits are made."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from bpsym.notation import Formula, Name, Number, Product, Quotient, Sum, Transposed
from bpsym.reader import whole_start

_ONE_ATOM = re.compile(r"\w|\\[A-Za-z]+|\\(?!frac|dfrac|tfrac|sqrt)[A-Za-z]+\{[^{}]*\}")
"""A letter, a command, or a decorated name: a superscript after it belongs to all of it."""
_BRACKETS = {"(": ")", "[": "]", "{": "}"}


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


def _nothing() -> tuple[str, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Material:
    """What an edit may put in: names, derivatives of functions, and what stands elsewhere in the notes."""

    source: str
    names: tuple[Name, ...]
    """Every symbol, those first that have the shape of the left side or stand near the line."""
    slopes: tuple[str, ...] = ()
    """`f'(z^{(2)})` for every f(z) of the forward equations."""
    factors: tuple[str, ...] = ()
    """What stands as a factor elsewhere in the notes, as it is written there."""
    terms: tuple[str, ...] = ()
    """What stands as a term elsewhere in the notes, without its sign."""
    derived_terms: Callable[[], tuple[str, ...]] = field(default=_nothing)
    """The terms of the gradient as it is derived; worked out when they are asked for."""
    transpose: str = "^T"
    """A transpose as these notes write it."""
    hadamard: str = r"\odot"
    """The sign of the product entry by entry, as these notes write it."""
    spelled: Mapping[str, str] = field(default_factory=dict)
    """Names as these notes write them, where that is not the canonical way."""

    def begin(self, formula: Formula) -> int:
        r"""Where the formula begins, the `\left` of its bracket included."""
        return whole_start(self.source, formula.start)

    def show(self, formula: Formula) -> str:
        """The formula as it stands in the source."""
        return self.source[self.begin(formula) : formula.end]

    def say(self, formula: Formula) -> str:
        """The formula in words for a person: on one line, without brackets around all of it."""
        return " ".join(without_brackets(self.show(formula)).split())

    def put(self, name: Name, text: str) -> str:
        """Another name in the place of this one, in the same brackets."""
        return f"({text})" if self.show(name).startswith(("(", r"\left")) else text

    def replaced(self, formula: Formula, text: str, words: str) -> Edit:
        """The edit that puts a text in the place of a formula."""
        return Edit(self.begin(formula), formula.end, text, words)

    def transposed(self, text: str) -> str:
        """The text with a transpose."""
        text = text.strip()
        return f"{text if is_closed(text) else f'({text})'}{self.transpose}"

    def styled(self, text: str) -> str:
        """What bpsym has written, with the transposes of these notes."""
        return text.replace("^{T}", self.transpose)

    def multiplied(self, formula: Formula, sign: str, text: str) -> str:
        """The formula, in brackets where it needs them, times a text."""
        shown = self.show(formula).strip()
        closed = f"({shown})" if is_sum(formula) and not is_closed(shown) else shown
        return f"{closed} {sign} {text}" if sign else f"{closed} {text}"


def is_sum(formula: Formula) -> bool:
    """Whether it is a sum of terms, or has a sign."""
    return isinstance(formula, Sum)


def is_closed(text: str) -> bool:
    """Whether a superscript after the text belongs to all of it: one atom, or one pair of brackets around it."""
    plain = text.removeprefix(r"\left").lstrip() if text.startswith(r"\left") else text
    if not plain.startswith(tuple(_BRACKETS)):
        return bool(_ONE_ATOM.fullmatch(text))
    depth = 0
    for at, char in enumerate(plain):
        depth += (char in "([{") - (char in ")]}")
        if depth == 0:
            return at == len(plain) - 1
    return False


def without_brackets(text: str) -> str:
    """The text without one pair of round brackets around all of it."""
    text = text.strip()
    if not text.startswith(("(", r"\left(", r"\left (")) or not text.endswith(")") or not is_closed(text):
        return text
    return text.removeprefix(r"\left").lstrip()[1:-1].removesuffix(r"\right").strip()


def is_number(formula: Formula) -> bool:
    """Whether it is a number, or a fraction of two."""
    if isinstance(formula, Quotient):
        return is_number(formula.numerator) and is_number(formula.denominator)
    return isinstance(formula, Number)


def factors_in(right: Formula) -> Iterator[Formula]:
    """The formulas that stand as factors, or alone as terms or arguments, the whole side included."""
    yield right
    for node in right.walk():
        if isinstance(node, Product):
            yield from node.factors
        elif isinstance(node, Sum):
            yield from (term for term in node.terms if not isinstance(term, (Product, Number)))


def terms_in(right: Formula) -> tuple[Formula, ...]:
    """The terms of a sum; of anything else the whole."""
    return right.terms if isinstance(right, Sum) else (right,)


def bare(formula: Formula) -> Formula:
    """The formula without its transpose."""
    return formula.base if isinstance(formula, Transposed) else formula
