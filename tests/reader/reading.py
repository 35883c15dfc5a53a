"""Short ways to read for the tests of this folder."""

from __future__ import annotations

from bpsym.expr import Expr, Symbol, unknown
from bpsym.notation import Formula
from bpsym.reader import Document, read
from bpsym.reader.elaborate import Scope, Typed, elaborate
from bpsym.reader.names import Names
from bpsym.reader.parse import parse
from bpsym.reader.token import tokenize
from tests.printer.expressions import FUNCTIONS

UNKNOWN = {f.name: unknown(f.name) for f in FUNCTIONS if not f.is_known} | {"f": unknown("f")}
SYMBOLS = """---
bpsym:
  symbols: {X: [m, n], W: [n, p], A: [m, n], B: [m, n], Y: [m, p], S: [n, n], b: [1, n], v: [n], c: scalar, J: scalar}
  functions: {f: elementwise, g: sigmoid}
---
"""


def formula(text: str, symbols: tuple[str, ...] = (), functions: tuple[str, ...] = ("f",)) -> Formula:
    """The formula of a text, with these names known."""
    return parse(tokenize(text, 0, len(text)), len(text), Names(frozenset(symbols), frozenset(functions)))


def readings(text: str, symbols: dict[str, Symbol]) -> list[Typed]:
    """Every reading of a text."""
    return elaborate(formula(text, tuple(symbols), tuple(UNKNOWN)), Scope(text, symbols, UNKNOWN))


def best(text: str, symbols: dict[str, Symbol]) -> Expr:
    """The best reading of a text."""
    return readings(text, symbols)[0].expr


def notes(*lines: str) -> Document:
    """Each line as displayed mathematics below the symbols of these tests."""
    return read(SYMBOLS + "\n\n".join(f"$$\n{line}\n$$" for line in lines), "notes.md")


def problems(document: Document) -> list[str]:
    """Why each relation was not read, "" where it was."""
    return [next((p.message for p in (e.problem, *(k.problem for k in e.links)) if p), "") for e in document.entries]
