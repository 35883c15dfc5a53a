r"""Subscripts that are indices: `jk`, `j, k`, `j\,k`, `2,1`, `j'`; and which names have them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bpsym.errors import UnreadError
from bpsym.notation import SLOT, Entry, EntryByEntry, Formula, Mark, Name, SameIndex
from bpsym.reader.letters import free_letters
from bpsym.reader.name import Found
from bpsym.reader.names import Names
from bpsym.reader.superscript import read_layer, show_tokens
from bpsym.reader.token import Token

LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz") | {r"\ell"}
"""What can be an index."""
KRONECKER = r"\delta"
MOST_INDICES = 8
_IS_SYMBOL = "is {0} an index here? It is a symbol of these notes: take another letter for the index"


def read_marks(tokens: Sequence[Token]) -> tuple[Mark, ...] | None:
    """The indices that a subscript is made of; None where it is something else."""
    found: list[Mark] = []
    separated = any(t.text == "," for t in tokens)
    for at, token in enumerate(tokens):
        if token.text == ",":
            if at in (0, len(tokens) - 1) or tokens[at - 1].text == ",":
                return None
        elif token.text in ("'", r"\prime") and found and found[-1].is_letter:
            found[-1] = replace(found[-1], end=token.end, text=found[-1].text + "'")
        elif token.text in LETTERS:
            found.append(Mark(token.start, token.end, token.text))
        elif re.fullmatch("[0-9]{1,4}", token.text):
            digits = [token.text] if separated or len(token.text) == 1 else list(token.text)
            found += [Mark(token.start, token.end, digit) for digit in digits]
        else:
            return None
    return tuple(found) if 0 < len(found) <= MOST_INDICES else None


def entry_of(found: Found, names: Names) -> Formula | None:
    r"""The entry, or the Kronecker delta, that a name with a subscript is; None where it is a name of its own.

    A declared name wins; so does a family with numbers in the place of the index, `W_{k}` beside `W_{1}`.

    Raises:
        UnreadError: an index that is a symbol of the notes.
    """
    name, whole = found.name, found.whole
    if whole is None or name.text in names.symbols or (name.layer is not None and _is_member(name, names)):
        return None
    marks, named = read_marks(found.subscript), _of_subscripted(found, whole, names)
    if marks is None or (isinstance(named, Entry) and _is_declared_part(named, found, names)):
        return named
    if whole.text == KRONECKER and len(marks) == 2 and not _is_array(whole, names):
        return SameIndex(name.start, name.end, *marks) if all(m.is_letter for m in marks) else None
    if not _is_array(whole, names):
        return named
    require_indices(marks, names)
    return Entry(name.start, name.end, whole, marks)


def _is_declared_part(entry: Entry, found: Found, names: Names) -> bool:
    """Whether, of `z_{2,i}`, `z_2` is a symbol itself: then it is meant even where `z` is one too."""
    has_comma = any(token.text == "," for token in found.subscript)
    return has_comma and isinstance(entry.base, Name) and entry.base.text in names.symbols


def _of_subscripted(found: Found, whole: Name, names: Names) -> Formula | None:
    r"""The entry of an array that has a subscript in its name: `z_{2,i}` of `z_2`, `y_{\text{pred}, i}`, `h_{2i}`."""
    tokens = found.subscript
    for cut in range(len(tokens) - 1, 0, -1):
        is_comma = tokens[cut].text == ","
        if not is_comma and not (tokens[cut - 1].is_number and tokens[cut].text in LETTERS):
            continue
        base = with_subscript(whole, show_tokens(tokens[:cut]))
        marks = read_marks(tokens[cut + is_comma :])
        if marks is not None and _is_array(base, names):
            require_indices(marks, names)
            return Entry(found.name.start, found.name.end, base, marks)
    return None


def with_subscript(whole: Name, subscript: str) -> Name:
    """The name with a subscript, which may be its layer."""
    stem, superscript, rest = whole.template.partition("^")
    layer = read_layer(subscript) if whole.layer is None else None
    template = f"{stem}_{{{SLOT if layer else subscript}}}{superscript}{rest}"
    return replace(whole, template=template, layer=whole.layer or layer)


def _is_member(name: Name, names: Names) -> bool:
    """Whether the subscript itself is the layer of a family."""
    return f"_{{{name.layer}}}" in name.text and names.is_family(name)


def _is_array(whole: Name, names: Names) -> bool:
    known = whole.text in names.symbols or whole.text in names.arrays or whole.template in names.arrays
    return known or (whole.layer is not None and names.is_family(whole))


def require_indices(marks: Sequence[Mark], names: Names) -> None:
    """No index is a symbol of the notes.

    Raises:
        UnreadError: one is.
    """
    for mark in marks:
        if mark.text in names.symbols:
            raise UnreadError(_IS_SYMBOL.format(mark.text), mark.start, mark.end)


def marked(base: Formula, tokens: Sequence[Token], end: int, names: Names) -> Formula:
    r"""What a subscript after a bracket makes of it: `(A B)_{ij}` is an entry, `[a_i b_j]_{ij}` an array of entries.

    Raises:
        UnreadError: a subscript that is no index.
    """
    marks = read_marks(tokens)
    if marks is None:
        raise UnreadError("a subscript after brackets is an index, such as (A B)_{ij}", base.start, end)
    require_indices(marks, names)
    inside = free_letters(base)
    if all(m.text in inside for m in marks):
        return EntryByEntry(base.start, end, base, marks)
    return Entry(base.start, end, base, marks)
