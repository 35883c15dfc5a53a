"""Read, judge, report: the one call behind the command line, the site and the tests."""

from __future__ import annotations

from pathlib import Path

from bpsym.checker import definitions_of, sizes_of
from bpsym.derivation import Derivation, Entry, Report
from bpsym.errors import InputError
from bpsym.notation import Assumption, Instance, Notation, Property
from bpsym.reader import Document, families_in, read
from bpsym.review.depth import WRITTEN, Told, combine, depths_of, look_near, shown_of
from bpsym.review.directive import apply_directives
from bpsym.review.entries import judge_entries
from bpsym.review.source import read_sidecar, read_text


def load(path: Path | str, notation: Path | str | None = None) -> Derivation:
    """The derivation in a file of notes: definitions and claims, typed. Where a top is symbolic, of a short network.

    Raises:
        InputError: a file that cannot be used, or without an equation.
    """
    return open_document(Path(path), Path(notation) if notation else None).derivation


def open_document(path: Path, notation: Path | None = None) -> Document:
    """A file, read.

    Raises:
        InputError: a file that cannot be used, or without an equation.
    """
    return _shown(read_text(path), str(path), read_sidecar(path, notation))


def check_file(path: Path | str, notation: Path | str | None = None) -> Report:
    """Check one file of notes.

    Raises:
        InputError: a file that cannot be used, or without an equation.
    """
    place = Path(path)
    return check_text(read_text(place), str(place), read_sidecar(place, Path(notation) if notation else None))


def check_text(text: str, file: str = "<text>", notation: Notation | None = None) -> Report:
    """Check notes that are at hand as text; `file` is how messages call them.

    Raises:
        InputError: a header that cannot be used, or no equation.
    """
    families = families_in(text, file, notation)
    if not any(family.is_symbolic for family in families):
        document = _read(text, file, notation)
        return _report(document, judge_entries(document))
    depths = depths_of(families, file)
    shown = shown_of(depths.short)
    short = tuple(_judged(text, file, notation, instance, instance is shown) for instance in depths.short)
    windows = {name: _judged(text, file, notation, instance, False) for name, instance in depths.windows.items()}
    written = read(text, file, notation, WRITTEN)
    relations = [source.relation for source in written.entries]
    if not look_near([*relations, *written.given], families):
        windows = {}
    combined = combine(Told(short, windows, families), relations)
    return _report(_shown(text, file, notation), combined)


def _shown(text: str, file: str, notation: Notation | None) -> Document:
    """The document; where a top is symbolic, for a network of a few layers."""
    families = families_in(text, file, notation)
    if not any(family.is_symbolic for family in families):
        return _read(text, file, notation)
    return _read(text, file, notation, shown_of(depths_of(families, file).short))


def _judged(text: str, file: str, notation: Notation | None, instance: Instance, explains: bool) -> list[Entry]:
    return judge_entries(_read(text, file, notation, instance), explains)


def _read(text: str, file: str, notation: Notation | None, instance: Instance | None = None) -> Document:
    document = read(text, file, notation, instance)
    if not document.entries:
        raise InputError(f"{file}: no equation found; mathematics stands between $ or $$, in \\[ \\] or in ```math")
    _require_assumable(document)
    return document


def _require_assumable(document: Document) -> None:
    """Every statement of the header is about a symbol that nothing defines, or a dimension, of the notes."""
    symbols = {s.name: s for s in document.derivation.symbols}
    known = {name.text for name in document.known}
    defined = {s.name for s in document.derivation.definitions}
    try:
        sizes_of(document.assumptions)
        for assumption in document.assumptions:
            if assumption.property is Property.SIZE:
                _require_dimension(assumption, document)
            elif assumption.name in defined:
                raise InputError(
                    f"assume: {assumption.text}: {assumption.name} is defined by a formula; state it of that"
                )
            elif assumption.name in symbols or assumption.name not in known:
                definitions_of([assumption], symbols)
    except InputError as error:
        raise InputError(f"{document.file}: {error}") from error


def _require_dimension(assumption: Assumption, document: Document) -> None:
    if assumption.name not in document.dimensions:
        there = ", ".join(sorted(document.dimensions))
        raise InputError(f"assume: {assumption.text}: no dimension is called {assumption.name}; there are {there}")


def _report(document: Document, entries: list[Entry]) -> Report:
    return Report(
        document.file,
        tuple(apply_directives(document, entries)),
        document.findings,
        not_claims=document.not_claims,
        source=document.text,
        derivation=document.derivation,
    )
