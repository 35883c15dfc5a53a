"""What notes write instead of plain LaTeX: Unicode, fences of text and code, cases, indicators."""

from __future__ import annotations

import pytest

from bpsym.reader import find_rows
from bpsym.reader.token import tokenize
from bpsym.review import check_text

HEAD = r"""---
bpsym:
  symbols: {x: scalar, y: scalar, W₁: scalar, W₂: scalar, z: [n], u: [n], z_2: [k],
    'y_{\text{p}}': [k], S: [n, n], m: scalar}
  functions: {g: sigmoid}
  given: ['z₁ = W₁ x', 'h₁ = \tanh(z₁)', 'ŷ = W₂ h₁', 'L = (ŷ - y)²',
    'a = \operatorname{relu}(z)', 'C = \sum (u \odot a)']
---
"""
CODE = """---
bpsym:
  symbols: {X: [n_x, m], Y: [1, m], W1: [n_h, n_x], W2: [1, n_h], Z1: [n_h, m],
    A1: [n_h, m], b1: [n_h], b2: scalar, m: scalar}
  dialect: DIALECT
  differential: C
  given: ['Z1 = W1 X + \\operatorname{cols}_{m}(b1)', 'A1 = \\tanh(Z1)',
    'Z2 = W2 A1 + \\operatorname{cols}_{m}(b2)',
    'C = \\frac{1}{2} \\|Z2 - Y\\|^2']
---
"""


def verdicts(body: str, head: str = HEAD) -> list[str]:
    """The verdict of every line of notes."""
    return [entry.verdict.value for entry in check_text(head + body, "notes.md").entries]


def fenced(*lines: str, info: str = "") -> str:
    """The lines in a fence."""
    return "\n".join([f"```{info}", *lines, "```", ""])


def displayed(*lines: str) -> str:
    """Each line in a display of its own."""
    return "\n\n".join(f"$$\n{line}\n$$" for line in lines)


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("W₁₂", "W _ { 12 }"),
        ("h₂ᵢ²", "h _ { 2 i } ^ { 2 }"),
        ("Wᵀ", r"W ^ { \top }"),
        ("a⁽²⁾", "a ^ { ( 2 ) }"),
        ("ŷ", r"\hat { y }"),
        ("x̂", r"\hat { x }"),
        ("σ′", r"\sigma '"),
    ],
)
def test_signs_of_unicode_are_the_marks_of_latex(text: str, latex: str) -> None:
    assert " ".join(t.text for t in tokenize(text, 0, len(text))) == latex


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        ("∂L/∂W₂ = 2(ŷ - y) × h₁", "proved"),
        ("∂L/∂W₂ = 2(ŷ - y) × h₁²", "refuted"),
        ("∂h₁/∂z₁ = tanh'(z₁) = 1 - tanh²(z₁) = 1 - h₁²", "proved"),
        ("∂h₁/∂z₁ = 1 - tanh³(z₁)", "refuted"),
        ("Output: ∂L/∂W₂ = 2(ŷ - y) × h₁   (chain rule)", "proved"),
        ("∂L/∂W₂ = 2(ŷ - y) × h₁ for small x", "unread"),
    ],
)
def test_a_line_of_a_plain_fence_is_judged(line: str, verdict: str) -> None:
    assert verdicts(fenced(line)) == [verdict]


def test_a_line_of_a_plain_fence_goes_on_with_the_one_above() -> None:
    assert verdicts(fenced("∂L/∂W₁ = 2(ŷ - y) × W₂", "  × (1 - h₁²) × x", "  = 2(ŷ - y) × x")) == ["proved", "refuted"]


@pytest.mark.parametrize(
    "body",
    [
        fenced("∂L/∂W₂ = δ₂", info="python"),
        fenced("loss = model.fit(x)", "# ∂L"),
        fenced("σ = np.std(x)"),
        fenced("x → h = σ(z)"),
        fenced("a = b"),
    ],
)
def test_a_fence_of_code_is_no_mathematics(body: str) -> None:
    assert find_rows(body) == []


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        ("dZ2 = Z2 - Y;", "proved"),
        ("dW2 = dZ2*A1';", "proved"),
        ("db2 = sum(dZ2);", "proved"),
        ("db1 = sum(dZ1, 2);", "proved"),
        ("db1 = sum(dZ1);", "refuted"),
        ("db1 = sum(dZ1, 1);", "refuted"),
        ("dZ1 = (W2'*dZ2) .* (1 - A1.^2);", "proved"),
        ("dZ1 = (W2'*dZ2) .* (A1.^2);", "refuted"),
    ],
)
def test_matlab_in_a_fence_is_judged_under_its_dialect(line: str, verdict: str) -> None:
    assert verdicts(fenced(line), CODE.replace("DIALECT", "matlab")) == [verdict]


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        ("dW2 = np.dot(dZ2, A1.T)", "proved"),
        ("dW2 = dZ2.dot(A1.T)", "proved"),
        ("dW1 = np.dot(dZ1, X)", "refuted"),
        ("dW2 = np.dot(dZ2, A1)", "undecided"),
        ("dZ1 = np.multiply(W2.T.dot(dZ2), 1 - np.tanh(Z1) * np.tanh(Z1))", "proved"),
        ("dZ1 = W2.T.dot(dZ2) * (1 - A1 * A1)", "proved"),
        ("dZ1 = np.multiply(np.dot(W2.T, dZ2), A1)", "refuted"),
    ],
)
def test_numpy_in_a_fence_is_judged_under_its_dialect(line: str, verdict: str) -> None:
    assert verdicts(fenced(line, info="python"), CODE.replace("DIALECT", "numpy")) == [verdict]


def test_statements_of_a_program_are_no_formulas() -> None:
    body = fenced("for i in range(3):", "    dZ2 = Z2", info="python")
    assert find_rows(body, "numpy") == []


@pytest.mark.parametrize(
    ("right", "verdict"),
    [
        (r"u \odot \mathbb{1}_{z > 0}", "proved"),
        (r"u \odot \mathbb{1}\{z > 0\}", "proved"),
        (r"u \odot 1\{z > 0\}", "proved"),
        (r"u \odot \mathbf{1}[z > 0]", "proved"),
        (r"\text{diag}(\mathbb{1}_{z > 0}) u", "proved"),
        (r"u \odot 1\{u > 0\}", "refuted"),
        (r"u \odot \text{diag}(\mathbb{1}_{z > 0})", "refuted"),
        (r"u (z > 0)", "unread"),
        (r"u \odot \begin{cases} 1 & \text{if } z > 0 \\ 0 & \text{otherwise} \end{cases}", "proved"),
        (r"u \odot \begin{cases} 1 & \text{if } z > 0 \\ 0 & \text{if } u \le 0 \end{cases}", "unread"),
    ],
)
def test_the_indicator_of_positive_entries_is_the_slope_of_relu(right: str, verdict: str) -> None:
    assert verdicts(displayed(rf"\frac{{\partial C}}{{\partial z}} = {right}")) == [verdict]


SOFTMAX = r"y_{\text{p}, i} = \frac{e^{z_{2,i}}}{\sum_{j} e^{z_{2,j}}}"


@pytest.mark.parametrize(
    ("cases", "verdict"),
    [
        (r"p_i (1 - p_i), & \text{if } i = j \\\\\\ -p_i p_j, & \text{if } i \neq j.", "proved"),
        (r"p_i (1 - p_i) & i = j \\ -p_i p_j & \text{otherwise}", "proved"),
        (r"p_i (1 + p_i), & \text{if } i = j \\ -p_i p_j, & \text{if } i \neq j", "refuted"),
        (r"p_i, & \text{if } i = j \\ p_i p_j, & \text{if } i < j", "unread"),
    ],
)
def test_cases_of_two_indices_are_read_with_the_kronecker_delta(cases: str, verdict: str) -> None:
    cases = cases.replace("p_i", r"y_{\text{p}, i}").replace("p_j", r"y_{\text{p}, j}")
    left = r"\frac{\partial y_{\text{p}, i}}{\partial z_{2, j}}"
    body = displayed(SOFTMAX, rf"{left} = \begin{{cases}} {cases} \end{{cases}}")
    assert verdicts(body) == ["definition", verdict]


def test_what_stands_over_a_brace_is_read_without_the_remark_below_it() -> None:
    right = r"\underbrace{u \odot 1\{z > 0\}}_{= \delta}"
    assert verdicts(displayed(rf"\frac{{\partial C}}{{\partial z}} = {right}")) == ["proved"]


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        (r"g'(z) = g(z) \odot (1 - g(z))", "proved"),
        (r"\tanh'(S) = 1 - \tanh^2(S)", "proved"),
        (r"\tanh'(S) = 1 - \tanh^3 (S)", "refuted"),
    ],
)
def test_a_power_at_a_function_is_that_of_every_value(line: str, verdict: str) -> None:
    assert verdicts(displayed(line)) == [verdict]


@pytest.mark.parametrize(
    ("lines", "verdict"),
    [
        (("b = g(z)", r"\frac{\partial b}{\partial z} = b \odot (1 - b)"), "proved"),
        (("b = g(z)", r"\frac{\partial b}{\partial z} = g'(b)"), "refuted"),
        ((r"b = \operatorname{softmax}(z)", r"\frac{\partial b}{\partial z} = b \odot (1 - b)"), "undecided"),
        (("b = S z", r"\frac{\partial b}{\partial z} = u"), "refuted"),
    ],
)
def test_a_derivative_of_each_entry_counts_where_the_jacobian_is_diagonal(lines: tuple[str, ...], verdict: str) -> None:
    assert verdicts(displayed(*lines))[-1] == verdict


LAYERS = r"""---
bpsym:
  symbols: {y: [s_3]}
  families:
    'W^{(l)}': {shape: ['s_{l+1}', 's_l'], l: '1..2'}
    'a^{(l)}': {shape: ['s_l'], l: '1..3'}
    '\delta^{(l)}': {shape: ['s_l'], l: '1..3'}
  functions: {g: sigmoid}
  assume: ['L = 3', 's_3 = 1']
  given: ['a^{(l+1)} = g(W^{(l)} a^{(l)})',
    'J = -\sum (y \odot \log a^{(3)} + (1 - y) \odot \log (1 - a^{(3)}))',
    '\delta^{(l)} = \frac{\partial J}{\partial a^{(l)}}']
---
"""


@pytest.mark.parametrize(
    ("suffix", "verdict"),
    [
        (r"\quad \text{for } l := L-1, L-2, \dots, 1.", "proved"),
        (r", \text{for } l = 1, \dots, L-1", "proved"),
        (r"\quad \text{for } l = 7, \dots, 9", "undecided"),
        (r"\quad \text{for small } l", "unread"),
        (r"\quad \text{if } j \ne 0", "unread"),
    ],
)
def test_words_behind_a_line_say_for_which_layers_it_holds(suffix: str, verdict: str) -> None:
    line = r"\delta^{(l)} = (W^{(l)})^T (\delta^{(l+1)} \odot a^{(l+1)} \odot (1 - a^{(l+1)}))"
    assert verdicts(displayed(line + suffix), LAYERS) == [verdict]


def test_braces_that_say_nothing_do_not_hide_a_line_from_the_statements_of_the_header() -> None:
    body = displayed(r"J = -{y}\log {{a}^{(3)}} - (1 - {y})\log (1 - a^{(3)})")
    assert verdicts(body, LAYERS) == ["conditional"]
