"""The `bpsym:` header: YAML in a front matter, a fenced block, a sidecar or a notation file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from bpsym.errors import InputError, UnreadError
from bpsym.expr import KNOWN, SCALAR, Dim, Function, Shape, known, unknown
from bpsym.notation import Declared, Family, Name, Notation, Section
from bpsym.reader.assume import read_assumption
from bpsym.reader.calls import DIAGONAL
from bpsym.reader.canonical import canonical_name, read_formula
from bpsym.reader.header_macros import without_macros
from bpsym.reader.house import SIGNS_OF, read_dialect, read_differentials
from bpsym.reader.layout_key import read_layout
from bpsym.reader.members import read_family
from bpsym.reader.names import Names
from bpsym.reader.shape_text import read_dim
from bpsym.reader.softmax import DECLARED
from bpsym.reader.unknown_cost import COST, cost
from bpsym.reader.vocabulary import FUNCTION_WORDS, MORE_PRODUCTS, PRODUCTS
from bpsym.reader.yaml_place import Place, places_of

KNOWN_KEYS = (
    *("symbols", "families", "functions", "macros", "given", "products", "assume", "layout"),
    *("differential", "dialect", "sections"),
)
_KEYS = ", ".join(KNOWN_KEYS)
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
    root = places_of(text, place)
    if "bpsym" in content:
        content, root = content["bpsym"] or {}, root.below("bpsym")
    elif not is_sidecar:
        return Notation()
    return read_keys(_mapping(content, "bpsym", root), root)


def read_keys(content: Mapping[str, Any], place: Place) -> Notation:
    """The declarations of a mapping with the keys of a header.

    Raises:
        InputError: an unknown key, an impossible shape; the message names the place.
    """
    return _read_keys(without_macros(content, {}), place)


def _read_keys(content: Mapping[str, Any], place: Place, is_section: bool = False) -> Notation:
    for key in content:
        if key not in KNOWN_KEYS or (is_section and key == "sections"):
            raise InputError(f"{place.below(key)}: unknown key {key!r} under {place.name}; there are {_KEYS}")
    stated = _texts(content.get("assume"), "assume", place)
    dialect = read_dialect(content.get("dialect"), str(place.below("dialect")))
    return Notation(
        symbols=_table(content, "symbols", place, _symbol),
        families=_families(_mapping(content.get("families"), "families", place), place),
        functions=_table(content, "functions", place, _function),
        macros=_macros(_mapping(content.get("macros"), "macros", place), place),
        products=SIGNS_OF.get(dialect, {}) | _products(_mapping(content.get("products"), "products", place), place),
        given=_texts(content.get("given"), "given", place),
        assumptions=tuple(read_assumption(a, str(place.below("assume", str(n)))) for n, a in enumerate(stated)),
        layout=read_layout(content.get("layout"), str(place.below("layout"))),
        differentials=read_differentials(content.get("differential"), str(place.below("differential"))),
        dialect=dialect,
        sections=_sections(content.get("sections"), place.below("sections")),
    )


def _sections(value: object, place: Place) -> tuple[Section, ...]:
    """What holds from a heading on: each item has the keys of a header, and `from`."""
    found = []
    for at, item in enumerate(value if isinstance(value, list) else [value] if value is not None else []):
        here = place.below(str(at))
        row = dict(_mapping(item, "sections", here))
        start = row.pop("from", None)
        if not isinstance(start, str) or not start.strip():
            raise InputError(f"{here}: sections: expected {{from: 'text of a heading', symbols: ...}}")
        found.append(Section(" ".join(start.split()), str(here), _read_keys(row, here, is_section=True)))
    return tuple(found)


def _mapping(value: object, key: str, place: Place) -> Mapping[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise InputError(f"{_at(place, key)}: expected a mapping under {key}, found {_short(value)}")
    return {str(k): v for k, v in value.items()}


def _at(place: Place, key: str) -> Place:
    return place.below(*key.split(": "))


def _table(content: Mapping[str, Any], key: str, place: Place, read: Callable[[str, Any, str], Any]) -> dict[str, Any]:
    found = dict[str, Any]()
    for name, value in _mapping(content.get(key), key, place).items():
        here = place.below(key, name)
        try:
            canonical = canonical_name(name)
        except InputError as error:
            raise InputError(f"{here}: under {key}: {error}") from error
        if canonical in found:
            raise InputError(f"{here}: {key}: {name}: {canonical} is declared twice; fonts do not distinguish names")
        found[canonical] = read(canonical, value, f"{here}: {key}: {name}")
    return found


def _families(content: Mapping[str, Any], place: Place) -> tuple[Family, ...]:
    found = []
    for text, value in content.items():
        here = f"{place.below('families', text)}: families: {text}"
        row = dict(_mapping(value, f"families: {text}", place))
        shape = row.pop("shape", None)
        parts = shape if isinstance(shape, list) else [shape]
        if len(row) != 1 or not 1 <= len(parts) <= 2 or not all(isinstance(p, (int, str)) for p in parts):
            raise InputError(f"{here}: expected {{shape: ['n_l', 'n_{{l-1}}'], l: '2..L'}}, found {_short(value)}")
        ((variable, bounds),) = row.items()
        try:
            name = read_formula(text, Names(heading=text))
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
    if value == COST:
        return cost(name)
    if isinstance(value, str) and value.startswith(DIAGONAL) and value.removeprefix(DIAGONAL).strip():
        return Function(name, DIAGONAL + canonical_name(value.removeprefix(DIAGONAL)))
    if isinstance(value, str) and value in DECLARED:
        return Function(name, value)
    word = "_".join(value.replace("-", " ").split()).lower() if isinstance(value, str) else ""
    kind = FUNCTION_WORDS.get(word, word)
    if kind in KNOWN:
        return known(kind, name)
    there = ", ".join((*KNOWN, COST, "softmax over rows", "softmax over columns"))
    raise InputError(f"{place}: expected elementwise or one of {there}, found {_short(value)}")


def _macros(content: Mapping[str, Any], place: Place) -> dict[str, str]:
    for name, body in content.items():
        if not _MACRO.fullmatch(name) or not isinstance(body, str):
            expected = "a command and its text, such as '\\transpose': '#1^T'"
            raise InputError(f"{place.below('macros')}: macros: expected {expected}, found {name!r}: {_short(body)}")
    return dict(content)


def _products(content: Mapping[str, Any], place: Place) -> dict[str, str]:
    for sign, meaning in content.items():
        if sign not in PRODUCTS and sign not in MORE_PRODUCTS:
            signs = ", ".join([*PRODUCTS, *sorted(MORE_PRODUCTS)])
            raise InputError(
                f"{place.below('products')}: products: {sign!r} is no sign of a product; there are {signs}"
            )
        if meaning not in ("matmul", "hadamard"):
            raise InputError(
                f"{place.below('products')}: products: {sign}: expected matmul or hadamard, found {_short(meaning)}"
            )
    return {PRODUCTS.get(sign, sign): str(meaning) for sign, meaning in content.items()}


def _texts(value: Any, key: str, place: Place) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise InputError(f"{place.below(key)}: expected a list of texts under {key}, found {_short(value)}")
    return tuple(value)


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}..."
