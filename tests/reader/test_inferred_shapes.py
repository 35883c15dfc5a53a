r"""Shapes that nobody declares: inferred where exactly one fits, asked for once where it does not."""

from __future__ import annotations

import pytest

from bpsym.derivation import Report, Verdict
from bpsym.reader import read
from bpsym.review import check_text

DECLARED = (
    "---\nbpsym:\n  symbols: {X: [m, d], y: [m, o], Q: [d, d], p: [d], 's': scalar}\n  functions: {f: elementwise}\n"
)
LOSS = "J = \\sum (y - a)^2"


def notes(*lines: str, header: str = "") -> str:
    return f"{DECLARED}{header}---\n" + "".join(f"\n$$\n{line}\n$$\n" for line in lines)


def check(*lines: str) -> Report:
    return check_text(notes(*lines), "notes.md")


def inferred(text: str) -> dict[str, str]:
    inventory = read(text, "notes.md").inventory
    return {n: " x ".join(map(str, inventory.shapes[n])) for n in sorted(inventory.inferred)}


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (("a = X W", LOSS), {"W": "d x o"}),
        (("a = W^T X^T", "J = \\sum (y^T - a)^2"), {"W": "d x o"}),
        (("a = f(X W)", LOSS), {"W": "d x o"}),
        (("a = f(X W + b)", LOSS), {"W": "d x o"}),
        (("y = A p",), {}),
        (("q = X v", "t = y^T q", "J = s p^T p + v^T p"), {"v": "d x 1"}),
        (("J = \\frac12 \\sum (y - X W)^2 + \\frac{\\lambda}{2} \\|W\\|^2",), {"W": "d x o"}),
        (("a = X W", LOSS, "X = V W^T"), {"V": "m x o", "W": "d x o"}),
    ],
)
def test_a_shape_is_inferred_where_only_one_fits(lines: tuple[str, ...], found: dict[str, str]) -> None:
    made = inferred(notes(*lines))
    assert {name: made.get(name) for name in found} == found
    assert "b" not in made


@pytest.mark.parametrize(
    "lines",
    [
        ("z = X W",),  # any number of columns
        ("u = X Q + b",),  # a matrix, or a row that is repeated
        ("r = Q + R",),
        ("a = X W V", LOSS),  # what lies between W and V has no name
        ("a = c Q",),  # a number, or a matrix before a square one
        ("X = \\lambda X",),
        ("a = W",),
        ("a = X \\otimes W",),
        ("a = X W", LOSS, "W = K - V", "V = W + X"),  # a circle
        ("a = X W", LOSS, "W = \\foo{X}"),  # its own formula is not read
    ],
)
def test_nothing_is_inferred_where_more_than_one_shape_fits(lines: tuple[str, ...]) -> None:
    assert inferred(notes(*lines)) == {}


def test_what_is_inferred_is_reported_and_used() -> None:
    right = "\\frac{\\partial J}{\\partial W} = -2 X^T (y - a)"
    report = check("a = X W", LOSS, right, right.replace("-2", "2"))
    told = [(f.code, f.line, f.message) for f in report.findings]
    assert told == [("BP114", 8, "W is not declared; its shape is (d, o), the only one with which all definitions fit")]
    assert [e.verdict.value for e in report.entries] == ["definition", "definition", "proved", "refuted"]


def test_a_clash_that_rests_on_an_inferred_shape_is_a_question() -> None:
    report = check("a = X W", LOSS, "\\frac{\\partial J}{\\partial W} = 2 X (a - y)", "X a = X y")
    entry = report.entries[2]
    assert entry.verdict is Verdict.UNDECIDED
    (finding,) = entry.links[0].findings
    assert finding.code == "BP205"
    assert finding.message.endswith(", if W is (d, o); these shapes are inferred: declare them")
    declared = check_text(notes("a = X W", LOSS).replace("symbols: {", "symbols: {W: [d, o], "), "notes.md")
    assert declared.findings == ()


def test_a_clash_of_declared_shapes_is_refuted_as_before() -> None:
    report = check("a = X W", LOSS, "X y = 2 X y")
    assert report.entries[2].verdict is Verdict.REFUTED


def test_a_symbol_is_asked_for_once_and_later_lines_name_that_line() -> None:
    report = check("z = X W", "X W = X V", "X V = z")
    told = [link.findings[0].message for e in report.entries for link in e.links]
    assert told[0].startswith("the symbol W is not declared: declare its dimensions in the table of symbols")
    assert told[0].endswith("; in the header that is symbols: {W: [rows, columns]}")
    assert told[1:2] == ["the symbol W is not declared, see line 8"]
    assert told[2].startswith("the symbol V is not declared: ")
