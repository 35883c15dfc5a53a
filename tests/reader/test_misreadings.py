"""Notes that were once misread: each must be read rightly, or honestly not at all."""

from __future__ import annotations

import pytest

from bpsym.errors import InputError
from bpsym.review import check_text

HEADER = r"""---
bpsym:
  symbols: {X: [m, d], y: [m], w: [d], v: [d], x: [n], b: scalar, '\lambda': scalar, A: [m, n],
    S: [n, n], a: [3], c: [3]}
---
"""
RIDGE = "$$ J = \\frac{1}{2} \\|y - X w\\|^2 $$\n"


def verdicts(body: str) -> list[str]:
    return [entry.verdict.value for entry in check_text(HEADER + body, "notes.md").entries]


MISREAD: dict[str, tuple[str, str]] = {
    "a sum goes on in the next row": (
        RIDGE
        + (r"$$\begin{aligned}\frac{\partial J}{\partial w} &= -X^T(y - X w) \\ " r"&\quad + \lambda w\end{aligned}$$"),
        "refuted unread",
    ),
    "a definition goes on in the next row": (
        r"$$\begin{aligned} J &= \frac{1}{2}\|y - X w\|^2 \\ "
        r"&\quad + \frac{1}{2}\lambda \|w\|^2 \end{aligned}$$"
        "\n"
        r"$$\frac{\partial J}{\partial w} = -X^T(y - X w)$$",
        "refuted undecided unread",
    ),
    "a derivative by an operator takes the product": (
        r"$$ \frac{\partial}{\partial w} \lambda \|w\|^2 = 0 $$",
        "refuted undecided unread",
    ),
    "nabla before a number": (r"$$ \nabla_w 2 \|w\|^2 = 0 $$", "refuted undecided unread"),
    "a number that begins with its point": (
        r"$$ J = .5 \|y - X w\|^2 $$" "\n" r"$$ \frac{\partial J}{\partial w} = -10 X^T(y - X w) $$",
        "refuted undecided unread",
    ),
    "a decimal comma": (r"$$ J = b $$" "\n" r"$$ \frac{\partial J}{\partial b} = 1,5 $$", "refuted unread"),
    "TeX takes one digit": (r"$$ \frac12 b = 12 b $$", "refuted unread"),
    "TeX takes one digit as exponent": (r"$$ b^23 = 3 b^2 $$", "proved unread"),
    "a root of another order": (r"$$ \sqrt[3]{b} = \sqrt{3} b $$", "refuted unread"),
    "softmax is not elementwise": (r"$$ J = \sum \operatorname{softmax}(x) $$" "\n" r"$$ J = 1 $$", "proved"),
    "softmax of a matrix says no axis": (
        r"$$ J = \sum \operatorname{softmax}(A) $$",
        "undecided unread",
    ),
    "diag is not elementwise": (r"$$ \mathrm{diag}(A)^T = \mathrm{diag}(A^T) $$", "refuted unread"),
    "the trace in roman letters": (r"$$ \mathrm{tr}(S S^T) = \mathrm{tr}(S^T S) $$", "proved unread"),
    "the cross product": (r"$$ a \times c = c \times a $$", "undecided unread"),
    "the dot product": (r"$$ a \cdot c = a^T c $$", "proved undecided unread"),
    "the spectral norm": (r"$$ \|A\|_2^2 = \sum A^{\odot 2} $$", "undecided unread"),
    "a superscript two in Unicode": (r"$$ b = b² $$", "refuted unread"),
    "a subscript one in Unicode": (r"$$ b = b₁ $$", "unread"),
    "a leading arrow": (RIDGE + r"$$ \Rightarrow \frac{\partial J}{\partial w} = 5 X^T y $$", "refuted unread"),
    "a block quote": (
        RIDGE + (r"> $$" "\n" r"> \frac{\partial J}{\partial w} = 5 X^T y" "\n" r"> $$"),
        "refuted unread",
    ),
    "a decorated equals sign": (
        RIDGE + r"$$ \frac{\partial J}{\partial w} \overset{!}{=} 5 X^T y $$",
        "refuted unread",
    ),
    "a claim about a derivative with :=": (RIDGE + r"$$ \frac{\partial J}{\partial w} := 5 X^T y $$", "refuted unread"),
    "an update at the end of a chain": (
        RIDGE + r"$$ \frac{\partial J}{\partial w} = X^T y = w \leftarrow w $$",
        "refuted unread",
    ),
    "space does not multiply": (r"$$ b = 1 \quad b = 2 \quad c = a $$", "definition"),
    "a function without brackets": (r"$$ \sin 2 b = \sin(2) b $$", "refuted unread"),
    "division by zero": (r"$$ b = \frac{1}{0} $$", "unread"),
    "nothing depends": (r"$$ \frac{\partial w}{\partial v} = 0 $$", "proved undecided"),
    "the exponential of a square matrix": (
        r"$$ e^{S} \odot e^{-S} = \operatorname{rows}_{n}(\operatorname{cols}_{n}(1)) $$",
        "undecided unread",
    ),
    "a fraction of bare differentials": (r"$$ b = 2 $$" "\n" r"$$ dz/dx = z x $$", "unread"),
    "e as a symbol that was not read": (
        r"$$ e = y \star X w $$" "\n" r"$$ J = e^2 $$" "\n" r"$$ \frac{\partial J}{\partial w} = 0 $$",
        "undecided unread",
    ),
    "a formula for a symbol that means a derivative": (
        RIDGE + (r"$$ g = 77 w $$" "\n" r"$$ g = \frac{\partial J}{\partial w} $$"),
        "refuted",
    ),
    "a family with one member defined": (
        r"$$ z^{(1)} = 2 x $$" "\n" r"$$ z^{(2)} = 3 x $$" "\n" r"$$ z^{(k)} = 3 x $$",
        "refuted undecided",
    ),
    "a gradient equal to an input": (
        r"$$ J = \|w\|^2 + v^T w $$" "\n" r"$$ \frac{\partial J}{\partial w} = v $$",
        "refuted",
    ),
    "a gradient that is an input": (r"$$ J = v^T w $$" "\n" r"$$ \frac{\partial J}{\partial w} = v $$", "proved"),
    "the weight of a regulariser": (
        r"$$ J = \frac{1}{2}\lambda\|w\|^2 $$" "\n" r"$$ \frac{\partial J}{\partial w} = \lambda w $$",
        "proved",
    ),
    "a row that goes on after a comma": (r"$$\begin{aligned} b x &= b x, \\ & + x \end{aligned}$$", "refuted"),
    "a row without a sign after a comma": (r"$$\begin{aligned} b x &= b x, \\ & x \end{aligned}$$", "unread"),
    "a row that goes on below dots": (
        r"$$\begin{aligned} b x &= b x, \\ &\vdots \\ & + x \end{aligned}$$",
        "unread",
    ),
    "a row after an inequality": (r"$$\begin{aligned} b &\le 2 \\ &= 5 b \end{aligned}$$", "unread"),
    "an implication": (r"$$ b = b \implies w = 2 w $$", "refuted"),
    "an implication from a condition": (r"$$ b x = b x $$ $$ b = 0 \implies b x = x $$", "proved"),
    "space before a number of an equation": (r"$$ b x = b x \quad (2) $$", "unread"),
    "space before a range": (r"$$ b x = x b \qquad k = 1, \dots, L $$", "proved"),
    "space before a condition": (r"$$ b x = x \quad \text{if } b = 1 $$", "unread"),
    "two numbers": (r"$$ 1 000 b = 0 $$", "unread"),
    "two numbers after a slash": (r"$$ b = 1/2 000 $$", "unread"),
    "a derivative before a dot": (r"$$ \frac{d}{db} b \cdot b = b $$", "unread"),
    "a gradient before a Hadamard product": (
        r"$$ J = w^T w $$" "\n" r"$$ \nabla_w J \odot v = 2 w \odot v $$",
        "proved",
    ),
    "a gradient of what it is taken by, before a sign": (r"$$ \nabla_b b \cdot b = b $$", "unread"),
    "a rule that defines one member and is false of another": (
        r"$$ z^{(1)} = 2 x $$"
        "\n"
        r"$$ \delta^{(1)} = 2 z^{(1)} $$"
        "\n"
        r"$$ \delta^{(2)} = x $$"
        "\n"
        r"$$ z^{(2)} = 3 x $$"
        "\n"
        r"$$ \delta^{(k)} = 9 z^{(k)} $$",
        "refuted",
    ),
    "a Jacobian of a column": (r"$$ J = \|A x\|^2 $$" "\n" r"$$ \frac{\partial (A x)}{\partial x} = A $$", "proved"),
    "a Jacobian as a matrix of which it is made": (
        r"$$ z = A x $$" "\n" r"$$ A = \frac{\partial z}{\partial x} $$" "\n" r"$$ z + z = 2 A x $$",
        "proved",
    ),
    "a Hessian": (RIDGE + r"$$ \nabla_w \nabla_w J = X^T X $$", "proved"),
    "parts of an input": (r"$$ X = [x_1, \dots, x_m]^T $$" "\n" r"$$ X w + X v = X(w + v) $$", "proved"),
    "parts of an input before a false line": (r"$$ X = [x_1, \dots, x_m]^T $$" "\n" r"$$ X w = 2 X w $$", "refuted"),
    "an input made of two others": (r"$$ X = [y, v] $$" "\n" r"$$ X w = 2 X w $$", "undecided"),
    "a cost of other arguments": (r"$$ K(w) = w^T w $$" "\n" r"$$ K(v) = w^T w $$", "unread"),
    "a cost of a formula": (r"$$ K(w) = w^T w $$" "\n" r"$$ K(2 w) = 4 w^T w $$", "unread"),
    "brackets of one product": (r"$$ b = v^T w v^T w $$" "\n" r"$$ v w^T v = (w^T v) v $$", "proved"),
    "scalars inside products": (r"$$ v w^T v = v^T w v $$", "proved"),
}
"""What it is about -> the lines, and the verdicts that are right or honest for the last of them."""


@pytest.mark.parametrize("name", MISREAD)
def test_the_last_line_is_read_rightly_or_not_at_all(name: str) -> None:
    body, allowed = MISREAD[name]
    found = verdicts(body)
    told = found[-2] if name == "a formula for a symbol that means a derivative" else found[-1]
    assert told in allowed.split()


def test_windows_line_ends_and_backticks_hide_nothing() -> None:
    body = HEADER + RIDGE + "```w``` is the weight\n\n$$ \\frac{\\partial J}{\\partial w} = 5 X^T y $$\n"
    assert [e.verdict.value for e in check_text(body, "n.md").entries] == ["definition", "refuted"]
    assert [e.verdict.value for e in check_text(body.replace("\n", "\r\n"), "n.md").entries] == [
        "definition",
        "refuted",
    ]


@pytest.mark.parametrize(
    "header",
    [
        "bpsym:\n  macros: {'\\foo': '#12'}",
        "bpsym:\n  macros: {'\\foo': '#0'}",
        "date: 2024-13-45\nbpsym: {}",
        "bpsym: " + "[" * 3000,
        "bpsym:\n  symbols: {'\\mathbf{A}': [m, n], A: [m, n]}",
    ],
)
def test_a_header_that_cannot_be_used_is_an_error_or_harmless(header: str) -> None:
    text = f"---\n{header}\n---\n$$ \\foo b c = 1 $$\n"
    if "macros" in header:
        assert check_text(text, "n.md").entries
        return
    with pytest.raises(InputError, match=r"^n\.md:"):
        check_text(text, "n.md")


@pytest.mark.parametrize(
    "formula",
    [
        "\\frac{x}{" * 400 + "x" + "}" * 400,
        "x^{" * 400 + "x" + "}" * 400,
        "\\tanh " * 900 + "x",
        "\\sum " * 900 + "x",
        " + ".join(["x"] * 1500),
        "(" * 5000 + "x",
    ],
)
def test_depth_and_length_never_end_in_a_traceback(formula: str) -> None:
    assert len(verdicts(f"$$ x = {formula} $$")) == 1


def test_a_table_that_declares_a_symbol_twice_says_so() -> None:
    table = (
        "| c | m | d |\n|--|--|--|\n| X | $X$ | (m, n) |\n| X | $X$ | (n, m) |\n| Y | $Y$ | (m, n) |\n\n$$ Y = X^T $$\n"
    )
    report = check_text(table, "n.md")
    assert any("twice" in finding.message for finding in report.findings)
    assert report.entries[0].verdict.value != "proved"
