r"""The cursor-driven part of the parser: sums, products, factors with their superscripts, groups.

Juxtaposition and every sign of a product stand at one level (which of them binds first is decided by shapes,
floor `reader`, file `elaborate.py`). What a factor begins with is looked up in `ATOMS`, which other files fill.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction

from bpsym.errors import UnreadError
from bpsym.notation import (
    Call,
    CodeProduct,
    Entry,
    Formula,
    Name,
    Number,
    Power,
    Product,
    Quotient,
    SameIndex,
    Sum,
    Transposed,
)
from bpsym.reader.constant import read_number, starts_number
from bpsym.reader.differential import without_idle_braces
from bpsym.reader.indicator import read_indicator, read_positive
from bpsym.reader.marks import marked
from bpsym.reader.name import read_bracketed_layer, show_tokens, starts_name
from bpsym.reader.names import Names
from bpsym.reader.stream import CLOSING, Stream
from bpsym.reader.token import Token
from bpsym.reader.transposed import may_transpose
from bpsym.reader.vocabulary import EULER, PRODUCTS, STEP, TRANSPOSES

MOST_MARKS = 8
"""Superscripts on one factor, quotients in one product, primes on one function."""
MOST_TERMS = 100
"""Terms in one sum, factors in one product."""
_T_IS_A_SYMBOL = r"T is a symbol of these notes: is this a transpose (write ^\top) or a power?"

TRANSPOSED_ENTRY = r"an entry with a transpose: write (W^\top)_{ij}, or change the order of the indices"


class Parser:
    """The formula at the cursor of a stream, read with what is known of names."""

    def __init__(self, stream: Stream, names: Names) -> None:
        self.stream = stream
        self.names = names
        self.closing_norm = ""

    def whole(self) -> Formula:
        """The formula that all the tokens make up.

        Raises:
            UnreadError: what is not understood, with its place.
        """
        formula = self.sum()
        if self.stream.here:
            raise self.stream.error("this is not understood here")
        return formula

    def sum(self) -> Formula:
        """Terms with their signs."""
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
        start = min(start, terms[0].start)
        return terms[0] if signs == [1] else Sum(start, s.last_end, tuple(terms), tuple(signs))

    def product(self) -> Formula:
        """Factors with the sign before each, and quotients by a stroke."""
        s = self.stream
        start, factors, signs, quotients = s.start, [self.factor()], list[str](), 0
        while True:
            if s.here in PRODUCTS or s.here in self.names.products:
                sign = s.take().text
                signs.append(PRODUCTS.get(sign, sign))
                factors.append(self._signed_factor())
            elif s.here == "/":
                quotients += 1
                if quotients > MOST_MARKS:
                    raise s.error(f"more than {MOST_MARKS} quotients in one product")
                factors[-1] = self._quotient(factors[-1])
            elif self.starts_factor():
                self._require_one_number(factors[-1])
                signs.append("")
                factors.append(self.factor())
            else:
                break
            if len(factors) > MOST_TERMS:
                raise s.error(f"a product of more than {MOST_TERMS} factors")
        return (
            factors[0] if not signs else Product(min(start, factors[0].start), s.last_end, tuple(factors), tuple(signs))
        )

    def _require_one_number(self, before: Formula) -> None:
        s = self.stream
        if isinstance(before, Number) and s.tokens[s.at - 1].is_number and starts_number(s.here):
            raise s.error(r"two numbers side by side: write 1000 for 1 000, or 1 \cdot 000 for a product")

    def _quotient(self, above: Formula) -> Formula:
        s = self.stream
        s.take()
        below = self.factor()
        if starts_name(s.here) or starts_number(s.here):
            raise s.error(r"is this factor above or below the line? write \frac or brackets")
        return Quotient(above.start, s.last_end, above, below)

    def _signed_factor(self) -> Formula:
        start = self.stream.start
        if self.stream.here != "-":
            return self.factor()
        self.stream.take()
        return Sum(start, self.stream.last_end, (self.factor(),), (-1,))

    def starts_factor(self) -> bool:
        """Whether a factor can start at the cursor."""
        here = self.stream.here
        if not here or here == self.closing_norm:
            return False
        return starts_number(here) or here in ATOMS or here in CLOSING or starts_name(here)

    def factor(self) -> Formula:
        """An atom with its superscripts."""
        s = self.stream
        s.descend()
        start, marks, in_braces = s.start, 0, s.here == "{"
        base = self._atom()
        while s.here in ("^", "'", "_", METHOD):
            marks += 1
            if marks > MOST_MARKS:
                raise s.error(f"more than {MOST_MARKS} superscripts on one factor")
            base = self._marked(base, start, in_braces)
        s.ascend()
        return base

    def _marked(self, base: Formula, start: int, in_braces: bool) -> Formula:
        """The factor with what stands at it: a subscript, `.dot(B)`, or a superscript."""
        if self.stream.here == "_":
            return self._subscript(base)
        if self.stream.here != METHOD:
            return self._superscript(base, start, in_braces)
        self.stream.take()
        right = self.group()
        return CodeProduct(start, self.stream.last_end, base, right, True)

    def _subscript(self, base: Formula) -> Formula:
        """The entry of a bracket, or of a transpose."""
        s = self.stream
        if isinstance(base, (Name, Entry, SameIndex)):
            raise s.error("a name has one subscript")
        s.take()
        tokens = s.argument()
        return marked(base, tokens, s.last_end, self.names)

    def _superscript(self, base: Formula, start: int, in_braces: bool) -> Formula:
        s = self.stream
        if s.here == "'":
            return self._primed(base, start)
        # A superscript out of a macro (#1^T) begins where its call does, before the argument.
        start = min(start, s.take().start)
        tokens = s.argument()
        text = show_tokens(tokens)
        if text in TRANSPOSES:
            self.require_transpose(text, start)
            if isinstance(base, (Entry, SameIndex)):
                raise UnreadError(TRANSPOSED_ENTRY, start, s.last_end)
            return Transposed(start, s.last_end, base)
        if text.startswith("-") and text[1:] in TRANSPOSES:
            self.require_transpose(text[1:], start)
            return Transposed(start, s.last_end, Power(start, s.last_end, base, _minus_one(tokens[0])))
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

    def _primed(self, base: Formula, start: int) -> Formula:
        """A prime after brackets, which says transpose where there are matrices in them."""
        if not may_transpose(base, self.names):
            raise self.stream.error("a prime on something that is not a function")
        self.stream.take()
        return Transposed(start, self.stream.last_end, base, by_prime=True)

    def require_transpose(self, sign: str, start: int) -> None:
        """A T that is a symbol of the notes is no transpose."""
        if sign == "T" and "T" in self.names.symbols:
            raise UnreadError(_T_IS_A_SYMBOL, start, self.stream.last_end)

    def _atom(self) -> Formula:
        s = self.stream
        here = s.here
        indicator = read_indicator(s)
        if indicator is not None:
            return indicator
        positive = read_positive(s, self.names.dialect != "")
        if positive is not None:
            start, end = positive.start, positive.end
            return Call(start, end, Name(start, end, STEP), 0, self.inner(positive.tokens, end))
        if starts_number(here):
            return read_number(s)
        if here in ATOMS:
            return ATOMS[here](self)
        if here in CLOSING:
            return self.group()
        if starts_name(here):
            return ATOMS[NAME](self)
        raise s.error("this is not understood" if here else "a formula is missing")

    def group(self) -> Formula:
        """A formula in brackets."""
        s = self.stream
        opening = s.take()
        inner = self.sum()
        s.expect(CLOSING[opening.text])
        return replace(inner, start=opening.start, end=s.last_end)

    def inner(self, tokens: Sequence[Token], end: int) -> Formula:
        """The formula that tokens make up on their own; `end` is the offset where it ends."""
        return Parser(Stream(without_idle_braces(tokens, self.names.bare), end, self.stream.depth), self.names).whole()


def _minus_one(sign: Token) -> Formula:
    r"""The exponent of the inverse in `X^{-T}`."""
    return Sum(sign.start, sign.end, (Number(sign.start, sign.end, Fraction(1)),), (-1,))


Atom = Callable[[Parser], Formula]
ATOMS: dict[str, Atom] = {}
"""What is read at a token that begins a factor: `\\frac`, `\\sum`; and under `NAME` how a name is read."""
NAME = "name"
METHOD = r"\npmethod"
"""What `.dot` becomes, before its bracket."""


def atom(*tokens: str) -> Callable[[Atom], Atom]:
    """Register what is read at each of the tokens."""

    def register(read: Atom) -> Atom:
        for token in tokens:
            ATOMS[token] = read
        return read

    return register
