r"""What stands after `\frac{\partial}{\partial X}` or `\nabla_X`, where no brackets say where it ends."""

from __future__ import annotations

from bpsym.notation import Call, Entry, Formula, Name, Number, Product, Quotient
from bpsym.reader.names import Names, names_in
from bpsym.reader.parser import Parser
from bpsym.reader.vocabulary import PRODUCTS

_WHERE = "where does the part to differentiate end? write brackets"


def read_operand(parser: Parser, wrt: Formula, is_nabla: bool = False) -> Formula:
    r"""One factor, with no other after it; but `\nabla_a C \odot b` is (∇C) ⊙ b, and x^T A x is taken as a whole.

    A product is taken as a whole only where its first factor is made of declared matrices, and thus is no scalar of
    which the gradient could be meant alone.
    """
    first = parser.factor()
    factors = [first]
    if parser.starts_factor() and _leads(first, parser.names):
        while parser.starts_factor():
            factors.append(parser.factor())
    here = parser.stream.here
    signed = here == "/" or here in PRODUCTS or here in parser.names.products
    by = {n.text for n in names_in(wrt)}
    is_plain = is_nabla and bool(by) and isinstance(first, Name) and first.text not in by
    if parser.starts_factor() or (signed and (len(factors) > 1 or not is_plain)):
        raise parser.stream.error(_WHERE)
    if len(factors) == 1:
        return first
    is_multiple = len(factors) == 2 and _is_number(first)
    if not is_multiple and not any(n.text in by for factor in factors for n in names_in(factor)):
        raise parser.stream.error(_WHERE)
    return Product(first.start, parser.stream.last_end, tuple(factors), ("",) * (len(factors) - 1))


def _is_number(formula: Formula) -> bool:
    return all(isinstance(n, (Number, Quotient)) for n in formula.walk())


def _leads(first: Formula, names: Names) -> bool:
    """Whether a product that begins so is differentiated as a whole."""
    if _is_number(first):
        return True
    inside = {n.text for n in names_in(first)}
    return bool(inside) and inside <= names.matrices and not any(isinstance(n, (Call, Entry)) for n in first.walk())
