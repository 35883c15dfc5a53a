"""The notes' own tables and prose, with the quirks that real ones have."""

from __future__ import annotations

import pytest

from bpsym.expr import SCALAR, Shape, shape_of
from bpsym.reader import read
from bpsym.reader.finder import Lines, find_rows
from bpsym.reader.reals import find_reals
from bpsym.reader.shape_text import read_dim, read_shape
from bpsym.reader.table import find_declarations
from bpsym.review import check_text


def table(*rows: str, head: str = "Code|Math|Dimensions") -> dict[str, Shape | None]:
    """What a table declares."""
    text = "\n".join([head, "-|-|-" if head.count("|") == 2 else "-|-", *rows])
    return {getattr(r.formulas[0], "text", "∂"): r.shape for r in find_declarations(text)}


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("(m, n)", ("m", "n")),
        ("m × n", ("m", "n")),
        (r"$m \times n$", ("m", "n")),
        ("[m, 3]", ("m", 3)),
        ("3x2", (3, 2)),
        ("m x n", ("m", "n")),
        ("(numExamples,outputLayerSize)", ("numExamples", "outputLayerSize")),
        (r"n_1 \times n_{l-1}", ("n_{1}", "n_{l-1}")),
        (r"n^{[1]} \times n_x", ("n^{[1]}", "n_{x}")),
        (r"d_{\text{in}} \times d_{\mathrm{out}}", ("d_{in}", "d_{out}")),
        ("m", ("m", 1)),
        ("(n,)", ("n", 1)),
        ("maxlen", ("maxlen", 1)),
        ("scalar", (1, 1)),
        ("2*m + 1", None),
        ("(m, n, p)", None),
        ("three by four", None),
        ("(0, n)", None),
        ("", None),
    ],
)
def test_shapes_are_read_as_people_write_them(text: str, shape: tuple[str | int, ...] | None) -> None:
    assert read_shape(text) == (shape_of(*shape) if shape else None)


def test_a_dimension_can_be_a_polynomial() -> None:
    assert str(read_dim("2*m*n + n_{1} + 1")) == str(read_dim("1 + n*m*2 + n_1")) == "2*m*n + n_{1} + 1"


def test_rows_with_and_without_outer_bars_are_read() -> None:
    assert table("W1 | $W^{(1)}$ | (m, n)", "| `y` | $$\\hat y$$ |\t(m, 1) |", "J | $J$ | scalar") == {
        "W^{(1)}": shape_of("m", "n"),
        r"\hat{y}": shape_of("m", 1),
        "J": SCALAR,
    }


def test_a_bar_inside_mathematics_ends_no_cell() -> None:
    assert table(r"a | $\|A\|_F^2$ | scalar", "b | $$B$$ | (m, n)", r"c \| d | $C$ | (m, n)") == {
        "∂": SCALAR,
        "B": shape_of("m", "n"),
        "C": shape_of("m", "n"),
    }


def test_a_column_of_words_is_no_column_of_dimensions() -> None:
    assert table("$X$ | inputs", "$W$ | weights", head="Symbol | Meaning") == {}
    assert table("$X$ | inputs", "$W$ | 3", head="Symbol | Dimension") == {
        "X": shape_of("inputs", 1),
        "W": shape_of(3, 1),
    }


def test_tables_in_code_and_comments_declare_nothing() -> None:
    text = "Math|Dims\n-|-\n$X$|(m, n)\n"
    assert len(find_declarations(text)) == 1
    assert find_declarations(f"```\n{text}```\n") == find_declarations(f"<!--\n{text}-->\n") == []


def test_dimensions_that_are_not_understood_are_a_finding_in_their_place() -> None:
    text = "Math | Dimensions\n-|-\n$X$ | (m, n)\n$W$ | (n, p)\n$b$ | three by four\n\n$$ Y = X W $$\n"
    (finding,) = read(text, "n.md").findings
    assert (finding.code, finding.line, finding.column) == ("BP206", 5, 7)
    assert finding.message == "the dimensions 'three by four' are not understood; write (rows, columns)"


def test_names_in_code_come_from_the_column_before_the_mathematics() -> None:
    text = "Code | Math | Dimensions\n-|-|-\n`W1` | $W^{(1)}$ | (n, p)\nX | $X$ | (m, n)\n\n$$ z = X W^{(1)} $$\n"
    assert read(text, "n.md").derivation.code_names == {"W^{(1)}": "W1", "X": "X"}


def reals(text: str) -> dict[str, Shape | None]:
    """What prose declares."""
    found, _ = find_reals(text, find_rows(text), Lines(text))
    return {name: declared.shape for name, declared in found.items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"$X \in \mathbb{R}^{m \times n}$", {"X": ("m", "n")}),
        (r"$X, \hat{Y} \in \mathbb{R}^{m\times 3}$.", {"X": ("m", 3), r"\hat{Y}": ("m", 3)}),
        (
            r"$X \in \mathbb R^{m \times n}, \; b \in \R^n, c \in \mathbb{R}$",
            {"X": ("m", "n"), "b": ("n", 1), "c": (1, 1)},
        ),
        (r"$W^{[1]} ∈ ℝ^{n_1 × n_0}$", {"W^{[1]}": ("n_{1}", "n_{0}")}),
        (r"$x \in \mathbb{R}^{d_{\text{in}}}$", {"x": ("d_{in}", 1)}),
        (r"$x \in \mathbb{Z}^n$", {}),
        (r"$X = Y \in \mathbb{R}^{m \times n}$", {}),
        (r"$x \in \mathbb{R}^n_+$", {}),
        (
            r"\begin{aligned} X &\in \mathbb{R}^{m \times n} \\ y &\in \mathbb{R}^m \end{aligned}",
            {"X": ("m", "n"), "y": ("m", 1)},
        ),
    ],
)
def test_prose_declares_what_is_in_the_reals(text: str, expected: dict[str, tuple[str | int, str | int]]) -> None:
    assert reals(text) == {name: shape_of(*shape) for name, shape in expected.items()}


def test_reals_with_dimensions_that_are_not_understood_are_a_finding() -> None:
    (finding,) = read(r"$X \in \mathbb{R}^{m \times n \times p}$ and $X = X$", "n.md").findings
    assert (finding.code, finding.column) == ("BP206", 18)


def test_a_symbol_with_two_shapes_in_the_prose_counts_as_not_declared() -> None:
    text = "Let $X \\in \\mathbb{R}^{m \\times d}$. $$ Y = X $$ Now $X \\in \\mathbb{R}^{d \\times m}$.\n"
    report = check_text(text, "notes.md")
    assert [f.message for f in report.findings] == [
        "X is declared twice, (m, d) in line 1 and (d, m): it counts as not declared"
    ]
    assert report.entries[0].verdict.value == "unread"


def test_the_table_wins_over_the_prose_and_says_so() -> None:
    text = "Math | Dimensions\n-|-\n$X$ | (m, n)\n\nLet $X \\in \\mathbb{R}^{d \\times m}$. $$ Y = X $$\n"
    report = check_text(text, "notes.md")
    assert [f.message for f in report.findings] == ["X has another shape in line 5; the table counts"]
