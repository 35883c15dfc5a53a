"""The derivation that a command works on, and the words of its options."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from bpsym.derivation import Derivation, Role, shipped
from bpsym.errors import InputError
from bpsym.expr import Partial
from bpsym.review import load

_V = TypeVar("_V")


def read_source(args: argparse.Namespace) -> Derivation:
    """The derivation of SOURCE: a file, or the name of a derivation that comes with bpsym.

    Raises:
        InputError: it cannot be read, or holds no equation.
    """
    path: Path = args.source
    named = not path.exists() and path.suffix == "" and path.name == str(path)
    return load(shipped(str(path)) if named else path, notation=args.notation)


def only_derived(derivation: Derivation) -> Derivation:
    """Forward definitions, then symbols with the meaning of a derivative, then the steps; no claims of the notes."""
    kept = [e for e in derivation.equations if e.role is Role.DEFINITION or e.step is not None]
    kept.sort(key=lambda e: 2 if e.step is not None else isinstance(e.right, Partial))
    return replace(derivation, equations=tuple(kept))


def read_functions(args: argparse.Namespace) -> dict[str, str]:
    """`--function f=tanh` as a table.

    Raises:
        InputError: not of that form.
    """
    return read_pairs("--function", args.function, str, "f=tanh")


def read_pairs(option: str, words: Sequence[str], convert: Callable[[str], _V], example: str) -> dict[str, _V]:
    """`NAME=VALUE` words as a table.

    Raises:
        InputError: a word of another form.
    """
    found: dict[str, _V] = {}
    for word in words:
        name, equals, value = word.rpartition("=")
        try:
            found[name] = convert(value)
        except ValueError:
            equals = ""
        if not (name and equals and value):
            raise InputError(f"{option} {word!r}: expected NAME=VALUE, such as {example}")
    return found
