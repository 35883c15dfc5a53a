r"""Tokens to a formula: a Pratt-like parser that knows nothing of shapes.

Juxtaposition and every sign of a product stand at one level (which of them binds first is decided by shapes,
floor `reader`, file `elaborate.py`); `\\sum` takes the whole product after it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bpsym.errors import UnreadError
from bpsym.notation import (
    Call,
    Differential,
    Formula,
    Name,
    Norm,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Summation,
    Transposed,
)
from bpsym.reader.constant import read_identity, read_number, starts_number
from bpsym.reader.cost import read_cost
from bpsym.reader.differential import halves, without_idle_braces
from bpsym.reader.name import read_bracketed_layer, read_name, show_tokens, starts_name
from bpsym.reader.names import Names as Names
from bpsym.reader.names import names_in as names_in
from bpsym.reader.names import require_function
from bpsym.reader.stream import CLOSING, Stream
from bpsym.reader.token import Token
from bpsym.reader.vocabulary import EULER, FRACTIONS, FUNCTION_COMMANDS, NORMS, PRODUCTS, TRANSPOSES

MOST_MARKS = 8
"""Superscripts on one factor, quotients in one product, primes on one function."""
MOST_TERMS = 100
"""Terms in one sum, factors in one product."""
_PREFIXES = frozenset({r"\sum", r"\nabla", *FRACTIONS, *NORMS, *CLOSING})
_T_IS_A_SYMBOL = r"T is a symbol of these notes: is this a transpose (write ^\top) or a power?"


def parse(tokens: Sequence[Token], end: int, names: Names, depth: int = 0) -> Formula:
    """The formula that all the tokens make up; `end` is the offset where it ends.

    Raises:
        UnreadError: what is not understood, with its place.
    """
    parser = _Parser(Stream(without_idle_braces(tokens), end, depth), names)
    formula = parser.sum()
    if parser.stream.here:
        raise parser.stream.error("this is not understood here")
    return formula


class _Parser:
    def __init__(self, stream: Stream, names: Names) -> None:
        self.stream = stream
        self.names = names
        self.closing_norm = ""

    def sum(self) -> Formula:
        s = self.stream
        start, terms, signs = s.start, list[Formula](), []
        while not terms or s.here in ("+", "-"):
            sign = 1
            while s.here in ("+", "-"):
                sign *= -1 if s.take().text == "-" else 1
            terms.append(self.product())
            signs.append(sign)
            if len(terms) > MOST_TERMS:
                raise s.error(f"a sum of more than {MOST_TERMS} terms")
        return terms[0] if signs == [1] else Sum(start, s.last_end, tuple(terms), tuple(signs))

    def product(self) -> Formula:
        s = self.stream
        start, factors, signs, quotients = s.start, [self.factor()], list[str](), 0
        while True:
            if s.here in PRODUCTS or s.here in self.names.products:
                sign = s.take().text
                signs.append(PRODUCTS.get(sign, sign))
                factors.append(self.signed_factor())
            elif s.here == "/":
                quotients += 1
                if quotients > MOST_MARKS:
                    raise s.error(f"more than {MOST_MARKS} quotients in one product")
                factors[-1] = self.quotient(factors[-1])
            elif self.starts_factor():
                self.require_one_number(factors[-1])
                signs.append("")
                factors.append(self.factor())
            else:
                break
            if len(factors) > MOST_TERMS:
                raise s.error(f"a product of more than {MOST_TERMS} factors")
        return factors[0] if not signs else Product(start, s.last_end, tuple(factors), tuple(signs))

    def require_one_number(self, before: Formula) -> None:
        s = self.stream
        if isinstance(before, Number) and s.tokens[s.at - 1].is_number and starts_number(s.here):
            raise s.error(r"two numbers side by side: write 1000 for 1 000, or 1 \cdot 000 for a product")

    def quotient(self, above: Formula) -> Formula:
        s = self.stream
        s.take()
        below = self.factor()
        if starts_name(s.here) or starts_number(s.here):
            raise s.error(r"is this factor above or below the line? write \frac or brackets")
        return Quotient(above.start, s.last_end, above, below)

    def signed_factor(self) -> Formula:
        start = self.stream.start
        if self.stream.here != "-":
            return self.factor()
        self.stream.take()
        return Sum(start, self.stream.last_end, (self.factor(),), (-1,))

    def starts_factor(self) -> bool:
        here = self.stream.here
        if not here or here == self.closing_norm:
            return False
        return starts_number(here) or here in _PREFIXES or starts_name(here)

    def factor(self) -> Formula:
        s = self.stream
        s.descend()
        start, marks, in_braces = s.start, 0, s.here == "{"
        base = self.atom()
        while s.here in ("^", "'"):
            marks += 1
            if marks > MOST_MARKS:
                raise s.error(f"more than {MOST_MARKS} superscripts on one factor")
            base = self.superscript(base, start, in_braces)
        s.ascend()
        return base

    def superscript(self, base: Formula, start: int, in_braces: bool) -> Formula:
        s = self.stream
        if s.here == "'":
            raise s.error("a prime on something that is not a function")
        s.take()
        tokens = s.argument()
        text = show_tokens(tokens)
        if text in TRANSPOSES:
            self.require_transpose(text, start)
            return Transposed(start, s.last_end, base)
        layer = read_bracketed_layer(tokens)
        if layer is not None:
            if in_braces and isinstance(base, Name) and base.layer is None and not layer.transposed:
                return Name(start, s.last_end, f"{base.template}^{{{layer.text}}}", layer.layer)
            message = f"is {text} a layer or an exponent? Put a layer at a name, write an exponent without brackets"
            raise UnreadError(message, start, s.last_end)
        explicit = bool(tokens) and tokens[0].text in (r"\odot", r"\circ")
        inner = self.inner(tokens[1:] if explicit else tokens, s.last_end)
        if isinstance(base, Name) and base.text == "e" and "e" not in self.names.symbols and not explicit:
            base = replace(base, template=EULER)
        return Power(start, s.last_end, base, inner, explicit)

    def require_transpose(self, sign: str, start: int) -> None:
        if sign == "T" and "T" in self.names.symbols:
            raise UnreadError(_T_IS_A_SYMBOL, start, self.stream.last_end)

    def atom(self) -> Formula:
        s = self.stream
        here = s.here
        if starts_number(here):
            return read_number(s)
        if here in CLOSING:
            return self.group()
        if here in FRACTIONS:
            return self.fraction()
        if here == r"\sum":
            return self.summation()
        if here == r"\nabla":
            return self.gradient()
        if here in NORMS:
            return self.norm()
        if starts_name(here):
            return self.name()
        raise s.error("this is not understood" if here else "a formula is missing")

    def group(self) -> Formula:
        s = self.stream
        opening = s.take()
        inner = self.sum()
        s.expect(CLOSING[opening.text])
        return replace(inner, start=opening.start, end=s.last_end)

    def name(self) -> Formula:
        s = self.stream
        start = s.start
        found = read_name(s)
        name = found.name
        identity = read_identity(name, self.names)
        if identity is not None:
            return identity
        if name.text in self.names.costs and s.here == "(" and not found.primes:
            return read_cost(s, name, self.names)
        if found.primes or name.template in FUNCTION_COMMANDS or (s.here == "(" and self.names.is_applied(name)):
            return self.call(name, found.primes, start)
        whole = self.names.entry_of(name)
        if whole:
            message = f"is {name.text} an entry of {whole}? Index notation is not read yet: write whole matrices"
            raise UnreadError(message, start, s.last_end)
        if found.transposed:
            self.require_transpose(found.transposed, start)
            return Transposed(start, s.last_end, name)
        return name

    def call(self, name: Name, primes: int, start: int) -> Formula:
        s = self.stream
        is_command = name.template in FUNCTION_COMMANDS
        require_function(name, self.names)
        if primes > MOST_MARKS:
            raise s.error(f"more than {MOST_MARKS} primes")
        if s.here == "(" or (is_command and s.here in CLOSING and not (s.here == "[" and name.text == r"\sqrt")):
            argument = self.group()
        elif is_command and not primes and s.here != "[":
            argument = self.bare_argument()
        else:
            raise s.error(f"expected ( after {name.text}" + " with a prime" * (primes > 0))
        return Call(start, s.last_end, name, primes, argument)

    def bare_argument(self) -> Formula:
        r"""`\tanh z`: one factor, and no name may follow that could be meant too."""
        argument = self.factor()
        if starts_name(self.stream.here) or starts_number(self.stream.here):
            raise self.stream.error("where does the argument end? write brackets")
        return argument

    def fraction(self) -> Formula:
        s = self.stream
        start = s.start
        s.take()
        above, above_end = s.argument(), s.last_end
        below, below_end = s.argument(), s.last_end
        derivative = halves(above, below)
        if derivative is None:
            numerator, denominator = self.inner(above, above_end), self.inner(below, below_end)
            return Quotient(start, s.last_end, numerator, denominator)
        if above[0].text == "d" and "d" in self.names.symbols:
            raise UnreadError(r"d is a symbol of these notes: write \partial for a derivative", start, s.last_end)
        upper, lower = derivative
        wrt = self.inner(lower, below_end)
        of = self.inner(upper, above_end) if upper else self.operand()
        return Differential(start, s.last_end, of, wrt)

    def operand(self, below_nabla: Formula | None = None) -> Formula:
        r"""What stands after an operator: one factor, with no other after it; but `\nabla_a C \odot b` is (∇C) ⊙ b."""
        formula = self.factor()
        signed = self.stream.here == "/" or self.stream.here in PRODUCTS or self.stream.here in self.names.products
        by = {n.text for n in names_in(below_nabla)} if below_nabla else set[str]()
        is_plain = bool(by) and isinstance(formula, Name) and formula.text not in by
        if self.starts_factor() or (signed and not is_plain):
            raise self.stream.error("where does the part to differentiate end? write brackets")
        return formula

    def inner(self, tokens: Sequence[Token], end: int) -> Formula:
        return parse(tokens, end, self.names, self.stream.depth)

    def summation(self) -> Formula:
        s = self.stream
        start = s.start
        s.take()
        if s.here in ("_", "^"):
            raise UnreadError("a sum with bounds is not read yet; \\sum alone adds all entries", start, s.last_end)
        body = self.product()
        return Summation(start, s.last_end, body)

    def gradient(self) -> Formula:
        s = self.stream
        start = s.start
        s.take()
        s.expect("_")
        tokens = s.argument()
        wrt = self.inner(tokens, s.last_end)
        of = self.operand(wrt)
        return Differential(start, s.last_end, of, wrt)

    def norm(self) -> Formula:
        s = self.stream
        start, outer = s.start, self.closing_norm
        opening = s.take().text
        self.closing_norm = {r"\lVert": r"\rVert"}.get(opening, opening)
        body = self.sum()
        s.expect(self.closing_norm)
        self.closing_norm = outer
        marks = {}
        while s.here in ("_", "^"):
            mark = s.take().text
            marks[mark] = show_tokens(s.argument())
        if marks.get("^") != "2" or marks.get("_", "F") not in ("F", "2"):
            raise UnreadError("only the squared norm \\|A\\|_F^2 is read", start, s.last_end)
        return Norm(start, s.last_end, body, marks.get("_", ""))
