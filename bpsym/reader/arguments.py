r"""Functions of several arguments: a cost of which nothing is known, `l(o, y)`, and the schematic `prod(a, b)`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from bpsym.errors import UnreadError
from bpsym.notation import Arguments, Differential, Formula, Name, Product
from bpsym.reader.parser import Parser

SCHEMATIC = frozenset({"prod", r"\operatorname{prod}"})
"""Words for the product of a chain rule in which transposes and order are left out."""
_SEPARATORS = (",", ";")
_NO_CHAIN = "prod is the product of a chain of derivatives: each is by what the next one is of"
MOST_ARGUMENTS = 8


def read_arguments(parser: Parser) -> Formula:
    """The argument in the brackets at the cursor, or all of them as one formula."""
    s = parser.stream
    opening = s.take()
    found = [parser.sum()]
    while s.here in _SEPARATORS and len(found) < MOST_ARGUMENTS:
        s.take()
        found.append(parser.sum())
    s.expect(")")
    if len(found) == 1:
        return replace(found[0], start=opening.start, end=s.last_end)
    return Arguments(opening.start, s.last_end, tuple(found))


def compose(arguments: Formula, start: int) -> Formula:
    """The chain of derivatives that `prod` stands for, as a product in the order in which it is a chain.

    Raises:
        UnreadError: the arguments are no chain of derivatives, in this order or in the other one.
    """
    each = arguments.each if isinstance(arguments, Arguments) else ()
    for factors in (each, each[::-1]):
        if len(factors) > 1 and all(_goes_on(a, b) for a, b in pairwise(factors)):
            return Product(start, arguments.end, tuple(factors), ("",) * (len(factors) - 1))
    raise UnreadError(_NO_CHAIN, start, arguments.end)


def _goes_on(first: Formula, second: Formula) -> bool:
    """Whether the first is a derivative by the name of which the second is one."""
    if not isinstance(first, Differential) or not isinstance(second, Differential):
        return False
    by, of = first.wrt, second.of
    return isinstance(by, Name) and isinstance(of, Name) and by.text == of.text


def arguments_of(formula: Formula) -> Sequence[Formula]:
    """The arguments one by one."""
    return formula.each if isinstance(formula, Arguments) else (formula,)
