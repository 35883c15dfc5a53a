"""Everything that a document declares, from all its places, merged: header, sidecar, tables, prose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from bpsym.derivation import Finding
from bpsym.notation import Declared, Differential, Name, Notation
from bpsym.reader.finder import Lines, Row
from bpsym.reader.markdown import find_header
from bpsym.reader.members import bind_tops
from bpsym.reader.reals import find_reals
from bpsym.reader.table import TableRow, find_declarations
from bpsym.reader.yaml_header import read_header


@dataclass(frozen=True, slots=True)
class Declarations:
    """What is declared, and the rows of tables with what they say of derivatives."""

    notation: Notation
    table: tuple[TableRow, ...] = ()
    code_names: dict[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    @property
    def table_lines(self) -> frozenset[int]:
        """The lines on which a table declares."""
        return frozenset(row.line for row in self.table)


def declare(text: str, file: str, rows: list[Row], lines: Lines, sidecar: Notation) -> Declarations:
    """Gather the declarations; the header wins over the tables, the sidecar over both.

    Raises:
        InputError: a header that cannot be used.
    """
    table = tuple(find_declarations(text))
    in_prose, findings = find_reals(text, rows, lines)
    found = Notation(symbols=in_prose).merged(Notation(symbols=_in_table(table)))
    for yaml_text, line in find_header(text):
        # The first line of a front matter is its rule, and no key.
        found = found.merged(read_header(yaml_text, f"{file}:{max(line, 2)}", is_sidecar=line > 1))
    findings += _declared_twice(table)
    findings += _otherwise_in_prose(in_prose, table)
    findings += [_not_understood(row) for row in table if row.shape is None and row.shape_text]
    found = found.merged(sidecar)
    found = found.above(found.beneath) if found.beneath else found
    return Declarations(bind_tops(found), table, _code_names(table), tuple(findings))


def _in_table(table: tuple[TableRow, ...]) -> dict[str, Declared]:
    found: dict[str, Declared] = {}
    for row in table:
        name = row.formulas[0]
        if len(row.formulas) == 1 and isinstance(name, Name):
            twice = name.text in found and found[name.text].shape != row.shape
            found[name.text] = Declared(name.text, None if twice else row.shape, row.code, row.line, row.column)
    return found


def _declared_twice(table: tuple[TableRow, ...]) -> Iterator[Finding]:
    seen: dict[str, TableRow] = {}
    for row in table:
        name = row.formulas[0]
        if len(row.formulas) == 1 and isinstance(name, Name):
            first = seen.setdefault(name.text, row)
            if first.shape != row.shape:
                texts = f"{first.shape_text} in line {first.line} and {row.shape_text}"
                message = f"{name.text} is declared twice, {texts}: it counts as not declared"
                yield Finding("BP206", message, row.line, row.column, row.column + len(row.shape_text))


def _otherwise_in_prose(in_prose: dict[str, Declared], table: tuple[TableRow, ...]) -> Iterator[Finding]:
    """The table wins over the prose, and says so where they differ."""
    for name, row in _in_table(table).items():
        other = in_prose.get(name)
        if other is not None and row.shape is not None and other.shape not in (None, row.shape):
            message = f"{name} has another shape in line {other.line}; the table counts"
            yield Finding("BP206", message, row.line, row.column, row.column + 1)


def _code_names(table: tuple[TableRow, ...]) -> dict[str, str]:
    found = {}
    for row in table:
        first = row.formulas[0]
        if isinstance(first, Name):
            found[first.text] = row.code
        elif isinstance(first, Differential) and isinstance(first.of, Name) and isinstance(first.wrt, Name):
            found[rf"\frac{{\partial {first.of.text}}}{{\partial {first.wrt.text}}}"] = row.code
    return {name: code for name, code in found.items() if code}


def _not_understood(row: TableRow) -> Finding:
    message = f"the dimensions {row.shape_text!r} are not understood; write (rows, columns)"
    return Finding("BP206", message, row.line, row.column, row.column + len(row.shape_text))
