r"""Declarations in prose: `X, Y \in \mathbb{R}^{m \times n}`."""

from __future__ import annotations

from collections.abc import Iterator

from bpsym.derivation import Finding
from bpsym.errors import UnreadError
from bpsym.expr import SCALAR, Shape, show_shape
from bpsym.notation import Declared, Name
from bpsym.reader.document import place_finding
from bpsym.reader.finder import Lines, Row
from bpsym.reader.names import Names
from bpsym.reader.parse import parse
from bpsym.reader.relation import REALS
from bpsym.reader.shape_text import read_shape
from bpsym.reader.token import Token, tokenize

_ENDS = frozenset({".", ",", ";", "。"})


def find_reals(text: str, rows: list[Row], lines: Lines) -> tuple[dict[str, Declared], list[Finding]]:
    """The symbols that rows of mathematics declare, and a finding for each whose dimensions are not understood."""
    found, findings = dict[str, Declared](), list[Finding]()
    for row in rows:
        for names, dims in _declarations(text, row):
            shape = _shape(text, dims)
            if shape is None:
                shown = text[dims[0].start : dims[-1].end]
                message = f"the dimensions {shown} are not understood; write m \\times n"
                findings.append(place_finding(lines, "BP206", message, dims[0].start, dims[-1].end))
                continue
            for name in names:
                message = _conflict(found.get(name), shape)
                if message:
                    findings.append(place_finding(lines, "BP206", message, row.start, row.end))
                found[name] = Declared(name, None if message else shape, "", *lines.place(row.start))
    return found, findings


def _conflict(before: Declared | None, shape: Shape) -> str:
    """What to say of a symbol whose shape the prose declared otherwise before; "" where it did not."""
    if before is None or before.shape == shape:
        return ""
    first = show_shape(before.shape) if before.shape else "two shapes"
    told = f"{before.name} is declared twice, {first} in line {before.line} and {show_shape(shape)}"
    return f"{told}: it counts as not declared"


def _declarations(text: str, row: Row) -> Iterator[tuple[list[str], list[Token]]]:
    r"""The names before each `\in` in a row, and the tokens of the dimensions after the set of reals."""
    if r"\in" not in text[row.start : row.end] and "∈" not in text[row.start : row.end]:
        return
    names: list[str] = []
    for part in _parts(tokenize(text, row.start, row.end)):
        at = next((i for i, t in enumerate(part) if t.text == r"\in"), None)
        name = _name(part[:at])
        names = [*names, name] if name else []
        if at is not None:
            after = part[at + 1 :]
            reals = next((r for r in REALS if [t.text for t in after[: len(r)]] == r), None)
            if reals is not None and names and _is_complete(after[len(reals) :]):
                yield names, after[len(reals) :]
            names = []


def _parts(tokens: list[Token]) -> Iterator[list[Token]]:
    part: list[Token] = []
    depth = 0
    for token in tokens:
        depth += (token.text in ("{", "(", "[")) - (token.text in ("}", ")", "]"))
        next_column = token.text == "&" and any(t.text == r"\in" for t in part)
        if depth == 0 and (token.text in _ENDS or next_column or token.is_prose):
            yield part
            part = []
        elif token.text != "&":
            part.append(token)
    yield part


def _name(tokens: list[Token]) -> str:
    try:
        formula = parse(tokens, tokens[-1].end, Names()) if tokens else None
    except UnreadError:
        return ""
    return formula.text if isinstance(formula, Name) else ""


def _is_complete(dims: list[Token]) -> bool:
    """Nothing, or one exponent."""
    texts = [t.text for t in dims]
    return not texts or (texts[0] == "^" and (len(texts) == 2 or (texts[1:2] == ["{"] and texts[-1] == "}")))


def _shape(text: str, dims: list[Token]) -> Shape | None:
    if not dims:
        return SCALAR
    inner = dims[2:-1] if dims[1].text == "{" else dims[1:]
    return read_shape(text[inner[0].start : inner[-1].end]) if inner else None
