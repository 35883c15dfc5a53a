"""How a name is parsed: a symbol, or a function with its argument."""

from __future__ import annotations

from fractions import Fraction

from bpsym.errors import UnreadError
from bpsym.notation import Call, Formula, Name, Number, Power, Transposed
from bpsym.reader.arguments import SCHEMATIC, compose, read_arguments
from bpsym.reader.constant import read_identity, starts_number
from bpsym.reader.cost import read_cost
from bpsym.reader.marks import entry_of
from bpsym.reader.name import read_name, starts_name
from bpsym.reader.names import require_function
from bpsym.reader.parser import MOST_MARKS, NAME, TRANSPOSED_ENTRY, Parser, atom
from bpsym.reader.stream import CLOSING
from bpsym.reader.transposed import is_transposed
from bpsym.reader.vocabulary import FUNCTION_COMMANDS, OPERATOR_NAMES


@atom(NAME)
def parse_name(parser: Parser) -> Formula:
    """A symbol, a function with its argument, or an identity matrix."""
    s = parser.stream
    start = s.start
    found = read_name(s, parser.names.bare)
    name = found.name
    identity = read_identity(name, parser.names)
    if identity is not None and not found.primes:
        return identity
    entry = entry_of(found, parser.names) if not found.primes else None
    if entry is not None:
        if found.transposed:
            raise UnreadError(TRANSPOSED_ENTRY, start, s.last_end)
        return entry
    if name.text in parser.names.costs and s.here == "(" and not found.primes:
        return read_cost(s, name, parser.names)
    if found.primes and is_transposed(found, s.here, parser.names):
        return Transposed(start, s.last_end, name, by_prime=True)
    if _is_command(name):
        return _call(parser, name, found.primes, start)
    if found.primes or (s.here == "(" and parser.names.is_applied(name)):
        return _call(parser, name, found.primes, start)
    whole = parser.names.entry_of(name)
    if whole:
        message = f"is {name.text} an entry of {whole}? An index is a letter or a number, one for each axis"
        raise UnreadError(message, start, s.last_end)
    if found.transposed:
        parser.require_transpose(found.transposed, start)
        return Transposed(start, s.last_end, name)
    return name


@atom(r"\det")
def parse_determinant(parser: Parser) -> Formula:
    """A determinant."""
    sign = parser.stream.take()
    return _call(parser, Name(sign.start, sign.end, sign.text), 0, sign.start)


def _is_command(name: Name) -> bool:
    """Whether the vocabulary knows it as a function, or as an operator that needs no brackets."""
    return name.template in FUNCTION_COMMANDS or name.template in OPERATOR_NAMES


def _call(parser: Parser, name: Name, primes: int, start: int) -> Formula:
    s = parser.stream
    is_command = _is_command(name)
    require_function(name, parser.names)
    if primes > MOST_MARKS:
        raise s.error(f"more than {MOST_MARKS} primes")
    exponent = _exponent(parser, name)
    if s.here == "(":
        argument = read_arguments(parser)
    elif is_command and s.here in CLOSING and not (s.here == "[" and name.text == r"\sqrt"):
        argument = parser.group()
    elif is_command and not primes and s.here != "[":
        argument = _bare_argument(parser)
    else:
        raise s.error(f"expected ( after {name.text}" + " with a prime" * (primes > 0))
    if name.text in SCHEMATIC and not primes:
        return compose(argument, start)
    call = Call(start, s.last_end, name, primes, argument)
    return call if exponent is None else Power(start, s.last_end, call, exponent, explicit=True)


def _exponent(parser: Parser, name: Name) -> Formula | None:
    r"""The 2 of `\tanh^2(z)`, which is the square of every tanh(z), at a function of the vocabulary.

    An exponent of -1 would mean the inverse function.
    """
    s = parser.stream
    if s.here != "^" or name.template not in FUNCTION_COMMANDS or name.template == r"\sqrt":
        return None
    before = s.at
    s.take()
    tokens = s.argument()
    if len(tokens) == 1 and tokens[0].text.isdigit() and tokens[0].text != "0":
        return Number(tokens[0].start, tokens[0].end, Fraction(tokens[0].text))
    s.at = before
    return None


def _bare_argument(parser: Parser) -> Formula:
    r"""`\tanh z`: one factor, and no name may follow that could be meant too."""
    argument = parser.factor()
    if starts_name(parser.stream.here) or starts_number(parser.stream.here):
        raise parser.stream.error("where does the argument end? write brackets")
    return argument
