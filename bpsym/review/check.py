"""Read, judge, report: the one call behind the command line, the site and the tests."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bpsym.checker import definitions_of, sizes_of
from bpsym.derivation import Derivation, Entry, Report
from bpsym.errors import InputError
from bpsym.notation import Assumption, Instance, Notation, Property
from bpsym.reader import Document, Manuscript, families_in, read, split_sections
from bpsym.review.depth import WRITTEN, Told, combine, depths_of, find_far, settled_in, shown_of, spared_by
from bpsym.review.directive import apply_directives
from bpsym.review.entries import Settled, judge_entries
from bpsym.review.joined import join_reports
from bpsym.review.layouts import LAYOUTS, conditional_on, keeps_to, may_matter, would_hold
from bpsym.review.source import manuscript_of, own_notation, read_manuscript, read_sidecar

NO_EQUATION = "{0}: no equation found; mathematics stands between $ or $$, in \\[ \\] or in ```math"


def load(path: Path | str, notation: Path | str | None = None) -> Derivation:
    """The derivation in a file of notes: definitions and claims, typed. Where a top is symbolic, of a short network.

    Raises:
        InputError: a file that cannot be used, or without an equation.
    """
    return open_document(Path(path), Path(notation) if notation else None).derivation


def open_document(path: Path, notation: Path | None = None) -> Document:
    """A file, read; of one with sections that declare anew, the first with an equation.

    Raises:
        InputError: a file that cannot be used, or without an equation.
    """
    return open_text(read_manuscript(path), str(path), read_sidecar(path, notation))


def open_text(page: Manuscript, file: str, beside: Notation | None = None) -> Document:
    """The same of a page; `beside` is what is declared outside of it.

    Raises:
        InputError: a header that cannot be used, or no equation.
    """
    parts = split_sections(page.text, file, own_notation(page, file, beside))
    documents = (_shown(part.text, file, part.notation) for part in parts)
    found = next((document for document in documents if document.entries), None)
    if found is None:
        raise InputError(NO_EQUATION.format(file))
    return found


def check_file(path: Path | str, notation: Path | str | None = None) -> Report:
    """Check one file of notes.

    Raises:
        InputError: a file that cannot be used, or without an equation.
    """
    place = Path(path)
    beside = read_sidecar(place, Path(notation) if notation else None)
    return check_manuscript(read_manuscript(place), str(place), beside)


def check_text(text: str, file: str = "<text>", notation: Notation | None = None) -> Report:
    """Check notes that are at hand as text; `file` is how messages call them, and says by its ending what they are.

    Raises:
        InputError: a header that cannot be used, or no equation.
    """
    return check_manuscript(manuscript_of(text, file), file, notation)


def check_manuscript(page: Manuscript, file: str, beside: Notation | None = None) -> Report:
    """Check a page; `beside` is what is declared outside of it.

    Raises:
        InputError: a header that cannot be used, or no equation.
    """
    report = _check(page.text, file, own_notation(page, file, beside))
    return replace(report, source=page.source, origins=page.origins)


def _check(text: str, file: str, notation: Notation) -> Report:
    parts = split_sections(text, file, notation)
    reports = [_check_part(part.text, file, part.notation) for part in parts]
    found = join_reports(reports)
    if not found.entries:
        raise InputError(NO_EQUATION.format(file))
    return found


def _check_part(text: str, file: str, notation: Notation) -> Report:
    document, entries = _judge_part(text, file, notation)
    if document.layout is None and may_matter(entries):
        document, entries = _settle_layout(text, notation, document, entries)
    return _report(document, entries)


def _settle_layout(
    text: str, notation: Notation, document: Document, entries: list[Entry]
) -> tuple[Document, list[Entry]]:
    """The document in the layout to which it keeps, with what follows for its entries."""
    families = families_in(text, document.file, notation)
    is_symbolic = any(family.is_symbolic for family in families)
    instance = shown_of(depths_of(families, document.file).short) if is_symbolic else None
    for layout in LAYOUTS:
        other = replace(notation, layout=layout)
        # What is proved in one network is enough to see which layout is meant.
        quick = _judged(text, document.file, other, instance, False)
        if keeps_to(entries, quick):
            settled, found = _judge_part(text, document.file, other)
            return settled, conditional_on(layout, entries, found)
        entries = would_hold(layout, entries, quick)
    return document, entries


def _judge_part(text: str, file: str, notation: Notation) -> tuple[Document, list[Entry]]:
    families = families_in(text, file, notation)
    if not any(family.is_symbolic for family in families):
        document = _read(text, file, notation)
        return document, judge_entries(document)
    depths = depths_of(families, file)
    written = read(text, file, notation, WRITTEN)
    relations = [source.relation for source in written.entries]
    fault = find_far([*relations, *written.given], families)
    first = _judged(text, file, notation, shown := shown_of(depths.short))
    settled = settled_in(first)
    short = tuple(first if n is shown else _judged(text, file, notation, n, False, settled) for n in depths.short)
    windows = {
        name: _judged(text, file, notation, instance, False, settled | spared_by(name, relations, families))
        for name, instance in (depths.windows.items() if not fault else ())
    }
    return _shown(text, file, notation), combine(Told(short, windows, families, fault), relations)


def _shown(text: str, file: str, notation: Notation | None) -> Document:
    """The document; where a top is symbolic, for a network of a few layers."""
    families = families_in(text, file, notation)
    if not any(family.is_symbolic for family in families):
        return _read(text, file, notation)
    return _read(text, file, notation, shown_of(depths_of(families, file).short))


def _judged(
    text: str,
    file: str,
    notation: Notation | None,
    instance: Instance | None,
    explains: bool = True,
    settled: Settled = frozenset(),
) -> list[Entry]:
    return judge_entries(_read(text, file, notation, instance), explains, settled)


def _read(text: str, file: str, notation: Notation | None, instance: Instance | None = None) -> Document:
    document = read(text, file, notation, instance)
    document = replace(document, assumptions=tuple(a for a in document.assumptions if _applies(a, document)))
    _require_assumable(document)
    return document


def _applies(assumption: Assumption, document: Document) -> bool:
    """Whether a document is about what is stated; a header always is, a convention of the project need not be."""
    if not assumption.is_general:
        return True
    try:
        _require_assumable(replace(document, assumptions=(assumption,)))
    except InputError:
        return False
    return True


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
        macros=document.macros,
    )
