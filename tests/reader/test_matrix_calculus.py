"""The notation of tables of matrix calculus: what each way to write it is read as, and what is refused."""

from __future__ import annotations

import pytest

from bpsym.derivation import Entry
from bpsym.expr import (
    Expr,
    apply,
    constant,
    determinant,
    diagonal,
    diagonal_part,
    hadamard,
    identity,
    inverse,
    known,
    kronecker_product,
    matmul,
    ones,
    partial,
    squared_norm,
    symbol,
    total,
    trace,
    transpose,
    vec,
)
from bpsym.reader import Document, read
from bpsym.review import check_text

HEADER = """---
bpsym:
  symbols: {X: [m, n], A: [m, m], B: [n, n], S: [n, n], a: [m], b: [n], x: [n], y: [n], z: [2], c: scalar, t: scalar}
---
"""
X, S, B = symbol("X", "m", "n"), symbol("S", "n", "n"), symbol("B", "n", "n")
a, b, x, y, z, c = symbol("a", "m"), symbol("b", "n"), symbol("x", "n"), symbol("y", "n"), symbol("z", 2), symbol("c")
INVERSE = inverse(S)
SQRT = known("sqrt")


def note(line: str, layout: str = "") -> str:
    """One line of mathematics below the symbols of these tests."""
    return with_layout(layout) + f"$$ {line} $$\n"


def with_layout(layout: str) -> str:
    """The header with a layout, if there is one."""
    return HEADER.removesuffix("---\n") + f"  layout: {layout}\n---\n" if layout else HEADER


def document(line: str) -> Document:
    """The line, read."""
    return read(note(line), "notes.md")


def entry(line: str, layout: str = "") -> Entry:
    """What is said of the line."""
    return check_text(note(line, layout), "notes.md").entries[0]


def codes(line: str, layout: str = "") -> list[str]:
    """The codes of the findings about the line."""
    found = entry(line, layout)
    return [f.code for f in (*found.findings, *(f for k in found.links for f in k.findings))]


SPELLINGS: dict[str, Expr] = {
    r"\mathbf{XBx}": matmul(matmul(X, B), x),
    r"\mathbf{BS}^T": matmul(B, transpose(S)),
    r"(\mathbf{BS})^T": transpose(matmul(B, S)),
    r"\mathbf{x^{T}}\mathbf{y}": matmul(transpose(x), y),
    r"\boldsymbol{S}^{-1}": INVERSE,
    "S^{-T}": transpose(INVERSE),
    r"S^{-\top}": transpose(INVERSE),
    "S^{-2}": inverse(matmul(S, S)),
    "S^0": identity("n"),
    "c^0": constant(1),
    "c^{1/2}": apply(SQRT, c),
    r"\det S": determinant(S),
    r"\operatorname{det}(S)": determinant(S),
    "det(S)": determinant(S),
    "|S|": determinant(S),
    r"\left|S\right|": determinant(S),
    "|c|": apply(known("abs"), c),
    r"\ln\det(S)": apply(known("log", r"\ln"), determinant(S)),
    r"\log|S|": apply(known("log", r"\log"), determinant(S)),
    "Tr(S)": trace(S),
    "tr(S)": trace(S),
    r"\tr S": trace(S),
    r"\mathrm{trace}[S]": trace(S),
    r"\text{Tr}(S)": trace(S),
    r"\operatorname{tr}\{S\}": trace(S),
    r"\operatorname{vec}(X)": vec(X),
    r"\operatorname{diag}(x)": diagonal(x),
    r"\operatorname{diag}(S)": diagonal_part(S),
    r"\frac{\partial x^T y}{\partial x^T}": transpose(partial(matmul(transpose(x), y), x)),
    r"\|x\|": apply(SQRT, squared_norm(x)),
    r"\|x\|_2": apply(SQRT, squared_norm(x)),
    r"||x||": apply(SQRT, squared_norm(x)),
    r"\|X\|_{\mathrm{F}}": apply(SQRT, squared_norm(X)),
    r"\|x\|^2": squared_norm(x),
    r"\lVert x \rVert_2^2": squared_norm(x),
    r"\|x\|_1": total(apply(known("abs"), x)),
    r"\langle X, X \rangle": total(hadamard(X, X)),
    r"\langle x, y \rangle": matmul(transpose(x), y),
    r"S \otimes B": kronecker_product(S, B),
    r"\sin.(X)": apply(known("sin", r"\sin"), X),
    r"X .* X": hadamard(X, X),
    "X.^2": apply(known("square"), X),
    "x'y": matmul(transpose(x), y),
    "(S x)'": transpose(matmul(S, x)),
    r"\mathbf{1}^T x": matmul(transpose(ones("n", 1)), x),
    r"\mathbf{1}_{n}": ones("n", 1),
    r"S I": matmul(S, identity("n")),
    r"\begin{bmatrix} z_1 \\ z_2 \end{bmatrix}": z,
    r"\begin{pmatrix} z_1 & z_2 \end{pmatrix}": transpose(z),
    r"\begin{bmatrix} c \end{bmatrix}": c,
    r"\frac{\partial}{\partial x} x^T S x": partial(matmul(matmul(transpose(x), S), x), x),
    r"\nabla_x a^T X x": partial(matmul(matmul(transpose(a), X), x), x),
}


@pytest.mark.parametrize("text", SPELLINGS)
def test_every_way_to_write_it_is_read_as_the_same_expression(text: str) -> None:
    found = document(f"{text} = {text}").derivation.equations[0]
    assert SPELLINGS[text] in {reading.left for reading in found.readings}


SHOWN = r"\begin{bmatrix} c & 1 \\ t & c \end{bmatrix}\begin{bmatrix} 1 \\ 0 \end{bmatrix}"
TRUE = [
    r"\frac{\partial \det(S)}{\partial S} = \det(S) S^{-T}",
    r"\frac{\partial \ln|S|}{\partial S} = (S^{-1})^T",
    r"\operatorname{vec}(A X B) = (B^T \otimes A)\operatorname{vec}(X)",
    r"x \otimes y = x y^T",
    r"(I + X X^T)^{-1} X = X (I + X^T X)^{-1}",
    r"\frac{\partial \operatorname{tr}(S)}{\partial S} = I",
    r"\frac{\partial \|x\|}{\partial x} = \frac{x}{\|x\|}",
    r"\frac{\partial |x|^2}{\partial x} = 2x",
    r"\frac{\partial x'Bx}{\partial x} = Bx + B'x",
    r"\frac{\partial (X x)}{\partial x^T} = X",
    SHOWN + r" = \begin{bmatrix} c \\ t \end{bmatrix}",
    r"\operatorname{diag}(x) y = x \odot y",
    r"\operatorname{diag}(S) = S \odot I",
]


@pytest.mark.parametrize("line", TRUE)
def test_true_lines_of_the_tables_are_proved(line: str) -> None:
    assert entry(line).verdict.value == "proved"


FALSE = [
    r"\frac{\partial \det(S)}{\partial S} = \det(S) S^{-1}",
    r"\operatorname{vec}(A X B) = (B \otimes A)\operatorname{vec}(X)",
    r"\det(c S) = c \det(S)",
    r"S \otimes B = B \otimes S",
    r"S^2 = S \odot S",
    r"\mathbf{BS}^T = S^T B^T",
    r"\langle x, S y\rangle = \langle S x, y\rangle",
    r"\frac{\partial \|x\|}{\partial x} = x",
    SHOWN + r" = \begin{bmatrix} c \\ 1 \end{bmatrix}",
]


@pytest.mark.parametrize("line", FALSE)
def test_false_neighbours_are_refuted(line: str) -> None:
    assert entry(line).verdict.value == "refuted"


UNREAD = [
    "x' = S x",
    "f'(x) = 2x",
    r"\mathbf{J}^{ij} = S",
    r"\|X\|_2 = c",
    r"\|X\|_* = c",
    "S^{1/2} S^{1/2} = S",
    "X^{-1} = X",
    r"\frac{\partial I}{\partial x} = 0",
    r"\begin{bmatrix} S & 0 \\ 0 & S \end{bmatrix} = S",
    r"\frac{\partial}{\partial x} \operatorname{tr}(S) S = S",
    r"\left.\frac{\partial c}{\partial x}\right|_{x=0} = x",
    r"\|x\|_S^2 = x^T S x",
]


@pytest.mark.parametrize("line", UNREAD)
def test_what_could_mean_something_else_is_not_read(line: str) -> None:
    assert entry(line).verdict.value == "unread"


def test_a_prime_is_no_transpose_where_the_notes_have_a_symbol_with_a_prime() -> None:
    report = check_text(HEADER + "$$ x' = S x $$\n$$ c = x'y $$\n", "notes.md")
    assert [e.verdict.value for e in report.entries] == ["unread", "unread"]


def test_what_was_read_by_a_convention_is_said() -> None:
    assert codes(r"\frac{\partial x'Bx}{\partial x} = Bx + B'x") == ["BP505"]
    assert codes("|x| = |x|")[0] == "BP503"
    assert codes(r"x \otimes y = x \odot y") == ["BP501"]
    assert codes(r"\frac{\partial a^T X b}{\partial X} = a b^T", "numerator") == ["BP506"]


def test_an_identity_that_the_notes_define_or_declare_is_a_symbol() -> None:
    report = check_text(HEADER + "$$ I = c t $$\n$$ I + c = c t + c $$\n", "notes.md")
    assert [e.verdict.value for e in report.entries] == ["definition", "proved"]
    declared = HEADER.replace("{X:", "{I: [m, n], X:") + "$$ I + X = X + I $$\n"
    assert check_text(declared, "notes.md").entries[0].links[0].reading_latex == "I + X = X + I"


LAYOUTS = [
    (r"\frac{\partial x^T S x}{\partial x} = x^T(S + S^T)", "numerator", "proved"),
    (r"\frac{\partial x^T S x}{\partial x} = (S + S^T) x", "numerator", "refuted"),
    (r"\frac{\partial x^T S x}{\partial x} = (S + S^T) x", "denominator", "proved"),
    (r"\nabla_x (x^T S x) = (S + S^T) x", "numerator", "proved"),
    (r"\frac{\partial \operatorname{tr}(S B)}{\partial S} = B", "numerator", "proved"),
    (r"\frac{\partial \operatorname{tr}(S B)}{\partial S} = B^T", "numerator", "refuted"),
    (r"\frac{\partial \operatorname{tr}(S B)}{\partial S} = B^T", "denominator", "proved"),
    (r"\frac{\partial (X x)}{\partial x} = X", "numerator", "proved"),
    (r"\frac{\partial (X x)}{\partial x} = X", "denominator", "refuted"),
    (r"\frac{\partial (X x)}{\partial x} = X^T", "denominator", "proved"),
    (r"\frac{\partial (X x)}{\partial x} = X", "{gradient: denominator, jacobian: numerator}", "proved"),
    (r"\frac{\partial (a^T X)}{\partial a} = X", "denominator", "proved"),
    (r"\frac{\partial (a^T X)}{\partial a} = X^T", "numerator", "proved"),
]


@pytest.mark.parametrize(("line", "layout", "verdict"), LAYOUTS)
def test_the_layout_says_which_index_of_a_derivative_is_the_row(line: str, layout: str, verdict: str) -> None:
    assert entry(line, layout).verdict.value == verdict


def test_the_chain_rule_of_columns_is_read_in_the_declared_layout() -> None:
    body = "$$ h = X x $$\n$$ J = h^T h $$\n$$ \\frac{\\partial J}{\\partial x} = LINE $$\n"
    lines = {
        "numerator": r"\frac{\partial J}{\partial h} \frac{\partial h}{\partial x}",
        "denominator": r"\frac{\partial h}{\partial x} \frac{\partial J}{\partial h}",
        "{jacobian: numerator}": r"\left(\frac{\partial h}{\partial x}\right)^T \frac{\partial J}{\partial h}",
    }
    for layout, line in lines.items():
        report = check_text(with_layout(layout) + body.replace("LINE", line), "notes.md")
        assert report.entries[2].verdict.value == "proved", layout
