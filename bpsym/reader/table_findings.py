"""What the table of symbols says of shapes, held against the definitions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bpsym.derivation import Finding
from bpsym.expr import ONE, SCALAR, Dim, Shape, show_shape
from bpsym.notation import Differential, Formula, Name
from bpsym.reader.define import Introduction
from bpsym.reader.table import TableRow
from bpsym.reader.type_definitions import Defined


def judge_table(
    table: tuple[TableRow, ...], defined: Defined, introductions: Mapping[str, Introduction]
) -> Iterator[Finding]:
    """A finding for each row whose dimensions are not those that the definitions give."""
    for row in table:
        if row.shape is None:
            continue
        first = row.formulas[0]
        message, code = "", ""
        if isinstance(first, Name) and first.text in defined.redeclared:
            code, message = "BP202", _of_cost(first.text, defined.redeclared[first.text], introductions)
        elif isinstance(first, Differential):
            code, message = _of_derivative(first, row.shape, defined)
        if message:
            yield Finding(code, message, row.line, row.column, row.column + len(row.shape_text))


def _of_cost(name: str, shapes: tuple[Shape, Shape], introductions: Mapping[str, Introduction]) -> str:
    tag = introductions[name].relation.tag
    by = f"({tag})" if tag else "its definition"
    needs = " and ".join(f"{d} = 1" for d in shapes[0] if d != ONE)
    return f"{name} is declared {show_shape(shapes[0])}, but by {by} it is a scalar; that shape holds only if {needs}"


def _of_derivative(formula: Differential, declared: Shape, defined: Defined) -> tuple[str, str]:
    of, wrt = (_shape(f, defined) for f in (formula.of, formula.wrt))
    if of is None or wrt is None:
        return "", ""
    name = f"∂{_name(formula.of)}/∂{_name(formula.wrt)}"
    if of == SCALAR or wrt == SCALAR:
        true = wrt if of == SCALAR else of
        if declared == true:
            return "", ""
        return "BP202", f"{name} is declared {show_shape(declared)}, but it has the shape {show_shape(true)}"
    text = f"{name} has four indices {show_shape(of + wrt)}; the declared {show_shape(declared)}"
    return "BP203", f"{text} {_saved_by(of, wrt, declared)}"


def _saved_by(of: Shape, wrt: Shape, declared: Shape) -> str:
    """Under which condition two of the four indices are enough."""
    left = list(of + wrt)
    for dim in declared:
        if dim not in left:
            return "is no part of them"
        left.remove(dim)
    ones = [d for d in left if d != ONE and d not in declared]
    kept = [d for d in left if d in declared]
    parts = [_equals_one(ones)] if ones else []
    parts += [f"keeping, for each of the {d}, only the entries of the same one" for d in kept]
    return f"holds only for {' and '.join(parts)}" if parts else "leaves the indices of size 1 out"


def _equals_one(dims: list[Dim]) -> str:
    return " and ".join(f"{d} = 1" for d in dims)


def _shape(formula: Formula, defined: Defined) -> Shape | None:
    symbol = defined.symbols.get(formula.text) if isinstance(formula, Name) else None
    return symbol.shape if symbol else None


def _name(formula: Formula) -> str:
    return formula.text if isinstance(formula, Name) else "…"
