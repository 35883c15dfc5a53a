"""The YAML header: what it can say, and how every mistake in it is told."""

from __future__ import annotations

import pytest

from bpsym.errors import InputError
from bpsym.expr import KNOWN, SCALAR, shape_of
from bpsym.reader import read, read_header
from bpsym.reader.markdown import find_header


def header(text: str) -> str:
    """The error that a header gives, as it is shown."""
    with pytest.raises(InputError) as error:
        read_header(text, "notes.md:1")
    assert str(error.value).startswith("notes.md:1: ")
    return str(error.value)


def test_shapes_are_pairs_columns_and_scalars() -> None:
    found = read_header(
        r"bpsym: {symbols: {'\mathbf{X}': [m, 3], b: [h], c: h, '\lambda': scalar, 'W^{(2)}': [n_l, m]}}", "x"
    )
    shapes = {name: declared.shape for name, declared in found.symbols.items()}
    assert shapes == {
        "X": shape_of("m", 3),
        "b": shape_of("h", 1),
        "c": shape_of("h", 1),
        r"\lambda": SCALAR,
        "W^{(2)}": shape_of("n_{l}", "m"),
    }


@pytest.mark.parametrize("kind", [*KNOWN, "elementwise"])
def test_every_known_function_can_be_declared(kind: str) -> None:
    function = read_header(f"bpsym: {{functions: {{h: {kind}}}}}", "x").functions["h"]
    assert (function.name, function.kind) == ("h", "" if kind == "elementwise" else kind)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("bpsym: {symbol: {}}", "unknown key 'symbol' under bpsym; there are symbols, families, functions"),
        ("bpsym: 3", "expected a mapping under bpsym, found 3"),
        ("- a\n- b", "expected a mapping with the key bpsym, found list"),
        ("bpsym: {symbols: [X]}", "expected a mapping under symbols, found ['X']"),
        ("bpsym: {symbols: {X: [0, n]}}", "symbols: X: a dimension must be at least 1, found 0"),
        ("bpsym: {symbols: {X: [m, -1]}}", "symbols: X: '-1' is neither a size nor a name of a dimension"),
        ("bpsym: {symbols: {X: [m, n, p]}}", "expected a shape such as [m, n], [n] or scalar, found ['m', 'n', 'p']"),
        ("bpsym: {symbols: {X: []}}", "expected a shape such as [m, n], [n] or scalar, found []"),
        ("bpsym: {symbols: {X: [true, n]}}", "expected a shape such as [m, n], [n] or scalar, found [True, 'n']"),
        ("bpsym: {symbols: {X: [1.5, n]}}", "expected a shape such as"),
        ("bpsym: {symbols: {X: 'm n'}}", "symbols: X: 'm n' is neither a size nor a name of a dimension"),
        ("bpsym: {symbols: {X: {a: b}}}", "expected a shape such as"),
        ("bpsym: {symbols: {'X + Y': [m]}}", "under symbols: 'X + Y' is not a name of a symbol"),
        ("bpsym: {symbols: {'\\frac': [m]}}", "under symbols: '\\\\frac' is not a name:"),
        ("bpsym: {functions: {f: sigmoidal}}", "functions: f: expected elementwise or one of identity, sigmoid"),
        ("bpsym: {functions: {f: [relu]}}", "functions: f: expected elementwise or one of"),
        ("bpsym: {macros: {R: x}}", "macros: expected a command and its text"),
        ("bpsym: {macros: {'\\R': 3}}", "macros: expected a command and its text"),
        ("bpsym: {products: {'+': matmul}}", "products: '+' is no sign of a product; there are"),
        ("bpsym: {products: {'\\cdot': dot}}", "products: \\cdot: expected matmul or hadamard, found 'dot'"),
        ("bpsym: {given: 'z = X'}", "expected a list of texts under given, found 'z = X'"),
        ("bpsym: {given: [1]}", "expected a list of texts under given, found [1]"),
        ("bpsym: {symbols: {X: [m, n]}", "the header is not YAML: while parsing a flow mapping"),
        ("bpsym: {symbols: {'\\mathbf{A}': [m], A: [n]}}", "A is declared twice; fonts do not distinguish names"),
        ("bpsym: {assume: ['A nice']}", "assume: 'A nice' is not understood; there are 'A symmetric'"),
        ("bpsym: {assume: ['A + B symmetric']}", "assume: 'A + B symmetric': 'A + B ' is not a name of a symbol"),
        ("bpsym: 2026-99-99", "the header is not YAML: month must be in 1..12"),
        (f"bpsym: {'[' * 5000}", "the header is not YAML"),
        ("bpsym: !!python/object/apply:os.getcwd []", "the header is not YAML: could not determine a constructor"),
        ("bpsym: {differential: [J]}", "differential: expected the scalar whose derivative dW is, J, or {J: [W, b]"),
        ("bpsym: {differential: 'J + 1'}", "differential: 'J + 1' is not a name of a symbol"),
        ("bpsym: {differential: {J: [W], L: W}}", "differential: dW is declared twice"),
        ("bpsym: {dialect: fortran}", "dialect: expected numpy or matlab, found 'fortran'"),
        ("bpsym: {sections: [{symbols: {X: [m]}}]}", "sections: expected {from: 'text of a heading', symbols: ...}"),
        ("bpsym: {sections: [{from: a, sections: []}]}", "unknown key 'sections' under sections; there are symbols"),
        ("bpsym: {sections: [{from: a, symbols: {X: [0]}}]}", "symbols: X: a dimension must be at least 1, found 0"),
    ],
)
def test_every_mistake_is_told_with_its_place(text: str, message: str) -> None:
    assert message in header(text)


def test_what_else_stands_in_a_front_matter_is_the_authors_own() -> None:
    assert read_header("title: Notes\ntags: [a]", "x").symbols == {}
    assert read_header("", "x").symbols == {}
    assert find_header("---\ntitle: a: b: c\n---\n$$ X = Y $$") == []
    assert len(read("---\ntitle: a: b: c\n---\n$$ X = Y $$", "notes.md").entries) == 1


def test_a_fenced_block_declares_and_its_errors_name_its_line() -> None:
    text = "text\n\n```bpsym\nsymbols: {X: [m, n]}\n```\n\n$$ Y = X $$\n"
    assert read(text, "notes.md").derivation.find("Y").shape == shape_of("m", "n")
    with pytest.raises(InputError, match=r"notes\.md:4: unknown key 'symbol' under bpsym"):
        read(text.replace("symbols", "symbol"), "notes.md")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("X", "given: expected an equation, found 'X'"),
        ("X = ", "given: X = : a formula is missing"),
        ("X = \\\\star Y", "this is not understood, found \\star"),
    ],
)
def test_a_given_that_is_no_equation_is_refused(given: str, message: str) -> None:
    with pytest.raises(InputError) as error:
        read(f'---\nbpsym: {{given: ["{given}"]}}\n---\n$$ X = Y $$', "notes.md")
    assert message in str(error.value)
    assert str(error.value).startswith("notes.md: given")


def test_a_given_gives_a_meaning() -> None:
    head = "---\nbpsym:\n  symbols: {X: [m, n], a: [m, n]}\n  given: ['z = X']\n---\n"
    assert read(f"{head}$$ z = a $$", "n.md").derivation.find("z").shape == shape_of("m", "n")


def test_a_product_sign_means_what_the_header_says() -> None:
    head = r"""---
bpsym:
  symbols: {A: [n, n], B: [n, n]}
  products: {'\otimes': hadamard, '*': matmul}
---
"""
    derivation = read(head + r"$$ C = A \otimes B $$ $$ D = A * B $$", "n.md").derivation
    kinds = {s.name: type(e).__name__ for s, e in derivation.forward.items()}
    assert kinds == {"C": "Hadamard", "D": "MatMul"}


def test_macros_are_replaced_and_endless_ones_refused() -> None:
    head = r"""---
bpsym:
  symbols: {A: [m, n], B: [m, p]}
  macros: {'\tp': '#1^T', '\loop': '\loop \loop', '\two': '#2 #1'}
---
"""
    document = read(head + r"$$ C = \tp{A} B $$ $$ D = \loop $$ $$ E = \tp $$ $$ F = \two{B}{A^T} $$", "n.md")
    assert [e.problem.message if e.problem else "" for e in document.entries] == [
        "",
        r"the macro \loop does not come to an end",
        r"the macro \tp lacks an argument",
        "",
    ]
    forward = {s.name: e for s, e in document.derivation.forward.items()}
    assert forward["C"] == forward["F"]
