r"""What begins with a command: fractions, derivatives, gradients, sums."""

from __future__ import annotations

from bpsym.errors import UnreadError
from bpsym.notation import BoundedSum, Differential, Formula, Quotient, Summation
from bpsym.reader.bounds import read_bounds
from bpsym.reader.differential import halves
from bpsym.reader.higher import higher_halves
from bpsym.reader.layer_sum import read_layer_sum
from bpsym.reader.operand import read_operand
from bpsym.reader.parser import ATOMS, NAME, Parser, atom
from bpsym.reader.token import Token
from bpsym.reader.vocabulary import FRACTIONS


@atom(*FRACTIONS)
def parse_fraction(parser: Parser) -> Formula:
    """A derivative, or a quotient."""
    s = parser.stream
    start = s.start
    s.take()
    above, above_end = s.argument(), s.last_end
    below, below_end = s.argument(), s.last_end
    higher = higher_halves(above, below)
    if higher is not None:
        return _higher(parser, start, above_end, higher)
    derivative = halves(above, below)
    if derivative is None:
        numerator, denominator = parser.inner(above, above_end), parser.inner(below, below_end)
        return Quotient(start, s.last_end, numerator, denominator)
    if above[0].text == "d" and "d" in parser.names.symbols:
        raise UnreadError(r"d is a symbol of these notes: write \partial for a derivative", start, s.last_end)
    upper, lower = derivative
    wrt = parser.inner(lower, below_end)
    of = parser.inner(upper, above_end) if upper else read_operand(parser, wrt)
    return Differential(start, s.last_end, of, wrt)


def _higher(parser: Parser, start: int, above_end: int, halves: tuple[list[Token], list[list[Token]]]) -> Formula:
    upper, variables = halves
    below = [parser.inner(v, v[-1].end) for v in variables]
    formula = parser.inner(upper, above_end) if upper else read_operand(parser, below[0])
    for wrt in below:
        formula = Differential(start, parser.stream.last_end, formula, wrt)
    return formula


@atom(r"\sum")
def parse_summation(parser: Parser) -> Formula:
    """The sum over an index, or over all entries, of the whole product after it."""
    s = parser.stream
    start = s.start
    s.take()
    layers = read_layer_sum(parser)
    if layers is not None:
        return layers
    bounds = read_bounds(parser) if s.here in ("_", "^") else None
    body = parser.product()
    if bounds is not None:
        return BoundedSum(start, s.last_end, bounds.marks, body, bounds.top, bounds.but)
    return Summation(start, s.last_end, body)


@atom(r"\nabla")
def parse_gradient(parser: Parser) -> Formula:
    """The derivative by what stands below the nabla."""
    s = parser.stream
    start = s.start
    s.take()
    s.expect("_")
    tokens = s.argument()
    wrt = parser.inner(tokens, s.last_end)
    of = read_operand(parser, wrt, is_nabla=True)
    return Differential(start, s.last_end, of, wrt, is_nabla=True)


@atom(r"\Sigma")
def parse_sigma(parser: Parser) -> Formula:
    """The sign Σ that people type for a sum, if it has an index and is no name of the notes; else the letter."""
    s = parser.stream
    is_typed = s.tokens[s.at].end - s.tokens[s.at].start == 1
    declared = any(name.startswith(r"\Sigma") for name in (*parser.names.symbols, *parser.names.layered))
    if is_typed and s.ahead(1) == "_" and not declared:
        return parse_summation(parser)
    return ATOMS[NAME](parser)
