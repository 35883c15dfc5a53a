"""Keys of the header that say how these notes write: differential, dialect, sections, tops; and arrows that name."""

from __future__ import annotations

import pytest

from bpsym.derivation import Entry
from bpsym.errors import InputError
from bpsym.review import check_text


def entries(header: str, *lines: str) -> list[Entry]:
    """What is said of each line, displayed, under a header."""
    body = "\n\n".join(line if line.startswith("#") else f"$$ {line} $$" for line in lines)
    return check_text(f"---\nbpsym:\n{header}---\n\n{body}\n", "notes.md").entries  # type: ignore[return-value]


def verdicts(header: str, *lines: str) -> list[str]:
    return [entry.verdict.value for entry in entries(header, *lines)]


LINEAR = r"""
  symbols: {X: [m, n], W: [n, k], Y: [m, k], c: scalar}
  given: ['Z = X W', 'L = \frac12 \|Z - Y\|^2', 'J = c L']
"""


def test_dw_is_the_derivative_of_the_declared_scalar_and_every_formula_for_it_is_a_claim() -> None:
    header = LINEAR + "  differential: J\n"
    assert verdicts(header, "dZ = c (Z - Y)", "dW = X^T dZ", "dW = X^T (Z - Y)", "dW^T = dZ^T X") == [
        "proved",
        "proved",
        "refuted",
        "proved",
    ]


def test_each_letter_may_have_a_scalar_of_its_own() -> None:
    header = LINEAR + "  differential: {J: [W], L: Z}\n"
    assert verdicts(header, "dZ = Z - Y", "dW = c X^T dZ", "dW = X^T dZ", "dY = Y - Z") == [
        "proved",
        "proved",
        "refuted",
        "unread",
    ]


def test_without_the_key_dw_means_nothing() -> None:
    assert verdicts(LINEAR, "dW = c X^T (Z - Y)") == ["unread"]


def test_an_arrow_gives_a_result_its_name() -> None:
    lines = (r"\frac{\partial L}{\partial Z} = Z - Y \rightarrow dZ", r"\frac{\partial L}{\partial W} = X^T dZ")
    assert verdicts(LINEAR, *lines) == ["proved", "definition", "proved"]
    wrong = (r"\frac{\partial L}{\partial Z} = Y - Z \rightarrow dZ", r"\frac{\partial L}{\partial W} = X^T dZ")
    assert verdicts(LINEAR, *wrong) == ["refuted", "definition", "proved"]


def test_an_arrow_to_a_limit_names_nothing() -> None:
    assert entries(LINEAR, r"Z = X W", r"X \to 0")[0].verdict.value == "proved"
    assert len(entries(LINEAR, r"Z = X W", r"X \to 0")) == 1


@pytest.mark.parametrize(
    ("dialect", "line", "verdict"),
    [
        ("numpy", "dW = X.T @ (Z - Y)", "proved"),
        ("numpy", "dW = X.T * (Z - Y)", "refuted"),
        ("numpy", "dZ = (Z - Y) * 1", "proved"),
        ("matlab", "dW = X'*(Z - Y)", "proved"),
        ("matlab", "dW = X*(Z - Y)", "refuted"),
        ("matlab", "dZ = (Z - Y) .* 1", "proved"),
        ("matlab", "dW = X'/(Z - Y)", "unread"),
        ("matlab", "dW = W / W", "unread"),
        ("numpy", "dZ = Y * Z @ W", "unread"),
    ],
)
def test_signs_mean_what_they_mean_in_code(dialect: str, line: str, verdict: str) -> None:
    header = LINEAR + f"  dialect: {dialect}\n  differential: L\n"
    assert verdicts(header, line) == [verdict]


SECTIONS = r"""
  symbols: {X: [m, n], W: [n, k], Y: [m, k]}
  given: ['J = \frac12 \|A - Y\|^2']
  sections:
    - from: columns
      symbols: {X: [n, m], W: [k, n], Y: [k, m]}
"""
ROWS = (r"A = X W", r"\frac{\partial J}{\partial W} = X^T (A - Y)")
COLUMNS = (r"A = W X", r"\frac{\partial J}{\partial W} = (A - Y) X^T")


def test_a_section_may_turn_the_convention_round() -> None:
    assert verdicts(SECTIONS, "# Rows", *ROWS, "# Now in columns", *COLUMNS) == [
        *("definition", "proved", "definition", "proved")
    ]
    assert verdicts(SECTIONS, "# Rows", *ROWS, "# Now in columns", COLUMNS[0], ROWS[1])[-1] == "refuted"


def test_what_another_section_defines_carries_nothing_over() -> None:
    header = SECTIONS.replace("[k, m]}", "[k, m], A: [k, m]}").replace("Y: [m, k]}", "Y: [m, k], A: [m, k]}")
    found = verdicts(header, "# Rows", *ROWS, "# Now in columns", COLUMNS[1], r"\frac{\partial J}{\partial W} = 0")
    assert found == ["definition", "proved", "undecided", "undecided"]


def test_a_section_without_its_heading_is_an_error_with_the_line_of_the_key() -> None:
    with pytest.raises(InputError, match=r"notes.md:7: sections: no heading with the text 'columns'"):
        entries(SECTIONS, "# Rows", *ROWS)


def test_errors_of_a_header_name_the_line_of_the_key() -> None:
    with pytest.raises(InputError, match=r"^notes.md:4: symbols: Y: a dimension must be at least 1"):
        entries("  symbols:\n    X: [m, n]\n    Y: [0, n]\n".replace("    X: [m, n]\n", ""), "X = Y")


LAYERS = r"""
  symbols: {y: [n_3]}
  families:
    'w^l': {shape: ['n_l', 'n_{l-1}'], l: '2..3'}
    'z^l': {shape: ['n_l'], l: '2..3'}
    'a^l': {shape: ['n_l'], l: '1..3'}
  functions: {f: elementwise}
  given: ['z^l = w^l a^{l-1}', 'a^l = f(z^l)', 'C = \frac12 \|y - a^3\|^2']
"""
OUTPUT = r"\frac{\partial C}{\partial z^L} = (a^L - y) \odot f'(z^L)"
EVERY = r"\frac{\partial C}{\partial w^l} = \frac{\partial C}{\partial z^l} (a^{l-1})^T"


def test_a_capital_letter_is_the_last_layer_and_never_stands_for_all() -> None:
    assert verdicts(LAYERS, OUTPUT, EVERY) == ["undecided", "proved"]
    assert verdicts(LAYERS + "  assume: ['L = 3']\n", OUTPUT, EVERY) == ["proved", "proved"]
    assert verdicts(LAYERS + "  assume: ['L = 2']\n", OUTPUT) == ["refuted"]


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        (r"\frac{\partial C}{\partial z^2} = ((w^3)^T \frac{\partial C}{\partial z^3}) \odot f'(z^2)", "proved"),
        (r"\frac{\partial C}{\partial z^2} = (w^{3T} \frac{\partial C}{\partial z^3}) \odot f'(z^2)", "proved"),
        (r"\frac{\partial C}{\partial z^3} = (a^3 - y) \odot f'(z^2)", "refuted"),
        (r"C = \frac12 \|y - a^2\|^2", "refuted"),
        (r"C = \frac12 \sum (y - a^3)^2", "proved"),
        (r"C = \frac12 \sum (y^2 - 2 y \odot a^3 + (a^3)^2)", "proved"),
        (r"C = \frac12 \sum (y^2 - 2 y \odot a^3 + a^2)", "refuted"),
        (r"\frac{\partial C}{\partial w^T} = 0", "unread"),
    ],
)
def test_a_layer_is_never_taken_for_a_power_nor_a_power_for_a_layer(line: str, verdict: str) -> None:
    assert verdicts(LAYERS, line) == [verdict]


PENALTY = r"C = \frac12 \|y - a^3\|^2 + c \sum_{l=2}^{3} \|w^l\|^2"
PENALISED = LAYERS.replace("symbols: {", "symbols: {c: scalar, ").replace(r", 'C = \frac12 \|y - a^3\|^2'", "")


def test_a_penalty_on_every_layer_is_written_out() -> None:
    rule = r"\frac{\partial C}{\partial w^l} = \frac{\partial C}{\partial z^l} (a^{l-1})^T"
    assert verdicts(PENALISED, PENALTY, rule + " + 2 c w^l", rule, rule + " + c w^l") == [
        *("definition", "proved", "refuted", "refuted")
    ]


def test_a_sum_over_the_layers_of_any_network_is_not_proved_and_its_equation_is_named() -> None:
    header = PENALISED.replace("2..3", "2..L").replace("1..3", "1..L").replace("n_3", "n_L")
    loss = PENALTY.replace("a^3", "a^L").replace("{3}", "{L}")
    rule = r"\frac{\partial C}{\partial w^l} = \frac{\partial C}{\partial z^l} (a^{l-1})^T + 2 c w^l"
    entry = entries(header, loss, rule)[-1]
    assert entry.verdict.value == "undecided"
    assert "adds over all layers" in entry.links[0].judgement.reason


def test_a_product_over_all_layers_is_refused() -> None:
    assert verdicts(LAYERS, r"y = w^3 \cdots w^2 a^1") == ["unread"]
    assert verdicts(LAYERS, r"y = \prod_{l=2}^{3} w^l a^1") == ["unread"]
