"""The `bpsym:` header: YAML in a front matter, a fenced block, a sidecar or a notation file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from bpsym.errors import InputError, UnreadError
from bpsym.expr import KNOWN, SCALAR, Dim, Function, Shape, known, unknown
from bpsym.notation import Declared, Family, Name, Notation
from bpsym.reader.assume import read_assumption
from bpsym.reader.canonical import canonical_name, read_formula
from bpsym.reader.members import read_family
from bpsym.reader.shape_text import read_dim
from bpsym.reader.vocabulary import MORE_PRODUCTS, PRODUCTS

KNOWN_KEYS = ("symbols", "families", "functions", "macros", "given", "products", "assume", "layout")
LATER_KEYS = ("differential", "dialect", "sections")
"""Keys of the format that this version does not understand yet."""
_MACRO = re.compile(r"\\[A-Za-z]+")


def read_header(text: str, place: str, is_sidecar: bool = False) -> Notation:
    """The declarations of a YAML text; in a front matter only the key `bpsym` is ours.

    Raises:
        InputError: no YAML, an unknown key, an impossible shape; the message names the place.
    """
    import yaml

    try:
        content = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        # A date such as 2026-99-99 is a ValueError, thousands of brackets are a RecursionError.
        detail = " ".join(str(error).split())[:300]
        raise InputError(f"{place}: the header is not YAML: {detail}") from error
    if content is None:
        return Notation()
    if not isinstance(content, Mapping):
        raise InputError(f"{place}: expected a mapping with the key bpsym, found {type(content).__name__}")
    if "bpsym" in content:
        content = content["bpsym"] or {}
    elif not is_sidecar:
        return Notation()
    return _read_keys(_mapping(content, "bpsym", place), place)


def _read_keys(content: Mapping[str, Any], place: str) -> Notation:
    for key in content:
        if key in LATER_KEYS:
            raise InputError(f"{place}: the key {key!r} under bpsym is not supported by this version")
        if key not in KNOWN_KEYS:
            raise InputError(f"{place}: unknown key {key!r} under bpsym; there are {', '.join(KNOWN_KEYS)}")
    _require_layout(content.get("layout"), place)
    return Notation(
        symbols=_table(content, "symbols", place, _symbol),
        families=_families(_mapping(content.get("families"), "families", place), place),
        functions=_table(content, "functions", place, _function),
        macros=_macros(_mapping(content.get("macros"), "macros", place), place),
        products=_products(_mapping(content.get("products"), "products", place), place),
        given=_texts(content.get("given"), "given", place),
        assumptions=tuple(read_assumption(a, place) for a in _texts(content.get("assume"), "assume", place)),
    )


def _require_layout(value: object, place: str) -> None:
    """Gradients have the shape of their variable (denominator layout): the other one is not read yet."""
    words = _mapping(value, "layout", place).get("gradient", "denominator") if isinstance(value, Mapping) else value
    if words not in (None, "denominator"):
        raise InputError(f"{place}: layout: only denominator is supported by this version, found {_short(words)}")


def _mapping(value: object, key: str, place: str) -> Mapping[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise InputError(f"{place}: expected a mapping under {key}, found {_short(value)}")
    return {str(k): v for k, v in value.items()}


def _table(content: Mapping[str, Any], key: str, place: str, read: Callable[[str, Any, str], Any]) -> dict[str, Any]:
    found = dict[str, Any]()
    for name, value in _mapping(content.get(key), key, place).items():
        try:
            canonical = canonical_name(name)
        except InputError as error:
            raise InputError(f"{place}: under {key}: {error}") from error
        if canonical in found:
            raise InputError(f"{place}: {key}: {name}: {canonical} is declared twice; fonts do not distinguish names")
        found[canonical] = read(canonical, value, f"{place}: {key}: {name}")
    return found


def _families(content: Mapping[str, Any], place: str) -> tuple[Family, ...]:
    found = []
    for text, value in content.items():
        here = f"{place}: families: {text}"
        row = dict(_mapping(value, f"families: {text}", place))
        shape = row.pop("shape", None)
        parts = shape if isinstance(shape, list) else [shape]
        if len(row) != 1 or not 1 <= len(parts) <= 2 or not all(isinstance(p, (int, str)) for p in parts):
            raise InputError(f"{here}: expected {{shape: ['n_l', 'n_{{l-1}}'], l: '2..L'}}, found {_short(value)}")
        ((variable, bounds),) = row.items()
        try:
            name = read_formula(text)
        except UnreadError as error:
            raise InputError(f"{here}: {error}") from error
        if not isinstance(name, Name):
            raise InputError(f"{here}: this is not a name of a symbol")
        found.append(read_family(name, tuple(str(p) for p in parts), variable, str(bounds), here))
    return tuple(found)


def _symbol(name: str, value: Any, place: str) -> Declared:
    return Declared(name, _shape(value, place))


def _shape(value: Any, place: str) -> Shape:
    if value == "scalar":
        return SCALAR
    parts = value if isinstance(value, list) else [value]
    if not 1 <= len(parts) <= 2 or not all(isinstance(p, (int, str)) and not isinstance(p, bool) for p in parts):
        raise InputError(f"{place}: expected a shape such as [m, n], [n] or scalar, found {_short(value)}")
    try:
        dims = tuple(read_dim(str(p)) for p in parts)
    except InputError as error:
        raise InputError(f"{place}: {error}") from error
    return (dims[0], dims[1]) if len(dims) == 2 else (dims[0], Dim.of(1))


def _function(name: str, value: Any, place: str) -> Function:
    if value == "elementwise":
        return unknown(name)
    if isinstance(value, str) and value in KNOWN:
        return known(value, name)
    raise InputError(f"{place}: expected elementwise or one of {', '.join(KNOWN)}, found {_short(value)}")


def _macros(content: Mapping[str, Any], place: str) -> dict[str, str]:
    for name, body in content.items():
        if not _MACRO.fullmatch(name) or not isinstance(body, str):
            expected = "a command and its text, such as '\\transpose': '#1^T'"
            raise InputError(f"{place}: macros: expected {expected}, found {name!r}: {_short(body)}")
    return dict(content)


def _products(content: Mapping[str, Any], place: str) -> dict[str, str]:
    for sign, meaning in content.items():
        if sign not in PRODUCTS and sign not in MORE_PRODUCTS:
            signs = ", ".join([*PRODUCTS, *sorted(MORE_PRODUCTS)])
            raise InputError(f"{place}: products: {sign!r} is no sign of a product; there are {signs}")
        if meaning not in ("matmul", "hadamard"):
            raise InputError(f"{place}: products: {sign}: expected matmul or hadamard, found {_short(meaning)}")
    return {PRODUCTS.get(sign, sign): str(meaning) for sign, meaning in content.items()}


def _texts(value: Any, key: str, place: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise InputError(f"{place}: expected a list of texts under {key}, found {_short(value)}")
    return tuple(value)


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}..."
