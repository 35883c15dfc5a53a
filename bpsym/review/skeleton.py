"""A header for notes that declare little: what is known of their symbols, and a question for what is not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bpsym.expr import ONE, SCALAR, Dim, Shape
from bpsym.notation import SLOT, Name, Notation
from bpsym.reader import Document, Relation, names_in, read_header
from bpsym.review.check import open_document, open_text
from bpsym.review.source import read_manuscript, read_sidecar

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9]*")
_WORDS = frozenset({"yes", "no", "on", "off", "true", "false", "null"})
"""Words that YAML takes for something else."""
FAMILY = 2
"""Members that are known, from which on nobody is asked for the whole family."""
_HEAD = """\
# The symbols of {0}, for a file {1} beside it.
# To answer a question, take away the # of the line below it and put in what is asked for:
# a number of rows and one of columns, by numbers or by names of your own, [n] for a column, or the word scalar.
bpsym:
"""


def write_skeleton(path: Path) -> str:
    """The text of a header, which can be read as it is.

    Raises:
        InputError: notes that cannot be used, or hold no equation.
    """
    known = _Known(open_document(path))
    head = _HEAD.format(path.name, f"{path.stem}.bpsym.yml")
    whole, less = (head + known.text(declares_defined=it) for it in (True, False))
    return whole if _equations(path, whole) == _equations(path, less) else less


def _equations(path: Path, header: str) -> list[tuple[object, ...]]:
    """What the equations say under a header: a formula for a declared symbol is not always its definition."""
    beside = (read_sidecar(path, None) or Notation()).merged(read_header(header, "header", is_sidecar=True))
    equations = open_text(read_manuscript(path), str(path), beside).derivation.equations
    return [(e.id, e.role, e.readings, e.clash is None) for e in equations]


@dataclass(frozen=True, slots=True)
class _Known:
    """What a document says of its symbols."""

    document: Document

    def text(self, declares_defined: bool) -> str:
        """The keys under `bpsym:`."""
        lines = ["  symbols:", *self.symbols(declares_defined)]
        functions, families = list(self.functions()), list(self.families())
        lines += ["  functions:", *functions] if functions else []
        lines += ["  families:", *families] if families else []
        return "".join(f"{line}\n" for line in lines)

    def symbols(self, declares_defined: bool) -> Iterator[str]:
        """A line for each symbol with a shape, then two for each without one."""
        defined = {s.name for s in self.document.derivation.definitions}
        for name, shape in self.document.inventory.shapes.items():
            line = f"{_word(name)}: {_shape(shape)}"
            if name in self.document.inventory.inferred:
                yield f"    {line}  # not declared; the only shape with which the definitions fit"
            elif name in defined:
                yield f"    {'' if declares_defined else '# '}{line}  # from its definition"
            else:
                yield f"    {line}"
        for unknown, relation in self.unknown().items():
            yield f"    # ? {_question(unknown.text)} {self.place(relation)}"
            yield f"    # {_word(unknown.text)}: [rows, columns]"

    def functions(self) -> Iterator[str]:
        """A line for each function."""
        for name, function in self.document.inventory.functions.items():
            yield f"    {_word(name)}: {function.kind or 'elementwise'}"

    def families(self) -> Iterator[str]:
        """Two lines for each family of which no member is known."""
        for name, relation in self.unknown(of_layers=True).items():
            variable = name.layer.variable if name.layer else ""
            text = name.template.replace(SLOT, variable)
            yield f"    # ? What is the shape of {text}, and for which {variable} is there one? {self.place(relation)}"
            yield f"    # {_word(text)}: {{shape: [rows, columns], {variable}: '1..L'}}"

    def unknown(self, of_layers: bool = False) -> dict[Name, Relation]:
        """Each name without a shape, with the first relation in which it stands."""
        found: dict[str, tuple[Name, Relation]] = {}
        names = list(self._names())
        families = {name.template for name, _ in names if _is_of_any_layer(name)}
        for name, relation in names:
            if (name.template in families) == of_layers and _is_of_any_layer(name) == of_layers:
                found.setdefault(name.template if of_layers else name.text, (name, relation))
        return dict(found.values())

    def _names(self) -> Iterator[tuple[Name, Relation]]:
        document, inventory = self.document, self.document.inventory
        subjects = {s for entry in document.entries for s in _subjects(entry.relation)}
        members = Counter(name.template for name in document.known if name.layer is not None)
        for entry in document.entries:
            if not any(link.problem is not None for link in entry.links):
                continue
            for name in (n for member in entry.relation.members for n in names_in(member)):
                known = inventory.shapes.keys() | inventory.functions.keys() | document.dimensions | subjects
                if name.text not in known and not (_is_of_any_layer(name) and members[name.template] >= FAMILY):
                    yield name, entry.relation

    def place(self, relation: Relation) -> str:
        """The line on which a relation stands, and its text."""
        return f"(line {self.document.lines.place(relation.start)[0]}: {' '.join(relation.latex.split())})"


def _subjects(relation: Relation) -> Iterable[str]:
    """The names to which a relation gives a formula; one for any layer needs a family all the same."""
    first = relation.wholes[0] if relation.members else None
    if isinstance(first, Name):
        return () if _is_of_any_layer(first) else (first.text,)
    return (relation.subject,)


def _is_of_any_layer(name: Name) -> bool:
    return name.layer is not None and name.layer.variable != ""


def _question(name: str) -> str:
    if name == "T":
        return "Is T a transpose or a symbol? A transpose is written A^T; for a symbol, what is its shape?"
    return f"What is the shape of {name}?"


def _word(text: str) -> str:
    """A text as YAML takes it for a text."""
    return text if _PLAIN.fullmatch(text) and text.lower() not in _WORDS else "'" + text.replace("'", "''") + "'"


def _shape(shape: Shape) -> str:
    if shape == SCALAR:
        return "scalar"
    dims = shape[:1] if shape[1] == ONE else shape
    return f"[{', '.join(_dim(d) for d in dims)}]"


def _dim(dim: Dim) -> str:
    return str(dim) if dim.value is not None else _word(str(dim))
